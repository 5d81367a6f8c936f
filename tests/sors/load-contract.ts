/** Reading a contract file. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
	sorsContract,
	type SorsContract,
} from '../../src/contract/sors/contract';
import { Problem } from '../env/run/problem';

export const SHIPPED_CONTRACT = fileURLToPath(
	new URL( '../../contract/sors-api.json', import.meta.url )
);

export function parseContract(
	source: unknown,
	name = 'contract'
): SorsContract {
	const result = sorsContract.safeParse( source );
	if ( result.success ) {
		return result.data;
	}
	const faults = result.error.issues.map(
		( issue ) =>
			`  ${ issue.path.join( '.' ) || '(whole file)' }: ${ issue.message }`
	);
	throw new Problem(
		`${ name } is not a usable SORS contract:\n${ faults.join( '\n' ) }`
	);
}

export function readJson( file: string ): unknown {
	try {
		return JSON.parse( readFileSync( file, 'utf8' ) );
	} catch ( error ) {
		throw new Problem(
			`${ file } could not be read: ${ ( error as Error ).message }`
		);
	}
}

export const loadContract = (
	file = process.env.SORS_CONTRACT_FILE || SHIPPED_CONTRACT
): SorsContract => parseContract( readJson( file ), file );
