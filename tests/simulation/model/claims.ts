/** What a person said of orders, so that nobody else may judge them. */
import type { Outcome } from '../controller/schedule';
import { unjudged } from './goods';
import type { Entry, ShopState } from './shop';

export class Claims {
	/** Orders of which SORS has, or took back, what its figure need not contain. */
	private readonly said = new Set< number >();

	/** A person leaves it as it is that SORS has no document of an order: it is taken for sold there. */
	leaves( { orderId, issue }: Entry, as: string | undefined ): void {
		if ( as === 'accept' && issue === 'missing_in_sors' ) {
			this.said.add( orderId );
		}
	}

	/** Whether the order is the person's from now on. A process that died may have done it. */
	hears( entry: Entry, outcome: Outcome | undefined ): boolean {
		const { orderId, role } = entry;
		const { pressed = 'acknowledged' } = ( outcome?.result ?? {} ) as {
			pressed?: string | null;
		};
		if ( pressed === 'acknowledged' ) {
			this.said.add( orderId );
		}
		this.leaves( entry, pressed ?? undefined );
		return (
			pressed === 'acknowledged' ||
			( pressed === 'accept' && role === 'cancel' )
		);
	}

	/** Their numbers are given again. */
	forget( ids: readonly number[] ): void {
		ids.forEach( ( id ) => this.said.delete( id ) );
	}

	/** The shop with only the stock that can be judged. */
	without( state: ShopState ): ShopState {
		const products = new Set(
			[ ...this.said ].flatMap( ( id ) =>
				( state.orders.get( id )?.lines ?? [] ).map(
					( { productId } ) => productId
				)
			)
		);
		return {
			...state,
			products: state.products.map( ( each ) =>
				products.has( each.id ) ? unjudged( each ) : each
			),
		};
	}
}
