<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

'cli' === PHP_SAPI || exit;

/** SORS no longer has a picture that the owner uses elsewhere: it is taken off its product, and its file stays. */
final class ImagesUsedElsewhereTest extends ImagesTestCase {

	/** Of the picture that SORS takes away. */
	private int $id = 0;

	private string $file = '';

	protected function setUp(): void {
		parent::setUp();
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		$this->id   = $this->pictures()[1];
		$this->file = (string) get_attached_file( $this->id );
		self::assertFileExists( $this->file );
	}

	public function testItIsOnlyTakenOffTheProduct(): void {
		$this->takeAway();
		self::assertNotNull( get_post( $this->id ) );
		self::assertFileExists( $this->file );
		$again = $this->runToEnd( 'images' );
		self::assertSame( [ 0, 0 ], [ $again->updated, $again->failed ] );
	}

	public function testShownAgainItIsNotUploadedAgain(): void {
		$this->takeAway();
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902', 'format' => 'jpeg' ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( $this->id, $this->pictures()[1] );
		self::assertSame( '902', $this->sourceOf( $this->id ) );
	}

	public function testWhatNothingRefersToIsDeletedWhereTheOwnerWantsThat(): void {
		$this->configure( [ 'deleteUnusedImages' => true ] );
		$this->takeAway();
		self::assertNull( get_post( $this->id ) );
		self::assertFileDoesNotExist( $this->file );
	}

	public function uses(): array {
		$meta = static fn( callable $value ): callable => static fn( int $id ) => update_post_meta( wp_insert_post( [ 'post_type' => 'page', 'post_title' => 'Strana' ] ), 'podaci_drugog_dodatka', $value( $id ) );
		return [
			'meta of another plugin, alone'      => [ $meta( static fn( int $id ): int => $id ) ],
			'meta of another plugin, a list'     => [ $meta( static fn( int $id ): string => "7,$id,9" ) ],
			'meta of another plugin, serialised' => [ $meta( static fn( int $id ): array => [ 'slides' => [ [ 'image' => $id ] ] ] ) ],
			'meta of another plugin, JSON'       => [ $meta( static fn( int $id ): string => wp_json_encode( [ 'bg' => [ 'id' => $id ] ] ) ) ],
			'meta of another plugin, address'    => [ $meta( static fn( int $id ): string => (string) wp_get_attachment_url( $id ) ) ],
			'logo of the site'                   => [ static fn( int $id ) => set_theme_mod( 'custom_logo', $id ) ],
			'icon of the site'                   => [ static fn( int $id ) => update_option( 'site_icon', $id ) ],
			'widget'                             => [ static fn( int $id ) => update_option( 'widget_media_image', [ 2 => [ 'attachment_id' => $id ] ] ) ],
			'category'                           => [ static fn( int $id ) => update_term_meta( wp_insert_term( 'Alati', 'product_cat' )['term_id'], 'thumbnail_id', $id ) ],
			'picture of a page'                  => [ static fn( int $id ) => wp_insert_post( [ 'post_title' => 'Strana', 'post_content' => "<img class=\"wp-image-$id\" src=\"/slika.jpg\">" ] ) ],
			'block of a page'                    => [ static fn( int $id ) => wp_insert_post( [ 'post_title' => 'Strana', 'post_content' => "<!-- wp:cover {\"id\":$id} --><!-- /wp:cover -->" ] ) ],
			'gallery of a page'                  => [ static fn( int $id ) => wp_insert_post( [ 'post_title' => 'Strana', 'post_content' => "[gallery ids=\"3,$id,5\"]" ] ) ],
			'link of a page'                     => [ static fn( int $id ) => wp_insert_post( [ 'post_title' => 'Strana', 'post_content' => '<a href="' . wp_get_attachment_url( $id ) . '">Slika</a>' ] ) ],
			'avatar of a user'                   => [ static fn( int $id ) => update_user_meta( 1, 'avatar_drugog_dodatka', $id ) ],
			'cropped by the owner'               => [ static fn( int $id ) => update_post_meta( $id, '_wp_attachment_backup_sizes', [ 'full-orig' => [ 'file' => 'a.jpg' ] ] ) ],
			'said by a plugin'                   => [ static fn( int $id ) => add_filter( 'sors_image_is_used', static fn( bool $used, int $asked ): bool => $used || $asked === $id, 10, 2 ) ],
		];
	}

	/** @dataProvider uses */
	public function testWhatIsUsedElsewhereIsNeverDeleted( callable $uses ): void {
		$this->configure( [ 'deleteUnusedImages' => true ] );
		$uses( $this->id );
		$this->takeAway();
		remove_all_filters( 'sors_image_is_used' );
		remove_theme_mod( 'custom_logo' );
		self::assertNotNull( get_post( $this->id ) );
		self::assertFileExists( $this->file );
	}

	/** @group real-store */
	public function testThePictureOfAVariationsGalleryStays(): void {
		$this->configure( [ 'deleteUnusedImages' => true ] );
		update_post_meta( $this->createVariation( 'MAJICA-M' )->get_id(), '_wc_additional_variation_images', "12,$this->id" );
		$this->takeAway();
		self::assertFileExists( $this->file );
	}

	private function takeAway(): void {
		$this->setItem( self::CODE, [ 'images' => [ [ 'id' => '901' ] ] ] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertCount( 1, $this->pictures() );
	}
}
