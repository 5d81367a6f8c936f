/** Orders that need no document: they came while nothing was exported, or are those of the shop that this one is a copy of. */
import type { SorsDocument } from '../../sors/model/types';
import type { Options } from './options';
import { referenceOf } from './reference';
import type { Entry, ShopState } from './shop';

const exports = ( { isActive, settings }: Options ): boolean =>
	isActive && settings.exportOrders;

/** As the checks know it, that an order need not be in order. */
export const leftToOwner = ( orderId: number ): Entry => ( {
	id: 0,
	orderId,
	role: 'sale',
	refundId: 0,
	revision: 0,
	state: 'skipped',
	reference: null,
	documentId: null,
	lock: '',
	nextAt: null,
	leaseUntil: 0,
	error: null,
	words: '',
	attempts: 0,
	issue: 'left to the owner',
	accepted: '',
	acknowledgedBy: '',
	askedFor: false,
	total: 0,
	kind: '',
	paidByHand: null,
	documentBy: '',
	refundIds: [],
	answeredLosses: 0,
	silentLosses: 0,
	lostAt: null,
	database: '',
	answeredAt: null,
} );

export class Left {
	readonly orders = new Set< number >();
	/** Those that a person asked to be sent. */
	private readonly askedFor = new Set< number >();

	add( ids: Iterable< number > ): void {
		[ ...ids ].forEach( ( id ) => this.orders.add( id ) );
	}

	/** Their numbers are given again. */
	forget( ids: readonly number[] ): void {
		ids.forEach( ( id ) => this.orders.delete( id ) );
	}

	asksFor( orderId: number ): void {
		this.askedFor.add( orderId );
	}

	see(
		before: { state: ShopState; options: Options } | undefined,
		now: { state: ShopState; options: Options }
	): void {
		// Of a backup's orders it is known since they came.
		if (
			! before ||
			( exports( before.options ) && exports( now.options ) )
		) {
			return;
		}
		const came = [ ...now.state.orders.keys() ].filter(
			( id ) => ! before.state.orders.has( id )
		);
		this.add( came );
		if ( exports( before.options ) !== exports( now.options ) ) {
			// Beside the switch: it may have come before it, or after.
			came.forEach( ( id ) => this.asksFor( id ) );
		}
	}

	sentUnasked(
		documents: readonly SorsDocument[],
		storeId: string
	): string[] {
		return documents.flatMap( ( document ) => {
			const { storeId: store, orderId = 0 } =
				referenceOf( document ) ?? {};
			return store === storeId &&
				this.orders.has( orderId ) &&
				! this.askedFor.has( orderId )
				? [
						`order ${ orderId } came while nothing was exported, and was sent unasked (${ document.number })`,
					]
				: [];
		} );
	}
}
