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
	/** For people, with the line. */
	name: string;
	/** The same while lines above it come and go. */
	key: string;
	sql: boolean;
}

const FOLDERS = [ 'Outbox', 'Ledger', 'Issues', 'Sync/Stock' ];

/** The outbox's statements stand here: of these files the conditions of statements count. */
const STATEMENTS = [ 'Entries/OutboxQueries.php', 'Entries/OutboxTable.php' ];

/** They choose words for people, and nothing else. */
const WORDS = [ 'Issues/IssueText.php', 'Outbox/RestoredWords.php' ];

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
		const same = `${ file } ${ method }: ${ change }`;
		const nth = ( counts.get( same ) ?? 0 ) + 1;
		counts.set( same, nth );
		return {
			...{ file, at, length, to, sql },
			name: `${ file }:${ line } ${ method }: ${ change }`,
			key: nth > 1 ? `${ same } (${ nth })` : same,
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

/** So many, each as likely as any other; those that nothing could find come beside them. */
export function draw(
	all: readonly Drawn[],
	seed: number,
	count: number,
	isEquivalent: ( mutant: Drawn ) => boolean
): { drawn: Drawn[]; equivalent: Drawn[] } {
	const random = seeded( seed );
	const left = [ ...all ];
	const drawn: Drawn[] = [];
	const equivalent: Drawn[] = [];
	while ( drawn.length < count && left.length > 0 ) {
		const [ next ] = left.splice(
			Math.floor( random() * left.length ),
			1
		) as [ Drawn ];
		( isEquivalent( next ) ? equivalent : drawn ).push( next );
	}
	return { drawn, equivalent };
}
