/** Looks at the shop and at SORS during a history, and remembers what the checks have to know of before. */
import { atAnyMoment } from '../checks/documents';
import { uncertain, whenQuiet, withoutNextStep } from '../checks/quiet';
import { oversold, reading, type Reading } from '../checks/stock';
import type { Books } from '../model/books';
import type { ShopState } from '../model/shop';
import type { Clock } from './clock';

export class Watch {
	private readings: Reading[] = [];
	private readonly cancelledByHand = new Set< string >();
	/** Whether a request may have been heard of which nobody will ever say so. */
	wasSilent = false;

	constructor(
		private readonly books: Books,
		private readonly clock: Clock,
		/** That the shop adds up. */
		readonly units: readonly string[]
	) {}

	begin( storeId: string ): void {
		this.books.whenStockIsRead( () =>
			this.readings.push(
				reading(
					this.books.database(),
					this.units,
					storeId,
					this.clock.now,
					this.cancelledByHand
				)
			)
		);
	}

	/** Carries out what somebody does at SORS, and notes which documents that cancelled. */
	byHand( act: () => string | null ): string | null {
		const cancelled = () =>
			this.books
				.database()
				.documents.filter( ( { status } ) => status === 'cancelled' )
				.map( ( { id } ) => id );
		const before = new Set( cancelled() );
		const done = act();
		cancelled()
			.filter( ( id ) => ! before.has( id ) )
			.forEach( ( id ) => this.cancelledByHand.add( id ) );
		return done;
	}

	/** What does not hold, in words. */
	atAnyMoment( state: ShopState ): string[] {
		// Of those before the last complete run nothing is left in the shop.
		this.readings = this.readings.filter(
			( { at } ) => at >= state.stockRead
		);
		return [
			...atAnyMoment(
				this.books.database().documents,
				state,
				this.cancelledByHand
			),
			...oversold( this.readings, state ),
			...withoutNextStep( state ),
		];
	}

	whenQuiet( state: ShopState ): string[] {
		return [
			...whenQuiet(
				state,
				this.books.database(),
				this.units,
				this.cancelledByHand
			),
			...( this.wasSilent ? [] : uncertain( state ) ),
		];
	}
}
