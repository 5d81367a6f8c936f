/** What somebody at SORS does. */
import { between, pick } from '../../sors/assortment/random';
import { cancelDocument } from '../../sors/ledger/documents';
import { effectOf, move } from '../../sors/ledger/movements';
import type { Settings } from '../../sors/model/settings';
import type { SorsDocument } from '../../sors/model/types';
import { ownDocument } from '../checks/documents';
import { kind, one } from './kind';

const blank = {
	kind: 'reservation',
	customerId: null,
	dueDate: null,
	paymentMethod: null,
	currency: 'RSD',
	pricesIncludeVat: true,
	paidAmount: null,
	paidAt: null,
	buyerName: null,
	buyerEmail: null,
	buyerPhone: null,
	deliveryAddress: null,
	deliveryPostalCode: null,
	deliveryCity: null,
	deliveryCountry: null,
	note: null,
	sourceDocumentId: null,
	status: 'open',
} as const;

const cents = ( amount: number ): number => Math.round( amount * 100 ) / 100;

/** Servers that differ from what the plugin expects, and the one that does not. */
const SERVERS = {
	'as it should': {},
	'ignores the reference in a search': { ignores: [ 'externalReference' ] },
	'shows no references': { omits: [ 'externalReference' ] },
	'does not count reservations as changes': { reservationsModify: false },
	'has its clock wrong': { clockMinutes: -90 },
	'is untidy': { sloppy: [ 'decimals', 'nulls', 'extra', 'booleans' ] },
	'refuses with 200': { refusalsAs200: true },
} satisfies Record< string, Partial< Settings > >;
const SERVER_NAMES = Object.keys( SERVERS ) as ( keyof typeof SERVERS )[];

/** Takes all of that back. */
export const HONEST = {
	reservationsModify: true,
	discountsAgain: false,
	clockMinutes: 0,
	refusalsAs200: false,
	ignores: [],
	omits: [],
	sloppy: [],
} satisfies Partial< Settings >;

export const sors = {
	goods: kind( 6, 'Goods in or out', {
		draw: ( random ) => ( {
			item: random(),
			change: between( random, -6, 12 ),
		} ),
		atSors: ( { item, change }, { books } ) => {
			const level = one( books.database().levels, item );
			if ( ! level ) {
				return null;
			}
			level.onHand = Math.max( level.reserved, level.onHand + change );
			level.modifiedAt = books.now();
			return `${ level.productCode }: ${ change } in the books`;
		},
	} ),
	price: kind( 2, 'A price changes', {
		draw: ( random ) => ( {
			item: random(),
			change: between( random, -20, 50 ),
		} ),
		atSors: ( { item, change }, { books } ) => {
			const database = books.database();
			const level = one( database.levels, item );
			if ( ! level || ! ( level.priceWithVat + change > 1 ) ) {
				return null;
			}
			const product = database.products.find(
				( { id } ) => id === level.productId
			);
			level.priceWithVat = cents( level.priceWithVat + change );
			level.priceWithoutVat = cents(
				level.priceWithVat / ( 1 + ( product?.vatRate ?? 0 ) / 100 )
			);
			level.modifiedAt = books.now();
			return `${ level.productCode } costs ${ level.priceWithVat }`;
		},
	} ),
	foreignDocument: kind( 3, 'A document is made by hand', {
		draw: ( random ) => ( {
			item: random(),
			quantity: between( random, 1, 3 ),
			refers: random() < 0.5,
		} ),
		atSors: ( { item, quantity, refers }, { books } ) => {
			const database = books.database();
			const level = one( database.levels, item );
			const product = database.products.find(
				( { id } ) => id === level?.productId
			);
			if ( ! level || ! product ) {
				return null;
			}
			const total = cents( quantity * level.priceWithVat );
			const document: SorsDocument = {
				...blank,
				id: String( database.nextId++ ),
				number: `HAND-${ database.documents.length + 1 }`,
				businessUnitId: level.businessUnitId,
				date: new Date( books.now() ).toISOString().slice( 0, 10 ),
				externalReference: refers ? `other-${ quantity }` : null,
				lines: [
					{
						productId: product.id,
						productCode: product.code,
						name: product.name,
						quantity,
						unit: product.unit,
						unitPrice: level.priceWithVat,
						discountPercent: 0,
						vatRate: product.vatRate,
						lineTotal: total,
					},
				],
				total,
				effect: effectOf( 'reservation' ),
				createdAt: books.now(),
			};
			database.documents.push( document );
			move( database, document, 1, books.moment() );
			return `${ document.number } by hand, ${ quantity } × ${ product.code }`;
		},
	} ),
	cancelByHand: kind( 3, 'A document of ours is cancelled by hand', {
		draw: ( random ) => ( { document: random() } ),
		atSors: ( what, { state, books } ) => {
			const database = books.database();
			const own = database.documents.filter(
				( document ) =>
					document.status === 'open' &&
					ownDocument( document, state.storeId )?.role === 'sale'
			);
			const document = one( own, what.document );
			const returned = database.documents.some(
				( { sourceDocumentId } ) => sourceDocumentId === document?.id
			);
			// Once a year is being closed, the owner's word of what was carried over would not be true.
			if ( ! document || returned || books.next() ) {
				return null;
			}
			cancelDocument( database, document, books.moment() );
			return `${ document.number } cancelled by hand`;
		},
	} ),
	newYear: kind( 1, 'The books of a new year are opened', {
		draw: ( random ) => ( { carries: random() < 0.6 } ),
		atSors: ( { carries }, { books } ) => books.openNext( carries ),
	} ),
	server: kind( 4, 'SORS is served by another server', {
		draw: ( random ) => ( { server: pick( random, SERVER_NAMES ) } ),
		sort: ( { server } ) => server,
		sorts: SERVER_NAMES,
		atSors: ( { server }, { books } ) => {
			Object.assign(
				books.server.world().settings,
				HONEST,
				SERVERS[ server ]
			);
			return server;
		},
	} ),
};
