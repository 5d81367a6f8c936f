<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Database\StorageError;
use SorsApi\Store\Images\MediaLibrary;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** A read that the database refuses must not count as "nothing found" where something is written because of it. */
final class FailedReadsTest extends SyncTestCase {

	protected function tearDown(): void {
		FailingStatements::end();
		parent::tearDown();
	}

	public function testAPictureOfAPageIsNotTakenForUnused(): void {
		global $wpdb;
		$upload = wp_upload_bits( 'letak.gif', null, 'GIF89a' );
		$id     = (int) wp_insert_attachment( [ 'post_mime_type' => 'image/gif' ], $upload['file'] );
		wp_insert_post( [ 'post_type' => 'page', 'post_title' => 'Letak', 'post_content' => '<img src="' . $upload['url'] . '">', 'post_status' => 'publish' ] );
		self::assertTrue( MediaLibrary::isUsed( $id ) );

		clean_post_cache( $id );
		$this->refuse( "FROM {$wpdb->postmeta} WHERE post_id" );
		$this->expectException( StorageError::class );
		MediaLibrary::isUsed( $id );
	}

	public function testTheOwnersCategoryIsNotMadeASecondTime(): void {
		global $wpdb;
		$this->assortment( 1 );
		$this->configure( [ 'fields' => [ 'categories' => 'always' ] ] );
		$own = wp_insert_term( 'Boje', 'product_cat' )['term_id'];
		$this->addItem( 'T1', 'Prvi', [ 'group' => 'Boje' ] );
		$this->refuse( "'Boje'", $wpdb->terms );
		$run = $this->runToEnd( 'catalog' );
		FailingStatements::end();
		self::assertSame( [ (string) $own ], $wpdb->get_col( "SELECT term_id FROM {$wpdb->terms} WHERE name = 'Boje'" ) );
		self::assertSame( [ 'succeeded', 1 ], [ $run->state, $run->failed ] );

		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertContains( $own, $this->productOf( 'T1' )->get_category_ids() );
	}

	/** Makes each SELECT fail that contains all of the texts. */
	private function refuse( string ...$texts ): void {
		FailingStatements::begin(
			static function ( string $query ) use ( $texts ): bool {
				foreach ( $texts as $text ) {
					if ( false === strpos( $query, $text ) ) {
						return false;
					}
				}
				return 1 === preg_match( '/^\s*SELECT/', $query );
			}
		);
	}
}
