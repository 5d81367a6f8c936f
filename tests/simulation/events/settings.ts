/** What the shop's owner changes in the plugin's settings. */
import { pick } from '../../sors/assortment/random';
import type { Books } from '../model/books';
import { kind, one, type Command, type Share, put } from './kind';

/** Most shops reserve; what a shop makes less often is drawn more, for its requests come up less. */
export const DOCUMENT_KINDS = [
	'reservation',
	'invoiceDeliveryNote',
	'deliveryNote',
	'deliveryNote',
	'invoice',
	'invoice',
] as const;

const SETTINGS = [
	'documentKind',
	'missingProducts',
	'newProductStatus',
	'safetyLimitPercent',
	'businessUnitIds',
	'stockMode',
	'exportStatuses',
	'exportStatuses',
	'name',
	'categories',
	'description',
] as const;

/** The first is what a shop begins with. */
const STATUSES = [
	[ 'on-hold', 'processing', 'completed' ],
	[ 'completed' ],
	[ 'processing', 'completed' ],
	[ 'pending', 'on-hold', 'processing', 'completed' ],
];

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
		newProductStatus: [ 'draft', 'publish' ].map(
			( newProductStatus ) => ( { newProductStatus } )
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
		exportStatuses: STATUSES.map( ( exportStatuses ) => ( {
			exportStatuses,
		} ) ),
		name: field( 'name' ),
		categories: field( 'categories' ),
		description: field( 'description' ),
	};
};

const save = ( patches: object[], choice: Share ): Command =>
	put( 'settings', one( patches, choice ) ?? {} );

export const settings = {
	setting: kind( 5, 'The owner changes a setting', {
		draw: ( random ) => ( {
			name: pick( random, SETTINGS ),
			choice: random(),
		} ),
		inShop: ( { name, choice }, { books } ) =>
			save( choices( books )[ name ], choice ),
	} ),
	exportOff: kind( 2, 'The owner switches the export off', {
		inShop: ( _what, { options } ) =>
			options.settings.exportOrders
				? save( [ { exportOrders: false } ], 0 )
				: null,
	} ),
	exportOn: kind( 1, 'The owner switches the export on', {
		draw: ( random ) => ( {
			/** Saved together. */
			statuses: random() < 0.3 ? pick( random, STATUSES ) : null,
		} ),
		inShop: ( { statuses }, { options } ) =>
			options.settings.exportOrders
				? null
				: save(
						[
							{
								exportOrders: true,
								...( statuses && { exportStatuses: statuses } ),
							},
						],
						0
					),
	} ),
};
