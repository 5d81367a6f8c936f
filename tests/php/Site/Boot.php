<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/**
 * WordPress started again in a process of its own, under other conditions than
 * those of the test: other plugins, constants defined before its own.
 */
final class Boot {

	/**
	 * @param string               $code      PHP that assigns `$answer`; WordPress is loaded.
	 * @param array<string, mixed> $constants Defined first, so that they win over wp-config.php.
	 * @param list<string>|null    $plugins   Active plugins; null = as they are.
	 * @param string               $path      Of the site of a network that is asked, with slashes around it.
	 * @param string               $failing   What statements contain that fail, as FailingStatements::during(); '' = none do.
	 * @param string               $without   Functions that PHP lacks, separated by commas.
	 *
	 * @return mixed The answer.
	 */
	public static function run( string $code, array $constants = [], ?array $plugins = null, string $path = '/', string $failing = '', string $without = '' ) {
		$script = '$_SERVER["HTTP_HOST"] = "127.0.0.1"; $_SERVER["REQUEST_METHOD"] = "GET";';
		$script .= sprintf( '$_SERVER["REQUEST_URI"] = %s;', var_export( $path, true ) );
		foreach ( $constants as $name => $value ) {
			$script .= sprintf( 'define( %s, %s );', var_export( $name, true ), var_export( $value, true ) );
		}
		$filters = [];
		if ( null !== $plugins ) {
			$filters['option_active_plugins'] = sprintf( 'return %s;', var_export( $plugins, true ) );
		}
		if ( '' !== $failing ) {
			$filters['query'] = sprintf( 'return false === strpos( $value, %s ) ? $value : "SELECT broken";', var_export( $failing, true ) );
		}
		foreach ( $filters as $hook => $answer ) {
			$script .= sprintf( '$wp_filter["%s"][10]["boot"] = [ "accepted_args" => 1, "function" => static function ( $value ) { %s } ];', $hook, $answer );
		}
		$script .= 'require getenv( "SORS_TEST_SITE" ) . "/wp-load.php";' . $code . ' echo "\n", json_encode( $answer );';
		// What others compiled calls the functions that are to be missing here.
		$lacking = '' === $without ? [] : [ '-d', "disable_functions=$without", '-d', 'opcache.enable=0' ];
		$command = implode( ' ', array_map( 'escapeshellarg', array_merge( [ PHP_BINARY, '-d', 'display_errors=0', '-d', 'log_errors=0', '-d', 'memory_limit=512M' ], $lacking, [ '-r', $script ] ) ) );
		exec( $command . ' 2>&1', $lines, $status );
		if ( 0 !== $status ) {
			throw new \RuntimeException( "PHP ended with $status:\n" . implode( "\n", $lines ) );
		}
		return json_decode( (string) end( $lines ), true );
	}
}
