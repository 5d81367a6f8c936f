/** A contract that stays as it is, for tests that spell what goes over the wire: the shipped one may be corrected. */
import { fileURLToPath } from 'node:url';
import { loadContract } from '../sors/load-contract';

export const EXAMPLE_CONTRACT = fileURLToPath(
	new URL( './example.json', import.meta.url )
);

export const exampleContract = loadContract( EXAMPLE_CONTRACT );
