/** From what is to happen to who does it: a request to the shop, or somebody at SORS. */
import type { SorsDocument } from '../../sors/model/types';
import { cancelDocument } from '../../sors/ledger/documents';
import { effectOf, move } from '../../sors/ledger/movements';
import type { Books } from '../model/books';
import type { Entry, ShopState } from '../model/shop';
import { ownDocument } from '../checks/documents';
import type { What } from './types';

export interface Command {
	do: string;
	args: object;
}

const at = < Item >(
	items: readonly Item[],
	share: number
): Item | undefined => items[ Math.floor( share * items.length ) ];

/** Null where there is nothing that it could be done to. */
export function commandOf(
	what: What,
	state: ShopState,
	books: Books
): Command | null {
	switch ( what.do ) {
		case 'order':
		case 'checkout': {
			const sold = state.products.filter(
				( { code } ) => ! code.startsWith( 'USL-' )
			);
			const lines = what.lines.flatMap( ( { item, quantity } ) => {
				const product = at( sold, item );
				return product ? [ { code: product.code, quantity } ] : [];
			} );
			const { shipping, fee, status } = what;
			return lines.length === 0
				? null
				: {
						do: what.do,
						args: {
							lines,
							shipping,
							fee,
							status,
							email: `kupac${ what.buyer }@example.test`,
							payment: 'cod',
						},
					};
		}
		case 'minute':
			return { do: 'work', args: { hooks: [ 'sors_outbox_work' ] } };
		case 'watchdog':
			return { do: 'work', args: { hooks: [ 'sors_watchdog' ] } };
		case 'sweep':
			return { do: 'sweep', args: {} };
		case 'sync':
			return { do: 'sync', args: { kind: what.kind } };
		case 'button':
			return button( what.entry, what.choice, state, books );
		case 'setting':
			return {
				do: 'rest',
				args: {
					method: 'PUT',
					route: 'settings',
					params: { documentKind: what.kind },
				},
			};
		case 'goods':
		case 'foreignDocument':
		case 'cancelByHand':
		case 'price':
		case 'weather':
			return null;
		default: {
			const order = at( [ ...state.orders.values() ], what.order );
			return order
				? {
						do: what.do,
						args: {
							...what,
							orderId: order.id,
							street: 'Nova ulica 7',
						},
					}
				: null;
		}
	}
}

/** What a careful person presses, who has looked into SORS. */
function button(
	entry: number,
	choice: number,
	state: ShopState,
	books: Books
): Command | null {
	const open = state.entries.filter(
		( each ) =>
			[ 'uncertain', 'rejected' ].includes( each.state ) ||
			each.issue !== null
	);
	const chosen = at( open, entry );
	return chosen ? press( chosen, choice, books ) : null;
}

function press( entry: Entry, choice: number, books: Books ): Command {
	const resolve = ( params: object ): Command => ( {
		do: 'rest',
		args: { method: 'POST', route: `outbox/${ entry.id }/resolve`, params },
	} );
	if ( entry.issue !== null ) {
		const change = entry.issue === 'doubled' ? 'cancelOthers' : 'replace';
		return resolve( { as: choice < 0.2 ? 'accept' : change } );
	}
	if ( entry.state === 'rejected' ) {
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

/** What somebody at SORS does; answers what it was, in words. */
export function atSors(
	what: What,
	state: ShopState,
	books: Books
): string | null {
	const database = books.database();
	if ( what.do === 'goods' ) {
		const level = at( database.levels, what.item );
		if ( ! level ) {
			return null;
		}
		level.onHand = Math.max( level.reserved, level.onHand + what.change );
		level.modifiedAt = books.now();
		return `${ level.productCode }: ${ what.change } in the books`;
	}
	if ( what.do === 'price' ) {
		const level = at( database.levels, what.item );
		if ( ! level || ! ( level.priceWithVat + what.change > 1 ) ) {
			return null;
		}
		const product = database.products.find(
			( { id } ) => id === level.productId
		);
		level.priceWithVat =
			Math.round( ( level.priceWithVat + what.change ) * 100 ) / 100;
		level.priceWithoutVat =
			Math.round(
				( level.priceWithVat /
					( 1 + ( product?.vatRate ?? 0 ) / 100 ) ) *
					100
			) / 100;
		level.modifiedAt = books.now();
		return `${ level.productCode } costs ${ level.priceWithVat }`;
	}
	if ( what.do === 'foreignDocument' ) {
		const level = at( database.levels, what.item );
		const product = database.products.find(
			( { id } ) => id === level?.productId
		);
		if ( ! level || ! product ) {
			return null;
		}
		const total =
			Math.round( what.quantity * level.priceWithVat * 100 ) / 100;
		const document: SorsDocument = {
			...blank,
			id: String( database.nextId++ ),
			number: `HAND-${ database.documents.length + 1 }`,
			businessUnitId: level.businessUnitId,
			date: new Date( books.now() ).toISOString().slice( 0, 10 ),
			externalReference: what.refers ? `other-${ what.quantity }` : null,
			lines: [
				{
					productId: product.id,
					productCode: product.code,
					name: product.name,
					quantity: what.quantity,
					unit: product.unit,
					unitPrice: level.priceWithVat,
					discountPercent: 0,
					vatRate: product.vatRate,
					lineTotal: total,
				},
			],
			total,
			effect: effectOf( 'reservation', false ),
			createdAt: books.now(),
		};
		database.documents.push( document );
		move( database, document, 1, books.moment() );
		return `${ document.number } by hand, ${ what.quantity } × ${ product.code }`;
	}
	if ( what.do === 'cancelByHand' ) {
		const own = database.documents.filter(
			( document ) =>
				document.status === 'open' &&
				ownDocument( document, state.storeId )?.role === 'sale'
		);
		const document = at( own, what.document );
		const returned = database.documents.some(
			( { sourceDocumentId } ) => sourceDocumentId === document?.id
		);
		if ( ! document || returned ) {
			return null;
		}
		cancelDocument( database, document, books.moment() );
		return `${ document.number } cancelled by hand`;
	}
	return null;
}

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
