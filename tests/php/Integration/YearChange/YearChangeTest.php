<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\YearChange;

use SorsApi\Counterparts\Items;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\Remedies;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Services;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

/** A closed year makes a new database: the same codes under other ids. */
final class YearChangeTest extends OutboxTestCase {

	private const OLD = 'Prodavnica2025';
	private const NEW = 'Prodavnica2026';

	public function testIdsAreFoundAgainByCodeBeforeTheFirstSend(): void {
		$product = $this->productOfOld();
		$order   = $this->createOrder( [ $product->get_id() => 2 ] );
		$order->add_item( self::shipping( '350' ) );
		$order->calculate_totals();
		$order->save();
		$this->change();
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, self::NEW ], [ $row->state, $row->database ], (string) $row->errorMessage );
		$document = $this->documents( self::NEW )[0];
		self::assertSame( [ $product->get_sku(), 'USL-DOSTAVA' ], array_column( $document['lines'], 'productCode' ) );
		self::assertSame( $this->idIn( self::NEW, $product->get_sku() ), $document['lines'][0]['productId'] );
	}

	public function testALostReplyIsLookedUpInTheDatabaseItWasSentTo(): void {
		$order = $this->datedOrder( '2025-12-30', $this->productOfOld() );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$this->change();
		for ( $i = 0; $i < 5; $i++ ) {
			$this->pass( 400 );
			$this->work();
		}
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, self::OLD, 1 ], [ $row->state, $row->database, $row->attempts ] );
		self::assertCount( 1, $this->documents( self::OLD ) );
		self::assertCount( 0, $this->documents( self::NEW ) );
	}

	public function testAUnitThatTheNewDatabaseLacksIsSaid(): void {
		$order = $this->createOrder( [ $this->productOfOld()->get_id() => 1 ] );
		$this->configure( [ 'database' => self::NEW ] );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, 'unknown_unit' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->change();
		$this->pass( 3700 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
	}

	public function testALongListOfItemsIsReadOnByTheNextOrder(): void {
		$this->sors->post( 'reset', [ 'items' => 1500 ] );
		$product = $this->productOfOld();
		$last    = '';
		foreach ( $this->books( 'products', self::NEW ) as $item ) {
			$last = 'goods' === $item['itemType'] ? $item['code'] : $last;
		}
		$this->linkCode( $last, 800001, self::OLD );
		$api   = ( new Services() )->api();
		$tries = 0;
		do {
			++$tries;
			try {
				( new Items( new Links(), 0 ) )->find( [ $last ], self::NEW, $api );
				$found = true;
			} catch ( Postponed $postponed ) {
				$found = false;
			}
		} while ( ! $found && $tries < 50 );
		$links = ( new Links() )->byCodes( [ $last, $product->get_sku() ] );
		self::assertSame( [ self::NEW, $this->idIn( self::NEW, $last ) ], [ $links[ $last ]->database, $links[ $last ]->sorsId ] );
		self::assertSame( self::NEW, $links[ $product->get_sku() ]->database, 'What the first pages showed was kept, too.' );
		self::assertGreaterThan( 1, $tries );
	}

	public function testAnOrderOfTheOldYearIsDatedTheFirstDayOfTheNewOne(): void {
		$product = $this->productOfOld();
		$this->change();
		$this->datedOrder( '2025-12-31', $product );
		$this->work();
		$this->datedOrder( '2026-01-02', $product );
		$this->work();
		self::assertSame( [ '2026-01-01', '2026-01-02' ], array_column( $this->documents( self::NEW ), 'date' ) );
	}

	public function testAnOrderOfTheNewYearWaitsUntilTheShopHasMoved(): void {
		$order = $this->datedOrder( '2026-01-02', $this->productOfOld() );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::QUEUED, OutboxEntry::NEWER_YEAR ], [ $sale->state, $sale->errorCode ] );
		self::assertCount( 0, $this->documents( self::OLD ) );
		self::assertContains( 'newer_year', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
		$this->change();
		$this->work();
		self::assertSame( [ '2026-01-02' ], array_column( $this->documents( self::NEW ), 'date' ), (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertNotContains( 'newer_year', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
	}

	/** Demo2 has no year in its name, but SORS' list says one. */
	public function testTheYearOfADatabaseIsTakenFromTheListWhereItsNameHasNone(): void {
		$product = $this->linkedProduct();
		$this->datedOrder( '2019-12-31', $product );
		$this->work();
		$this->services->tick()->afterwards();
		$this->datedOrder( '2019-12-31', $product );
		$this->work();
		self::assertSame( [ '2019-12-31', gmdate( 'Y' ) . '-01-01' ], array_column( $this->documents(), 'date' ) );
	}

	public function testADocumentThatWasCarriedOverIsCancelledByHandAlone(): void {
		$product = $this->productOfOld();
		$before  = $this->datedOrder( '2025-12-30', $product );
		$this->work();
		$after = $this->datedOrder( '2025-12-30', $product );
		$this->work();
		$this->change();
		$this->freshOrder( $before->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents( self::OLD ), 'status' ), 'So far it stands in the old books alone.' );
		$this->freshOrder( $after->get_id() )->update_status( 'cancelled' );
		CountedDocuments::carryOver( self::OLD, new OutboxTable() );
		$this->work();
		$cancel = ( new OutboxTable() )->ofOrder( $after->get_id() )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'carried_over' ], [ $cancel->state, $cancel->errorCode ] );
		self::assertSame( [ 'acknowledged', 'accept' ], array_column( Remedies::of( $cancel, true, true ), 'as' ) );
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents( self::OLD ), 'status' ) );
		$this->outbox->resolve( $cancel->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $after->get_id() )->state );
	}

	public function testADocumentThatWasCarriedOverIsNotReplaced(): void {
		$order = $this->datedOrder( '2025-12-30', $this->productOfOld() );
		$this->work();
		$this->change();
		CountedDocuments::carryOver( self::OLD, new OutboxTable() );
		$sale = $this->sale( $order->get_id() );
		( new OutboxTable() )->update( $sale->id, OutboxTable::issue( new Issue( Reconciliation::MISSING ) ) );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ 'accept' ], array_column( Remedies::of( $sale, true, CountedDocuments::isCarriedOver( $sale ) ), 'as' ) );
		$this->expectException( OutboxRefused::class );
		$this->services->sentDecision()->decide( $sale->id, SentDecision::REPLACE );
	}

	public function testGoodsOfAFormerDatabaseThatCameBackArePutBeforeTheOwner(): void {
		$order = $this->datedOrder( '2025-12-30', $this->productOfOld(), 2 );
		$this->work();
		$this->change();
		$refund = wc_create_refund(
			[
				'order_id'      => $order->get_id(),
				'amount'        => '1',
				'line_items'    => [ array_key_first( $order->get_items() ) => [ 'qty' => 1, 'refund_total' => 1 ] ],
				'restock_items' => true,
			]
		);
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		$this->work();
		$return = ( new OutboxTable() )->ofOrder( $order->get_id() )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'former_database' ], [ $return->state, $return->errorCode ] );
		self::assertSame( [ 'acknowledged' ], array_column( Remedies::of( $return, true, false ), 'as' ) );
		self::assertSame( [ 'open' ], array_column( $this->documents( self::OLD ), 'status' ) );
		self::assertCount( 0, $this->documents( self::NEW ) );
	}

	public function testAKeyThatDoesNotOpenTheFormerDatabaseStopsItsEntriesAlone(): void {
		$product = $this->productOfOld();
		$old     = $this->datedOrder( '2025-12-30', $product );
		$this->work();
		$this->change();
		$this->freshOrder( $old->get_id() )->update_status( 'cancelled' );
		$this->fault( 'cancelDocument', [ 'kind' => 'status', 'status' => 403 ] );
		$this->work();
		self::assertSame( OutboxEntry::WAITING, ( new OutboxTable() )->ofOrder( $old->get_id() )[1]->state );
		self::assertNull( $this->outbox->paused() );
		$new = $this->createOrder( [ $product->get_id() => 1 ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $new->get_id() )->state, (string) $this->sale( $new->get_id() )->errorMessage );
		$this->pass( 4000 );
		$this->work();
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $old->get_id() )->state );
	}

	private function productOfOld(): \WC_Product {
		global $wpdb;
		$this->configure( [ 'database' => self::OLD, 'businessUnitIds' => [ $this->unitId( self::OLD ) ] ] );
		foreach ( $this->books( 'products', self::OLD ) as $item ) {
			if ( 'goods' === $item['itemType'] && $item['active'] && $item['priceWithVat'] > 0 ) {
				$wpdb->query( 'DELETE FROM ' . \SorsApi\Database\Tables::name( 'links' ) );
				$product = $this->createProduct( $item['code'], (string) $item['priceWithVat'], 50, $item['name'] );
				$this->linkCode( $item['code'], $product->get_id(), self::OLD );
				$this->linkCode( 'USL-DOSTAVA', 900001, self::OLD );
				return $product;
			}
		}
		self::fail( 'No goods.' );
	}

	private function change(): void {
		$this->configure( [ 'database' => self::NEW, 'businessUnitIds' => [ $this->unitId( self::NEW ) ] ] );
	}

	private function idIn( string $database, string $code ): string {
		return (string) array_column( $this->books( 'products', $database ), 'id', 'code' )[ $code ];
	}

	private static function shipping( string $total ): \WC_Order_Item_Shipping {
		$item = new \WC_Order_Item_Shipping();
		$item->set_method_title( 'Kurir' );
		$item->set_total( $total );
		return $item;
	}
}
