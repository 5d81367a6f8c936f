<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Products that the owner has deleted for good stay deleted until asked for.
 *
 * @group sqlite
 */
final class DeletedProductsTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->addItem( 'T1', 'Prvi "mali"' );
		$this->addItem( 'T2', 'Drugi' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	public function testWhatTheOwnerDeletedForGoodDoesNotComeBackAndNeedsNoAttention(): void {
		$this->emptyTheTrash( 'T1' );
		foreach ( [ 'first', 'second', 'third' ] as $time ) {
			$run = $this->runWell( 'catalog' );
			self::assertSame( [ 0, 1, 1 ], [ $run->created, $run->unchanged, $run->skipped ], $time );
			self::assertStringContainsString( 'stays deleted', (string) $this->itemOf( $run, 'T1' )['reason'] );
		}
		foreach ( [ 'stock', 'images' ] as $kind ) {
			$run = $this->runWell( $kind );
			self::assertNull( $this->productBySku( 'T1' ) );
		}
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts' )['total'] );
		$list = $this->restOk( 'GET', 'deleted-products' );
		self::assertSame( [ 1, 'T1', 'Prvi "mali"' ], [ $list['total'], $list['items'][0]['code'], $list['items'][0]['name'] ] );
	}

	/** A preview, too, notes what was deleted, and plans nothing for it. */
	public function testAPreviewPlansNoDeletedProduct(): void {
		$this->emptyTheTrash( 'T1' );
		self::assertSame( 'succeeded', $this->runToEnd( 'catalog', 'preview' )->state );
		self::assertSame( 1, $this->restOk( 'GET', 'deleted-products' )['total'] );
	}

	public function testOneActionBringsAllBack(): void {
		$this->emptyTheTrash( 'T1' );
		$this->emptyTheTrash( 'T2' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'broughtBack' => 2 ], $this->restOk( 'POST', 'deleted-products/bring-back' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products' )['total'] );
		$run = $this->runWell( 'catalog' );
		self::assertSame( 2, $run->created );
		self::assertSame( 'Prvi "mali"', html_entity_decode( $this->productOf( 'T1' )->get_name() ) );
		self::assertSame( [ 'broughtBack' => 0 ], $this->restOk( 'POST', 'deleted-products/bring-back' ) );
		self::assertSame( 2, $this->runToEnd( 'catalog' )->unchanged );
	}

	public function testAProductWithThatSkuEndsIt(): void {
		$this->emptyTheTrash( 'T1' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$own = $this->createProduct( 'T1', '50', 3, 'Moj' );
		$run = $this->runWell( 'catalog' );
		self::assertSame( $own->get_id(), $this->productOf( 'T1' )->get_id() );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products' )['total'] );
		self::assertSame( 'Moj', $this->productOf( 'T1' )->get_name() );
	}

	public function testWhatAStockRunAdoptsEndsItToo(): void {
		$this->emptyTheTrash( 'T1' );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [], ( new Links() )->byCodes( [ 'T1' ] ), 'SORS no longer shows it' );
		$this->addItem( 'T1', 'Opet', [], [ (string) array_key_first( $this->units ) => 5 ] );
		self::assertSame( 1, $this->restOk( 'GET', 'deleted-products' )['total'] );
		$own = $this->createProduct( 'T1', '50', 3, 'Moj' );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( $own->get_id(), $this->productOf( 'T1' )->get_id() );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products' )['total'] );
	}

	/** The item went away meanwhile: once it is back, its product is still one that the owner deleted. */
	public function testAnItemThatReturnsToSorsStaysDeleted(): void {
		$this->emptyTheTrash( 'T1' );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->addItem( 'T1', 'Opet' );
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( [ 0, 'skipped' ], [ $run->created, $this->itemOf( $run, 'T1' )['outcome'] ] );
	}

	/** It was planned to be made, and was deleted before. */
	public function testDeletedBetweenReadingAndApplyingItIsNotMade(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->setItem( 'T1', [ 'name' => 'Novo ime' ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->emptyTheTrash( 'T1' );
		$this->assertSucceeded( $this->approvedRun( $run ) );
		self::assertNull( $this->productBySku( 'T1' ) );
		self::assertSame( 'skipped', $this->itemOf( $run, 'T1' )['outcome'] );
	}

	public function testACodeThatTheOwnerNeverWantsBecomesNoProduct(): void {
		$list = $this->restOk( 'POST', 'deleted-products', [ 'code' => ' T3 ' ] );
		self::assertSame( [ 1, [ 'T3' ] ], [ $list['total'], array_column( $list['items'], 'code' ) ] );
		self::assertSame( 1, $this->restOk( 'POST', 'deleted-products', [ 'code' => 'T3' ] )['total'], 'Once more changes nothing.' );
		$this->addItem( 'T3', 'Treći' );
		$this->addItem( 'T33', 'Sličan' );
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ 1, 'skipped' ], [ $run->created, $this->itemOf( $run, 'T3' )['outcome'] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertNull( $this->productBySku( 'T3' ) );
		self::assertSame( [ 'broughtBack' => 1 ], $this->restOk( 'POST', 'deleted-products/bring-back' ) );
		self::assertSame( 1, $this->runToEnd( 'catalog' )->created );
		self::assertSame( 'Treći', $this->productOf( 'T3' )->get_name() );
	}

	/** What waits for a decision was planned before. */
	public function testACodeThatIsKeptOutLeavesAPreviewToo(): void {
		$this->addItem( 'T3', 'Treći' );
		$this->addItem( 'T4', 'Četvrti' );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$this->restOk( 'POST', 'deleted-products', [ 'code' => 'T3' ] );
		$this->assertSucceeded( $this->approvedRun( $run ) );
		self::assertNull( $this->productBySku( 'T3' ) );
		self::assertNotNull( $this->productBySku( 'T4' ) );
	}

	/** @dataProvider kept */
	public function testACodeThatCannotBeKeptOutIsRefusedInWords( string $code, string $said ): void {
		$this->createProduct( 'MOJ', '50', 3, 'Moj "čekić"' );
		$response = $this->restAsAdmin( 'POST', 'deleted-products', [ 'code' => $code ] );
		self::assertSame( [ 409, $said ], [ $response->get_status(), $response->get_data()['message'] ] );
		self::assertSame( 0, $this->restOk( 'GET', 'deleted-products' )['total'] );
	}

	public static function kept(): array {
		return [
			'nothing'           => [ '  ', 'Enter the code that the item has in SORS.' ],
			'no code'           => [ str_repeat( 'Š', 192 ), 'A code has at most 191 characters.' ],
			'of a product'      => [ 'T1', 'T1 is linked to the product “Prvi "mali"”. On its page you can leave the product alone or unlink it.' ],
			'to be linked soon' => [ 'MOJ', 'The SKU of the product “Moj "čekić"” is MOJ, so a sync links it with that item. Change the SKU first.' ],
		];
	}

	public function testWhatTheOwnerUnlinkedStaysSo(): void {
		$id = $this->productOf( 'T1' )->get_id();
		$this->restOk( 'POST', "products/$id/unlink" );
		self::assertSame( 0, $this->restOk( 'POST', 'deleted-products', [ 'code' => 'T1' ] )['total'] );
		self::assertSame( 1, $this->restOk( 'GET', 'deleted-products', [ 'unlinked' => 'true' ] )['total'] );
	}

	public function testOneInTheTrashSaysWhatDeletingMeans(): void {
		wp_trash_post( $this->productOf( 'T1' )->get_id() );
		$run = $this->runToEnd( 'catalog' );
		self::assertStringContainsString( 'stays deleted', (string) $this->itemOf( $run, 'T1' )['reason'] );
	}

	private function emptyTheTrash( string $code ): void {
		$id = $this->productOf( $code )->get_id();
		wp_trash_post( $id );
		wp_delete_post( $id, true );
	}

	private function productBySku( string $sku ): ?int {
		global $wpdb;
		$id = $wpdb->get_var( $wpdb->prepare( "SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key = '_sku' AND meta_value = %s", $sku ) );
		return null === $id ? null : (int) $id;
	}
}
