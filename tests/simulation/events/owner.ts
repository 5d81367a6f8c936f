/** What the shop's owner does in the plugin's screens. */
import { between, pick } from '../../sors/assortment/random';
import { isGoods } from '../checks/stock';
import { anOrder, goodsOf } from './buyers';
import { buttons } from './buttons';
import { kind, one, get, work, post } from './kind';
import { settings } from './settings';

const RUNS = [
	...[ 'stock', 'stock', 'stock', 'stock', 'stock' ],
	...[ 'catalog', 'catalog', 'images' ],
];

/** Turns into a product with sizes; adds one without a price; one gets a stock of its own, or costs more. */
const SIZE_CHANGES = [ 'turns', 'adds', 'keeps stock', 'costs more' ] as const;

export const owner = {
	...buttons,
	...settings,
	sync: kind( 6, 'A run', {
		talks: true,
		draw: ( random ) => ( {
			kind: pick( random, RUNS ),
			mode: random() < 0.9 ? 'apply' : 'preview',
			/** Seconds' worth of work after which the page is closed. */
			steps: random() < 0.8 ? null : between( random, 0, 2 ),
			approves: random() < 0.85,
		} ),
		inShop: ( args ) => ( { do: 'sync', args } ),
	} ),
	run: kind( 3, 'The owner presses a button of a run', {
		talks: true,
		draw: ( random ) => ( {
			// Of a run that is no preview the latter two are refused.
			action: pick( random, [
				'cancel',
				'resume',
				'approve',
				'discard',
			] as const ),
		} ),
		inShop: ( args ) => ( { do: 'run', args } ),
	} ),
	decides: kind( 4, 'The owner decides about a change that waits', {
		draw: ( random ) => ( { which: random(), approves: random() < 0.7 } ),
		inShop: ( args, { state } ) =>
			state.questions.length > 0 ? { do: 'decides', args } : null,
	} ),
	debt: kind( 5, 'The owner looks up what a buyer owes', {
		talks: true,
		draw: anOrder,
		inShop: ( { order }, { state } ) => {
			const { id } = one( [ ...state.orders.values() ], order ) ?? {};
			return id === undefined ? null : get( `orders/${ id }/debt` );
		},
	} ),
	looks: kind( 4, 'The owner opens the settings', {
		talks: true,
		draw: ( random ) => ( {
			at: pick( random, [ 'databases', 'business-units' ] as const ),
		} ),
		inShop: ( { at }, { options } ) =>
			get(
				at,
				at === 'databases'
					? {}
					: { database: options.settings.database }
			),
	} ),
	product: kind( 3, 'The owner edits a product', {
		draw: ( random ) => ( {
			product: random(),
			number: between( random, 1, 999 ),
			/** Of a group that it is called after. */
			group: random() < 0.4 ? random() : null,
		} ),
		inShop: ( { product, number, group }, { state, books } ) => {
			const named =
				group === null
					? undefined
					: one(
							books
								.database()
								.groups.filter(
									( { parentId } ) => ! parentId
								),
							group
						)?.name;
			// Names, texts and categories of a variation are its product's.
			const products = state.products.filter(
				( { parentId } ) => parentId === 0
			);
			const { code } = one( products, product ) ?? {};
			return code === undefined
				? null
				: {
						do: 'product',
						args: {
							code,
							name: `Naziv vlasnika ${ number }`,
							description: `<p style="color:red">Opis vlasnika ${ number }</p>`,
							category: named ?? `Vlasnikova ${ number % 3 }`,
						},
					};
		},
	} ),
	sizes: kind( 4, 'The owner changes the sizes of a product', {
		draw: ( random ) => ( {
			change: pick( random, SIZE_CHANGES ),
			product: random(),
			size: random(),
		} ),
		sort: ( { change } ) => change,
		sorts: SIZE_CHANGES,
		inShop: ( { change, product, size }, { state } ) => {
			const goods = state.products.filter(
				( { code, parentId, sizes, translation } ) =>
					isGoods( code ) &&
					parentId === 0 &&
					translation === null &&
					sizes.length > 0 === ( change !== 'turns' )
			);
			const { code, sizes = [] } = one( goods, product ) ?? {};
			return code === undefined
				? null
				: {
						do: 'sizes',
						args: {
							code,
							change,
							size: one( sizes, size )?.id ?? 0,
						},
					};
		},
	} ),
	sale: kind( 5, 'The owner changes a sale', {
		draw: ( random ) => ( {
			item: random(),
			share: pick( random, [ 0, 0.5, 0.8, 0.8, 0.95 ] ),
			from: random() < 0.5 ? null : between( random, -4000, 90_000 ),
			until: random() < 0.5 ? null : between( random, 90_001, 300_000 ),
		} ),
		sort: ( { share, from } ) => {
			const begins = ( from ?? 0 ) > 0 ? 'planned' : 'runs';
			return share === 0 ? 'ends' : begins;
		},
		sorts: [ 'ends', 'planned', 'runs' ],
		inShop: ( { item, ...sale }, scene ) => {
			const goods = one( goodsOf( scene ), item );
			return goods ? { do: 'sale', args: { ...goods, ...sale } } : null;
		},
	} ),
	scheduledSales: kind( 2, 'WooCommerce begins and ends planned sales', {
		inShop: () => work( 'woocommerce_scheduled_sales' ),
	} ),
	deleteProduct: kind( 3, 'The owner deletes a product for good', {
		draw: ( random ) => ( { product: random() } ),
		inShop: ( { product }, { state } ) => {
			const goods = state.products.filter( ( { code } ) =>
				isGoods( code )
			);
			const { code } = one( goods, product ) ?? {};
			return code === undefined
				? null
				: { do: 'deleteProduct', args: { code } };
		},
	} ),
	bringBack: kind( 2, 'The owner wants deleted products back', {
		inShop: () => post( 'deleted-products/bring-back' ),
	} ),
	identity: kind( 3, 'The owner says which shop this is', {
		draw: ( random ) => ( {
			as: pick( random, [ 'moved', 'copy' ] as const ),
		} ),
		inShop: ( { as }, { options } ) =>
			options.isMoved ? post( 'store-identity', { as } ) : null,
	} ),
	moveYear: kind( 1, 'The owner moves the shop into the new year', {
		talks: true,
		inShop: ( _what, { books } ) => {
			const database = books.next();
			if ( database === null ) {
				return null;
			}
			// They enter there what this year has open by now.
			books.carryOver();
			return post( 'year-change', { database } );
		},
	} ),
	carriedOver: kind(
		1,
		'The owner says that open documents were carried over',
		{
			talks: true,
			inShop: ( _what, { books } ) => {
				const database = books.carriedFrom();
				return database === null
					? null
					: post( 'year-change/carried-over', {
							database,
							carriedOver: true,
						} );
			},
		}
	),
};
