import { join } from 'node:path';
import { write } from '../../testing/files';

/** The file by which a WordPress is known. */
export const versionFile = ( version: string ): string =>
	`<?php\n$wp_version = '${ version }';\n`;

/** The header of a WooCommerce, or of another plugin with such a file. */
export function pluginFile(
	version: string,
	oldestWordpress: string,
	name = 'WooCommerce'
): string {
	return [
		'<?php',
		'/**',
		` * Plugin Name: ${ name }`,
		` * Version: ${ version }`,
		` * Requires at least: ${ oldestWordpress }`,
		' */',
	].join( '\n' );
}

export function layWordpress( dir: string, version: string ): string {
	write( join( dir, 'wp-includes/version.php' ), versionFile( version ) );
	return dir;
}

export function layWoocommerce(
	dir: string,
	version: string,
	oldestWordpress: string
): string {
	write(
		join( dir, 'woocommerce.php' ),
		pluginFile( version, oldestWordpress )
	);
	return dir;
}
