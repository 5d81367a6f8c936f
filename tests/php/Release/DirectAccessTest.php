<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Release;

use PHPUnit\Framework\TestCase;
use SorsApi\Tests\Site\Child;

'cli' === PHP_SAPI || exit;

/**
 * A plugin's folder lies in the web root: whoever asks for one of its PHP files gets nothing, be it a release or a
 * checkout. A file that only declares may be left as it is. One that does something, or extends a class that is not
 * there yet, ends at once: by `defined( 'ABSPATH' ) || exit;` where WordPress loads it, by `'cli' === PHP_SAPI || exit;`
 * where only the command line does.
 */
final class DirectAccessTest extends TestCase {

	private const ROOT = __DIR__ . '/../../..';

	/** Not ours, or not made by hand. Sites of tests, in .cache, end for any web server but PHP's own: wp-config.ts. */
	private const ELSEWHERE = [ '.cache', '.git', 'build', 'node_modules', 'vendor' ];

	/** Where Playground has WordPress: a server may have one there as well. */
	private const WORDPRESS = '/wordpress/wp-load.php';

	private string $folder = '';

	protected function tearDown(): void {
		Child::endAll();
		exec( 'rm -rf ' . escapeshellarg( $this->folder ) );
	}

	public function testAskedForDirectlyNoFileSaysOrBreaksAnything(): void {
		$files = self::files();
		self::assertGreaterThan( 400, count( $files ) );
		$address = $this->serve( $files );
		$loud    = [];
		foreach ( $files as $file ) {
			$answer = file_get_contents( "$address/$file?/etc/passwd", false, stream_context_create( [ 'http' => [ 'ignore_errors' => true ] ] ) );
			$status = (string) ( $http_response_header[0] ?? '' );
			if ( '' !== $answer || false === strpos( $status, ' 200 ' ) ) {
				$loud[ $file ] = $status . ' ' . substr( (string) $answer, 0, 200 );
			}
		}
		self::assertSame( [], $loud );
	}

	/** @return list<string> Paths of all PHP files of the tree. */
	private static function files(): array {
		$root = (string) realpath( self::ROOT );
		$all  = new \RecursiveIteratorIterator(
			new \RecursiveCallbackFilterIterator(
				new \RecursiveDirectoryIterator( $root, \FilesystemIterator::SKIP_DOTS ),
				static fn( \SplFileInfo $file ): bool => $file->isDir() ? ! in_array( $file->getFilename(), self::ELSEWHERE, true ) : 'php' === $file->getExtension()
			)
		);
		$files = [];
		foreach ( $all as $file ) {
			$files[] = substr( (string) $file, strlen( $root ) + 1 );
		}
		sort( $files );
		return $files;
	}

	/** In a folder of their own, without packages, with every error shown. */
	private function serve( array $files ): string {
		$this->folder = sys_get_temp_dir() . '/' . uniqid( 'sors-direct-' );
		foreach ( $files as $file ) {
			if ( ! is_dir( dirname( "$this->folder/$file" ) ) ) {
				mkdir( dirname( "$this->folder/$file" ), 0700, true );
			}
			file_put_contents( "$this->folder/$file", str_replace( self::WORDPRESS, $this->folder . self::WORDPRESS, (string) file_get_contents( self::ROOT . "/$file" ) ) );
		}
		mkdir( dirname( $this->folder . self::WORDPRESS ) );
		file_put_contents( $this->folder . self::WORDPRESS, '<?php exit( "It has WordPress do something." );' );
		$free    = stream_socket_server( 'tcp://127.0.0.1:0' );
		self::assertIsResource( $free );
		$address = (string) stream_socket_get_name( $free, false );
		fclose( $free );
		$command = [ PHP_BINARY, '-d', 'display_errors=1', '-d', 'error_reporting=-1', '-d', 'register_argc_argv=1', '-S', $address, '-t', $this->folder ];
		Child::start( $command, false );
		for ( $tries = 0; $tries < 200; $tries++ ) {
			$socket = @stream_socket_client( "tcp://$address", $code, $message, 1 );
			if ( is_resource( $socket ) ) {
				fclose( $socket );
				return "http://$address";
			}
			usleep( 50000 );
		}
		self::fail( 'The server did not start.' );
	}
}
