/** The command, apart from the process that it runs in. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ContractError, loadContract } from '../../tests/sors/load-contract';
import { compare, hasDifferences } from './compare';
import { postmanCollection } from './postman';
import type { PostmanCollection } from './postman';
import { report } from './report';

const USAGE =
	'Usage: npm run contract:compare -- contract/sors-api.json COLLECTION.json [--json]';

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

function compareFiles( args: string[] ): Outcome {
	const { values, positionals } = parseArgs( {
		args,
		options: { json: { type: 'boolean' } },
		allowPositionals: true,
	} );
	const [ contractFile, collectionFile ] = positionals;
	if ( ! contractFile || ! collectionFile || positionals.length > 2 ) {
		throw new Unusable( USAGE );
	}
	const comparison = compare(
		loadContract( contractFile ),
		readCollection( collectionFile )
	);
	const out = values.json
		? JSON.stringify( comparison, null, '\t' )
		: report( comparison );
	return {
		code: hasDifferences( comparison ) ? 1 : 0,
		out: `${ out }\n`,
		errors: '',
	};
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
