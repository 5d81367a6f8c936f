/** What the shop's owner does in the plugin's screens. */
import { between, pick } from '../../sors/assortment/random';
import { isGoods } from '../checks/stock';
import type { Books } from '../model/books';
import type { Entry } from '../model/shop';
import { kind, one, type Command, type Share } from './kind';

export const DOCUMENT_KINDS = [
	'reservation',
	'reservation',
	'deliveryNote',
	'invoiceDeliveryNote',
] as const;

/** Reasons for which the plugin offers no other try. */
const FOR_HANDS_ALONE = [ 'has_returns', 'carried_over', 'former_database' ];

/** What a careful person presses, who has looked into SORS. */
function press( entry: Entry, choice: number, books: Books ): Command | null {
	const resolve = ( params: object ): Command => ( {
		do: 'rest',
		args: { method: 'POST', route: `outbox/${ entry.id }/resolve`, params },
	} );
	if ( entry.issue !== null ) {
		const change = entry.issue === 'doubled' ? 'cancelOthers' : 'replace';
		return resolve( { as: choice < 0.2 ? 'accept' : change } );
	}
	if ( entry.error !== null && FOR_HANDS_ALONE.includes( entry.error ) ) {
		return entry.role === 'cancel' ? resolve( { as: 'accept' } ) : null;
	}
	if ( entry.state !== 'uncertain' ) {
		return {
			do: 'rest',
			args: { method: 'POST', route: `outbox/${ entry.id }/send` },
		};
	}
	const found = books
		.database()
		.documents.find(
			( { externalReference, status } ) =>
				externalReference === entry.reference && status === 'open'
		);
	return found
		? resolve( {
				as: 'sent',
				documentId: found.id,
				documentNumber: found.number,
			} )
		: resolve( { as: 'resend' } );
}

const SETTINGS = [
	'documentKind',
	'missingProducts',
	'safetyLimitPercent',
	'businessUnitIds',
	'stockMode',
	'name',
	'categories',
	'description',
] as const;

const OWNERSHIP = [ 'always', 'create', 'never' ];

/** What each setting may be changed to. */
const choices = (
	books: Books
): Record< ( typeof SETTINGS )[ number ], object[] > => {
	const units = books.database().units.map( ( { id } ) => id );
	const field = ( name: string ) =>
		OWNERSHIP.map( ( each ) => ( { fields: { [ name ]: each } } ) );
	return {
		documentKind: DOCUMENT_KINDS.map( ( documentKind ) => ( {
			documentKind,
		} ) ),
		missingProducts: [ 'leave', 'outOfStock', 'draft' ].map(
			( missingProducts ) => ( { missingProducts } )
		),
		safetyLimitPercent: [ 1, 20, 100 ].map( ( safetyLimitPercent ) => ( {
			safetyLimitPercent,
		} ) ),
		businessUnitIds: [ 1, 2 ].map( ( count ) => ( {
			businessUnitIds: units.slice( 0, count ),
		} ) ),
		stockMode: [ 'onHand', 'available' ].map( ( stockMode ) => ( {
			stockMode,
		} ) ),
		name: field( 'name' ),
		categories: field( 'categories' ),
		description: field( 'description' ),
	};
};

const save = ( patches: object[], choice: Share ): Command => ( {
	do: 'rest',
	args: {
		method: 'PUT',
		route: 'settings',
		params: one( patches, choice ) ?? {},
	},
} );

const RUNS = [
	...[ 'stock', 'stock', 'stock', 'stock', 'stock' ],
	...[ 'catalog', 'catalog', 'images' ],
];

export const owner = {
	button: kind( {
		weight: 6,
		words: 'The owner decides',
		talks: true,
		draw: ( random ) => ( { entry: random(), choice: random() } ),
		inShop: ( { entry, choice }, { state, books } ) => {
			const open = state.entries.filter(
				( each ) =>
					[ 'uncertain', 'rejected' ].includes( each.state ) ||
					each.issue !== null
			);
			// "Send now" is offered without need, too.
			const sendable = state.entries.filter(
				( each ) =>
					[ 'queued', 'waiting' ].includes( each.state ) ||
					( each.state === 'skipped' && each.role === 'sale' )
			);
			const chosen = one( choice < 0.8 ? open : sendable, entry );
			return chosen ? press( chosen, choice, books ) : null;
		},
	} ),
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
	setting: kind( {
		weight: 5,
		words: 'The owner changes a setting',
		draw: ( random ) => ( {
			name: pick( random, SETTINGS ),
			choice: random(),
		} ),
		inShop: ( { name, choice }, { books } ) =>
			save( choices( books )[ name ], choice ),
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
	exportOff: kind( {
		weight: 2,
		words: 'The owner switches the export off',
		draw: () => ( {} ),
		inShop: ( _what, { options } ) =>
			options.settings.exportOrders
				? save( [ { exportOrders: false } ], 0 )
				: null,
	} ),
	exportOn: kind( {
		weight: 1,
		words: 'The owner switches the export on',
		draw: () => ( {} ),
		inShop: ( _what, { options } ) =>
			options.settings.exportOrders
				? null
				: save( [ { exportOrders: true } ], 0 ),
	} ),
};
