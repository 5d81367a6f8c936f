/** Which requests of the collection are which operations of the contract. */
import { OPERATION_NAMES } from '../../src/contract/sors/contract';
import type {
	OperationName,
	SorsContract,
} from '../../src/contract/sors/contract';
import type { Endpoint } from './endpoints';
import { pairs, similarity } from './similar';

/** Operations that share a method and a path, with the endpoint that is theirs. */
export interface Place {
	method: string;
	segments: string[];
	operations: OperationName[];
	endpoint: Endpoint | null;
	/** Only likely: another path or method. */
	guessed: boolean;
}

export function address( method: string, segments: readonly string[] ): string {
	return `${ method } /${ segments.join( '/' ) }`;
}

export function basePath( contract: SorsContract ): string[] {
	return new URL( contract.baseUrl ).pathname.split( '/' ).filter( Boolean );
}

/** Without the base path, where the collection says it. */
export function relative(
	contract: SorsContract,
	{ origin, segments }: Endpoint
): string[] {
	const base = basePath( contract );
	const begins = base.every( ( part, at ) => segments[ at ] === part );
	return origin !== null && begins ? segments.slice( base.length ) : segments;
}

function isPlaceholder( segment: string ): boolean {
	return segment.startsWith( '{' );
}

function samePath( one: readonly string[], other: readonly string[] ): boolean {
	return (
		one.length === other.length &&
		one.every(
			( part, at ) =>
				part === other[ at ] ||
				// Saved requests often name their database.
				part === '{database}' ||
				( isPlaceholder( part ) && isPlaceholder( other[ at ] ?? '' ) )
		)
	);
}

function likeness(
	place: Place,
	endpoint: Endpoint,
	segments: readonly string[]
): number {
	const literals = ( path: readonly string[] ) =>
		path.filter( ( part ) => ! isPlaceholder( part ) ).join( ' ' );
	const shape = ( path: readonly string[] ) =>
		path
			.map( ( part ) => ( isPlaceholder( part ) ? '{}' : 'x' ) )
			.join( '/' );
	const sameShape = shape( place.segments ) === shape( segments ) ? 1 : 0.6;
	const byPath =
		similarity( literals( place.segments ), literals( segments ) ) *
		sameShape;
	const titles = endpoint.names.map(
		( name ) => name.split( ' / ' ).pop() ?? name
	);
	const byName = Math.max(
		...place.operations.flatMap( ( name ) =>
			titles.map( ( title ) => similarity( name, title ) )
		)
	);
	const sameMethod = place.method === endpoint.method ? 1 : 0;
	return 0.45 * byPath + 0.35 * byName + 0.2 * sameMethod;
}

const LIKELY = 0.6;

export function matchPlaces(
	contract: SorsContract,
	endpoints: readonly Endpoint[]
): Place[] {
	const places = new Map< string, Place >();
	for ( const name of OPERATION_NAMES ) {
		const operation = contract.operations[ name ];
		if ( ! operation ) {
			continue;
		}
		const key = `${ operation.method } ${ operation.path }`;
		const place = places.get( key ) ?? {
			method: operation.method,
			segments: operation.path.split( '/' ).filter( Boolean ),
			operations: [],
			endpoint: null,
			guessed: false,
		};
		place.operations.push( name );
		places.set( key, place );
	}
	const all = [ ...places.values() ];
	const paths = endpoints.map( ( endpoint ) =>
		relative( contract, endpoint )
	);
	for ( const place of all ) {
		const found = endpoints.findIndex(
			( { method }, at ) =>
				method === place.method &&
				samePath( place.segments, paths[ at ] ?? [] )
		);
		place.endpoint = endpoints[ found ] ?? null;
	}
	const open = all.filter( ( { endpoint } ) => ! endpoint );
	const free = endpoints.filter(
		( endpoint ) => ! all.some( ( place ) => place.endpoint === endpoint )
	);
	const score = ( from: string, to: string ) => {
		const endpoint = free[ Number( to ) ] as Endpoint;
		return likeness(
			open[ Number( from ) ] as Place,
			endpoint,
			relative( contract, endpoint )
		);
	};
	for ( const { from, to } of pairs(
		Object.keys( open ),
		Object.keys( free ),
		LIKELY,
		score
	) ) {
		const place = open[ Number( from ) ] as Place;
		place.endpoint = free[ Number( to ) ] ?? null;
		place.guessed = true;
	}
	return all;
}
