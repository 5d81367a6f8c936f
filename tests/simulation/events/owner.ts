/** What the shop's owner does in the plugin's screens. */
import { between, pick } from '../../sors/assortment/random';
import { isGoods } from '../checks/stock';
import { anOrder } from './buyers';
import { buttons } from './buttons';
import { kind, one } from './kind';
import { settings } from './settings';

const RUNS = [
	...[ 'stock', 'stock', 'stock', 'stock', 'stock' ],
	...[ 'catalog', 'catalog', 'images' ],
];

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
			action: pick( random, [
				'cancel',
				'resume',
				'approve',
				'discard',
			] as const ),
		} ),
		inShop: ( args ) => ( { do: 'run', args } ),
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
		} ),
		inShop: ( { product, number }, { state } ) => {
			const { code } = one( state.products, product ) ?? {};
			return code === undefined
				? null
				: {
						do: 'product',
						args: {
							code,
							name: `Naziv vlasnika ${ number }`,
							description: `<p style="color:red">Opis vlasnika ${ number }</p>`,
							category: `Vlasnikova ${ number % 3 }`,
						},
					};
		},
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
