<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** A page of wp-admin as a user's browser gets it, made in a process of its own. */
final class AdminScreen {

	/**
	 * @param string                $page      Such as "admin.php?page=sors-api".
	 * @param array<string, string> $constants Defined first.
	 */
	public static function html( int $user, string $page, array $constants = [] ): string {
		return self::made( $user, $page, $constants, '' );
	}

	/** @return list<string> What the plugin itself asks of the database for it. */
	public static function ownQueries( int $user, string $page ): array {
		$told = 'register_shutdown_function( static function () { echo "\n", json_encode( array_column( array_filter( $GLOBALS["wpdb"]->queries, static fn( $query ) => false !== strpos( $query[2], "SorsApi" ) ), 0 ) ); } );';
		$html = self::made( $user, $page, [ 'SAVEQUERIES' => true ], $told );
		return json_decode( substr( $html, (int) strrpos( $html, "\n" ) + 1 ), true, 512, JSON_THROW_ON_ERROR );
	}

	/**
	 * @param array<string, mixed> $constants
	 * @param string               $script    PHP that comes first.
	 */
	private static function made( int $user, string $page, array $constants, string $script ): string {
		$until   = time() + HOUR_IN_SECONDS;
		$token   = \WP_Session_Tokens::get_instance( $user )->create( $until );
		$cookies = [
			AUTH_COOKIE      => wp_generate_auth_cookie( $user, $until, 'auth', $token ),
			LOGGED_IN_COOKIE => wp_generate_auth_cookie( $user, $until, 'logged_in', $token ),
		];
		[ $file, $query ] = array_pad( explode( '?', $page, 2 ), 2, '' );
		parse_str( $query, $parameters );
		$server = [
			'HTTP_HOST'       => '127.0.0.1',
			'SERVER_NAME'     => '127.0.0.1',
			'SERVER_PROTOCOL' => 'HTTP/1.1',
			'REMOTE_ADDR'     => '127.0.0.1',
			'REQUEST_METHOD'  => 'GET',
			'REQUEST_URI'     => "/wp-admin/$page",
			'QUERY_STRING'    => $query,
			'PHP_SELF'        => "/wp-admin/$file",
			'SCRIPT_NAME'     => "/wp-admin/$file",
		];
		foreach ( $constants as $name => $value ) {
			$script .= sprintf( 'define( %s, %s );', var_export( $name, true ), var_export( $value, true ) );
		}
		$script .= sprintf( '$_SERVER = %s + $_SERVER; $_COOKIE = %s; $_GET = $_REQUEST = %s;', var_export( $server, true ), var_export( $cookies, true ), var_export( $parameters, true ) );
		$script .= sprintf( 'chdir( getenv( "SORS_TEST_SITE" ) . "/wp-admin" ); require %s;', var_export( "./$file", true ) );
		$command = implode( ' ', array_map( 'escapeshellarg', [ PHP_BINARY, '-d', 'display_errors=0', '-d', 'memory_limit=512M', '-r', $script ] ) );
		exec( "$command 2>&1", $lines );
		return implode( "\n", $lines );
	}
}
