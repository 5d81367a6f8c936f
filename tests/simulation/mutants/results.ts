/** What became of each mutant, kept so that a run that was stopped goes on; the report on reliability reads it. */
import { readResult, writeResult } from '../report/kept';
import type { Sound } from './by-history';

export interface Result {
	name: string;
	/** One of the list, or drawn from all that the tool makes. */
	kind: 'listed' | 'drawn';
	/** By which means it was found; null = it was not. */
	by: 'history' | 'test' | null;
	/** The seed and what did not hold, or the test that failed. */
	how: string;
	/** That were begun for it. */
	histories: number;
	seconds: number;
}

export interface MutantResults {
	seed: number;
	/** Of which plugin it was seen. */
	plugin: string;
	/** WordPress and WooCommerce. */
	under: string;
	/** How many the tool makes, of which some were drawn. */
	makes: number;
	/** Of those listed and drawn: how many there are to try. */
	wanted: number;
	results: Result[];
	sound: Sound;
}

const NAME = 'mutants';

/** Of the last run. */
export const readMutants = () => readResult< MutantResults >( NAME );
export const writeMutants = ( results: MutantResults ) =>
	writeResult( NAME, results );

/** How many of those tried were found, and the share. */
export function share( results: readonly Result[] ): {
	found: number;
	tried: number;
	share: number;
} {
	const found = results.filter( ( { by } ) => by !== null ).length;
	const tried = results.length;
	return { found, tried, share: tried === 0 ? 0 : found / tried };
}
