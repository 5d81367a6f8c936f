/** All mutants that a tool makes of the code that decides about documents and stock, and those drawn from them. */
import { join } from 'node:path';
import { z } from 'zod';
import { projectDir } from '../../env/paths';
import { command } from '../../env/run/command';
import { seeded } from '../../sors/assortment/random';
import type { Replacement } from './mutant';

const generated = z.array(
	z.object( {
		file: z.string(),
		line: z.number(),
		method: z.string(),
		sql: z.boolean(),
		at: z.number(),
		length: z.number(),
		from: z.string(),
		to: z.string(),
		around: z.string(),
	} )
);

export interface Drawn extends Replacement {
	/** For people, with the line; no two have the same. */
	name: string;
	sql: boolean;
}

const FOLDERS = [ 'Outbox', 'Ledger', 'Issues', 'Sync/Stock' ];

/** The outbox's statements stand here: of these files the conditions of statements count. */
const STATEMENTS = [ 'Entries/OutboxQueries.php', 'Entries/OutboxTable.php' ];

/** They choose words for people, and nothing else. */
const WORDS = [ 'Issues/IssueText.php' ];

const LONGEST = 90;

function brief( code: string ): string {
	const line = code.replace( /\s+/g, ' ' );
	return line.length > LONGEST ? `${ line.slice( 0, LONGEST ) }…` : line;
}

/** @return In the order of files and places; the same for the same code. */
export async function mutantsOf(
	folder: string,
	paths: readonly string[]
): Promise< Drawn[] > {
	const text = await command( 'php', [
		join( projectDir, 'tests/simulation/mutants/generator/generate.php' ),
		folder,
		...paths,
	] );
	const counts = new Map< string, number >();
	return generated.parse( JSON.parse( text ) ).map( ( each ) => {
		const { file, line, method, sql, at, length, from, to, around } = each;
		const change = `${ brief( from ) } → ${ brief( to ) }${ around ? ` in ${ brief( around ) }` : '' }`;
		const name = `${ file }:${ line } ${ method }: ${ change }`;
		const nth = ( counts.get( name ) ?? 0 ) + 1;
		counts.set( name, nth );
		return {
			...{ file, at, length, to, sql },
			name: nth > 1 ? `${ name } (${ nth })` : name,
		};
	} );
}

export async function allMutants(): Promise< Drawn[] > {
	const all = await mutantsOf( join( projectDir, 'includes' ), [
		...FOLDERS,
		...STATEMENTS,
	] );
	return all.filter(
		( { file, sql } ) =>
			! WORDS.includes( file ) && ( sql || ! STATEMENTS.includes( file ) )
	);
}

/** So many, each as likely as any other. */
export function draw(
	all: readonly Drawn[],
	seed: number,
	count: number
): Drawn[] {
	const random = seeded( seed );
	const left = [ ...all ];
	return Array.from( { length: Math.min( count, all.length ) }, () =>
		left.splice( Math.floor( random() * left.length ), 1 )
	).flat();
}
