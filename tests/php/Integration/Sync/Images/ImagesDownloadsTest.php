<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Services;
use SorsApi\Sors\ProductImage;
use SorsApi\Store\Images\Downloader;
use SorsApi\Store\Images\HostAddresses;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Images\Picture;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Fetching pictures: several at once, from checked addresses only.
 *
 * @group sqlite
 */
final class ImagesDownloadsTest extends SyncTestCase {

	private const NUMBER = 16;

	private array $urls = [];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->addItem( 'SLIKE', 'Slike', [ 'images' => array_fill( 0, self::NUMBER, [ 'format' => 'png' ] ) ] );
		$api        = ( new Services() )->api();
		$cursor     = null;
		$product    = null;
		do {
			$page = $api->listProducts( self::DATABASE, [], $cursor );
			foreach ( $page->items as $item ) {
				$product = 'SLIKE' === $item->code ? $item : $product;
			}
			$cursor = $page->next;
		} while ( null !== $cursor );
		$this->urls = array_map( static fn( ProductImage $image ): string => (string) $image->url, $api->listProductImages( self::DATABASE, (string) $product->id ) );
		self::assertCount( self::NUMBER, $this->urls );
	}

	public function testEightAtOnceBeatOneAfterAnotherWithoutSpinning(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'imageFile', 'action' => [ 'kind' => 'latency', 'ms' => 150 ] ] ] ] );
		$alone = $this->seconds( 1 );
		$plain = $this->seconds( 0 );
		$cpu   = self::cpu();
		$many  = $this->seconds( 8 );
		$cpu   = self::cpu() - $cpu;
		// In theory 8; a busy machine may take part of it away.
		self::assertGreaterThan( 3.0, $alone / $many, sprintf( 'one: %.2f s, eight: %.2f s', $alone, $many ) );
		self::assertGreaterThan( 3.0, $plain / $many, sprintf( 'without cURL: %.2f s, eight: %.2f s', $plain, $many ) );
		self::assertLessThan( 0.6, $cpu / $many, 'It waits instead of spinning.' );
	}

	public function ways(): array {
		return [
			'cURL, several'         => [ 8 ],
			'WordPress, one by one' => [ 0 ],
		];
	}

	/** @dataProvider ways */
	public function testBringsTheBytesAndKnowsThemAgain( int $parallel ): void {
		$first = $this->fetch( $parallel );
		$tags  = [];
		foreach ( $first as $download ) {
			self::assertNull( $download->problem );
			self::assertSame( "\x89PNG", substr( (string) file_get_contents( $download->file->path ), 0, 4 ) );
			self::assertNotSame( '', $download->validator );
			$tags[] = $download->validator;
			$download->drop();
		}
		foreach ( $this->fetch( $parallel, $tags ) as $download ) {
			self::assertTrue( $download->isUnchanged );
			self::assertNull( $download->file );
		}
	}

	/** @dataProvider ways */
	public function testAFailureIsOneDownloadsOwn( int $parallel ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'imageFile', 'from' => 2, 'times' => 1, 'action' => [ 'kind' => 'cut', 'when' => 'midAnswer' ] ] ] ] );
		$failed = 0;
		foreach ( $this->fetch( $parallel ) as $download ) {
			$failed += null === $download->problem ? 0 : 1;
			self::assertSame( null === $download->problem, null !== $download->file && is_file( $download->file->path ) );
			$download->drop();
		}
		self::assertSame( 1, $failed );
	}

	public function testAPictureThatIsCutOffAtTheLimitIsRefused(): void {
		$endless = static function ( $answer, array $request ): array {
			// As WordPress stores what never ends.
			$file = fopen( $request['filename'], 'wb' );
			ftruncate( $file, $request['limit_response_size'] );
			fclose( $file );
			return [
				'headers'  => [],
				'body'     => '',
				'response' => [ 'code' => 200, 'message' => 'OK' ],
				'cookies'  => [],
				'filename' => $request['filename'],
			];
		};
		$left = glob( get_temp_dir() . 'sors-image-*' );
		add_filter( 'pre_http_request', $endless, 10, 2 );
		try {
			$download = $this->fetch( 0 )[0];
		} finally {
			remove_filter( 'pre_http_request', $endless );
		}
		self::assertSame( ImageFile::tooLarge(), $download->problem );
		self::assertSame( $left, glob( get_temp_dir() . 'sors-image-*' ) );
	}

	/** @dataProvider ways */
	public function testAPrivateAddressIsNotEvenAsked( int $parallel ): void {
		$own      = (string) preg_replace( '#^http://[^/]+#', '', $this->urls[0] );
		$port     = (int) parse_url( $this->urls[0], PHP_URL_PORT );
		$before   = $this->sors->count();
		$download = new Picture( '', '', "https://localhost:$port$own" );
		// With SORS elsewhere, the very server that gave the others is a private one.
		( new Downloader( 'https://sors.example', new HostAddresses( static fn(): array => [ '127.0.0.1' ] ) ) )->fetch( [ $download ], $parallel );
		self::assertStringContainsString( 'private network', (string) $download->problem );
		self::assertSame( $before, $this->sors->count() );
	}

	public function testConnectsToTheAddressThatWasCheckedWhateverTheNameMeansBy(): void {
		$port = (int) parse_url( $this->urls[0], PHP_URL_PORT );
		$path = (string) preg_replace( '#^http://[^/]+#', '', $this->urls[0] );
		$base = "http://localhost:$port";
		$download = new Picture( '', '', $base . $path );
		// The system's own look-up would find a way; the pinned address leads nowhere.
		( new Downloader( $base, new HostAddresses( static fn(): array => [ '127.255.255.254' ] ) ) )->fetch( [ $download ], 8 );
		$pinned = $download->problem;
		$download = new Picture( '', '', $base . $path );
		( new Downloader( $base, new HostAddresses( static fn(): array => [ '127.0.0.1' ] ) ) )->fetch( [ $download ], 8 );
		self::assertNull( $download->problem );
		self::assertNotNull( $pinned );
		$download->drop();
	}

	/** @return list<Picture> */
	private function fetch( int $parallel, array $validators = [] ): array {
		$downloads = [];
		foreach ( $this->urls as $at => $url ) {
			$downloads[ $at ] = new Picture( '', '', $url );
			$downloads[ $at ]->validator = $validators[ $at ] ?? '';
		}
		( new Downloader( ( new Services() )->api()->baseUrl() ) )->fetch( $downloads, $parallel );
		return $downloads;
	}

	private function seconds( int $parallel ): float {
		$start     = microtime( true );
		$downloads = $this->fetch( $parallel );
		$seconds   = microtime( true ) - $start;
		foreach ( $downloads as $download ) {
			self::assertNull( $download->problem );
			$download->drop();
		}
		return $seconds;
	}
}
