<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

'cli' === PHP_SAPI || exit;

/**
 * What comes into the shop, in which order, and what goes again.
 *
 * @group sqlite
 */
final class ImagesRunTest extends ImagesTestCase {

	public function testARunOfSomeItemsAsksForNoOther(): void {
		$this->bringInItem( 'SLIKA-2', 'Brusilica', [ 'images' => [ [ 'id' => '911' ] ] ] );
		$before = $this->lastRequest();
		$run    = $this->driveWell( $this->runs->start( 'images', 'apply', 'person', [ 'SLIKA-2' ] )->id );
		self::assertSame( [ 1, 1, 1 ], [ $run->total, $run->processed, $run->updated ] );
		self::assertSame( [], $this->requestsOf( 'listProductImages', $before, self::CODE ) );
		self::assertSame( [ 1, 0 ], [ count( $this->pictures( 'SLIKA-2' ) ), count( $this->pictures() ) ] );
	}

	public function testBringsMainAndGalleryInSorsOrder(): void {
		$run = $this->runWell( 'images' );
		$product = $this->productOf( self::CODE );
		$ids     = $this->pictures();
		self::assertCount( 3, $ids );
		self::assertSame( [ '901', '902', '903' ], array_map( fn( int $id ): string => $this->sourceOf( $id ), $ids ) );
		self::assertSame( [ 'image/png', 'image/jpeg', 'image/webp' ], array_map( 'get_post_mime_type', $ids ) );
		foreach ( $ids as $id ) {
			$file = (string) get_attached_file( $id );
			self::assertFileExists( $file );
			self::assertMatchesRegularExpression( '/^busilica-celik-3-4-inox-[0-9a-f]{12}\.(png|jpg|webp)$/', basename( $file ) );
			self::assertNotEmpty( wp_get_attachment_metadata( $id )['width'] ?? null );
			self::assertSame( 'Бушилица "Čelik" 3/4 ‹inox›', get_post( $id )->post_title );
			self::assertStringContainsString( 'alt="Бушилица &quot;Čelik&quot; 3/4 ‹inox›"', wp_get_attachment_image( $id ) );
		}
		self::assertSame( $product->get_id(), wp_get_post_parent_id( $ids[0] ) );
		$item = $this->itemOf( $run, self::CODE );
		self::assertSame( [ 'updated', 3 ], [ $item['outcome'], count( $item['changes'] ) ] );
		self::assertSame( 'images', $item['changes'][0]['field'] );
	}

	public function testATagThatComesEscapedIsTextInThePicturesAttributes(): void {
		foreach ( [ 'SLIKA-3' => 'Ram &lt;img src=x onerror=alert(1)&gt;', 'SLIKA-4' => 'Ram &#60;img src=x onerror=alert(1)&#62;' ] as $code => $name ) {
			$this->addItem( $code, $name, [ 'images' => [ [ 'id' => '9' . substr( $code, -1 ) ] ] ] );
			$this->runAll( 'catalog', 'images' );
			$id    = $this->pictures( $code )[0];
			$image = new \DOMDocument();
			$image->loadHTML( '<meta charset="utf-8">' . wp_get_attachment_image( $id, 'thumbnail', false, [ 'title' => get_the_title( $id ) ] ) );
			$shown = $image->getElementsByTagName( 'img' )->item( 0 );
			// WordPress 6.8 saves &#60; in a product's name as such, and our title has other signs for it.
			$titles = [ $name, 'Ram ‹img src=x onerror=alert(1)›' ];
			foreach ( [ 'alt', 'title' ] as $attribute ) {
				self::assertContains( $shown->getAttribute( $attribute ), $titles );
			}
		}
	}

	public function testASecondRunWritesAndDownloadsNothing(): void {
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$before = $this->shopRows() + $this->imageRows();
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$after = $this->lastRequest();
		$run   = $this->runWell( 'images' );
		self::assertSame( [ 0, 0, 0, 0 ], [ $run->created, $run->updated, $run->failed, $run->skipped ] );
		self::assertSame( $before, $this->shopRows() + $this->imageRows() );
		self::assertSame( [], array_filter( $this->fileRequests( $after ), static fn( array $request ): bool => 304 !== $request['status'] ) );
		self::assertNotSame( [], $this->fileRequests( $after ) );
	}

	public function testTheKeyIsNeverSentForAFile(): void {
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		foreach ( $this->fileRequests( 0 ) as $request ) {
			self::assertSame( 'none', $request['key'] );
		}
	}

