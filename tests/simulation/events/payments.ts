/** Payments that come after the document. */
import { pick } from '../../sors/assortment/random';
import { ownDocument } from '../checks/documents';
import { saleOf } from '../model/shop';
import { anOrder } from './buyers';
import { kind, one } from './kind';

const cents = ( amount: number ): number => Math.round( amount * 100 ) / 100;

export const payments = {
	paysLate: kind( 5, 'An order is paid whose document stands in SORS', {
		draw: anOrder,
		inShop: ( { order }, { state } ) => {
			const unpaid = [ ...state.orders.values() ].filter(
				( { id, status, paidAt } ) =>
					paidAt === 0 &&
					[ 'pending', 'on-hold', 'failed' ].includes( status ) &&
					saleOf( state, id )?.state === 'sent'
			);
			const { id } = one( unpaid, order ) ?? {};
			return id === undefined
				? null
				: { do: 'pays', args: { orderId: id } };
		},
	} ),
	ticks: kind( 6, 'The owner ticks a late payment', {
		draw: ( random ) => ( {
			which: random(),
			/** Or says that it was not entered after all. */
			done: random() < 0.8,
		} ),
		inShop: ( args ) => ( { do: 'ticks', args } ),
	} ),
	paidAtSors: kind( 3, 'A payment is entered at SORS', {
		draw: ( random ) => ( {
			document: random(),
			part: pick( random, [ 1, 1, 0.4 ] ),
		} ),
		atSors: ( { document: which, part }, { state, books } ) => {
			const document = one(
				books
					.database()
					.documents.filter(
						( each ) =>
							each.status === 'open' &&
							each.total > 0 &&
							each.paidAt === null &&
							each.paidAmount === 0 &&
							ownDocument( each, state.storeId )?.role === 'sale'
					),
				which
			);
			if ( ! document ) {
				return null;
			}
			document.paidAmount = cents( document.total * part );
			return `${ document.paidAmount } of ${ document.number }`;
		},
	} ),
};
