/** Changes of items, their prices and their stock. */
import { round } from '../assortment/numbers';
import type {
	BusinessUnit,
	Product,
	SorsDatabase,
	StockLevel,
} from '../model/types';
import type { Change } from './changes';
import { blankProduct, emptyLevel } from '../model/blank';
import { theseOf } from './error';
import { assign, withoutVat } from './item-fields';

type Do< Name extends Change[ 'do' ] > = Extract< Change, { do: Name } >;

export const itemsOf = ( database: SorsDatabase, code: string ): Product[] =>
	theseOf( database, 'products', 'code', code, 'item' );

export const unitOf = ( database: SorsDatabase, code: string ): BusinessUnit =>
	theseOf( database, 'units', 'code', code, 'business unit' )[ 0 ]!;

function addLevel(
	database: SorsDatabase,
	product: Product,
	unit: BusinessUnit,
	onHand: number,
	now: number
): StockLevel {
	const level = { ...emptyLevel( product, unit.id, now ), onHand };
	database.levels.push( level );
	return level;
}

/** Levels of an item, of one unit or of all; where that unit has none it gets an empty one if wanted. */
function levelsOf(
	database: SorsDatabase,
	code: string,
	unitCode: string | undefined,
	addMissing: number | null
): StockLevel[] {
	const unit = unitCode === undefined ? null : unitOf( database, unitCode );
	return itemsOf( database, code ).flatMap( ( product ) => {
		const found = database.levels.filter(
			( level ) =>
				level.productId === product.id &&
				( ! unit || level.businessUnitId === unit.id )
		);
		return unit && ! found.length && addMissing !== null
			? [ addLevel( database, product, unit, 0, addMissing ) ]
			: found;
	} );
}

function addItem(
	database: SorsDatabase,
	change: Do< 'addItem' >,
	now: number
): void {
	const { item, stock } = change;
	const { code, name } = item;
	const product = {
		...blankProduct( database, now, () => ( { code, name } ) ),
		...{ priceWithoutVat: 0, priceWithVat: 100, purchasePrice: 61.0037 },
	};
	database.products.push( product );
	assign( database, product, item, now );
	for ( const [ unitCode, onHand ] of Object.entries( stock ) ) {
		addLevel(
			database,
			product,
			unitOf( database, unitCode ),
			onHand,
			now
		);
	}
}

function setPrice(
	database: SorsDatabase,
	{ code, unit, priceWithVat }: Do< 'setPrice' >,
	now: number
): void {
	const items = itemsOf( database, code );
	const vatRate = items[ 0 ]?.vatRate ?? 0;
	const price = {
		priceWithVat,
		priceWithoutVat: withoutVat( priceWithVat, vatRate ),
		modifiedAt: now,
	};
	for ( const level of levelsOf( database, code, unit, now ) ) {
		Object.assign( level, price );
	}
	for ( const item of unit === undefined ? items : [] ) {
		Object.assign( item, price );
	}
}

function raiseAll(
	database: SorsDatabase,
	{ unit, onHand, priceWithVat }: Do< 'raiseAll' >,
	now: number
): void {
	const { id } = unitOf( database, unit );
	const rates = new Map(
		database.products.map( ( product ) => [ product.id, product.vatRate ] )
	);
	for ( const level of database.levels ) {
		if ( level.businessUnitId === id ) {
			level.onHand += onHand;
			level.priceWithVat = round( level.priceWithVat + priceWithVat, 2 );
			level.priceWithoutVat = withoutVat(
				level.priceWithVat,
				rates.get( level.productId ) ?? 0
			);
			level.modifiedAt = now;
		}
	}
}

export function changeItems(
	database: SorsDatabase,
	change: Change,
	now: number
): boolean {
	switch ( change.do ) {
		case 'addItem':
			addItem( database, change, now );
			return true;
		case 'setItem':
			itemsOf( database, change.code ).forEach( ( product ) =>
				assign( database, product, change.set, now )
			);
			return true;
		case 'removeItem': {
			const gone = itemsOf( database, change.code );
			database.products = database.products.filter(
				( product ) => ! gone.includes( product )
			);
			database.levels = database.levels.filter(
				( level ) => ! gone.some( ( { id } ) => id === level.productId )
			);
			return true;
		}
		case 'setPrice':
			setPrice( database, change, now );
			return true;
		case 'setStock':
			for ( const level of levelsOf(
				database,
				change.code,
				change.unit,
				now
			) ) {
				level.onHand = change.onHand ?? level.onHand;
				level.reserved = change.reserved ?? level.reserved;
				level.modifiedAt = now;
			}
			return true;
		case 'raiseAll':
			raiseAll( database, change, now );
			return true;
		case 'removeStock': {
			const gone = levelsOf( database, change.code, change.unit, null );
			database.levels = database.levels.filter(
				( level ) => ! gone.includes( level )
			);
			return true;
		}
		case 'garbleItem':
			itemsOf( database, change.code ).forEach(
				( product ) => ( product.garbled = change.set )
			);
			return true;
		case 'garbleStock':
			levelsOf( database, change.code, change.unit, null ).forEach(
				( level ) => ( level.garbled = change.set )
			);
			return true;
		default:
			return false;
	}
}
