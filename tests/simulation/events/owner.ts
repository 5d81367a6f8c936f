/** What the shop's owner does in the plugin's screens. */
import { between, pick } from '../../sors/assortment/random';
import { isGoods } from '../checks/stock';
import { anOrder, goodsOf } from './buyers';
import { buttons } from './buttons';
import { kind, one } from './kind';
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
	sync: kind( {
		weight: 6,
		words: 'A run',
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
	run: kind( {
		weight: 3,
		words: 'The owner presses a button of a run',
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
	decides: kind( {
		weight: 4,
		words: 'The owner decides about a change that waits',
		draw: ( random ) => ( { which: random(), approves: random() < 0.7 } ),
		inShop: ( args, { state } ) =>
			state.questions.length > 0 ? { do: 'decides', args } : null,
	} ),
	debt: kind( {
		weight: 5,
		words: 'The owner looks up what a buyer owes',
		talks: true,
		draw: anOrder,
		inShop: ( { order }, { state } ) => {
			const { id } = one( [ ...state.orders.values() ], order ) ?? {};
			return id === undefined
				? null
				: {
						do: 'rest',
						args: { method: 'GET', route: `orders/${ id }/debt` },
					};
		},
	} ),
	looks: kind( {
		weight: 4,
		words: 'The owner opens the settings',
		talks: true,
		draw: ( random ) => ( {
			at: pick( random, [ 'databases', 'business-units' ] as const ),
		} ),
		inShop: ( { at }, { options } ) => ( {
			do: 'rest',
			args: {
				method: 'GET',
				route: at,
				params:
					at === 'databases'
						? {}
						: { database: options.settings.database },
			},
		} ),
	} ),
	product: kind( {
		weight: 3,
		words: 'The owner edits a product',
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
	sizes: kind( {
		weight: 4,
		words: 'The owner changes the sizes of a product',
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
	sale: kind( {
		weight: 5,
		words: 'The owner changes a sale',
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
	scheduledSales: kind( {
		weight: 2,
		words: 'WooCommerce begins and ends planned sales',
		draw: () => ( {} ),
		inShop: () => ( {
			do: 'work',
			args: { hooks: [ 'woocommerce_scheduled_sales' ] },
		} ),
	} ),
	deleteProduct: kind( {
		weight: 3,
		words: 'The owner deletes a product for good',
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
	bringBack: kind( {
		weight: 2,
		words: 'The owner wants deleted products back',
		draw: () => ( {} ),
		inShop: () => ( {
			do: 'rest',
			args: { method: 'POST', route: 'deleted-products/bring-back' },
		} ),
	} ),
	identity: kind( {
		weight: 3,
		words: 'The owner says which shop this is',
		draw: ( random ) => ( {
			as: pick( random, [ 'moved', 'copy' ] as const ),
		} ),
		inShop: ( { as }, { options } ) =>
			options.isMoved
				? {
						do: 'rest',
						args: {
							method: 'POST',
							route: 'store-identity',
							params: { as },
						},
					}
				: null,
	} ),
	restored: kind( {
		weight: 4,
		words: 'The owner says whose documents these are',
		talks: true,
		draw: () => ( {} ),
		inShop: ( _what, { options: { restored } } ) =>
			restored === 'found' || restored === 'left'
				? {
						do: 'rest',
						args: {
							method: 'POST',
							route: 'restored-backup',
							params: {
								as: restored === 'found' ? 'adopt' : 'ignore',
							},
						},
					}
				: null,
	} ),
	moveYear: kind( {
		weight: 1,
		words: 'The owner moves the shop into the new year',
		talks: true,
		draw: () => ( {} ),
		inShop: ( _what, { books } ) => {
			const database = books.next();
			if ( database === null ) {
				return null;
			}
			// They enter there what this year has open by now.
			books.carryOver();
			return {
				do: 'rest',
				args: {
					method: 'POST',
					route: 'year-change',
					params: { database },
				},
			};
		},
	} ),
	carriedOver: kind( {
		weight: 1,
		words: 'The owner says that open documents were carried over',
		talks: true,
		draw: () => ( {} ),
		inShop: ( _what, { books } ) => {
			const database = books.carriedFrom();
			return database === null
				? null
				: {
						do: 'rest',
						args: {
							method: 'POST',
							route: 'year-change/carried-over',
							params: { database, carriedOver: true },
						},
					};
		},
	} ),
};
