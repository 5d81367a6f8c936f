<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Overview\SettingsReport;
use SorsApi\Services;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Stock\ChangesWatch;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Scheduled stock runs that ask only for changes: two units, of which a sale changes one.
 *
 * @group sqlite
 */
final class StockChangesTest extends OutboxTestCase {

	/** Unit => on hand. */
	private const STOCK = [
		'01' => 10,
		'02' => 5,
	];

	private Runs $runs;
	private \WC_Product $thing;

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'businessUnitIds' => [ $this->unitId( self::DATABASE, '01' ), $this->unitId( self::DATABASE, '02' ) ], 'safetyLimitPercent' => 100 ] );
		$this->runs  = ( new Services() )->sync()->runs();
		$this->thing = $this->oldThing( 'SALE-1' );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 15.0, $this->stock() );
	}

	public function testASaleIsSubtractedOnceWhereOnlyItsUnitHasChanged(): void {
		$this->createOrder( [ $this->thing->get_id() => 3 ] );
		$this->work();
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 12.0, $this->stock() );
		$this->createOrder( [ $this->thing->get_id() => 2 ] );
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 10.0, $this->stock(), 'not sent yet' );
		$this->work();
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 10.0, $this->stock() );
	}

	public function testAnotherItemsOldLevelTakesNothingAway(): void {
		$other = $this->oldThing( 'SALE-2' );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		$this->createOrder( [ $this->thing->get_id() => 3 ] );
		$this->work();
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-1', 'unit' => '02', 'onHand' => 6 ] );
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-2', 'unit' => '01', 'onHand' => 4 ] );
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 13.0, $this->stock() );
		self::assertEquals( 9, wc_get_product( $other->get_id() )->get_stock_quantity() );
	}

	public function testADocumentOfAUnitThatIsNotAddedUpTakesNothingAway(): void {
		$this->configure( [ 'documentBusinessUnitId' => $this->unitId( self::DATABASE, '03' ) ] );
		self::assertContains( 'documentBusinessUnitId', array_column( SettingsReport::notices( ( new Services() )->api() ), 'field' ) );
		$this->createOrder( [ $this->thing->get_id() => 3 ] );
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 12.0, $this->stock(), 'not sent yet' );
		$this->work();
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 15.0, $this->stock(), 'its goods leave from another unit' );
	}

	/** Nothing says which unit it was entered in. */
	public function testWhatTheOwnerSaysIsInSorsCountsOnceEveryUnitWasReadAfterIt(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->handledOrder( [ $this->thing->get_id() => 3 ] );
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-1', 'unit' => '01', 'onHand' => 7 ] );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 9.0, $this->stock() );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 12.0, $this->stock() );
	}

	/**
	 * @dataProvider forgetfulServers
	 *
	 * @param array<string, mixed> $settings Of the server.
	 */
	public function testAServerThatDoesNotShowItsChangesIsReadAsAWholeFromThenOn( array $settings ): void {
		$this->sors->post( 'settings', $settings );
		$this->createOrder( [ $this->thing->get_id() => 3 ] );
		$this->assertChangesAreRead( $this->sync() );
		self::assertNull( ChangesWatch::reason( self::DATABASE ), 'nothing was sent yet' );
		$this->work();
		// What was sold at the desk meanwhile went unseen as well.
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-1', 'unit' => '02', 'onHand' => 1 ] );
		$run = $this->sync();
		self::assertSame( 'SALE-1', ChangesWatch::reason( self::DATABASE )['item'] ?? null );
		$this->assertEverythingIsRead( $run );
		self::assertSame( 8.0, $this->stock() );
		self::assertContains( 'setting_fullStockHours', array_column( ( new Services() )->overview()->make()['decisions'], 'code' ) );
		$this->assertEverythingIsRead( $this->sync() );

		$this->configure( [ 'fullStockHours' => 12 ] );
		self::assertNull( ChangesWatch::reason( self::DATABASE ), 'the owner wants another try' );
		$this->assertChangesAreRead( $this->sync() );
	}

	/**
	 * Then no level of it is there that could be missing from the changes.
	 *
	 * @dataProvider forgetfulServers
	 *
	 * @param array<string, mixed> $settings Of the server.
	 */
	public function testAnUnshownChangeIsSeenWhereTheDocumentsUnitHadNoneBefore( array $settings ): void {
		$other = $this->oldThing( 'SALE-2', [ '02' => 5 ] );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		$this->sors->post( 'settings', $settings );
		$this->createOrder( [ $other->get_id() => 3 ] );
		$this->work();
		$this->assertEverythingIsRead( $this->sync() );
		self::assertSame( 'SALE-2', ChangesWatch::reason( self::DATABASE )['item'] ?? null );
		self::assertSame( 2.0, self::stockOf( $other ) );
	}

	public function testWhatIsSoldFromAUnitThatHasNoneIsAChangeAsAnyOther(): void {
		$other = $this->oldThing( 'SALE-2', [ '02' => 5 ] );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		foreach ( [ 4.0, 3.0, 2.0 ] as $left ) {
			$this->createOrder( [ $other->get_id() => 1 ] );
			$this->work();
			$this->assertChangesAreRead( $this->sync() );
			self::assertSame( $left, self::stockOf( $other ) );
		}
		self::assertNull( ChangesWatch::reason( self::DATABASE ) );
	}

	/** Such as a service that is sold: its document changes no stock. */
	public function testWhatHasNoStockAnywhereIsNotMissedAmongTheChanges(): void {
		$service = self::saved( $this->createProduct( 'USL-MONTAZA', '2400', 0 ), [ 'manage_stock' => false ] );
		$this->linkCode( 'USL-MONTAZA', $service->get_id() );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		$order = $this->handledOrder( [ $service->get_id() => 1 ] );
		self::assertSame( 'sent', $this->sale( $order->get_id() )->state );
		$this->assertChangesAreRead( $this->sync() );
		self::assertNull( ChangesWatch::reason( self::DATABASE ) );
	}

	public function forgetfulServers(): array {
		return [
			'reservations are no changes' => [ [ 'reservationsModify' => false ] ],
			'its clock is behind'         => [ [ 'clockMinutes' => -90 ] ],
		];
	}

	/** SORS made the document an hour and a half before we learned of it: it was read in between. */
	public function testALateAcknowledgementIsNoChangeThatWasMissed(): void {
		$this->createOrder( [ $this->thing->get_id() => 3 ] );
		$this->sors->post( 'settings', [ 'clockMinutes' => -90 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$this->sors->post( 'settings', [ 'clockMinutes' => 0 ] );
		// When an order came is known to the second.
		$this->setClock( microtime( true ) + 1 );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 9.0, $this->stock(), 'SORS has it, and has not said so' );
		$this->workAfter( 60 );
		$this->assertChangesAreRead( $this->sync() );
		self::assertNull( ChangesWatch::reason( self::DATABASE ) );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 12.0, $this->stock() );
	}

	/** The document lowers a stock that was asked for before it, and shown as none at all. */
	public function testASaleIsSubtractedWhereItsUnitHadNoneAndWasReadBeforeIt(): void {
		$other   = $this->oldThing( 'SALE-2', [ '02' => 5 ] );
		$between = function ( $reply ) use ( &$between, $other ) {
			remove_filter( 'http_response', $between );
			$this->createOrder( [ $other->get_id() => 1 ] );
			$this->work();
			return $reply;
		};
		add_filter( 'http_response', $between );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 4.0, self::stockOf( $other ), 'asked for before its document was made' );
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 4.0, self::stockOf( $other ), 'its unit has less than nothing by now' );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 4.0, self::stockOf( $other ) );
	}

	public function testWhatTheOwnerSaysIsInSorsCountsOnceUnitsThatHaveNoneWereReadAfterItToo(): void {
		$other = $this->oldThing( 'SALE-2', [ '02' => 5 ] );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->handledOrder( [ $other->get_id() => 3 ] );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-2', 'unit' => '02', 'onHand' => 4 ] );
		$this->assertChangesAreRead( $this->sync() );
		self::assertSame( 1.0, self::stockOf( $other ) );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		self::assertSame( 4.0, self::stockOf( $other ) );
	}

	public function testWhatChangedInTheShopIsComparedThoughNothingChangedInSors(): void {
		$this->oldThing( 'SALE-2' );
		$this->oldItem( 'SALE-3' );
		$this->oldItem( 'SALE-4' );
		$this->assertEverythingIsRead( $this->sync( 'person' ) );
		// By hand; back from the trash, with the stock of that time; made by a catalogue run; made by hand.
		wc_update_product_stock( $this->thing->get_id(), 99 );
		$back = wc_get_product( wc_get_product_id_by_sku( 'SALE-2' ) );
		wp_trash_post( $back->get_id() );
		$this->assertChangesAreRead( $this->sync() );
		update_post_meta( $back->get_id(), '_stock', '1' );
		wp_untrash_post( $back->get_id() );
		$new = $this->createProduct( 'SALE-3', '120', 0 );
		$this->linkCode( 'SALE-3', $new->get_id() );
		$own = $this->createProduct( 'SALE-4', '120', 0 );
		$this->assertChangesAreRead( $this->sync() );
		wp_cache_flush();
		self::assertSame( 15.0, $this->stock() );
		foreach ( [ $back, $new, $own ] as $product ) {
			self::assertEquals( 15, wc_get_product( $product->get_id() )->get_stock_quantity(), $product->get_sku() );
		}
	}

	public function testACodeThatIsDoubledStaysSoThoughOnlyOneOfTheTwoChanges(): void {
		$this->oldItem( 'SALE-1' );
		$this->assertTwice( $this->sync( 'person' ) );
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-1', 'unit' => '01', 'onHand' => 40 ] );
		$this->assertTwice( $this->sync() );
		self::assertSame( 15.0, $this->stock() );
	}

	public function testACodeThatIsDoubledBetweenTwoCompleteReadingsIsSeenWithTheSecondItem(): void {
		$this->patch(
			[
				'do'    => 'addItem',
				'item'  => [
					'code' => 'SALE-1',
					'name' => 'Druga roba',
				],
				'stock' => [ '02' => 70 ],
			]
		);
		$this->assertTwice( $this->sync() );
		self::assertSame( 15.0, $this->stock() );
	}

	private function assertTwice( Run $run ): void {
		$items = array_column( RunItems::list( $run->id, [] )['items'], null, 'code' );
		self::assertSame( 'skipped', $items['SALE-1']['outcome'] ?? null );
	}

	public function testTheOwnerSaysHowOftenEverythingIsRead(): void {
		$this->configure( [ 'fullStockHours' => 0 ] );
		$this->assertEverythingIsRead( $this->sync() );
		$this->configure( [ 'fullStockHours' => 2 ] );
		$this->assertChangesAreRead( $this->sync() );
		$this->moveReading( 'full', -2 );
		$this->assertEverythingIsRead( $this->sync() );
	}

	/** "Since a moment that is still to come" would be no changes at all. */
	public function testEverythingIsReadWhereTheClockWasSetBackSinceTheLastReading(): void {
		$this->moveReading( 'last', 2 );
		$this->patch( [ 'do' => 'setStock', 'code' => 'SALE-1', 'unit' => '01', 'onHand' => 4 ] );
		$this->assertEverythingIsRead( $this->sync() );
		self::assertSame( 9.0, $this->stock() );
		$this->assertChangesAreRead( $this->sync() );
	}

	/**
	 * An item as oldItem(), and its product.
	 *
	 * @param array<string, int> $stock Unit => on hand.
	 */
	private function oldThing( string $code, array $stock = self::STOCK ): \WC_Product {
		$this->oldItem( $code, $stock );
		$product = $this->createProduct( $code, '120', 15 );
		$this->linkCode( $code, $product->get_id() );
		return $product;
	}

	/**
	 * Last changed yesterday.
	 *
	 * @param array<string, int> $stock Unit => on hand.
	 */
	private function oldItem( string $code, array $stock = self::STOCK ): void {
		$this->sors->post( 'settings', [ 'clockMinutes' => -1440 ] );
		$this->patch(
			[
				'do'    => 'addItem',
				'item'  => [
					'code'         => $code,
					'name'         => 'Roba',
					'priceWithVat' => 120,
					'vatRate'      => 20,
				],
				'stock' => $stock,
			]
		);
		$this->sors->post( 'settings', [ 'clockMinutes' => 0 ] );
	}

	private function sync( string $startedBy = 'schedule' ): Run {
		$run = $this->runs->start( 'stock', 'apply', $startedBy );
		do {
			$run = $this->runs->step( $run->id );
		} while ( $run->isActive() );
		self::assertSame( 'succeeded', $run->state, $run->message );
		return $run;
	}

	private function assertChangesAreRead( Run $run ): void {
		self::assertTrue( $this->askedForChanges(), $run->message );
	}

	private function assertEverythingIsRead( Run $run ): void {
		self::assertFalse( $this->askedForChanges(), $run->message );
	}

	/** Whether the last list of stock levels was one of changes. */
	private function askedForChanges(): bool {
		$name  = $this->sors->get( 'contract' )['operations']['listInventory']['query']['modifiedSince'];
		$lists = array_filter( $this->sors->get( 'requests' )['requests'], static fn( array $request ): bool => 'listInventory' === $request['operation'] );
		return false !== strpos( (string) wp_json_encode( end( $lists ) ), $name );
	}

	private function stock(): float {
		return self::stockOf( $this->thing );
	}

	private static function stockOf( \WC_Product $product ): float {
		wp_cache_flush();
		return (float) wc_get_product( $product->get_id() )->get_stock_quantity();
	}
}
