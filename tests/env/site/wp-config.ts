import { randomBytes } from 'node:crypto';

const SALTS = [
	'AUTH_KEY',
	'SECURE_AUTH_KEY',
	'LOGGED_IN_KEY',
	'NONCE_KEY',
	'AUTH_SALT',
	'SECURE_AUTH_SALT',
	'LOGGED_IN_SALT',
	'NONCE_SALT',
];

const quoted = ( text: string ): string =>
	`'${ text.replace( /[\\']/g, '\\$&' ) }'`;

type Value = string | number | boolean;

const define = ( name: string, value: Value ): string =>
	`define( '${ name }', ${
		typeof value === 'string' ? quoted( value ) : String( value )
	} );`;

export function defines(
	constants: Record< string, Value | undefined >
): string {
	const lines = Object.entries( constants ).flatMap( ( [ name, value ] ) =>
		value === undefined ? [] : [ define( name, value ) ]
	);
	return lines.join( '\n' );
}

export type ConfigOptions = {
	/** As WordPress' constants of these names; SQLite takes no notice of them. */
	database?: { name: string; host: string };
	/** Visitors start what is due, as in any shop; tests drive it themselves. */
	cron: boolean;
};

/**
 * The part that stays as long as the site does. What changes from start to
 * start (addresses, key, contract, whose scripts) is in sors-env.php beside it.
 */
export function wpConfig( options: ConfigOptions ): string {
	const salts = SALTS.map( ( name ) => [
		name,
		randomBytes( 32 ).toString( 'hex' ),
	] );
	return `<?php
// Its password is known to all, and its folder may lie in the root of a public web server: PHP's own serves it, nobody else.
in_array( PHP_SAPI, array( 'cli', 'cli-server' ), true ) || exit;
${ defines( {
	DB_NAME: options.database?.name ?? 'wordpress',
	DB_USER: 'root',
	DB_PASSWORD: '',
	DB_HOST: options.database?.host ?? 'localhost',
	DB_CHARSET: 'utf8mb4',
	DB_COLLATE: '',
	...Object.fromEntries( salts ),
	WP_DEBUG: true,
	WP_DEBUG_DISPLAY: false,
	WP_DEBUG_LOG: true,
	WP_ENVIRONMENT_TYPE: 'local',
	WP_MEMORY_LIMIT: '256M',
	WP_MAX_MEMORY_LIMIT: '512M',
	// Nothing outside this machine is ever asked.
	WP_HTTP_BLOCK_EXTERNAL: true,
	WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
	AUTOMATIC_UPDATER_DISABLED: true,
	DISABLE_WP_CRON: ! options.cron,
} ) }
$table_prefix = 'wp_';
require __DIR__ . '/sors-env.php';
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
`;
}
