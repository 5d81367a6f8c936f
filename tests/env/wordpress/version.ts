/** `7.1`, `6.8.12`, `7.2-RC1`: as WordPress and WooCommerce number themselves. */
export function isVersion( text: string ): boolean {
	return /^\d+(\.\d+){1,2}(-[a-z]+\d*)?$/i.test( text );
}

/** Below 0 where `a` is older. A release candidate counts as its release, as WordPress itself has it. */
export function compareVersions( a: string, b: string ): number {
	const [ left, right ] = [ a, b ].map( ( version ) =>
		version.replace( /-.*/, '' ).split( '.' ).map( Number )
	) as [ number[], number[] ];
	for ( let at = 0; at < Math.max( left.length, right.length ); at++ ) {
		const difference = ( left[ at ] ?? 0 ) - ( right[ at ] ?? 0 );
		if ( difference !== 0 ) {
			return difference;
		}
	}
	return 0;
}
