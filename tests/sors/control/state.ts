/** What the books hold now, in our own field names, for tests to look at. */
import { round } from '../assortment/numbers';
import type {
	BusinessUnit,
	Customer,
	Product,
	SorsDatabase,
	SorsDocument,
} from '../model/types';
import type { Api } from '../http/api';
import type { LogEntry } from '../http/log';
import type { Settings } from '../model/settings';
import { pathOf } from './groups';
import type { StatePart } from './requests';

export interface StockState {
	onHand: number;
	reserved: number;
	available: number;
	priceWithVat: number;
	priceWithoutVat: number;
}

export interface DatabaseState {
	name: string;
	year: number;
	counts: Record< 'products' | 'levels' | 'groups', number >;
	/** With the codes beside the ids; moments are milliseconds. */
	documents?: ( SorsDocument & {
		customerCode: string | null;
		businessUnitCode: string | null;
	} )[];
	customers?: Customer[];
	/** Code of the item -> code of the unit. Of two items with one code the later one is seen. */
	stock?: Record< string, Record< string, StockState > >;
	products?: ( Product & {
		group: string | null;
		secondGroup: string | null;
	} )[];
	/** Paths of names, joined by ` / `. */
	groups?: { id: string; path: string | null }[];
	units?: BusinessUnit[];
}

export interface State {
	seed: number;
	items: number;
	settings: Settings;
	databases: Record< string, DatabaseState >;
	requests: {
		total: number;
		perOperation: Record< string, number >;
		log?: LogEntry[];
	};
	faults: ReturnType< Api[ 'faults' ][ 'list' ] >;
}

function stockOf(
	database: SorsDatabase,
	wanted: ( code: string ) => boolean
): NonNullable< DatabaseState[ 'stock' ] > {
	const units = new Map(
		database.units.map( ( unit ) => [ unit.id, unit.code ] )
	);
	const stock: NonNullable< DatabaseState[ 'stock' ] > = {};
	for ( const level of database.levels ) {
		if ( ! wanted( level.productCode ) ) {
			continue;
		}
		const { onHand, reserved, priceWithVat, priceWithoutVat } = level;
		const perUnit = ( stock[ level.productCode ] ??= {} );
		perUnit[ units.get( level.businessUnitId ) ?? level.businessUnitId ] = {
			onHand,
			reserved,
			available: round( onHand - reserved, 4 ),
			priceWithVat,
			priceWithoutVat,
		};
	}
	return stock;
}

function databaseState(
	database: SorsDatabase,
	include: readonly StatePart[],
	codes: readonly string[] | undefined
): DatabaseState {
	const has = ( part: StatePart ) => include.includes( part );
	const wanted = ( code: string ) => ! codes || codes.includes( code );
	const state: DatabaseState = {
		name: database.name,
		year: database.year,
		counts: {
			products: database.products.length,
			levels: database.levels.length,
			groups: database.groups.length,
		},
	};
	if ( has( 'documents' ) ) {
		state.documents = database.documents.map( ( document ) => ( {
			...document,
			customerCode:
				database.customers.find(
					( { id } ) => id === document.customerId
				)?.code ?? null,
			businessUnitCode:
				database.units.find(
					( { id } ) => id === document.businessUnitId
				)?.code ?? null,
		} ) );
	}
	if ( has( 'customers' ) ) {
		state.customers = database.customers;
	}
	if ( has( 'stock' ) ) {
		state.stock = stockOf( database, wanted );
	}
	if ( has( 'products' ) ) {
		state.products = database.products
			.filter( ( { code } ) => wanted( code ) )
			.map( ( product ) => ( {
				...product,
				group: pathOf( database, product.groupId ),
				secondGroup: pathOf( database, product.secondGroupId ),
			} ) );
	}
	if ( has( 'groups' ) ) {
		state.groups = database.groups.map( ( { id } ) => ( {
			id,
			path: pathOf( database, id ),
		} ) );
	}
	if ( has( 'units' ) ) {
		state.units = database.units;
	}
	return state;
}

export function stateOf(
	api: Api,
	databases: readonly SorsDatabase[],
	include: readonly StatePart[],
	codes?: readonly string[]
): State {
	const { world, log, faults } = api;
	return {
		seed: world.options.seed,
		items: world.options.items,
		settings: world.settings,
		databases: Object.fromEntries(
			databases.map( ( database ) => [
				database.name,
				databaseState( database, include, codes ),
			] )
		),
		requests: {
			total: log.total(),
			perOperation: log.perOperation(),
			...( include.includes( 'requests' )
				? { log: log.after( 0 ) }
				: {} ),
		},
		faults: faults.list(),
	};
}
