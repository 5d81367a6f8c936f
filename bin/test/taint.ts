import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { ensureComposerPackages } from '../../tests/env/run/composer';
import { projectDir, workDir } from '../../tests/env/paths';
import { EXPLAINED, type Explained } from '../../tests/taint/explained';
import { runLogged } from './check';
import type { Outcome } from './stage';

const SEEDED = 'tests/taint/seeded';

export type Finding = { kind: string; file: string; row: number; code: string };

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

/** Each seeded file counts as one test, and so does the plugin's own code. */
export async function taint(): Promise< Outcome > {
	const folder = join( projectDir, 'tests/taint' );
	const tools = join( workDir, 'taint' );
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
	const seeds = new Map< string, string >();
	for ( const name of await readdir( join( projectDir, SEEDED ) ) ) {
		const file = `${ SEEDED }/${ name }`;
		seeds.set( file, await readFile( join( projectDir, file ), 'utf8' ) );
	}
	const problems = judge(
		issues.parse( JSON.parse( json ) ),
		seeds,
		EXPLAINED
	);
	return {
		passed: seeds.size + 1 - problems.size,
		failed: problems.size + result.problems.length,
		skipped: 0,
		note: result.problems.join( ', ' ),
		output: [ ...problems.values() ]
			.flat()
			.concat(
				problems.size > 0
					? 'How each came about: .cache/log/test-taint.log'
					: []
			)
			.join( '\n' ),
	};
}

/** What is wrong, by the seeded file, or under '' for the plugin's own code. */
export function judge(
	findings: Finding[],
	seeds: Map< string, string >,
	explained: Explained[]
): Map< string, string[] > {
	const problems = new Map< string, string[] >();
	/** Once, though several ways may lead there. */
	const complain = ( about: string, words: string ) =>
		problems.set( about, [
			...new Set( [ ...( problems.get( about ) ?? [] ), words ] ),
		] );
	const found = new Set( findings.map( seen ) );
	const wanted = new Set< string >();
	for ( const [ file, source ] of seeds ) {
		const own = wantedIn( file, source );
		if ( own.length === 0 ) {
			complain(
				file,
				`${ file } says nowhere what is to be found in it.`
			);
		}
		for ( const finding of own ) {
			wanted.add( seen( finding ) );
			if ( ! found.has( seen( finding ) ) ) {
				complain( file, `${ text( finding ) }: was not found.` );
			}
		}
	}
	const used = new Set< Explained >();
	for ( const finding of findings ) {
		const known = explained.find(
			( { kind, file, code } ) =>
				kind === finding.kind &&
				file === finding.file &&
				code === finding.code
		);
		if ( known ) {
			used.add( known );
		} else if ( ! wanted.has( seen( finding ) ) ) {
			complain(
				seeds.has( finding.file ) ? finding.file : '',
				`${ text( finding ) }: fix it, or explain it in tests/taint/explained.ts.`
			);
		}
	}
	for ( const entry of explained ) {
		if ( ! used.has( entry ) ) {
			complain(
				'',
				`${ entry.kind } in ${ entry.file } is explained and no longer found: ${ entry.code }`
			);
		}
	}
	return problems;
}

/** What stands behind "// found:" in the lines of a seeded file. */
function wantedIn( file: string, source: string ): Finding[] {
	return source.split( '\n' ).flatMap( ( line, at ) => {
		const [ , kinds ] = /\/\/ found: (.+)$/.exec( line ) ?? [];
		return ( kinds?.split( ', ' ) ?? [] ).map( ( kind ) => ( {
			kind,
			file,
			row: at + 1,
			code: line.trim(),
		} ) );
	} );
}

const seen = ( { kind, file, row }: Finding ): string =>
	`${ kind } ${ file }:${ row }`;

const text = ( finding: Finding ): string =>
	`${ seen( finding ) }: ${ finding.code }`;
