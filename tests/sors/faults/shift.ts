/** Items come, go and change places while a client reads page after page. */
import { blankProduct, emptyLevel } from '../model/blank';
import type { SorsDatabase } from '../model/types';
import type { PassingAction } from './rules';

type Shift = Extract< PassingAction, { kind: 'shift' } >;

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
		const product = {
			...blankProduct( database, now, ( id ) => ( {
				code: `NOVO-${ id }`,
				name: `Novi artikal ${ id }`,
			} ) ),
			groupId: database.groups[ 0 ]?.id ?? null,
		};
		database.products.unshift( product );
		database.levels.unshift( {
			...emptyLevel( product, database.units[ 0 ]?.id ?? '', now ),
			onHand: 5,
		} );
	}
}
