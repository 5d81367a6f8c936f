/**
 * Of the machine's settings those that say where packages come from and how to
 * get there. Tokens are not among them.
 */

/** From what `apt-config dump` says. */
export function aptSettings( dump: string ): string {
	const wanted =
		/^Acquire::(?:(?:https?|ftp)::(?!Proxy-Auto-Detect)|Check-|AllowInsecure|AllowWeak|Retries)/i;
	return dump
		.split( '\n' )
		.filter( ( line ) => wanted.test( line ) && ! / "";$/.test( line ) )
		.map( ( line ) => `${ line }\n` )
		.join( '' );
}

const OF_NPM =
	/^(?:registry|@[^:]+:registry|cafile|proxy|https-proxy|noproxy|strict-ssl)$/;

/** From what `npm config list --json` says. */
export function npmSettings(
	config: Record< string, unknown >
): Record< string, string > {
	return Object.fromEntries(
		Object.entries( config )
			.filter( ( [ key ] ) => OF_NPM.test( key ) )
			.map( ( [ key, value ] ) => [ key, String( value ?? '' ) ] )
			.filter( ( [ , value ] ) => value !== '' )
	);
}

type ComposerConfig = {
	repositories?: unknown;
	config?: Record< string, unknown >;
};

/** From Composer's own config.json. */
export function composerSettings( {
	repositories,
	config = {},
}: ComposerConfig ): ComposerConfig | undefined {
	const kept = Object.fromEntries(
		[ 'secure-http', 'disable-tls' ].flatMap( ( key ) =>
			key in config ? [ [ key, config[ key ] ] ] : []
		)
	);
	const isAny = repositories || Object.keys( kept ).length > 0;
	return isAny
		? { ...( repositories ? { repositories } : {} ), config: kept }
		: undefined;
}
