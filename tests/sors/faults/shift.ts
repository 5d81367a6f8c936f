/** Items come, go and change places while a client reads page after page. */
import type { Product, SorsDatabase } from '../model/types';
import type { PassingAction } from './rules';

type Shift = Extract< PassingAction, { kind: 'shift' } >;

function inserted( database: SorsDatabase, now: number ): Product {
	const id = String( database.nextId++ );
	return {
		id,
		code: `NOVO-${ id }`,
		name: `Novi artikal ${ id }`,
		itemType: 'goods',
		unit: 'kom',
		gtin: null,
		groupId: database.groups[ 0 ]?.id ?? null,
		secondGroupId: null,
		description: '',
		vatRate: 20,
		priceWithoutVat: 100,
		priceWithVat: 120,
		purchasePrice: 73.2037,
		active: true,
		modifiedAt: now,
		images: [],
	};
}

export function shift(
	database: SorsDatabase,
	action: Shift,
	now: number
): void {
	const gone = new Set(
		database.products
			.splice( 0, action.removeFirst )
			.map( ( { id } ) => id )
	);
	database.levels = database.levels.filter(
		( level ) => ! gone.has( level.productId )
	);
	const moved = database.products.splice( 0, action.moveFirstToEnd );
	database.products.push( ...moved );
	const movedIds = new Set( moved.map( ( { id } ) => id ) );
	database.levels = [
		...database.levels.filter(
			( level ) => ! movedIds.has( level.productId )
		),
		...database.levels.filter( ( level ) =>
			movedIds.has( level.productId )
		),
	];
	for ( let n = 0; n < action.insertFirst; n++ ) {
		const product = inserted( database, now );
		database.products.unshift( product );
		database.levels.unshift( {
			productId: product.id,
			productCode: product.code,
			businessUnitId: database.units[ 0 ]?.id ?? '',
			onHand: 5,
			reserved: 0,
			priceWithoutVat: product.priceWithoutVat,
			priceWithVat: product.priceWithVat,
			modifiedAt: now,
		} );
	}
}
