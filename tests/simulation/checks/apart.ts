/** What the owner left alone or unlinked: nothing but the owner ends that, and no run changes anything of it. */
import type { Task } from '../controller/schedule';
import type { Link, Unlinked } from '../model/choices';
import { unjudged } from '../model/goods';
import type { Product, ShopState } from '../model/shop';

export type Deeds = readonly Pick< Task, 'do' | 'args' >[];

/** Whose stock no run sets: also where a person is to decide first. */
export function apart( { links, unlinked }: ShopState ): Set< number > {
	return new Set( [
		...unlinked.map( ( { productId } ) => productId ),
		...links
			.filter(
				( { leftAlone, holdsStock } ) => leftAlone !== '' || holdsStock
			)
			.map( ( { productId } ) => productId ),
	] );
}

/** The shop with only the stock that runs set. */
export function withoutApart( state: ShopState ): ShopState {
	const ids = apart( state );
	return {
		...state,
		products: state.products.map( ( each ) =>
			ids.has( each.id ) ? unjudged( each ) : each
		),
	};
}

const routeOf = ( { args }: Deeds[ number ] ): string =>
	( args as { route?: string } ).route ?? '';

/** Whether the owner said something on the page of a product. */
const isTold = ( deeds: Deeds, pageId: number ): boolean =>
	deeds.some( ( each ) =>
		routeOf( each ).startsWith( `products/${ pageId }/` )
	);

const ofGroups = ( deeds: Deeds ): boolean =>
	deeds.some( ( each ) => routeOf( each ) === 'catalog-mapping/leave-alone' );

/** None of them sells, takes back, or is somebody at the product. */
export const areRuns = ( deeds: Deeds ): boolean =>
	deeds.every(
		( { do: name, args } ) =>
			[
				'sync',
				'run',
				'runStep',
				'sweep',
				'leaveOut',
				'decides',
			].includes( name ) ||
			( name === 'work' &&
				( args as { hooks: string[] } ).hooks.every( ( hook ) =>
					hook.startsWith( 'sors_' )
				) )
	);

const isEdited = ( deeds: Deeds, code: string ): boolean =>
	deeds.some(
		( { do: name, args } ) =>
			[ 'product', 'sizes', 'sale' ].includes( name ) &&
			( args as { code: string } ).code === code
	);

/** Why it is left alone changed, and nobody said so. */
function turned( was: Link, is: Link, deeds: Deeds ): string[] {
	const isOther = was.productId !== is.productId;
	if (
		was.leftAlone === is.leftAlone ||
		isOther ||
		isTold( deeds, was.pageId )
	) {
		return [];
	}
	const isOfGroup = was.leftAlone !== 'product' && is.leftAlone !== 'product';
	const moved = was.groupId !== is.groupId || was.database !== is.database;
	// Linked again, and not read by a catalogue run since.
	const isNew = was.unseen.includes( 'c' );
	return isOfGroup && ( moved || isNew || ofGroups( deeds ) )
		? []
		: [
				`${ was.code } was left alone by “${ was.leftAlone }” and is by “${ is.leftAlone }”, and nobody said so`,
			];
}

function ofLinks( before: ShopState, now: ShopState, deeds: Deeds ): string[] {
	const links = new Map( now.links.map( ( link ) => [ link.code, link ] ) );
	const ids = new Set( now.products.map( ( { id } ) => id ) );
	const own = ( { code, productId }: Unlinked ) => `${ code } ${ productId }`;
	const unlinked = new Set( now.unlinked.map( own ) );
	return [
		...before.links.flatMap( ( was ) => {
			const is = links.get( was.code );
			if ( is ) {
				return turned( was, is, deeds );
			}
			const isGone =
				! ids.has( was.productId ) ||
				isTold( deeds, was.pageId ) ||
				was.leftAlone === '';
			return isGone
				? []
				: [ `${ was.code } was left alone, and lost its link` ];
		} ),
		...before.links.flatMap( ( was ) => {
			const is = links.get( was.code );
			return was.leftAlone !== '' &&
				is &&
				is.leftAlone !== '' &&
				( is.missingPasses > was.missingPasses ||
					( is.state === 'discontinued' &&
						was.state !== 'discontinued' ) )
				? [
						`${ was.code } is left alone, and counted as missing (${ is.state }, ${ is.missingPasses })`,
					]
				: [];
		} ),
		...before.unlinked.flatMap( ( each ) =>
			unlinked.has( own( each ) ) || isTold( deeds, each.pageId )
				? []
				: [ `${ each.code } is no longer unlinked, unasked` ]
		),
		...now.unlinked
			.filter( ( { code } ) => links.has( code ) )
			.map( ( { code } ) => `${ code } is unlinked, and has a link` ),
	];
}

const pricesOf = ( { price, sizes }: Product ): string =>
	[ price, ...sizes.map( ( size ) => size.price ) ].join( ' ' );

const stocksOf = ( { stock, sizes }: Product ): string =>
	[ stock, ...sizes.map( ( size ) => size.stock ) ].join( ' ' );

/** No other product either. */
function ofProducts(
	was: Product,
	is: Product | undefined,
	deeds: Deeds
): string[] {
	if ( ! is || isEdited( deeds, was.code ) ) {
		return [];
	}
	const changed = [
		...( was.face === is.face ? [] : [ 'its texts or pictures' ] ),
		...( pricesOf( was ) === pricesOf( is ) ? [] : [ 'its price' ] ),
		...( stocksOf( was ) === stocksOf( is ) || ! areRuns( deeds )
			? []
			: [ `its stock (${ stocksOf( was ) } → ${ stocksOf( is ) })` ] ),
	];
	return changed.map(
		( each ) => `${ was.code } is left alone, and ${ each } changed`
	);
}

/** What became of it between two looks. */
export function apartChanged(
	before: ShopState,
	now: ShopState,
	deeds: Deeds
): string[] {
	const still = ( state: ShopState ) =>
		new Set( [
			...state.unlinked.map( ( { productId } ) => productId ),
			...state.links
				.filter( ( { leftAlone } ) => leftAlone !== '' )
				.map( ( { productId } ) => productId ),
		] );
	const [ was, is ] = [ still( before ), still( now ) ];
	const products = new Map(
		now.products.map( ( each ) => [ each.id, each ] )
	);
	return [
		...ofLinks( before, now, deeds ),
		...( ofGroups( deeds )
			? []
			: before.products
					.filter(
						( { id, parentId } ) =>
							was.has( id ) &&
							is.has( id ) &&
							! isTold( deeds, parentId || id )
					)
					.flatMap( ( each ) =>
						ofProducts( each, products.get( each.id ), deeds )
					) ),
	];
}
