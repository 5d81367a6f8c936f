/** The command, apart from the process that it runs in. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ContractError, loadContract } from '../../tests/sors/load-contract';
import { compare } from './compare';
import type { Comparison, OperationResult } from './compare';
import { postmanCollection } from './postman';
import type { PostmanCollection } from './postman';

const USAGE =
	'Usage: npm run contract:compare -- contract/sors-api.json COLLECTION.json';

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
	const { positionals } = parseArgs( { args, allowPositionals: true } );
	const [ contractFile, collectionFile, ...more ] = positionals;
	if ( ! contractFile || ! collectionFile || more.length ) {
		throw new Unusable( USAGE );
	}
	const { text, differs } = report(
		compare(
			loadContract( contractFile ),
			readCollection( collectionFile )
		)
	);
	return { code: differs ? 1 : 0, out: `${ text }\n`, errors: '' };
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
