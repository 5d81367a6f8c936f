<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** A web server of its own on the same site: the same files and database, and nothing else in common with other ones. */
final class Pool {

	public string $url;

	private Child $process;

	public function __construct() {
		$socket = stream_socket_server( 'tcp://127.0.0.1:0' );
		if ( false === $socket ) {
			throw new \RuntimeException( 'No port is free.' );
		}
		$address = (string) stream_socket_get_name( $socket, false );
		fclose( $socket );
		$this->url = "http://$address";
		$site      = (string) getenv( 'SORS_TEST_SITE' );
		$command   = [ PHP_BINARY, '-d', 'memory_limit=256M', '-S', $address, '-t', $site, dirname( __DIR__, 2 ) . '/env/native/router.php' ];

		$this->process = Child::start( $command, false, false, $site );
		$deadline      = microtime( true ) + 20;
		while ( false === @fsockopen( '127.0.0.1', (int) substr( strrchr( $address, ':' ), 1 ) ) ) { // phpcs:ignore WordPress.PHP.NoSilencedErrors -- Not yet.
			if ( microtime( true ) > $deadline ) {
				throw new \RuntimeException( "Nothing answers at $this->url." );
			}
			usleep( 50000 );
		}
	}

	public function stop(): void {
		$this->process->stop();
	}

	/**
	 * The same request to several at the same moment.
	 *
	 * @param list<self> $pools
	 *
	 * @return list<array{int, array<string, mixed>}> Status and answer of each.
	 */
	public static function post( array $pools, string $route, string $user, string $password ): array {
		$all     = curl_multi_init();
		$handles = [];
		foreach ( $pools as $pool ) {
			$handle = curl_init( "$pool->url/?rest_route=/sors/v1/$route" );
			curl_setopt_array(
				$handle,
				[
					CURLOPT_POST           => true,
					CURLOPT_POSTFIELDS     => '{}',
					CURLOPT_HTTPHEADER     => [ 'Content-Type: application/json' ],
					CURLOPT_USERPWD        => "$user:$password",
					CURLOPT_RETURNTRANSFER => true,
					CURLOPT_TIMEOUT        => 120,
				]
			);
			curl_multi_add_handle( $all, $handle );
			$handles[] = $handle;
		}
		do {
			curl_multi_exec( $all, $active );
			curl_multi_select( $all );
		} while ( $active > 0 );
		$answers = [];
		foreach ( $handles as $handle ) {
			$text      = (string) curl_multi_getcontent( $handle );
			$decoded   = json_decode( $text, true );
			$answers[] = [ (int) curl_getinfo( $handle, CURLINFO_RESPONSE_CODE ), is_array( $decoded ) ? $decoded : [ 'text' => $text ] ];
		}
		return $answers;
	}
}
