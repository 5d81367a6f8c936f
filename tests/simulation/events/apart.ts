/** What the owner takes out of the runs, and back: products, groups, links, items that are not wanted. */
import { isGoods } from '../checks/stock';
import { kind, one, type Command, type Scene, type Share, post } from './kind';

const drawn = ( random: () => number ) => ( { which: random() } );

/** Says something of one of these products. */
const toProduct =
	( choice: string, ids: ( scene: Scene ) => number[] ) =>
	( { which }: { which: Share }, scene: Scene ): Command | null => {
		const id = one( ids( scene ), which );
		return id === undefined ? null : post( `products/${ id }/${ choice }` );
	};

const linked =
	( holds: ( leftAlone: string ) => boolean ) =>
	( { state }: Scene ): number[] =>
		state.links
			.filter(
				( { code, leftAlone } ) => isGoods( code ) && holds( leftAlone )
			)
			.map( ( { pageId } ) => pageId );

/** Groups of the present database that goods are in, or that were left alone. */
function groups( { state, books }: Scene, leftAlone: boolean ): string[] {
	const { name, products } = books.database();
	const used = new Set(
		products
			.filter( ( { code } ) => isGoods( code ) )
			.map( ( { groupId } ) => groupId )
	);
	return state.groups
		.filter(
			( each ) =>
				each.database === name &&
				each.leftAlone === leftAlone &&
				( leftAlone || used.has( each.id ) )
		)
		.map( ( { id } ) => id );
}

const toGroup =
	( leftAlone: boolean ) =>
	( { which }: { which: Share }, scene: Scene ): Command | null => {
		const groupId = one( groups( scene, ! leftAlone ), which );
		return groupId === undefined
			? null
			: post( 'catalog-mapping/leave-alone', { groupId, leftAlone } );
	};

export const apart = {
	leaveAlone: kind( 5, 'The owner leaves a product alone', {
		draw: drawn,
		inShop: toProduct(
			'leave-alone',
			linked( ( by ) => by !== 'product' )
		),
	} ),
	bringIn: kind( 6, 'The owner brings a product in again', {
		draw: drawn,
		inShop: toProduct(
			'bring-in',
			linked( ( by ) => by !== '' )
		),
	} ),
	leaveGroup: kind( 3, 'The owner leaves a group alone', {
		draw: drawn,
		inShop: toGroup( true ),
	} ),
	bringGroupIn: kind( 5, 'The owner brings a group in again', {
		draw: drawn,
		inShop: toGroup( false ),
	} ),
	unlink: kind( 4, 'The owner unlinks a product', {
		draw: drawn,
		inShop: toProduct(
			'unlink',
			linked( () => true )
		),
	} ),
	linkAgain: kind( 6, 'The owner links a product again', {
		draw: drawn,
		inShop: toProduct( 'link-again', ( { state } ) =>
			state.unlinked.map( ( { pageId } ) => pageId )
		),
	} ),
	leaveOut: kind( 3, 'The owner does not want a new item as a product', {
		talks: true,
		draw: drawn,
		inShop: ( args, { state, books } ) => {
			const codes = new Set( state.products.map( ( { code } ) => code ) );
			return books
				.database()
				.products.some( ( { code } ) => ! codes.has( code ) )
				? { do: 'leaveOut', args }
				: null;
		},
	} ),
};
