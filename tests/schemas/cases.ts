/** What zod and WordPress are to judge alike: values of each schema, and each changed in one place. */
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { objects } from '../../src/contract/rest/emit';
import { mutationsOf, type Mutation } from './mutations';
import { valueOf } from './values';

export interface Case extends Mutation {
	schema: string;
	/** By zod. */
	isRight: boolean;
}

/** Values of each schema. The first two have all that it can hold, the others leave out what they may. */
const VALUES = 6;
const WHOLE_VALUES = 2;

/** The same for the same seed. Each place of a schema is changed in each way once. */
export function* casesOf( seed: number ): Generator< Case > {
	for ( const [ name, schema ] of Object.entries( objects ) ) {
		const seen = new Set< string >();
		const judged = ( mutation: Mutation ): Case => ( {
			...mutation,
			schema: name,
			isRight: z.safeParse( schema, mutation.value ).success,
		} );
		const sample = ( whole: boolean, numRuns: number ) =>
			fc.sample( valueOf( schema, whole ), { seed, numRuns } );
		const values = [
			...sample( true, WHOLE_VALUES ),
			...sample( false, VALUES - WHOLE_VALUES ),
		];
		for ( const value of values ) {
			yield judged( {
				why: '',
				value,
				isOfOtherType: false,
				isLookalike: false,
			} );
			for ( const mutation of mutationsOf( schema, value ) ) {
				if ( ! seen.has( mutation.why ) ) {
					seen.add( mutation.why );
					yield judged( mutation );
				}
			}
		}
	}
}
