/** Tries mutants one after another, and keeps what became of each as soon as it is known. */
import type { NamedTest, Replacement } from './mutant';
import { share, type MutantResults, type Result } from './results';

export interface Trial {
	name: string;
	kind: Result[ 'kind' ];
	replacements: readonly Replacement[];
	test?: NamedTest;
}

export type Finding = Pick< Result, 'by' | 'how' | 'histories' >;

export interface Hunt {
	trials: readonly Trial[];
	/** Of the last time, perhaps in part; is added to. */
	kept: MutantResults;
	/** Whether those that were not found the last time are tried once more. */
	again: boolean;
	find: ( trial: Trial ) => Promise< Finding >;
	save: ( kept: MutantResults ) => Promise< unknown >;
	tell: ( result: Result ) => void;
}

/** @return What became of these trials, those of the last time included. */
export async function hunt( {
	trials,
	kept,
	again,
	find,
	save,
	tell,
}: Hunt ): Promise< Result[] > {
	const results: Result[] = [];
	for ( const trial of trials ) {
		const before = kept.results.find( ( { name } ) => name === trial.name );
		if ( before && ( before.by !== null || ! again ) ) {
			results.push( before );
			continue;
		}
		const began = Date.now();
		const finding = await find( trial );
		const result: Result = {
			name: trial.name,
			kind: trial.kind,
			...finding,
			seconds: Math.round( ( Date.now() - began ) / 1000 ),
		};
		kept.results = [
			...kept.results.filter( ( each ) => each.name !== trial.name ),
			result,
		];
		await save( kept );
		tell( result );
		results.push( result );
	}
	return results;
}

export const told = ( { name, by, how, histories }: Result ): string =>
	by === null
		? `✗ ${ name }: not found, after ${ histories } histories`
		: `✓ ${ name }: by ${ by === 'test' ? 'test ' : '' }${ how }`;

/** All of them, those that were not found first. */
export function table(
	results: readonly Result[],
	{ sound, makes }: MutantResults
): string[] {
	const { found, tried, share: part } = share( results );
	const drawn = results.filter( ( { kind } ) => kind === 'drawn' ).length;
	return [
		...[ ...results ]
			.sort(
				( one, other ) =>
					Number( one.by !== null ) - Number( other.by !== null )
			)
			.map( told ),
		...Object.entries( sound.fails ).map(
			( [ seed, what ] ) =>
				`! seed ${ seed } does not hold without any mutant either: ${ what }`
		),
		`${ found } of ${ tried } found (${ ( 100 * part ).toFixed( 1 ) } %); ${ drawn } of them drawn from ${ makes }.`,
	];
}
