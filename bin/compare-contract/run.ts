/** The command, apart from the process that it runs in. */
import { z } from 'zod';
import { readOptions } from '../../tests/env/run/options';
import { Problem } from '../../tests/env/run/problem';
import { loadContract, readJson } from '../../tests/sors/load-contract';
import { compare, type Comparison, type OperationResult } from './compare';
import { postmanCollection, type PostmanCollection } from './postman';

const USAGE =
	'Usage: npm run contract:compare -- contract/sors-api.json COLLECTION.json';

export interface Outcome {
	code: 0 | 1 | 2;
	out: string;
	errors: string;
}

function readCollection( file: string ): PostmanCollection {
	const result = postmanCollection.safeParse( readJson( file ) );
	if ( ! result.success ) {
		throw new Problem(
			`${ file } is no usable Postman collection:\n${ z.prettifyError( result.error ) }`
		);
	}
	return result.data;
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
	const { positionals } = readOptions(
		{ args, allowPositionals: true },
		USAGE
	);
	const [ contractFile, collectionFile, ...more ] = positionals;
	if ( ! contractFile || ! collectionFile || more.length ) {
		throw new Problem( USAGE );
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
		if ( ! ( error instanceof Problem ) ) {
			throw error;
		}
		return { code: 2, out: '', errors: `${ error.message }\n` };
	}
}
