/** Which operation of the contract is a request? */
import {
	OPERATION_NAMES,
	type Operation,
	type OperationName,
	type SorsContract,
} from '../../../src/contract/sors/contract';

export interface Match {
	name: OperationName;
	operation: Operation;
	/** Decoded values of the placeholders. */
	inPath: Record< string, string >;
}

interface Route extends Omit< Match, 'inPath' > {
	segments: string[];
}

/** A placeholder fills a whole segment or a part of one, as in `Items('{productId}')`. */
function matchSegment(
	pattern: string,
	segment: string
): Record< string, string > | null {
	const names: string[] = [];
	const source = pattern
		.split( /(\{\w+\})/ )
		.map( ( piece ) => {
			if ( /^\{\w+\}$/.test( piece ) ) {
				names.push( piece.slice( 1, -1 ) );
				return '(.+)';
			}
			return piece.replace( /[.*+?^${}()|[\]\\]/g, '\\$&' );
		} )
		.join( '' );
	const match = new RegExp( `^${ source }$` ).exec( segment );
	return match
		? Object.fromEntries(
				names.map( ( name, at ) => [ name, match[ at + 1 ] ?? '' ] )
			)
		: null;
}

function matchPath(
	segments: string[],
	path: string[]
): Record< string, string > | null {
	if ( segments.length !== path.length ) {
		return null;
	}
	const found: Record< string, string > = {};
	for ( const [ at, pattern ] of segments.entries() ) {
		const inSegment = matchSegment( pattern, path[ at ] ?? '' );
		if ( ! inSegment ) {
			return null;
		}
		Object.assign( found, inSegment );
	}
	return found;
}

export class Router {
	private readonly routes: Route[];

	constructor( contract: SorsContract ) {
		const base = new URL( contract.baseUrl ).pathname.replace( /\/$/, '' );
		this.routes = OPERATION_NAMES.flatMap( ( name ): Route[] => {
			const operation = contract.operations[ name ];
			return operation
				? [
						{
							name,
							operation,
							segments: ( base + operation.path ).split( '/' ),
						},
					]
				: [];
		} );
	}

	/**
	 * Several operations may share method and path (looking a document up and
	 * listing documents): the one that knows most of the given parameters is meant.
	 * `isGiven` tells whether a parameter of this name is in the query.
	 */
	match(
		method: string,
		pathname: string,
		isGiven: ( name: string ) => boolean
	): Match | 'wrongMethod' | null {
		let path: string[];
		try {
			path = pathname.split( '/' ).map( decodeURIComponent );
		} catch {
			return null;
		}
		const onPath = this.routes.flatMap(
			( { name, operation, segments } ) => {
				const inPath = matchPath( segments, path );
				return inPath
					? [
							{
								name,
								operation,
								inPath,
								placeholders: Object.keys( inPath ).length,
							},
						]
					: [];
			}
		);
		const known = ( operation: Operation ) => {
			const names = Object.values( operation.query ?? {} );
			const hits = names.filter( isGiven ).length;
			// With no parameter at all a listing is meant, not a look-up of nothing.
			return hits * 2 + ( operation.paged ? 1 : 0 );
		};
		const [ best ] = onPath
			.filter( ( { operation } ) => operation.method === method )
			.sort(
				( one, other ) =>
					one.placeholders - other.placeholders ||
					known( other.operation ) - known( one.operation )
			);
		return best ?? ( onPath.length ? 'wrongMethod' : null );
	}
}
