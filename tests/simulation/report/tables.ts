/** docs/reliability-tables.md, from what was played here; its recordings stay in .cache/simulation. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';
import { projectDir } from '../../env/paths';
import { markdownTable } from '../../env/run/tables';
import { readKept, type Kept } from '../controller/campaign';
import { FATE_NAMES } from '../faults/catalog';
import type { Matrix } from '../matrix/cells';
import { readMatrix } from '../matrix/matrix';
import { readMutants, share, type MutantResults } from '../mutants/results';
import { judge, seriesOf } from '../soak/flat';
import { readSoak, type Soak } from '../soak/kept';
import { bites, type Counts } from './counts';

export interface Results {
	campaign: Kept | null;
	mutants: MutantResults | null;
	soak: Soak | null;
	matrix: Matrix | null;
}

const TITLES: Record< keyof Results, string > = {
	campaign: 'Histories from seeds',
	mutants: 'Faults put into the plugin on purpose',
	soak: 'Soak',
	matrix: 'Every operation with every fault',
};

/** What comes up less often was hardly tried. */
const ENOUGH = 20;

/** What may become of a request, its answer aside. */
const FATES = [ ...FATE_NAMES, 'killed before', 'killed after' ];

const sum = ( numbers: readonly number[] ): number =>
	numbers.reduce( ( all, each ) => all + each, 0 );

const minutes = ( seconds: number ): string =>
	`${ Math.round( seconds / 60 ) } minutes`;

const orNothing = ( all: readonly string[], between = '; ' ): string =>
	all.length > 0 ? all.join( between ) : 'nothing';

function ofRequests( { faults }: Counts ): string {
	const rows = OPERATION_NAMES.map( ( operation ) => {
		const times = ( fate: string ) => faults[ operation ]?.[ fate ] ?? 0;
		const met = FATES.filter( ( fate ) => bites( operation, fate ) );
		const rarest = met.reduce( ( found, each ) =>
			times( each ) < times( found ) ? each : found
		);
		return [
			...[ operation, times( 'answered' ), sum( met.map( times ) ) ],
			`${ times( rarest ) } (${ rarest })`,
		];
	} );
	return markdownTable(
		[ 'request', 'answered', 'went wrong', 'the rarest fault' ],
		rows
	);
}

function ofCampaign( {
	counts,
	seconds,
	violations,
	nextSeed,
}: Kept ): string[] {
	const rare = Object.entries( counts.events )
		.filter( ( [ , times ] ) => times < ENOUGH )
		.map( ( [ name, times ] ) => `${ name } (${ times })` );
	const strokes = new Map< string, number >();
	for ( const [ name, times ] of Object.entries( counts.kills ) ) {
		const stroke = name.slice( name.indexOf( ' ' ) + 1 );
		strokes.set( stroke, ( strokes.get( stroke ) ?? 0 ) + times );
	}
	return [
		`${ counts.histories } histories, the last one of seed ${ nextSeed - 1 }, in ${ minutes( seconds ) }. What did not hold: ${ orNothing( violations.map( ( { seed, what } ) => `seed ${ seed }: ${ what.join( ', ' ) }` ) ) }.`,
		'',
		`${ Object.keys( counts.events ).length } kinds of events. Seen fewer than ${ ENOUGH } times: ${ orNothing( rare, ', ' ) }.`,
		'',
		ofRequests( counts ),
		'',
		markdownTable( [ 'a process', 'times' ], [ ...strokes ] ),
	];
}

function ofMutants( { seed, results }: MutantResults ): string[] {
	const of = ( kind: string, by: string | null ) =>
		results.filter( ( each ) => each.kind === kind && each.by === by )
			.length;
	const all = share( results );
	const missed = results.filter( ( { by } ) => by === null );
	return [
		`\`npm run simulate:mutants -- --seed ${ seed }\`: ${ all.found } of ${ all.tried } were found, ${ ( 100 * all.share ).toFixed( 1 ) } %. Not found: ${ orNothing( missed.map( ( { name } ) => name ) ) }.`,
		'',
		markdownTable(
			[ 'mutants', 'found by a history', 'found by a test', 'not found' ],
			( [ 'listed', 'drawn' ] as const ).map( ( kind ) => [
				kind,
				...[ 'history', 'test', null ].map( ( by ) => of( kind, by ) ),
			] )
		),
	];
}