	public function testFollowsChangesOrderAndRemovalAndLeavesTheOwnersOwn(): void {
		$same = [ 'id' => '903', 'deliver' => 'content', 'content' => base64_encode( self::picture() ) ];
		$this->configure( [ 'deleteUnusedImages' => true ] );
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902' ], $same ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$first   = $this->pictures();
		$own     = $this->ownPicture();
		$product = $this->productOf( self::CODE );
		self::saved( $product, [ 'gallery_image_ids' => array_merge( [ $own ], $product->get_gallery_image_ids() ) ] );
		$removed = (string) get_attached_file( $first[1] );
		$old     = (string) get_attached_file( $first[0] );
		$this->setItem( self::CODE, [ 'images' => [ $same, [ 'id' => '901', 'variant' => 2 ], [ 'id' => '904' ] ] ] );
		$preview = $this->runToEnd( 'images', 'preview' );
		self::assertSame( 'awaiting_approval', $preview->state );
		$changes = array_map( static fn( array $change ): string => $change['from'] . ' > ' . $change['to'], $this->itemOf( $preview, self::CODE )['changes'] );
		self::assertContains( 'image 2 (SORS number 901) > a new version of it', $changes );
		self::assertContains( ' > image 3 (SORS number 904)', $changes );
		self::assertContains( 'image 2 (SORS number 902) > ', $changes );
		self::assertSame( [ $first[0], $own, $first[1], $first[2] ], $this->pictures() );
		$this->assertSucceeded( $this->approvedRun( $preview ) );
		$now = $this->pictures();
		self::assertSame( [ '903', '901', '904' ], array_map( fn( int $id ): string => $this->sourceOf( $id ), array_slice( $now, 0, 3 ) ) );
		self::assertSame( [ $first[2], $own ], [ $now[0], $now[3] ] );
		self::assertCount( 4, $now );
		self::assertNull( get_post( $first[0] ) );
		self::assertNull( get_post( $first[1] ) );
		self::assertFileDoesNotExist( $removed );
		self::assertFileDoesNotExist( $old );
		self::assertFileExists( (string) get_attached_file( $own ) );
		$again = $this->runToEnd( 'images' );
		self::assertSame( [ 0, 0 ], [ $again->updated, $again->failed ] );
	}

	public function testTheSamePictureOfTwoItemsIsUploadedOnceAndKeptWhileOneShowsIt(): void {
		$this->configure( [ 'deleteUnusedImages' => true ] );
		$content = base64_encode( self::picture() );
		$this->addItem( 'SLIKA-2', 'Druga', [ 'images' => [ [ 'deliver' => 'content', 'content' => $content ] ] ] );
		$this->addItem( 'SLIKA-3', 'Treća', [ 'images' => [ [ 'deliver' => 'content', 'content' => $content ] ] ] );
		$this->runAll( 'catalog', 'images' );
		$shared = $this->pictures( 'SLIKA-2' );
		self::assertCount( 1, $shared );
		self::assertSame( $shared, $this->pictures( 'SLIKA-3' ) );
		$this->setItem( 'SLIKA-2', [ 'images' => [] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( [], $this->pictures( 'SLIKA-2' ) );
		self::assertSame( $shared, $this->pictures( 'SLIKA-3' ) );
		self::assertFileExists( (string) get_attached_file( $shared[0] ) );
		$this->setItem( 'SLIKA-3', [ 'images' => [] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertNull( get_post( $shared[0] ) );
	}

	public function testANewNumberForTheSamePictureUploadsNothing(): void {
		$content = [ 'deliver' => 'content', 'content' => base64_encode( self::picture() ) ];
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ] + $content ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$before = $this->pictures();
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '951' ] + $content ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( $before, $this->pictures() );
		self::assertFileExists( (string) get_attached_file( $before[0] ) );
		self::assertSame( '951', $this->sourceOf( $before[0] ) );
	}

	/** @group real-store */
	public function testAVariationGetsTheFirstAsItsOwn(): void {
		$variation = $this->createVariation( 'MAJICA-L' );
		$this->addItem( 'MAJICA-L', 'Majica L', [ 'images' => [ [ 'id' => '971' ], [ 'id' => '972' ] ] ] );
		$this->runAll( 'catalog', 'images' );
		$product = $this->productOf( 'MAJICA-L' );
		self::assertSame( '971', $this->sourceOf( (int) $product->get_image_id( 'edit' ) ) );
		// Of a plugin that shows more of a variation.
		update_post_meta( $product->get_id(), '_product_image_gallery', (string) $this->ownPicture() );
		$before = $this->shopRows();
		$again  = $this->runToEnd( 'images' );
		self::assertSame( [ 0, 0 ], [ $again->updated, $again->failed ] );
		self::assertSame( $before, $this->shopRows() );
	}
}
