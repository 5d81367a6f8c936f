/**
 * `npm run schemas`: writes every object that the REST contract exports as a
 * JSON Schema into contract/rest/, one line each, where the PHP routes read it.
 * With `--check` nothing is written, and a difference ends with exit code 1.
 */
import {
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import * as catalogMapping from './catalog-mapping';
import * as conflicts from './conflicts';
import * as connection from './connection';
import * as customers from './customers';
import * as deletedProducts from './deleted-products';
import * as firstRun from './first-run';
import * as olderOrders from './older-orders';
import * as orders from './orders';
import * as outbox from './outbox';
import * as overview from './overview';
import * as payments from './payments';
import * as pending from './pending';
import * as products from './products';
import * as reconciliation from './reconciliation';
import * as runs from './runs';
import * as settings from './settings';
import * as shopCheck from './shop-check';
import * as storeIdentity from './store-identity';
import { wordpressSchema } from './wordpress-schema';
import * as yearChange from './year-change';

export const folder = fileURLToPath(
	new URL( '../../../contract/rest/', import.meta.url )
);

const kebab = ( name: string ) =>
	name.replace( /[A-Z]/g, ( letter ) => `-${ letter.toLowerCase() }` );

/** Zod schemas by the name of their file, without `.json`. */
export const objects = Object.fromEntries(
	[
		catalogMapping,
		conflicts,
		connection,
		customers,
		deletedProducts,
		firstRun,
		olderOrders,
		orders,
		outbox,
		overview,
		payments,
		pending,
		products,
		reconciliation,
		runs,
		settings,
		shopCheck,
		storeIdentity,
		yearChange,
	]
		.flatMap( ( module ) => Object.entries( module ) )
		.filter(
			( entry ): entry is [ string, z.ZodMiniObject ] =>
				entry[ 1 ] instanceof z.ZodMiniObject
		)
		.map( ( [ name, schema ] ) => [ kebab( name ), schema ] )
);

/** File name → contents, of all files that belong into contract/rest/. */
export const files = () =>
	new Map(
		Object.entries( objects ).map( ( [ name, schema ] ) => [
			`${ name }.json`,
			`${ JSON.stringify( wordpressSchema( schema, name ) ) }\n`,
		] )
	);

/** Names of files that differ, are missing or are left over. */
export function differences( wanted: Map< string, string > ): string[] {
	const present = new Set( readdirSync( folder ) );
	return [ ...new Set( [ ...wanted.keys(), ...present ] ) ].filter(
		( name ) =>
			! present.has( name ) ||
			readFileSync( path.join( folder, name ), 'utf8' ) !==
				wanted.get( name )
	);
}

function main(): void {
	const wanted = files();
	mkdirSync( folder, { recursive: true } );
	const differing = differences( wanted );
	if ( process.argv.includes( '--check' ) ) {
		if ( differing.length > 0 ) {
			process.stderr.write(
				`Not as src/contract/rest/ says: contract/rest/{${ differing.join() }}. ` +
					'Run `npm run schemas` and commit what it writes.\n'
			);
			process.exitCode = 1;
		}
		return;
	}
	for ( const name of differing ) {
		const contents = wanted.get( name );
		if ( contents === undefined ) {
			rmSync( path.join( folder, name ) );
		} else {
			writeFileSync( path.join( folder, name ), contents );
		}
	}
	process.stdout.write(
		`${ wanted.size } schemas, ${ differing.length } written or removed.\n`
	);
}

if ( process.argv[ 1 ] === fileURLToPath( import.meta.url ) ) {
	main();
}
