import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../../tests/env/paths';
import { Problem } from '../../tests/env/run/problem';
import { nameOf } from './rows';
import { tableMarkdown, type Tried } from './table';

const BEGIN = '<!-- npm run test:versions -- --write -->';
const END = '<!-- end -->';

/** The table's own page, and what README says of it. */
export async function writePages(
	all: Tried[],
	commit: string,
	day: string
): Promise< void > {
	const readme = join( projectDir, 'README.md' );
	const text = await readFile( readme, 'utf8' );
	await writeFile( readme, withBlock( text, sentence( all, commit, day ) ) );
	await writeFile(
		join( projectDir, 'docs/versions.md' ),
		page( all, commit, day )
	);
}

export function page( all: Tried[], commit: string, day: string ): string {
	const reasons = all
		.filter( ( { result } ) => result.state === 'failed' )
		.map( ( { row, result } ) => `- ${ nameOf( row ) }: ${ result.why }` );
	return [
		'# Versions',
		`Written by \`npm run test:versions -- --write\` on ${ day }, ${ commit }. Times are UTC.`,
		tableMarkdown( all ),
		...( reasons.length > 0
			? [ 'What failed:', reasons.join( '\n' ) ]
			: [] ),
		'The store suite is what runs inside WordPress and WooCommerce on MariaDB: once with orders in their own tables (HPOS), once with orders as posts, taxes off and a SORS contract in which every name is another one. The main job is the demo: the catalogue, stock and prices in, one order out, on SQLite and Playground’s builds of PHP; a PHP notice in the plugin’s files fails it.',
	]
		.join( '\n\n' )
		.concat( '\n' );
}

/** What was green, and when; what failed is not left out. */
export function sentence( all: Tried[], commit: string, day: string ): string {
	const names = (
		kind: 'pair' | 'php',
		state: 'passed' | 'failed'
	): string =>
		listed(
			all
				.filter(
					( { row, result } ) =>
						row.kind === kind && result.state === state
				)
				.map( ( { row } ) => nameOf( row ) )
		);
	const say = ( what: string, list: string ): string[] =>
		list ? [ `${ what } ${ list }.` ] : [];
	const text = [
		...say( 'All tests passed on', names( 'pair', 'passed' ) ),
		...say( 'The main job passed on', names( 'php', 'passed' ) ),
		...say( 'Tests failed on', names( 'pair', 'failed' ) ),
		...say( 'The main job failed on', names( 'php', 'failed' ) ),
	].join( ' ' );
	return `Last tried on ${ day }, ${ commit }. ${ text } The table is in [docs/versions.md](docs/versions.md).`;
}

function listed( names: string[] ): string {
	return names.length > 1
		? `${ names.slice( 0, -1 ).join( ', ' ) } and ${ names.at( -1 ) }`
		: ( names[ 0 ] ?? '' );
}

export function withBlock( text: string, block: string ): string {
	const begin = text.indexOf( BEGIN );
	const end = text.indexOf( END, begin );
	if ( begin < 0 || end < 0 ) {
		throw new Problem(
			`README.md has no place for the versions: “${ BEGIN }” and “${ END }”.`
		);
	}
	return `${ text.slice( 0, begin + BEGIN.length ) }\n${ block }\n${ text.slice( end ) }`;
}
