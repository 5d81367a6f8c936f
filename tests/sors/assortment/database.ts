/** One database of a business: units, groups, items, stock, customers. */
import { emptyLevel } from '../model/blank';
import type {
	BusinessUnit,
	Product,
	ProductGroup,
	ProductImage,
	SorsDatabase,
	StockLevel,
} from '../model/types';
import { customers } from './customers';
import { generatedItems } from './generated';
import { ITEMS, type ItemRow } from './items';
import { gtin13, round } from './numbers';
import { between, seeded, type Random } from './random';

export interface Plan {
	name: string;
	title: string;
	year: number;
	seed: number;
	items: number;
	/** Where this database's ids begin. */
	firstId: number;
}

export const HAND_WRITTEN = ITEMS.length;
const MODIFIED_FROM = Date.UTC( 2026, 0, 5, 7 );

interface UnitRow {
	code: string;
	name: string;
	active: boolean;
	factor: number;
	/** Share of the items that this unit carries. */
	carries: number;
}

// prettier-ignore
const UNITS: readonly UnitRow[] = [
	{ code: '01', name: 'Maloprodaja Beograd', active: true, factor: 1, carries: 1 },
	{ code: '02', name: 'Veleprodaja Zemun', active: true, factor: 0.92, carries: 0.8 },
	{ code: '03', name: 'Продавница Ниш', active: true, factor: 1.03, carries: 0.6 },
	{ code: '09', name: 'Magacin Šabac (zatvoren)', active: false, factor: 1, carries: 0.1 },
];

function groupIds(
	rows: readonly ItemRow[],
	nextId: () => string
): { groups: ProductGroup[]; byPath: Map< string, string > } {
	const groups: ProductGroup[] = [];
	const byPath = new Map< string, string >();
	const add = ( path: string ): string => {
		const known = byPath.get( path );
		if ( known ) {
			return known;
		}
		const cut = path.lastIndexOf( ' / ' );
		const parentId = cut < 0 ? null : add( path.slice( 0, cut ) );
		const id = nextId();
		byPath.set( path, id );
		groups.push( {
			id,
			name: path.slice( cut < 0 ? 0 : cut + 3 ),
			parentId,
		} );
		return id;
	};
	for ( const row of rows ) {
		add( row[ 3 ] );
		if ( row[ 6 ]?.second ) {
			add( row[ 6 ].second );
		}
	}
	return { groups, byPath };
}

function imagesFor( at: number, service: boolean, nextId: () => string ) {
	const without = service || at % 11 === 10;
	const count = without ? 0 : ( [ 1, 2, 1, 3 ][ at % 4 ] ?? 0 );
	return Array.from( { length: count }, ( _, ordinal ): ProductImage => ( {
		id: nextId(),
		ordinal: ordinal + 1,
		format:
			( [ 'jpeg', 'png', 'webp' ] as const )[ ( at + ordinal ) % 3 ] ??
			'png',
		variant: 1,
		deliver: at % 4 === 3 ? 'content' : 'url',
	} ) );
}

function amount( random: Random, unit: string ): number {
	const draw = random();
	if ( draw < 0.08 ) {
		return 0;
	}
	const whole = between( random, 1, draw > 0.9 ? 2000 : 120 );
	return unit === 'kg' || unit === 'm'
		? round( whole + between( random, 0, 999 ) / 1000, 3 )
		: whole;
}

function levelsFor(
	product: Product,
	units: readonly BusinessUnit[],
	random: Random
): StockLevel[] {
	return units.flatMap( ( unit, at ) => {
		const row = UNITS[ at ] as UnitRow;
		const draw = random();
		if ( draw >= row.carries ) {
			return [];
		}
		const onHand = amount( random, product.unit );
		const priceWithVat = round( product.priceWithVat * row.factor, 2 );
		return [
			{
				...emptyLevel( product, unit.id, product.modifiedAt ),
				onHand,
				reserved: onHand > 4 && draw < 0.1 ? 2 : 0,
				priceWithoutVat: round(
					priceWithVat / ( 1 + product.vatRate / 100 ),
					2
				),
				priceWithVat,
			},
		];
	} );
}

export function buildDatabase( plan: Plan ): SorsDatabase {
	let id = plan.firstId;
	const nextId = () => String( id++ );
	const random = seeded( plan.seed );
	const rows = [
		...ITEMS.slice( 0, plan.items ),
		...generatedItems(
			plan.seed,
			Math.max( 0, plan.items - ITEMS.length )
		),
	];
	const units = UNITS.map( ( { code, name, active } ) => ( {
		id: nextId(),
		code,
		name,
		active,
	} ) );
	const { groups, byPath } = groupIds( rows, nextId );
	const levels: StockLevel[] = [];
	const products = rows.map( ( row, at ): Product => {
		const [ code, name, unit, group, vatRate, priceWithVat, rest = {} ] =
			row;
		const itemType = rest.type ?? 'goods';
		const product: Product = {
			id: nextId(),
			code,
			name,
			itemType,
			unit,
			gtin:
				itemType === 'service' || rest.noGtin
					? null
					: gtin13( 860000100000 + at ),
			groupId: byPath.get( group ) ?? null,
			secondGroupId: rest.second
				? ( byPath.get( rest.second ) ?? null )
				: null,
			description: rest.text ?? '',
			vatRate,
			priceWithoutVat: round( priceWithVat / ( 1 + vatRate / 100 ), 2 ),
			priceWithVat,
			// Four decimals, which nothing else has: easy to find where it must not be.
			purchasePrice: round( round( priceWithVat * 0.61, 2 ) + 0.0037, 4 ),
			active: ! rest.inactive,
			modifiedAt:
				MODIFIED_FROM + between( random, 0, 250 * 86400 ) * 1000,
			images: imagesFor( at, itemType === 'service', nextId ),
		};
		if ( itemType !== 'service' && ! rest.noLevel ) {
			levels.push( ...levelsFor( product, units, random ) );
		}
		return product;
	} );
	return {
		name: plan.name,
		title: plan.title,
		year: plan.year,
		units,
		groups,
		products,
		levels,
		customers: customers( nextId ),
		documents: [],
		nextId: id,
	};
}
