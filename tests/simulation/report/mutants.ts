/** Faults that were put into the plugin on purpose, and how many of them were found. */
import { NOT_RUN, table, whose } from './markdown';

interface Mutant {
	name: string;
	kind: 'listed' | 'drawn';
	/** Null = it was not found. */
	by: 'history' | 'test' | null;
	how: string;
	seconds: number;
}

/** What of tests/simulation/mutants is told here. */
export interface Mutants {
	seed: number;
	/** Of which plugin it was seen. */
	plugin: string;
	under: string;
	makes: number;
	wanted: number;
	results: readonly Mutant[];
	equivalent: readonly { name: string; why: string }[];
}

const KINDS = [
	[ 'listed', 'put back by hand' ],
	[ 'drawn', 'drawn by the seed' ],
] as const;

const percent = ( part: number, all: number ): string =>
	`${ ( ( 100 * part ) / Math.max( 1, all ) ).toFixed( 1 ) } %`;

function byHistory( all: readonly Mutant[] ): string {
	const part = all.filter( ( { by } ) => by === 'history' ).length;
	return `${ part } of ${ all.length }, ${ percent( part, all.length ) }`;
}

export function mutantsSection(
	mutants: Mutants | null,
	now: string
): string[] {
	const head = [ '## Faults put into the plugin on purpose', '' ];
	if ( ! mutants || mutants.results.length === 0 ) {
		return [ ...head, ...NOT_RUN ];
	}
	const { seed, plugin, makes, wanted, results, equivalent, under } = mutants;
	const found = results.filter( ( { by } ) => by !== null );
	const drawn = results.filter( ( { kind } ) => kind === 'drawn' );
	const missed = results.filter( ( { by } ) => by === null );
	const of = ( kind: Mutant[ 'kind' ], by: Mutant[ 'by' ] ) =>
		String(
			results.filter( ( each ) => each.kind === kind && each.by === by )
				.length
		);
	return [
		...head,
		...whose( plugin, now ),
		`\`npm run simulate:mutants -- --seed ${ seed }\` (${ under }): ${ found.length } of ${ results.length } were found, ${ percent( found.length, results.length ) }. The tool makes ${ makes } of the plugin's code, of which some are drawn by the seed.${ wanted > results.length ? ` Still to be tried: ${ wanted - results.length }.` : '' }`,
		'',
		...table(
			[ '', 'found by a history', 'found by a test alone', 'not found' ],
			KINDS.map( ( [ kind, words ] ) => [
				words,
				...[ of( kind, 'history' ), of( kind, 'test' ) ],
				of( kind, null ),
			] )
		),
		`Histories alone found ${ byHistory( results ) }; of those that were drawn ${ byHistory( drawn ) }. The test of one that was put back by hand is named with it, and where histories are the wrong means it is the only one that is tried. One that was drawn, and that no history found, counts as found if any PHPUnit test fails of the folder of its class, or of those that name the class.`,
		'',
		...( missed.length > 0
			? [
					'Not found:',
					'',
					...missed.map( ( { name } ) => `- ${ name }` ),
					'',
				]
			: [] ),
		...( equivalent.length > 0
			? [
					'Drawn as well, but no history and no test could tell them from the plugin as it is:',
					'',
					...equivalent.map(
						( { name, why } ) => `- ${ name }: ${ why }`
					),
					'',
				]
			: [] ),
		...table(
			[ 'fault', 'found by', 'seconds' ],
			found.map( ( { name, how, seconds } ) => [
				name,
				how,
				String( Math.round( seconds ) ),
			] )
		),
	];
}
