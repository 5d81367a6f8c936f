/** Where the requests of a collection are, seen from the contract's base URL. */
import type { SorsContract } from '../../src/contract/sors/contract';
import type { Endpoint } from './endpoints';

const basePath = ( contract: SorsContract ): string[] =>
	new URL( contract.baseUrl ).pathname.split( '/' ).filter( Boolean );

export const isBelowBase = (
	contract: SorsContract,
	{ segments }: Endpoint
): boolean =>
	basePath( contract ).every( ( part, at ) => segments[ at ] === part );

/** The path below the contract's base URL, where the collection says all of it. */
export function relative(
	contract: SorsContract,
	endpoint: Endpoint
): string[] {
	return endpoint.origin !== null && isBelowBase( contract, endpoint )
		? endpoint.segments.slice( basePath( contract ).length )
		: endpoint.segments;
}

function isSamePath(
	ours: readonly string[],
	theirs: readonly string[]
): boolean {
	return (
		ours.length === theirs.length &&
		ours.every(
			( part, at ) =>
				part === theirs[ at ] ||
				// Saved requests often name their database.
				part === '{database}' ||
				( part.startsWith( '{' ) && theirs[ at ]?.startsWith( '{' ) )
		)
	);
}

export const endpointAt = (
	contract: SorsContract,
	endpoints: readonly Endpoint[],
	{ method, path }: { method: string; path: string }
): Endpoint | undefined =>
	endpoints.find(
		( each ) =>
			each.method === method &&
			isSamePath(
				path.split( '/' ).filter( Boolean ),
				relative( contract, each )
			)
	);
