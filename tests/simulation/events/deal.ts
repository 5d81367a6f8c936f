/** Who chooses where a history has a choice: its seed alone, or what a campaign saw least. */
import type { OperationName } from '../../../src/contract/sors/contract';
import { TROUBLES, type Trouble } from '../faults/catalog';

export interface Deal {
	/** What the next request of this kind is to meet. */
	trouble: ( operation: OperationName ) => Trouble;
	/** Which of these is to meet faults next; undefined = any. */
	operation: ( among: readonly OperationName[] ) => OperationName | undefined;
	/** Which of these events is to come next; undefined = any. */
	event: < Name extends string >(
		among: readonly Name[]
	) => Name | undefined;
}

/** Faults are dealt in turn, from one seed to the next, so that all of them come up about as often. */
export function inTurn( seed: number ): Deal {
	const dealt = new Map< OperationName, number >();
	return {
		trouble( operation ) {
			const nth = dealt.get( operation ) ?? seed * 5;
			dealt.set( operation, nth + 1 );
			return TROUBLES[ nth % TROUBLES.length ] as Trouble;
		},
		operation: () => undefined,
		event: () => undefined,
	};
}
