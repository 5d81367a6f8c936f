<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Database\Tables;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** A product whose item has three pictures in SORS, each of another kind. */
abstract class ImagesTestCase extends SyncTestCase {

	protected const CODE = 'SLIKA-1';

	private const FIRST_POST = 7654321;

	protected function setUp(): void {
		parent::setUp();
		// A picture's number must not be that of something else by chance: the plugin would take that for a use of it.
		wp_insert_post( [ 'import_id' => self::FIRST_POST, 'post_title' => 'x' ] );
		$this->assortment( 1 );
		$this->addItem( self::CODE, 'Бушилица "Čelik" 3/4 <inox>', [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902', 'format' => 'jpeg' ], [ 'id' => '903', 'format' => 'webp', 'deliver' => 'content' ] ] ] );
		$this->configure( [ 'fields' => $this->owned( 'always' ) ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	protected function owned( string $images ): array {
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
	protected function pictures( string $code = self::CODE ): array {
		$product = $this->productOf( $code );
		return array_values( array_filter( array_map( 'intval', array_merge( [ $product->get_image_id() ], $product->get_gallery_image_ids() ) ) ) );
	}

	protected function sourceOf( int $attachment ): string {
		return ltrim( (string) self::db()->get_var( self::db()->prepare( 'SELECT source_id FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE attachment_id = %d', $attachment ) ), '#' );
	}

	protected function imageRows(): array {
		return [ 'images' => (string) wp_json_encode( self::db()->get_results( 'SELECT * FROM ' . Tables::name( Tables::IMAGES ), ARRAY_A ) ) ];
	}

	protected static function picture(): string {
		$image = imagecreatetruecolor( 40, 30 );
		ob_start();
		imagegif( $image );
		return (string) ob_get_clean();
	}

	protected function ownPicture(): int {
		$upload = wp_upload_bits( 'moja-slika.gif', null, self::picture() );
		return (int) wp_insert_attachment( [ 'post_mime_type' => 'image/gif', 'post_title' => 'Moja' ], $upload['file'] );
	}

	protected function lastRequest(): int {
		$all = $this->sors->get( 'requests' )['requests'];
		return [] === $all ? 0 : (int) end( $all )['n'];
	}

	protected function fileRequests( int $after ): array {
		return $this->requestsOf( 'imageFile', $after );
	}

	protected function requestsOf( string $operation, int $after, string $code = '' ): array {
		$wanted = '' === $code ? '' : '/' . $this->sorsIdOf( $code ) . '/';
		return array_values(
			array_filter(
				$this->sors->get( 'requests?after=' . $after )['requests'],
				static fn( array $request ): bool => $request['operation'] === $operation && ( '' === $wanted || false !== strpos( $request['path'], $wanted ) )
			)
		);
	}

	protected function sorsIdOf( string $code ): string {
		return (string) self::db()->get_var( self::db()->prepare( 'SELECT sors_id FROM ' . Tables::name( Tables::LINKS ) . ' WHERE code = %s', $code ) );
	}
}
