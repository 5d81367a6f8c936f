<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Database\Tables;

'cli' === PHP_SAPI || exit;

/** The owner has uploaded a picture before SORS shows it: it is used, and stays the owner's. */
final class ImagesOfTheOwnerTest extends ImagesTestCase {

	private string $bytes = '';

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'deleteUnusedImages' => true ] );
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$id          = $this->pictures()[0];
		$this->bytes = (string) file_get_contents( (string) get_attached_file( $id ) );
		wp_delete_attachment( $id, true );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::IMAGES ) );
		self::assertSame( [ [], [] ], [ $this->pictures(), $this->attachments() ] );
	}

	/** @return array<string, array{string, string, string}> Title, where it is (shown, uploaded, library), what the site shows of it. */
	public function places(): array {
		return [
			'shown by the product'       => [ 'moja-lopata', 'shown', 'whole' ],
			'uploaded to the product'    => [ 'moja-lopata', 'uploaded', 'whole' ],
			'of the same name'           => [ '901', 'library', 'whole' ],
			'second of its name, scaled' => [ '901', 'library', 'scaled' ],
		];
	}

	/** @dataProvider places */
	public function testItIsNotBroughtInASecondTime( string $title, string $place, string $file ): void {
		if ( 'scaled' === $file ) {
			$this->upload( $title, 'library', 'whole', self::picture() );
		}
		$own = $this->upload( $title, $place, $file, $this->bytes );
		$all = $this->attachments();
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'updated', $this->itemOf( $run, self::CODE )['outcome'] );
		self::assertSame( [ [ $own ], $all, '901' ], [ $this->pictures(), $this->attachments(), $this->sourceOf( $own ) ] );
		$request = $this->lastRequest();
		self::assertSame( 0, $this->runToEnd( 'images' )->updated );
		self::assertSame( [ 304 ], array_column( $this->fileRequests( $request ), 'status' ) );

		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '902', 'variant' => 2 ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( [ '902', $own ], [ $this->sourceOf( $this->pictures()[0] ), $this->pictures()[1] ], 'It stays behind those of SORS.' );
		wp_delete_attachment( $this->pictures()[0], true );
		$this->setItem( self::CODE, [ 'images' => [] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( [ $own ], $this->pictures() );
		self::assertFileExists( (string) get_attached_file( $own ) );
	}

	public function testOneOfTheSameNameAndOtherContentIsAnother(): void {
		$own = $this->upload( '901', 'shown', 'whole', substr( self::picture() . str_repeat( "\0", strlen( $this->bytes ) ), 0, strlen( $this->bytes ) ) );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertCount( 2, $this->pictures() );
		self::assertSame( $own, $this->pictures()[1] );
	}

	private function attachments(): array {
		return array_values( array_map( 'intval', get_posts( [ 'post_type' => 'attachment', 'post_status' => 'any', 'numberposts' => -1, 'fields' => 'ids', 'exclude' => [ (int) get_option( 'woocommerce_placeholder_image' ) ] ] ) ) );
	}

	private function upload( string $title, string $place, string $file, string $bytes ): int {
		$product = $this->productOf( self::CODE );
		$shown   = (string) wp_upload_bits( 'whole' === $file ? "$title.png" : "$title-scaled.png", null, 'whole' === $file ? $bytes : self::picture() )['file'];
		$id      = (int) wp_insert_attachment( [ 'post_mime_type' => 'image/png', 'post_title' => $title ], $shown, 'uploaded' === $place ? $product->get_id() : 0 );
		if ( 'scaled' === $file ) {
			$original = (string) wp_upload_bits( "$title-izvor.png", null, $bytes )['file'];
			wp_update_attachment_metadata( $id, [ 'file' => basename( $shown ), 'original_image' => basename( $original ) ] );
		}
		if ( 'shown' === $place ) {
			self::saved( $product, [ 'gallery_image_ids' => [ $id ] ] );
		}
		return $id;
	}
}
