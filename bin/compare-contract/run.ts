/** The command, apart from the process that it runs in. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ContractError, loadContract } from '../../tests/sors/load-contract';
import type { JsonObject } from '../../tests/sors/wire/paths';
import { compare } from './compare';
import type { Comparison, OperationResult } from './compare';
import { postmanCollection } from './postman';
import type { PostmanCollection } from './postman';
import { propose } from './propose';

const USAGE = `Usage: npm run contract:compare -- contract/sors-api.json COLLECTION.json
       npm run contract:compare -- --propose contract/sors-api.json COLLECTION.json [PROPOSED.json]`;

export interface Outcome {
	code: 0 | 1 | 2;
	out: string;
	errors: string;
}

class Unusable extends Error {}

function readCollection( file: string ): PostmanCollection {
	let source: unknown;
	try {
		source = JSON.parse( readFileSync( file, 'utf8' ) );
	} catch ( error ) {
		throw new Unusable(
			`${ file } could not be read: ${ ( error as Error ).message }`
		);
	}
	const result = postmanCollection.safeParse( source );
	if ( ! result.success ) {
		throw new Unusable(
			`${ file } is no usable Postman collection:\n${ z.prettifyError( result.error ) }`
		);
	}
	return result.data;
}

/** Bad input; anything else is a fault of this program and must show where it is. */
function isForPeople( error: unknown ): error is Error {
	return (
		error instanceof Unusable ||
		error instanceof ContractError ||
		( error instanceof TypeError &&
			'code' in error &&
			String( error.code ).startsWith( 'ERR_PARSE_ARGS' ) )
	);
}

function titled( result: OperationResult ): string[] {
	const { operation, address, requests, optional, differences } = result;
	const title = `${ operation }  ${ address }`;
	if ( ! differences.length ) {
		return [ `${ title }  identical` ];
	}
	return requests.length
		? [
				`${ title }  <- ${ requests.join( '; ' ) }`,
				...indented( differences ),
			]
		: [
				`${ title }  missing${ optional ? ' (optional: the plugin can do without)' : '' }`,
			];
}

const indented = ( lines: string[] ) => lines.map( ( line ) => `  ${ line }` );

function report( { collection, general, operations, extra }: Comparison ): {
	text: string;
	differs: boolean;
} {
	const identical = operations.filter(
		( { differences } ) => ! differences.length
	).length;
	const missing = operations.filter(
		( { requests } ) => ! requests.length
	).length;
	const differs =
		general.length + extra.length > 0 || identical < operations.length;
	const section = ( title: string, lines: string[] ) =>
		lines.length ? [ title, ...indented( lines ), '' ] : [];
	const text = [
		`Contract compared with "${ collection }"`,
		'',
		...section( 'In general', general ),
		...operations.flatMap( ( result ) => [ ...titled( result ), '' ] ),
		...section( 'Only in the collection', extra ),
		differs
			? `${ operations.length } operations: ${ identical } identical, ${ operations.length - identical - missing } differ, ${ missing } missing; ${ extra.length } only in the collection.`
			: `${ operations.length } operations, all identical.`,
	].join( '\n' );
	return { text, differs };
}

function compareFiles( args: string[] ): Outcome {
	const { positionals, values } = parseArgs( {
		args,
		allowPositionals: true,
		options: { propose: { type: 'boolean', default: false } },
	} );
	const [ contractFile, collectionFile, proposedFile, ...more ] = positionals;
	if (
		! contractFile ||
		! collectionFile ||
		( proposedFile && ! values.propose ) ||
		more.length
	) {
		throw new Unusable( USAGE );
	}
	if ( values.propose ) {
		return writeProposal(
			contractFile,
			collectionFile,
			proposedFile ?? 'sors-api.proposed.json'
		);
	}
	const { text, differs } = report(
		compare(
			loadContract( contractFile ),
			readCollection( collectionFile )
		)
	);
	return { code: differs ? 1 : 0, out: `${ text }\n`, errors: '' };
}

/** The corrected contract, and a line for each place in it that a person has to look at. */
function writeProposal(
	contractFile: string,
	collectionFile: string,
	file: string
): Outcome {
	// That it can be used at all.
	loadContract( contractFile );
	const draft = propose(
		JSON.parse( readFileSync( contractFile, 'utf8' ) ) as JsonObject,
		readCollection( collectionFile )
	);
	writeNew( file, `${ JSON.stringify( draft.toJson(), null, 2 ) }\n` );
	const doubts = Object.entries( draft.doubts );
	const lines = doubts.map(
		( [ place, words ] ) => `${ place }: ${ words }`
	);
	return {
		code: doubts.length ? 1 : 0,
		out: [
			...lines,
			`${ file } is written, with ${ doubts.length || 'no' } doubtful places, which it lists under "doubts".`,
			'',
		].join( '\n' ),
		errors: '',
	};
}

/** Over nothing: a file that is there may be a proposal that was corrected by hand. */
function writeNew( file: string, text: string ): void {
	try {
		writeFileSync( file, text, { flag: 'wx' } );
	} catch ( error ) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new Unusable(
			code === 'EEXIST'
				? `${ file } is there already, and is left as it is: name another file.`
				: `${ file } could not be written: ${ message }`
		);
	}
}

export function run( ...args: string[] ): Outcome {
	try {
		return compareFiles( args );
	} catch ( error ) {
		if ( ! isForPeople( error ) ) {
			throw error;
		}
		return { code: 2, out: '', errors: `${ error.message }\n` };
	}
}
