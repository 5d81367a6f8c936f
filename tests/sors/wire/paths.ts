/** Reading and writing `a.b.c` in JSON objects, as the contract names its fields. */
export type Json =
	string | number | boolean | null | Json[] | { [ name: string ]: Json };
export type JsonObject = { [ name: string ]: Json };

export function isObject( value: unknown ): value is JsonObject {
	return (
		typeof value === 'object' && value !== null && ! Array.isArray( value )
	);
}

export function readPath( source: Json, path: string ): Json | undefined {
	let value: Json | undefined = source;
	for ( const part of path.split( '.' ) ) {
		if ( ! isObject( value ) || ! Object.hasOwn( value, part ) ) {
			return undefined;
		}
		value = value[ part ];
	}
	return value;
}

export function writePath(
	target: JsonObject,
	path: string,
	value: Json
): void {
	const parts = path.split( '.' );
	const last = parts.pop() as string;
	let place = target;
	for ( const part of parts ) {
		const inner = place[ part ];
		if ( isObject( inner ) ) {
			place = inner;
		} else {
			const made: JsonObject = {};
			place[ part ] = made;
			place = made;
		}
	}
	place[ last ] = value;
}

/** The paths in `source` that none of `known` leads to or through. */
export function unknownPaths(
	source: JsonObject,
	known: readonly string[],
	prefix = ''
): string[] {
	return Object.entries( source ).flatMap( ( [ name, value ] ) => {
		const path = prefix + name;
		if ( known.includes( path ) ) {
			return [];
		}
		const leadsOn = known.some( ( other ) =>
			other.startsWith( `${ path }.` )
		);
		return leadsOn && isObject( value )
			? unknownPaths( value, known, `${ path }.` )
			: [ path ];
	} );
}
