<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Store\Images\ImageFile;

'cli' === PHP_SAPI || exit;

/**
 * Pictures and servers that are not as they should be.
 *
 * @group sqlite
 */
final class ImagesFaultsTest extends ImagesTestCase {

	public function faulty(): array {
		return [
			'a text'                  => [ [ 'deliver' => 'content', 'content' => base64_encode( '<?php echo 1;' ) ], 'not a JPEG, PNG, WebP or GIF' ],
			'a damaged picture'       => [ [ 'deliver' => 'content', 'content' => base64_encode( "\xFF\xD8\xFFxxxxxxxxxxxxxxxxxx" ) ], 'damaged' ],
			'an SVG'                  => [ [ 'deliver' => 'content', 'content' => base64_encode( '<svg xmlns="http://www.w3.org/2000/svg"/>' ) ], 'not a JPEG, PNG, WebP or GIF' ],
			'a private address'       => [ [ 'url' => 'https://127.0.0.1:1/a.png' ], 'private network' ],
			'absurdly many pixels'    => [ [ 'deliver' => 'content', 'content' => base64_encode( "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" ) ], '65536 × 65536 pixels' ],
			'a name of this machine'  => [ [ 'url' => 'https://localhost/a.png' ], 'private network' ],
			'plain http'              => [ [ 'url' => 'http://example.com/a.png' ], 'only https:// is safe' ],
			'another port, plain'     => [ [ 'url' => 'http://127.0.0.1:1/a.png' ], 'only https:// is safe' ],
			'a file'                  => [ [ 'url' => 'file:///etc/passwd' ], 'not a web address' ],
			'a file that is not there' => [ [ 'url' => '/_files/Demo2/1/1.png' ], 'status 404' ],
		];
	}

	/** @dataProvider faulty */
	public function testAFaultyPictureFailsAloneAndSaysWhy( array $image, string $words ): void {
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ], [ 'id' => '666' ] + $image, [ 'id' => '903', 'format' => 'webp' ] ] ] );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'succeeded', $run->state );
		$item = $this->itemOf( $run, self::CODE );
		self::assertSame( 'failed', $item['outcome'] );
		self::assertStringContainsString( $words, $item['reason'] );
		self::assertStringContainsString( '666', $item['reason'] );
		self::assertSame( [ '901', '903' ], array_map( fn( int $id ): string => $this->sourceOf( $id ), $this->pictures() ) );
	}

	public function testAPictureThatFailsEachTimeKeepsNoShortStepFromTheOthers(): void {
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '903', 'format' => 'webp' ], [ 'id' => '901' ], [ 'id' => '902', 'format' => 'jpeg' ] ] ] );
		$breaks = static function ( int $id ): void {
			if ( 'image/webp' === get_post_mime_type( $id ) ) {
				throw new \RuntimeException( 'The disk is full' );
			}
		};
		add_action( 'add_attachment', $breaks );
		$run  = $this->runs->start( 'images', 'apply', 'person' );
		$had  = 0;
		$most = 0;
		for ( $step = 1; $step <= 60 && $run->isActive(); $step++ ) {
			$run  = $this->part( $run );
			$most = max( $most, count( $this->imageIds() ) - $had );
			$had  = count( $this->imageIds() );
		}
		self::assertSame( 1, $most, 'A short step brings one.' );
		$this->assertSucceeded( $run );
		self::assertSame( [ '901', '902' ], array_map( fn( int $id ): string => $this->sourceOf( $id ), $this->pictures() ) );
	}

	/** What another plugin says may be a sentence of its own. */
	public function testWhatAnotherPluginBreaksEndsWithOneFullStop(): void {
		add_action( 'add_attachment', self::throwing( 'The disk is full.' ) );
		$run = $this->runToEnd( 'images' );
		$reason = Sentence::shown( (string) $this->itemOf( $run, self::CODE )['reason'] );
		self::assertStringContainsString( 'failed: The disk is full. ', "$reason " );
		self::assertStringNotContainsString( '..', $reason );
	}

	public function testAnImageThatCannotBeCheckedStays(): void {
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$before = $this->pictures();
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'imageFile', 'action' => [ 'kind' => 'status', 'status' => 500 ] ] ] ] );
		$run = $this->runToEnd( 'images' );
		self::assertSame( [ 'succeeded', 'skipped' ], [ $run->state, $this->itemOf( $run, self::CODE )['outcome'] ] );
		self::assertSame( $before, $this->pictures() );
	}

	public function testARedirectIsNotFollowed(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'imageFile', 'action' => [ 'kind' => 'redirect', 'location' => 'https://127.0.0.1/' ] ] ] ] );
		$run = $this->runToEnd( 'images' );
		self::assertStringContainsString( 'another address', $this->itemOf( $run, self::CODE )['reason'] );
		self::assertCount( 1, $this->pictures() );
	}

	public function testWhatAKilledProcessLeftIsClearedAwayAndNothingElse(): void {
		$left = ImageFile::temporary();
		$busy = ImageFile::temporary();
		touch( $left, time() - 7200 );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		clearstatcache();
		self::assertFileDoesNotExist( $left );
		self::assertFileExists( $busy );
		unlink( $busy );
	}

	/** As a name that leads nowhere does, it is in the list of files and cannot be asked its age. */
	public function testAFileThatAnotherShopClearsAwayMeanwhileIsPassedOver(): void {
		$gone = get_temp_dir() . 'sors-image-' . getmypid() . '.tmp';
		symlink( $gone . '.nowhere', $gone );
		$warnings = [];
		set_error_handler(
			static function ( int $level, string $text ) use ( &$warnings ): bool {
				// What is silenced with @ has a narrower error_reporting().
				$warnings[] = 0 === ( error_reporting() & $level ) ? '' : $text;
				return true;
			}
		);
		ImageFile::sweep();
		restore_error_handler();
		wp_delete_file( $gone );
		self::assertSame( '', implode( $warnings ) );
	}

	/** @return list<string> Pictures of SORS that the media library has. */
	private function imageIds(): array {
		return self::db()->get_col( 'SELECT source_id FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE attachment_id > 0' );
	}
}
