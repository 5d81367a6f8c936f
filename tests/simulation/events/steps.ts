/** What the stories are made of. */
import type { OperationName } from '../../../src/contract/sors/contract';
import { between, pick, type Random } from '../../sors/assortment/random';
import { TROUBLES } from '../faults/catalog';
import type { Event, History, What } from './types';

/** One with what may happen beside it. */
export type Draw = ( random: Random, what: What ) => Event;

/** Seconds after which the minute's work finds what was done before it. */
export const LATER = [ 65, 400 ] as const;

/** Longer than what failed twice waits. */
export const MUCH_LATER = [ 400, 4000 ] as const;

/** What makes each kind of document. */
export const CREATES = {
	reservation: 'createReservation',
	deliveryNote: 'createDeliveryNote',
	invoiceDeliveryNote: 'createInvoiceDeliveryNote',
	invoice: 'createInvoice',
} as const satisfies Record< History[ 'shop' ][ 'kind' ], OperationName >;

/** With nothing that goes wrong but what lies in wait. */
export const plain = ( wait: number, what: What ): Event => ( {
	...{ wait, what, faults: [] },
} );

export const minute = (
	random: Random,
	after: readonly [ number, number ] = LATER
): Event => plain( between( random, ...after ), { do: 'minute' } );

export const calm = ( random: Random ): Event =>
	plain( between( random, ...MUCH_LATER ), { do: 'calm' } );

/** What the next requests of these kinds will meet. */
export const trap = ( random: Random, ...operations: OperationName[] ): Event =>
	plain( 1, {
		do: 'ambush',
		traps: operations.map( ( operation ) => ( {
			operation,
			fate: pick( random, TROUBLES ),
		} ) ),
	} );
