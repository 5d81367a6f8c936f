import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { ensureComposerPackages } from '../../tests/env/run/composer';
import { projectDir } from '../../tests/env/paths';
import { EXPLAINED } from '../../tests/taint/explained';
import { runLogged } from './check';
import type { Outcome } from './stage';

const SEEDED = 'tests/taint/seeded';

export type Finding = { kind: string; file: string; row: number; code: string };

/** What psalm has to find: in a line of a seeded file, or as something that is explained. */
export type Expected = Pick< Finding, 'kind' | 'file' | 'code' > &
	Partial< Pick< Finding, 'row' > >;

const place = z.object( {
	file_path: z.string(),
	line_from: z.number(),
	snippet: z.string(),
} );

/** Psalm's report. A finding stands where the last step of its way is: the call, not the parameter that it ends in. */
const issues = z.array(
	place
		.extend( {
			type: z.string(),
			taint_trace: z.array( z.unknown() ).nullish(),
		} )
		.transform( ( issue ): Finding => {
			const last = place.safeParse( issue.taint_trace?.at( -1 ) );
			const at = last.success ? last.data : issue;
			return {
				kind: issue.type,
				file: relative( projectDir, at.file_path ),
				row: at.line_from,
				code: ( at.snippet.split( '\n' )[ 0 ] ?? '' ).trim(),
			};
		} )
);

/** Each finding that is expected counts as one test, and each other as one that failed. */
export async function taint(): Promise< Outcome > {
	const folder = join( projectDir, 'tests/taint' );
	// Where composer.json there has them.
	const tools = join( projectDir, '.cache/taint' );
	const report = join( tools, 'report.json' );
	await ensureComposerPackages( folder, join( tools, 'vendor' ) );
	await rm( report, { force: true } );
	const result = await runLogged(
		'taint',
		'php',
		[
			join( tools, 'vendor/bin/psalm' ),
			...[ '-c', join( folder, 'psalm.xml' ) ],
			...[ '--taint-analysis', '--threads=1', '--no-progress' ],
			...[ `--report=${ report }`, '--report-show-info=false' ],
		],
		{ cwd: folder }
	);
	const json = await readFile( report, 'utf8' ).catch( () => '' );
	if ( json === '' ) {
		return {
			passed: 0,
			failed: 1,
			skipped: 0,
			note: result.problems.join( ', ' ) || 'psalm ended early',
			output: result.output,
		};
	}
	const expected: Expected[] = [ ...EXPLAINED ];
	for ( const name of await readdir( join( projectDir, SEEDED ) ) ) {
		const file = `${ SEEDED }/${ name }`;
		const source = await readFile( join( projectDir, file ), 'utf8' );
		expected.push( ...seededIn( file, source ) );
	}
	const found = issues.parse( JSON.parse( json ) );
	const lost = lostOf( found, expected );
	const unknown = unknownOf( found, expected );
	const failed = lost.length + unknown.length;
	return {
		passed: expected.length - lost.length,
		failed: failed + result.problems.length,
		skipped: 0,
		note: result.problems.join( ', ' ),
		output: [
			...lost.map( ( each ) => `${ text( each ) }: is not found.` ),
			...unknown.map(
				( each ) =>
					`${ text( each ) }: fix it, or explain it in tests/taint/explained.ts.`
			),
			...( failed > 0
				? [ 'How each came about: .cache/log/test-taint.log' ]
				: [] ),
		].join( '\n' ),
	};
}

/** What stands behind "// found:" in the lines of a seeded file. */
export function seededIn( file: string, source: string ): Expected[] {
	const seeded = source.split( '\n' ).flatMap( ( line, at ) => {
		const [ , kinds ] = /\/\/ found: (.+)$/.exec( line ) ?? [];
		return ( kinds?.split( ', ' ) ?? [] ).map( ( kind ) => ( {
			kind,
			file,
			row: at + 1,
			code: line.trim(),
		} ) );
	} );
	if ( seeded.length === 0 ) {
		throw new Error( `${ file } says nowhere what is to be found in it.` );
	}
	return seeded;
}

export const lostOf = ( found: Finding[], expected: Expected[] ): Expected[] =>
	expected.filter( ( each ) => ! found.some( ( one ) => isIt( one, each ) ) );

/** Each place once, though several ways may lead there. */
export function unknownOf( found: Finding[], expected: Expected[] ): Finding[] {
	const unknown = found.filter(
		( one ) => ! expected.some( ( each ) => isIt( one, each ) )
	);
	return [
		...new Map( unknown.map( ( one ) => [ text( one ), one ] ) ).values(),
	];
}

/** What is explained may move to another row. */
const isIt = ( one: Finding, { kind, file, row, code }: Expected ): boolean =>
	one.kind === kind &&
	one.file === file &&
	( row === undefined ? one.code === code : one.row === row );

const text = ( { kind, file, row, code }: Expected ): string =>
	`${ kind } ${ file }${ row ? `:${ row }` : '' }: ${ code }`;
