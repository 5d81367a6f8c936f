<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Database\Tables;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/**
 * What the owner decides: whose pictures count, previews and the safety limit.
 *
 * @group sqlite
 */
final class ImagesChoicesTest extends ImagesTestCase {

	public function testWithoutLinkedProductsItSaysWhatToDoFirst(): void {
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::LINKS ) );
		self::assertStringContainsString( 'catalogue first', Sentence::shown( $this->runToEnd( 'images', 'preview' )->message ) );
	}

	public function testInAnotherDatabaseTheCatalogueComesFirst(): void {
		self::db()->query( 'UPDATE ' . Tables::name( Tables::LINKS ) . " SET database_name = 'Prosla'" );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 'succeeded', $run->state );
		self::assertStringContainsString( 'catalogue first', $this->itemOf( $run, self::CODE )['reason'] );
		self::assertSame( [], $this->pictures() );
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
		$run = $this->runWell( 'images' );
		self::assertStringContainsString( 'never', Sentence::shown( $run->message ) );
		self::assertSame( [], $this->pictures() );
	}

	public function testTheSafetyLimitStopsWhatWouldTakeAllPicturesAway(): void {
		for ( $i = 10; $i < 22; $i++ ) {
			$this->addItem( 'SLIKA-' . $i, 'Artikal ' . $i, [ 'images' => [ [ 'format' => 'png' ] ] ] );
		}
		$this->runAll( 'catalog', 'images' );
		$before = $this->shopRows();
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductImages', 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] ] ] );
		$run = $this->runWell( 'images' );
		self::assertStringContainsString( 'lose all their images', $this->question( 'images' ) );
		$this->decide( 'discard', 'images' );
		self::assertStringContainsString( '13 products would lose all their images', Sentence::shown( $this->runToEnd( 'images', 'preview' )->message ) );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testAPreviewWritesNothing(): void {
		$before = $this->shopRows() + $this->imageRows();
		$run    = $this->runToEnd( 'images', 'preview' );
		self::assertSame( 'awaiting_approval', $run->state );
		self::assertSame( $before, $this->shopRows() + $this->imageRows() );
		$this->runs->discard( $run->id );
	}
}
