/** Another name for every name, the same one each time. */

/** `priceWithVat` becomes `q_taV_htiW_ecirp`: nothing that a client could take for the old name. */
export function renamed( name: string, prefix = 'q' ): string {
	const words = name.split( /(?=[A-Z])|[^A-Za-z0-9]+/ ).filter( Boolean );
	const reversed = words
		.reverse()
		.map( ( word ) => [ ...word ].reverse().join( '' ) );
	return [ prefix, ...reversed ].join( '_' );
}

export function renamedPath( path: string, prefix?: string ): string {
	return path
		.split( '/' )
		.map( ( segment ) =>
			segment === '' || segment.startsWith( '{' )
				? segment
				: renamed( segment, prefix )
		)
		.join( '/' );
}

/** Every third field stays on top, the others go one and two levels down. */
export function nestedFields< Fields extends Record< string, string > >(
	entity: string,
	fields: Fields,
	prefix = 'q'
): Fields {
	const group = `${ renamed( entity, prefix ) }_group`;
	const nests = [ '', `${ group }.`, `${ group }.${ prefix }_deep.` ];
	return Object.fromEntries(
		Object.entries( fields ).map( ( [ field, path ], at ) => [
			field,
			nests[ at % nests.length ] + renamed( path, prefix ),
		] )
	) as Fields;
}
