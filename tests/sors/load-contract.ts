/** Reading a contract file. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sorsContract } from '../../src/contract/sors/contract';
import type { SorsContract } from '../../src/contract/sors/contract';

export const SHIPPED_CONTRACT = fileURLToPath(
	new URL( '../../contract/sors-api.json', import.meta.url )
);

export class ContractError extends Error {}

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
	throw new ContractError(
		`${ name } is not a usable SORS contract:\n${ faults.join( '\n' ) }`
	);
}

export function loadContract(
	file = process.env.SORS_CONTRACT_FILE || SHIPPED_CONTRACT
): SorsContract {
	let source: unknown;
	try {
		source = JSON.parse( readFileSync( file, 'utf8' ) );
	} catch ( error ) {
		throw new ContractError(
			`${ file } could not be read: ${ ( error as Error ).message }`
		);
	}
	return parseContract( source, file );
}
