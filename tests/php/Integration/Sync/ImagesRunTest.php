<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Setup\Tables;
use SorsApi\Sync\Run;

/**
 * Pictures of SORS in the shop's products.
 *
 * @group real-store
 */
final class ImagesRunTest extends SyncTestCase {

	private const CODE = 'SLIKA-1';

	protected function setUp(): void {
		self::requireRealStore();
		parent::setUp();
		$this->assortment( 1 );
		$this->addItem( self::CODE, 'Бушилица "Čelik" 3/4 <inox>', [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902', 'format' => 'jpeg' ], [ 'id' => '903', 'format' => 'webp', 'deliver' => 'content' ] ] ] );
		$this->configure( [ 'fields' => $this->owned( 'always' ) ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	public function testBringsMainAndGalleryInSorsOrder(): void {
		$run = $this->runToEnd( 'images' );
		$this->assertSucceeded( $run );
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
			self::assertStringContainsString( 'alt="Бушилица &quot;Čelik&quot; 3/4 &lt;inox&gt;"', wp_get_attachment_image( $id ) );
		}
		self::assertSame( $product->get_id(), wp_get_post_parent_id( $ids[0] ) );
		$item = $this->itemOf( $run, self::CODE );
		self::assertSame( [ 'updated', 3 ], [ $item['outcome'], count( $item['changes'] ) ] );
		self::assertSame( 'images', $item['changes'][0]['field'] );
	}

	public function testASecondRunWritesAndDownloadsNothing(): void {
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$before = $this->shopRows() + $this->imageRows();
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$after = $this->lastRequest();
		$run   = $this->runToEnd( 'images' );
		$this->assertSucceeded( $run );
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
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902' ], $same ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$first   = $this->pictures();
		$own     = $this->ownPicture();
		$product = $this->productOf( self::CODE );
		$product->set_gallery_image_ids( array_merge( [ $own ], $product->get_gallery_image_ids() ) );
		$product->save();
		$removed = (string) get_attached_file( $first[1] );
		$old     = (string) get_attached_file( $first[0] );
		$this->setItem( self::CODE, [ 'images' => [ $same, [ 'id' => '901', 'variant' => 2 ], [ 'id' => '904' ] ] ] );
		$preview = $this->runToEnd( 'images', 'preview' );
		self::assertSame( 'awaiting_approval', $preview->state );
		$changes = array_map( static fn( array $change ): string => $change['from'] . ' > ' . $change['to'], $this->itemOf( $preview, self::CODE )['changes'] );
		self::assertContains( 'picture 2 (SORS number 901) > a new version of it', $changes );
		self::assertContains( ' > picture 3 (SORS number 904)', $changes );
		self::assertContains( 'picture 2 (SORS number 902) > ', $changes );
		self::assertSame( [ $first[0], $own, $first[1], $first[2] ], $this->pictures() );
		$this->runs->approve( $preview->id );
		$this->assertSucceeded( $this->drive( $preview->id ) );
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
		$content = base64_encode( self::picture() );
		$this->addItem( 'SLIKA-2', 'Druga', [ 'images' => [ [ 'deliver' => 'content', 'content' => $content ] ] ] );
		$this->addItem( 'SLIKA-3', 'Treća', [ 'images' => [ [ 'deliver' => 'content', 'content' => $content ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
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

	public function testWithoutLinkedProductsItSaysWhatToDoFirst(): void {
		global $wpdb;
		$wpdb->query( 'DELETE FROM ' . Tables::name( Tables::LINKS ) );
		self::assertStringContainsString( 'catalogue first', $this->runToEnd( 'images', 'preview' )->message );
	}

	public function testInAnotherDatabaseTheCatalogueComesFirst(): void {
		global $wpdb;
		$wpdb->query( 'UPDATE ' . Tables::name( Tables::LINKS ) . " SET database_name = 'Prosla'" );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'succeeded', $run->state );
		self::assertStringContainsString( 'catalogue first', $this->itemOf( $run, self::CODE )['reason'] );
		self::assertSame( [], $this->pictures() );
	}

	public function testAVariationGetsTheFirstAsItsOwn(): void {
		$parent = new \WC_Product_Variable();
		$parent->set_name( 'Majica' );
		$parent->save();
		$variation = new \WC_Product_Variation();
		$variation->set_parent_id( $parent->get_id() );
		$variation->set_sku( 'MAJICA-L' );
		$variation->save();
		$this->addItem( 'MAJICA-L', 'Majica L', [ 'images' => [ [ 'id' => '971' ], [ 'id' => '972' ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$product = $this->productOf( 'MAJICA-L' );
		self::assertSame( '971', $this->sourceOf( (int) $product->get_image_id( 'edit' ) ) );
		$again = $this->runToEnd( 'images' );
		self::assertSame( [ 0, 0 ], [ $again->updated, $again->failed ] );
	}

	public function testThroughTheRoutes(): void {
		$run = $this->restOk( 'POST', 'runs', [ 'kind' => 'images', 'mode' => 'preview' ] );
		for ( $i = 0; $i < 20 && 'awaiting_approval' !== $run['state']; $i++ ) {
			$run = $this->restOk( 'POST', 'runs/' . $run['id'] . '/step' );
		}
		self::assertSame( 'awaiting_approval', $run['state'] );
		self::assertNotSame( [], $this->restOk( 'GET', 'runs/' . $run['id'] . '/items', [ 'outcome' => 'planned' ] )['items'] );
	}

	/** @return array<string, array{array<string, mixed>, string}> */
	public function faulty(): array {
		return [
			'a text named png'        => [ [ 'deliver' => 'content', 'content' => base64_encode( '<?php echo 1;' ), 'contentType' => 'image/png' ], 'no JPEG, PNG, WebP or GIF' ],
			'a damaged picture'       => [ [ 'deliver' => 'content', 'content' => base64_encode( "\xFF\xD8\xFFxxxxxxxxxxxxxxxxxx" ) ], 'damaged' ],
			'an SVG'                  => [ [ 'deliver' => 'content', 'content' => base64_encode( '<svg xmlns="http://www.w3.org/2000/svg"/>' ), 'contentType' => 'image/svg+xml' ], 'no JPEG, PNG, WebP or GIF' ],
			'a private address'       => [ [ 'url' => 'https://127.0.0.1:1/a.png' ], 'private network' ],
			'absurdly many pixels'    => [ [ 'deliver' => 'content', 'content' => base64_encode( "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0" ) ], '65536 × 65536 pixels' ],
			'a name of this machine'  => [ [ 'url' => 'https://localhost/a.png' ], 'private network' ],
			'plain http'              => [ [ 'url' => 'http://example.com/a.png' ], 'only https:// is safe' ],
			'another port, plain'     => [ [ 'url' => 'http://127.0.0.1:1/a.png' ], 'only https:// is safe' ],
			'a file'                  => [ [ 'url' => 'file:///etc/passwd' ], 'not a web address' ],
			'a file that is not there' => [ [ 'url' => '/_files/Demo2/1/1.png' ], 'status 404' ],
		];
	}

	/**
	 * @dataProvider faulty
	 *
	 * @param array<string, mixed> $image
	 */
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

	public function testOnCreateFillsOnceAndLeavesTheProductAloneAfterwards(): void {
		$this->configure( [ 'fields' => $this->owned( 'create' ) ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertCount( 3, $this->pictures() );
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '905' ] ] ] );
		$after = $this->lastRequest();
		$run   = $this->runToEnd( 'images' );
		self::assertSame( 0, $run->updated );
		self::assertCount( 3, $this->pictures() );
		self::assertSame( [], $this->requestsOf( 'listProductImages', $after, self::CODE ) );
	}

	public function testOnCreateKeepsOutOfProductsThatHaveAPicture(): void {
		$this->configure( [ 'fields' => $this->owned( 'create' ) ] );
		$own     = $this->ownPicture();
		$product = $this->productOf( self::CODE );
		$product->set_image_id( $own );
		$product->save();
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( [ $own ], $this->pictures() );
	}

	public function testOnCreateTriesAgainWhatCouldNotBeHad(): void {
		$this->configure( [ 'fields' => $this->owned( 'create' ) ] );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'imageFile', 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 503 ] ] ] ] );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'failed', $this->itemOf( $run, self::CODE )['outcome'] );
		self::assertCount( 2, $this->pictures() );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( [ '901', '902', '903' ], array_map( fn( int $id ): string => $this->sourceOf( $id ), $this->pictures() ) );
	}

	public function testNeverDoesNothingAndSaysSo(): void {
		$this->configure( [ 'fields' => $this->owned( 'never' ) ] );
		$run = $this->runToEnd( 'images' );
		$this->assertSucceeded( $run );
		self::assertStringContainsString( 'never', $run->message );
		self::assertSame( [], $this->pictures() );
	}

	public function testTheBrakeStopsWhatWouldTakeAllPicturesAway(): void {
		for ( $i = 10; $i < 22; $i++ ) {
			$this->addItem( 'SLIKA-' . $i, 'Artikal ' . $i, [ 'images' => [ [ 'format' => 'png' ] ] ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$before = $this->shopRows();
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductImages', 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'awaiting_approval', $run->state, $run->message );
		self::assertStringContainsString( 'lose all their pictures', $run->message );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testAPreviewWritesNothing(): void {
		$before = $this->shopRows() + $this->imageRows();
		$run    = $this->runToEnd( 'images', 'preview' );
		self::assertSame( 'awaiting_approval', $run->state );
		self::assertSame( $before, $this->shopRows() + $this->imageRows() );
		$this->runs->discard( $run->id );
	}

	public function testARateLimitPausesAndKeepsWhatWasRead(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductImages', 'from' => 2, 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 1 ] ] ] ] );
		$run = $this->runToEnd( 'images' );
		self::assertNotSame( 'failed', $run->state );
		sleep( 2 );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertCount( 3, $this->pictures() );
	}

	public function testAListThatIsRefusedFailsThatItemAlone(): void {
		$this->addItem( 'SLIKA-9', 'Deveta', [ 'images' => [ [ 'format' => 'png' ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		global $wpdb;
		$wpdb->update( Tables::name( Tables::LINKS ), [ 'sors_id' => '99999999' ], [ 'code' => self::CODE ] );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'succeeded', $run->state, $run->message );
		self::assertSame( 'skipped', $this->itemOf( $run, self::CODE )['outcome'] );
		self::assertCount( 1, $this->pictures( 'SLIKA-9' ) );
	}

	/** @return array<string, string> */
	private function owned( string $images ): array {
		return [
			'name'        => 'create',
			'description' => 'create',
			'categories'  => 'always',
			'price'       => 'always',
			'stock'       => 'always',
			'status'      => 'create',
			'images'      => $images,
		];
	}

	/** @return list<int> Main picture and gallery, as the product has them. */
	private function pictures( string $code = self::CODE ): array {
		$product = $this->productOf( $code );
		return array_values( array_filter( array_map( 'intval', array_merge( [ $product->get_image_id() ], $product->get_gallery_image_ids() ) ) ) );
	}

	private function sourceOf( int $attachment ): string {
		global $wpdb;
		return ltrim( (string) $wpdb->get_var( $wpdb->prepare( 'SELECT source_id FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE attachment_id = %d', $attachment ) ), '#' );
	}

	/** @return array<string, string> */
	private function imageRows(): array {
		global $wpdb;
		return [ 'images' => (string) wp_json_encode( $wpdb->get_results( 'SELECT * FROM ' . Tables::name( Tables::IMAGES ), ARRAY_A ) ) ];
	}

	private static function picture(): string {
		$image = imagecreatetruecolor( 40, 30 );
		ob_start();
		imagegif( $image );
		return (string) ob_get_clean();
	}

	private function ownPicture(): int {
		$upload = wp_upload_bits( 'moja-slika.gif', null, self::picture() );
		return (int) wp_insert_attachment( [ 'post_mime_type' => 'image/gif', 'post_title' => 'Moja' ], $upload['file'] );
	}

	private function lastRequest(): int {
		$all = $this->sors->get( 'requests' )['requests'];
		return [] === $all ? 0 : (int) end( $all )['n'];
	}

	/** @return list<array<string, mixed>> */
	private function fileRequests( int $after ): array {
		return $this->requestsOf( 'imageFile', $after );
	}

	/** @return list<array<string, mixed>> */
	private function requestsOf( string $operation, int $after, string $code = '' ): array {
		$wanted = '' === $code ? '' : '/' . $this->sorsIdOf( $code ) . '/';
		return array_values(
			array_filter(
				$this->sors->get( 'requests?after=' . $after )['requests'],
				static fn( array $request ): bool => $request['operation'] === $operation && ( '' === $wanted || false !== strpos( $request['path'], $wanted ) )
			)
		);
	}

	private function sorsIdOf( string $code ): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( 'SELECT sors_id FROM ' . Tables::name( Tables::LINKS ) . ' WHERE code = %s', $code ) );
	}
}
