/** Changes of items, their prices and their stock. */
import { round } from '../assortment/numbers';
import type {
	BusinessUnit,
	Product,
	SorsDatabase,
	StockLevel,
} from '../model/types';
import type { Moment } from '../ledger/movements';
import type { Acts, Do } from './changes';
import { blankProduct, emptyLevel } from '../model/blank';
import { theseOf } from './error';
import { assign, withoutVat } from './item-fields';

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
	{ now }: Moment
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
	{ now }: Moment
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
	{ now }: Moment
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

export const ITEM_CHANGES: Acts<
	| 'addItem'
	| 'setItem'
	| 'removeItem'
	| 'setPrice'
	| 'setStock'
	| 'raiseAll'
	| 'removeStock'
	| 'garbleItem'
	| 'garbleStock'
> = {
	addItem,
	setItem( database, { code, set }, { now } ) {
		itemsOf( database, code ).forEach( ( product ) =>
			assign( database, product, set, now )
		);
	},
	removeItem( database, { code } ) {
		const gone = itemsOf( database, code );
		database.products = database.products.filter(
			( product ) => ! gone.includes( product )
		);
		database.levels = database.levels.filter(
			( level ) => ! gone.some( ( { id } ) => id === level.productId )
		);
	},
	setPrice,
	setStock( database, { code, unit, onHand, reserved }, { now } ) {
		for ( const level of levelsOf( database, code, unit, now ) ) {
			level.onHand = onHand ?? level.onHand;
			level.reserved = reserved ?? level.reserved;
			level.modifiedAt = now;
		}
	},
	raiseAll,
	removeStock( database, { code, unit } ) {
		const gone = levelsOf( database, code, unit, null );
		database.levels = database.levels.filter(
			( level ) => ! gone.includes( level )
		);
	},
	garbleItem( database, { code, set } ) {
		itemsOf( database, code ).forEach( ( each ) => ( each.garbled = set ) );
	},
	garbleStock( database, { code, unit, set } ) {
		levelsOf( database, code, unit, null ).forEach(
			( level ) => ( level.garbled = set )
		);
	},
};