function ofSoak( soak: Soak ): string[] {
	const { end, failed } = soak;
	return [
		`${ soak.orders } orders and ${ soak.runs } runs over ${ soak.days } days of the shop's time, in ${ minutes( soak.seconds ) }; ${ sum( Object.values( failed ) ) } of ${ soak.requests } requests failed. ${ end.sent } orders had exactly one open document, and a person was asked about ${ end.asked }. What did not hold: ${ orNothing( end.wrong ) }.`,
		'',
		markdownTable(
			[ 'what', 'middle quarter', 'last quarter', '' ],
			seriesOf( soak.points )
				.map( judge )
				.map( ( { name, unit, middle, last, isFlat } ) => [
					`${ name } (${ unit })`,
					...[ middle, last, isFlat ? 'flat' : '**grows**' ],
				] )
		),
	];
}

function ofMatrix( { cells, seconds }: Matrix ): string[] {
	const wrong = cells.filter( ( cell ) => cell.wrong.length > 0 );
	const operations = new Set( cells.map( ( { operation } ) => operation ) );
	return [
		`${ cells.length } short histories, one for each operation and each thing that may go wrong with it, in ${ minutes( seconds ) }. The fault comes once, then all goes well. What did not hold: ${ orNothing( wrong.map( ( cell ) => `${ cell.operation }, ${ cell.trouble }: ${ cell.wrong.join( ', ' ) }` ) ) }.`,
		'',
		markdownTable(
			[ 'operation', 'tried', 'in the end', 'a person is asked after' ],
			[ ...operations ].map( ( operation ) => {
				const own = cells.filter(
					( cell ) => cell.operation === operation
				);
				const ends = new Map< string, number >();
				own.forEach( ( { rest } ) =>
					ends.set( rest.state, ( ends.get( rest.state ) ?? 0 ) + 1 )
				);
				return [
					...[ operation, own.length ],
					[ ...ends ]
						.map( ( [ state, n ] ) => `${ state }: ${ n }` )
						.join( '; ' ),
					own
						.filter( ( { rest } ) => rest.isAsked )
						.map( ( { trouble } ) => trouble )
						.join( '; ' ) || '–',
				];
			} )
		),
	];
}

const WRITERS: {
	[ Part in keyof Results ]: (
		of: NonNullable< Results[ Part ] >
	) => string[];
} = {
	campaign: ofCampaign,
	mutants: ofMutants,
	soak: ofSoak,
	matrix: ofMatrix,
};

function section< Part extends keyof Results >(
	part: Part,
	result: Results[ Part ],
	last: string
): string {
	const title = `## ${ TITLES[ part ] }\n`;
	if ( ! result ) {
		const kept = last
			.split( /^(?=## )/m )
			.find( ( each ) => each.startsWith( title ) );
		return kept?.trimEnd() ?? `${ title }\nNot run yet.`;
	}
	return [
		title,
		`Seen with ${ result.under }, of the plugin \`${ result.plugin }\`.`,
		'',
		...WRITERS[ part ]( result ),
	].join( '\n' );
}

/** Of the page as it was, what was not played here stays. */
const page = ( results: Results, last: string ): string =>
	[
		'# What the simulation found\n\nMade by `npm run simulate -- --write`; what it plays and checks: [tests/simulation](../tests/simulation/README.md).',
		section( 'campaign', results.campaign, last ),
		section( 'mutants', results.mutants, last ),
		section( 'soak', results.soak, last ),
		section( 'matrix', results.matrix, last ),
	].join( '\n\n' ) + '\n';

export async function writeTables(): Promise< void > {
	const file = join( projectDir, 'docs', 'reliability-tables.md' );
	const campaign = await readKept();
	const mutants = await readMutants();
	const results: Results = {
		campaign: campaign.counts.histories > 0 ? campaign : null,
		mutants:
			mutants && mutants.results.length >= mutants.wanted
				? mutants
				: null,
		soak: await readSoak(),
		matrix: await readMatrix(),
	};
	const last = await readFile( file, 'utf8' ).catch( () => '' );
	await writeFile( file, page( results, last ) );
}
