<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Database\Tables;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\Engine\KilledTestCase;
use SorsApi\Tests\Site\CleanSlate;

'cli' === PHP_SAPI || exit;

/**
 * The process dies at one of its writes while pictures come, change
 * and go: resumed, the shop has the same pictures and the same files.
 *
 * @group real-store
 *
 * @group sqlite
 */
final class ImagesKilledTest extends KilledTestCase {

	protected const KINDS = [ 'images' ];

	protected function setUp(): void {
		self::requireRealStore();
		parent::setUp();
	}

	public function testItEndsWithTheSamePictures(): void {
		$pictures = $this->dieAtManyWrites( 10, 30 );
		self::assertCount( 5, $pictures['attachments'] );
	}

	protected function prepare(): void {
		CleanSlate::restore();
		foreach ( $this->files() as $file ) {
			unlink( $file );
		}
		$this->assortment( 1 );
		$this->configure(
			[
				'businessUnitIds'    => array_slice( array_values( $this->units ), 0, 2 ),
				'fields'             => [ 'images' => 'always' ],
				'deleteUnusedImages' => true,
			]
		);
		$this->addItem( 'UBIJEN-1', 'Ubijen prvi', [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902' ] ] ] );
		$this->addItem( 'UBIJEN-2', 'Ubijen drugi', [ 'images' => [] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		// One changes, one goes, one is new; another item gets its first two.
		$this->setItem( 'UBIJEN-1', [ 'images' => [ [ 'id' => '903' ], [ 'id' => '901', 'variant' => 2 ], [ 'id' => '904', 'format' => 'jpeg' ] ] ] );
		$this->setItem( 'UBIJEN-2', [ 'images' => [ [ 'id' => '905' ], [ 'id' => '906', 'format' => 'webp', 'deliver' => 'content' ] ] ] );
	}

	/** @return array<string, mixed> */
	protected function outcome(): array {
		global $wpdb;
		$name  = static fn( $id ): string => basename( (string) get_attached_file( (int) $id, true ) );
		$shown = [];
		foreach ( [ 'UBIJEN-1', 'UBIJEN-2' ] as $code ) {
			$product        = $this->productOf( $code );
			$shown[ $code ] = array_map( $name, array_merge( [ $product->get_image_id() ], $product->get_gallery_image_ids() ) );
		}
		$rows        = $wpdb->get_results( 'SELECT source_id, code_hash, content_hash, url_hash, etag, ordinal, attachment_id FROM ' . Tables::name( Tables::IMAGES ) . ' ORDER BY code_hash, source_id, content_hash', ARRAY_A );
		$attachments = $wpdb->get_results( "SELECT ID, post_title, post_mime_type FROM $wpdb->posts WHERE post_type = 'attachment' ORDER BY post_title, post_mime_type", ARRAY_A );
		$described   = array_map( static fn( array $row ): array => [ 'ID' => $name( $row['ID'] ), 'alt' => get_post_meta( (int) $row['ID'], '_wp_attachment_image_alt', true ), 'sizes' => count( wp_get_attachment_metadata( (int) $row['ID'] )['sizes'] ?? [] ) ] + $row, $attachments );
		sort( $described );
		return [
			'shown'       => $shown,
			'rows'        => array_map( static fn( array $row ): array => [ 'attachment_id' => $name( $row['attachment_id'] ) ] + $row, $rows ),
			'attachments' => $described,
			'files'       => array_map( 'basename', $this->files() ),
			'orphans'     => $wpdb->get_col( "SELECT meta_key FROM $wpdb->postmeta m LEFT JOIN $wpdb->posts p ON p.ID = m.post_id WHERE p.ID IS NULL" ),
			'links'       => ( new Links() )->count(),
		];
	}

	/** @return list<string> */
	private function files(): array {
		$files = glob( wp_upload_dir()['path'] . '/ubijen-*' );
		return false === $files ? [] : $files;
	}
}
