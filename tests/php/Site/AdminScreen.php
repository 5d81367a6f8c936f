<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** A page of wp-admin, or of the shop, as a user's browser gets it, made in a process of its own. */
final class AdminScreen {

	/**
	 * @param string                $page      Such as "admin.php?page=sors-api".
	 * @param array<string, string> $constants Defined first.
	 */
	public static function html( int $user, string $page, array $constants = [] ): string {
		return self::made( $user, '/wp-admin/', $page, $constants, '' );
	}

	/**
	 * A page that visitors see, by its query: where WordPress would lead to a nicer address, it is shown all the same.
	 *
	 * @param int                   $user      0 = nobody who is logged in.
	 * @param string                $query     Such as "p=17".
	 * @param array<string, string> $constants Defined first.
	 * @param array<string, string> $options   Option => what it is for this page alone.
	 */
	public static function ofShop( int $user, string $query, array $constants = [], array $options = [] ): string {
		$filters = [ 'redirect_canonical' => false ];
		foreach ( $options as $name => $value ) {
			$filters[ "pre_option_$name" ] = $value;
		}
		$script = '';
		foreach ( $filters as $name => $value ) {
			$script .= sprintf( '$wp_filter[%s][10]["test"] = [ "accepted_args" => 1, "function" => static fn() => %s ];', var_export( $name, true ), var_export( $value, true ) );
		}
		return self::made( $user, '/', "index.php?$query", $constants, $script );
	}

	/**
	 * @param string $by Pattern of the functions that ask for it.
	 *
	 * @return list<string> What the plugin itself asks of the database for it.
	 */
	public static function ownQueries( int $user, string $page, string $by = '/SorsApi/' ): array {
		$told = sprintf( 'register_shutdown_function( static function () { echo "\n", json_encode( array_column( array_filter( $GLOBALS["wpdb"]->queries, static fn( $query ) => 1 === preg_match( %s, $query[2] ) ), 0 ) ); } );', var_export( $by, true ) );
		$html = self::made( $user, '/wp-admin/', $page, [ 'SAVEQUERIES' => true ], $told );
		return json_decode( substr( $html, (int) strrpos( $html, "\n" ) + 1 ), true, 512, JSON_THROW_ON_ERROR );
	}

	/** @param string               $script    PHP that comes first. */
	private static function made( int $user, string $folder, string $page, array $constants, string $script ): string {
		$until   = time() + HOUR_IN_SECONDS;
		$token   = 0 === $user ? '' : \WP_Session_Tokens::get_instance( $user )->create( $until );
		$cookies = 0 === $user ? [] : [
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
			'REQUEST_URI'     => $folder . $page,
			'QUERY_STRING'    => $query,
			'PHP_SELF'        => $folder . $file,
			'SCRIPT_NAME'     => $folder . $file,
		];
		foreach ( $constants as $name => $value ) {
			$script .= sprintf( 'define( %s, %s );', var_export( $name, true ), var_export( $value, true ) );
		}
		$script .= sprintf( '$_SERVER = %s + $_SERVER; $_COOKIE = %s; $_GET = $_REQUEST = %s;', var_export( $server, true ), var_export( $cookies, true ), var_export( $parameters, true ) );
		$script .= sprintf( 'chdir( getenv( "SORS_TEST_SITE" ) . %s ); require %s;', var_export( $folder, true ), var_export( "./$file", true ) );
		$command = implode( ' ', array_map( 'escapeshellarg', [ PHP_BINARY, '-d', 'display_errors=0', '-d', 'memory_limit=512M', '-r', $script ] ) );
		exec( "$command 2>&1", $lines );
		return implode( "\n", $lines );
	}
}
