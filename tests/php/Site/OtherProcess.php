<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** PHP code in a process of its own on the same site, for tests of several workers at once and of workers that die. */
final class OtherProcess {

	private Child $process;

	/**
	 * @param string $code PHP without the opening tag; WordPress, the plugin and the
	 *                     classes of the tests are loaded, `$args` holds the arguments; what it echoes is
	 *                     the answer of finish()
	 * @param string       $path Of the request that WordPress starts for, without the host; '' = none.
	 */
	public function __construct( string $code, array $args = [], string $path = '' ) {
		$script  = 'define( "WP_USE_THEMES", false ); $_SERVER["HTTP_HOST"] = "127.0.0.1"; ini_set( "memory_limit", "512M" );';
		$script .= '' === $path ? '' : '$_SERVER["REQUEST_METHOD"] = "GET"; $_SERVER["REQUEST_URI"] = ' . var_export( $path, true ) . ';';
		$script .= '$sors_args = json_decode( $argv[2], true ); require $argv[1] . "/wp-load.php"; require $argv[3];';
		$script .= '( static function ( array $args ) {' . $code . '} )( $sors_args );';
		$command = [ PHP_BINARY, '-d', 'display_errors=stderr', '-r', $script, (string) getenv( 'SORS_TEST_SITE' ), (string) wp_json_encode( $args ), dirname( __DIR__, 3 ) . '/vendor/autoload.php' ];

		$this->process = Child::start( $command, true, true );
	}

	/** Waits for its end and answers what it printed; a failure is an exception. */
	public function finish( int $seconds = 60 ): string {
		$text     = '';
		$output   = $this->process->output();
		$deadline = microtime( true ) + $seconds;
		stream_set_blocking( $output, false );
		while ( ! feof( $output ) ) {
			$read  = [ $output ];
			$write = null;
			$error = null;
			stream_select( $read, $write, $error, 0, 100000 );
			$text .= (string) stream_get_contents( $output );
			if ( microtime( true ) > $deadline ) {
				$this->kill();
				throw new \RuntimeException( "The other process took longer than $seconds s:\n$text" );
			}
		}
		fclose( $output );
		$code = $this->process->wait();
		if ( 0 !== $code ) {
			throw new \RuntimeException( "The other process ended with $code:\n$text" );
		}
		return $text;
	}

	/** As the system does when memory runs out: no shutdown function runs. */
	public function kill(): void {
		$this->process->kill();
	}
}
