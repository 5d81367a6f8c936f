/** Parts of a page. */

const escaped = ( text: string ): string => text.replace( /\|/g, '\\|' );

export function table(
	head: readonly string[],
	rows: readonly ( readonly string[] )[]
): string[] {
	const line = ( cells: readonly string[] ) => `| ${ cells.join( ' | ' ) } |`;
	return [
		line( head ),
		line( head.map( () => '---' ) ),
		...rows.map( ( cells ) => line( cells.map( escaped ) ) ),
		'',
	];
}

export const NOT_RUN = [ 'Not run yet.', '' ];

const KIB = 1024;
export const MIB = 1024 * KIB;

export function size( bytes: number ): string {
	if ( bytes < MIB ) {
		return `${ Math.round( bytes / KIB ) } KiB`;
	}
	return `${ ( bytes / MIB ).toFixed( 1 ) } MiB`;
}

export function duration( seconds: number ): string {
	return seconds < 90
		? `${ Math.round( seconds ) } seconds`
		: `${ Math.round( seconds / 60 ) } minutes`;
}

/**
 * Said where the plugin has changed since.
 *
 * @param plugin That it was seen of; '' = that is not known.
 * @param now    The plugin as it is now.
 */
export function whose( plugin: string, now: string ): string[] {
	if ( plugin === now ) {
		return [];
	}
	return [
		plugin === ''
			? 'It is not known of which plugin this was seen: this is to be run again.'
			: 'The plugin was changed since: this is to be run again.',
		'',
	];
}
