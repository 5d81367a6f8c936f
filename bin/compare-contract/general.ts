/** What holds for all operations: where the API is, and how the key travels. */
import type { SorsContract } from '../../src/contract/sors/contract';
import type { Endpoint } from './endpoints';
import { compareNames } from './findings';
import type { Finding, OperationResult } from './findings';
import { address, basePath } from './match';

/** Headers that every HTTP client sends. */
export const USUAL_HEADERS =
	/^(accept|content|user-agent|host|connection|cache-control|cookie|postman-|accept-)/i;

export function compareGeneral(
	contract: SorsContract,
	endpoints: readonly Endpoint[]
): Finding[] {
	const findings: Finding[] = [];
	const { origin } = new URL( contract.baseUrl );
	const said = [
		...new Set(
			endpoints.flatMap( ( each ) =>
				each.origin ? [ each.origin ] : []
			)
		),
	];
	if ( ! said.length ) {
		findings.push( {
			kind: 'unchecked',
			where: 'base URL',
			name: contract.baseUrl,
		} );
	} else if ( ! said.includes( origin ) ) {
		findings.push( {
			kind: 'renamed',
			where: 'base URL',
			name: origin,
			found: said.join( ', ' ),
		} );
	}
	const base = basePath( contract );
	const outside = endpoints.find(
		( each ) =>
			each.origin &&
			! base.every( ( part, at ) => each.segments[ at ] === part )
	);
	if ( outside ) {
		findings.push( {
			kind: 'missing',
			where: 'base URL',
			name: `/${ base.join( '/' ) }`,
			found: address( '', outside.segments ).trim(),
		} );
	}
	const { header, prefix } = contract.auth;
	const headers = new Map(
		endpoints
			.flatMap( ( each ) => [ ...each.headers ] )
			.filter( ( [ name ] ) => ! USUAL_HEADERS.test( name ) )
	);
	const key = [ ...headers ].find(
		( [ name ] ) => name.toLowerCase() === header.toLowerCase()
	);
	if ( ! headers.size ) {
		findings.push( { kind: 'unchecked', where: 'key', name: header } );
	} else if ( ! key ) {
		findings.push(
			...compareNames(
				'key',
				new Map( [ [ header, 'key' ] ] ),
				headers.keys(),
				false
			)
		);
	} else if (
		key[ 1 ] &&
		! key[ 1 ].startsWith( prefix ) &&
		! /^\{\{[^}]*\}\}$/.test( key[ 1 ] )
	) {
		findings.push( {
			kind: 'form',
			where: 'key',
			name: `${ header }: ${ prefix }…`,
			found: `${ key[ 0 ] }: ${ key[ 1 ].split( ' ' )[ 0 ] ?? '' } …`,
		} );
	}
	return findings;
}

/** Takes what is the same in every operation out of them: it is one difference, not eighteen. */
export function hoist( operations: readonly OperationResult[] ): Finding[] {
	const compared = operations.filter( ( { requests } ) => requests.length );
	const [ first ] = compared;
	const key = ( finding: Finding ) => JSON.stringify( finding );
	const common = ( first?.findings ?? [] ).filter(
		( finding ) =>
			compared.length > 2 &&
			finding.kind !== 'unchecked' &&
			compared.every( ( { findings } ) =>
				findings.some( ( each ) => key( each ) === key( finding ) )
			)
	);
	for ( const result of compared ) {
		result.findings = result.findings.filter(
			( each ) =>
				! common.some( ( finding ) => key( finding ) === key( each ) )
		);
	}
	return common;
}
