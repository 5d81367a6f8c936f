import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
	const dir = mkdtempSync( join( tmpdir(), 'find-' ) );
	onTestFinished(
		() => rmSync( dir, { recursive: true, force: true } ),
		// A whole WordPress, on a machine that does other things besides.
		60_000
	);
	return dir;
}

export function write( file: string, text: string ): void {
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync( file, text );
}

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
