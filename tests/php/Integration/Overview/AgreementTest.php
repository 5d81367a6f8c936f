<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Overview;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Reconciliation;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\BrokenPlugin;
use SorsApi\Tests\Site\RowsRead;

'cli' === PHP_SAPI || exit;

/** The overview's first lines: of how much SORS and the shop say the same. */
final class AgreementTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->configure( [ 'newProductStatus' => 'publish', 'safetyLimitPercent' => 100 ] );
		$this->loginAsAdmin();
		foreach ( [ 'A', 'B', 'C' ] as $code ) {
			$this->addItem( $code, "Artikal $code", [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		}
	}

	/** @return array{int, int}|null How many agree, of how many. */
	private function told( string $of = 'products' ): ?array {
		$told = $this->restOk( 'GET', 'overview' )['agreement'][ $of ];
		return null === $told ? null : [ $told['agreeing'], $told['total'] ];
	}

	public function testBeforeTheFirstRunNothingIsSaid(): void {
		self::assertNull( $this->told() );
		self::assertNull( $this->told( 'orders' ) );
		$this->createProduct( 'X' );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertNull( $this->told(), 'Nothing is linked.' );
	}

	public function testAllAgreeAndItIsSaidSinceWhen(): void {
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( [ 3, 3 ], $this->told() );
		$at = $this->restOk( 'GET', 'overview' )['agreement']['products']['at'];
		self::assertSame( RunTable::list( [ 'kind' => 'stock' ] )['items'][0]->toArray()['finishedAt'], $at );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'A', 'priceWithVat' => 140 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 3, 3 ], $this->told(), 'What was written and read back agrees.' );
	}

	public function testWhatCannotBeBoughtOrWasLeftAloneIsNotCounted(): void {
		global $wpdb;
		$this->runAll( 'catalog', 'stock' );
		self::saved( $this->productOf( 'A' ), [ 'status' => 'draft' ] );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_links SET left_alone = 'product' WHERE code = 'B'" );
		self::assertSame( [ 1, 1 ], $this->told() );
	}

	public function testWhatWaitsDoesNotAgree(): void {
		$this->runAll( 'catalog', 'stock' );
		$this->configure( [ 'safetyLimitPercent' => 20 ] );
		foreach ( [ 'A', 'B', 'C' ] as $code ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => $code, 'unit' => $this->firstUnit, 'onHand' => 0 ] ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 0, 3 ], $this->told() );
		$this->decide( 'discard', 'stock', [ 'A' ] );
		self::assertSame( [ 0, 3 ], $this->told(), 'Nobody has written it.' );
	}

	/** @group real-store */
	public function testWhatFailedDoesNotAgreeUntilItIsWritten(): void {
		$this->runAll( 'catalog', 'stock' );
		$plugin = new BrokenPlugin();
		$plugin->listenTo( 'woocommerce_before_product_object_save', BrokenPlugin::over( $this->productOf( 'A' )->get_id() ) );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'A', 'priceWithVat' => 140 ] ] );
		self::assertSame( 1, $this->runToEnd( 'stock' )->failed );
		$found = $this->told();
		$plugin->delete();
		self::assertSame( [ 2, 3 ], $found );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 3, 3 ], $this->told() );
	}

	public function testANewProductAgreesOnceItsStockIsThere(): void {
		$this->runAll( 'catalog', 'stock' );
		$this->addItem( 'D', 'Artikal D', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::saved( $this->productOf( 'D' ), [ 'props' => [ 'manage_stock' => false, 'stock_status' => 'instock', 'regular_price' => '120' ] ] );
		self::assertSame( [ 3, 4 ], $this->told() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 4, 4 ], $this->told() );
	}

	public function testOrdersAgreeThatSorsHas(): void {
		foreach ( [ OutboxEntry::SENT, OutboxEntry::SENT, OutboxEntry::REJECTED, OutboxEntry::QUEUED, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ] as $state ) {
			$order = $this->createOrder( [ $this->createProduct( '' )->get_id() => 1 ] );
			$sale  = OutboxTable::sale( $order->get_id() );
			OutboxTable::update( $sale->id, [ 'state' => $state ] );
		}
		self::assertNull( $this->told( 'orders' ), 'They were never compared.' );
		$progress = [ 'startedAt' => time() - 700, 'finishedAt' => time() - 600, 'since' => 0, 'documents' => 2, 'checked' => 2, 'problems' => 0, 'unchecked' => '', 'at' => '', 'recognised' => 2, 'open' => [], 'suspects' => [], 'unread' => [], 'listed' => [], 'others' => [] ];
		update_option( Reconciliation::OPTION, $progress );
		self::assertSame( [ 2, 4 ], $this->told( 'orders' ) );
		self::assertSame( gmdate( 'Y-m-d\TH:i:s\Z', $progress['finishedAt'] ), $this->restOk( 'GET', 'overview' )['agreement']['orders']['at'] );
		update_option( Reconciliation::OPTION, [ 'finishedAt' => null ] + $progress );
		self::assertNull( $this->told( 'orders' ), 'They are being compared.' );
	}

	public function testItTakesOneQuery(): void {
		$this->runAll( 'catalog', 'stock' );
		Links::countAgreeing( 'x' );
		self::assertLessThanOrEqual( 2, RowsRead::by( static fn(): array => Links::countAgreeing( 'x' ) )->queries );
	}
}
