import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../../tests/env/paths';
import { Problem } from '../../tests/env/run/problem';
import { markdownTable } from '../../tests/env/run/tables';
import { type Result, type Row, stageTitles } from './rows';

export type Tried = { row: Row; result: Result };

const BEGIN = '<!-- npm run test:versions -- --write -->';
const END = '<!-- end -->';
const MARKS = { passed: '✓', failed: '✗', 'not run': '–' };

/** The table's own page, and what README says of it. */
export async function writePages(
	all: Tried[],
	commit: string
): Promise< void > {
	const when = `${ new Date().toISOString().slice( 0, 10 ) }, ${ commit }`;
	const readme = join( projectDir, 'README.md' );
	const text = await readFile( readme, 'utf8' );
	await writeFile( readme, withBlock( text, sentence( all, when ) ) );
	await writeFile(
		join( projectDir, 'docs/versions.md' ),
		[
			'# Versions',
			`Written by \`npm run test:versions -- --write\` on ${ when }. Times are UTC.`,
			tables( all ),
			'The store suite is what runs inside WordPress and WooCommerce on MariaDB: once with orders in their own tables (HPOS), once with orders as posts, taxes off and a SORS contract in which every name is another one. The main job is the demo: the catalogue, stock and prices in, one order out, on SQLite and Playground’s builds of PHP; a PHP notice in the plugin’s files fails it.\n',
		].join( '\n\n' )
	);
}

/** A table of the pairs, one of the versions of PHP, and why what failed did. */
export function tables( all: Tried[] ): string {
	const table = ( kind: Row[ 'kind' ], name: string, heads: string[] ) => {
		const head = [ name, 'ran on', ...heads, 'time', 'when' ];
		const rows = all
			.filter( ( { row } ) => row.kind === kind )
			.map( ( tried ) => cells( tried, heads.length ) );
		return markdownTable( head, rows );
	};
	const faults = all
		.filter( ( { result } ) => result.state === 'failed' )
		.map( ( { row, result } ) => `- ${ row.name }: ${ result.why }` );
	return [
		table( 'pair', 'pair', Object.values( stageTitles ) ),
		table( 'php', 'PHP', [ 'the main job' ] ),
		...( faults.length > 0 ? [ 'What failed:', faults.join( '\n' ) ] : [] ),
	].join( '\n\n' );
}

function cells( { row, result }: Tried, columns: number ): string[] {
	const seconds = Math.round( result.ms / 1000 );
	const ran = result.state !== 'not run';
	const middle = ran ? result.cells : [ `not run: ${ result.why }` ];
	return [
		`${ MARKS[ result.state ] } ${ row.kind === 'php' ? row.php : row.id }`,
		result.ranOn || row.name,
		...Array.from( { length: columns }, ( _, at ) => middle[ at ] ?? '' ),
		ran ? `${ Math.floor( seconds / 60 ) } min ${ seconds % 60 } s` : '',
		result.at.slice( 0, 16 ).replace( 'T', ' ' ),
	].map( ( cell ) => cell.replace( /[|\n]/g, ' ' ) );
}

/** What was green, and when; what failed is not left out. */
function sentence( all: Tried[], when: string ): string {
	const say = (
		what: string,
		kind: Row[ 'kind' ],
		state: Result[ 'state' ]
	): string => {
		const names = all
			.filter(
				( { row, result } ) =>
					row.kind === kind && result.state === state
			)
			.map( ( { row } ) => row.name );
		const list = new Intl.ListFormat( 'en-GB' ).format( names );
		return list && ` ${ what } ${ list }.`;
	};
	return [
		`Last tried on ${ when }.`,
		say( 'All tests passed on', 'pair', 'passed' ),
		say( 'The main job passed on', 'php', 'passed' ),
		say( 'Tests failed on', 'pair', 'failed' ),
		say( 'The main job failed on', 'php', 'failed' ),
		' The table is in [docs/versions.md](docs/versions.md).',
	].join( '' );
}

function withBlock( text: string, block: string ): string {
	const begin = text.indexOf( BEGIN );
	const end = text.indexOf( END, begin );
	if ( begin < 0 || end < 0 ) {
		throw new Problem(
			`README.md has no place for the versions: “${ BEGIN }” and “${ END }”.`
		);
	}
	return `${ text.slice( 0, begin + BEGIN.length ) }\n${ block }\n${ text.slice( end ) }`;
}
