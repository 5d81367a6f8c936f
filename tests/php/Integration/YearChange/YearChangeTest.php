<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\YearChange;

use SorsApi\Counterparts\Items;
use SorsApi\Database\Tables;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Remedies;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Orders\OrderReader;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Services;
use SorsApi\Settings\FinancialYear;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** A closed year makes a new database: the same codes under other ids. */
final class YearChangeTest extends OutboxTestCase {

	public function testIdsAreFoundAgainByCodeBeforeTheFirstSend(): void {
		$product = $this->productOfOld();
		$order   = $this->createOrder( [ $product->get_id() => 2 ] );
		$order->add_item( self::shipping( '350' ) );
		$order->calculate_totals();
		$order->save();
		$this->change();
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, self::yearly() ], [ $row->state, $row->database ], (string) $row->errorMessage );
		$document = $this->documents( self::yearly() )[0];
		self::assertSame( [ $product->get_sku(), 'USL-DOSTAVA' ], array_column( $document['lines'], 'productCode' ) );
		self::assertSame( $this->idIn( self::yearly(), $product->get_sku() ), $document['lines'][0]['productId'] );
	}

	public function testALostReplyIsLookedUpInTheDatabaseItWasSentTo(): void {
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$order = $this->sentInOld( $this->productOfOld() );
		$this->change();
		$this->workAfter( 400, 5 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, self::yearly( 1 ), 1 ], [ $row->state, $row->database, $row->attempts ] );
		self::assertCount( 1, $this->documents( self::yearly( 1 ) ) );
		self::assertCount( 0, $this->documents( self::yearly() ) );
	}

	public function testWhatWasSentInTheOldYearIsFoundWhereABackupIsRestoredAndTheShopMovesOnAtOnce(): void {
		$product = $this->productOfOld();
		$order   = $this->datedOrder( self::day( '12-30', 1 ), $product );
		$backup  = self::db()->get_row( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ), ARRAY_A );
		$this->workInFormerYear();
		self::assertCount( 1, $this->documents( self::yearly( 1 ) ) );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'id' => $backup['id'] ] );
		self::db()->insert( Tables::name( Tables::OUTBOX ), [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - DAY_IN_SECONDS ) ] + $backup );
		AtWork::pass( 2 * DAY_IN_SECONDS );
		$this->change();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, self::yearly( 1 ) ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->database ] );
		$next = $this->handledOrder( [ $product->get_id() => 1 ] );
		self::assertSame( [ OutboxEntry::SENT, self::yearly() ], [ $this->sale( $next->get_id() )->state, $this->sale( $next->get_id() )->database ] );
		self::assertCount( 1, $this->documents( self::yearly() ) );
	}

	public function testWhatWasSentInTheNewYearIsFoundWhereTheBackupIsOfJustAfterTheMove(): void {
		$order = $this->createOrder( [ $this->productOfOld()->get_id() => 1 ] );
		$this->change();
		$backup = self::db()->get_row( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ), ARRAY_A );
		$this->work();
		self::assertCount( 1, $this->documents( self::yearly() ) );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'id' => $backup['id'] ] );
		self::db()->insert( Tables::name( Tables::OUTBOX ), $backup );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy ] );
		self::assertCount( 1, $this->documents( self::yearly() ) );
	}

	public function testAUnitThatTheNewDatabaseLacksIsSaid(): void {
		$order = $this->createOrder( [ $this->productOfOld()->get_id() => 1 ] );
		$this->configure( [ 'database' => self::yearly() ] );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, 'unknown_unit' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->change();
		$this->workAfter( 3700 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
	}

	public function testALongListOfItemsIsReadOnByTheNextOrder(): void {
		$this->sors->post( 'reset', [ 'items' => 1500 ] );
		$product = $this->productOfOld();
		$last    = '';
		foreach ( $this->books( 'products', self::yearly() ) as $item ) {
			$last = 'goods' === $item['itemType'] ? $item['code'] : $last;
		}
		$this->linkCode( $last, 800001, self::yearly( 1 ) );
		$api   = ( new Services() )->api();
		$tries = 0;
		do {
			++$tries;
			try {
				Items::find( [ $last ], self::yearly(), $api, 0 );
				$found = true;
			} catch ( Postponed $postponed ) {
				$found = false;
			}
		} while ( ! $found && $tries < 50 );
		$links = ( new Links() )->byCodes( [ $last, $product->get_sku() ] );
		self::assertSame( [ self::yearly(), $this->idIn( self::yearly(), $last ) ], [ $links[ $last ]->database, $links[ $last ]->sorsId ] );
		self::assertSame( self::yearly(), $links[ $product->get_sku() ]->database, 'What the first pages showed was kept, too.' );
		self::assertGreaterThan( 1, $tries );
	}

	/** The order's own day may lie in a VAT period that is closed. */
	public function testADocumentIsDatedTheDayOfItsFirstRequest(): void {
		$product = $this->productOfOld();
		$this->change();
		$asked = [];
		$early = static function ( string $date ) use ( &$asked ): string {
			$asked[] = $date;
			return self::day( '01-01', 1 );
		};
		add_filter( 'sors_due_date', $early );
		$this->datedOrder( self::day( '12-31', 1 ), $product );
		$this->work();
		$document = $this->documents( self::yearly() )[0];
		self::assertSame( [ self::today(), self::today(), [ self::today() ] ], [ $document['date'], $document['dueDate'], array_values( array_unique( $asked ) ) ] );
	}

	public function testADocumentOfAShopThatMovedEarlyIsDatedTheFirstDayOfTheNewYear(): void {
		FinancialYear::store( self::DATABASE, (int) self::day( '01-01', -1 ) );
		$this->sentOrder();
		self::assertSame( [ self::day( '01-01', -1 ) ], array_column( $this->documents(), 'date' ) );
	}

	public function testAnOrderOfTheNewYearWaitsUntilTheShopHasMoved(): void {
		$order = $this->datedOrder( self::day( '01-02' ), $this->productOfOld() );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::QUEUED, OutboxEntry::NEWER_YEAR ], [ $sale->state, $sale->errorCode ] );
		self::assertCount( 0, $this->documents( self::yearly( 1 ) ) );
		self::assertContains( 'newer_year', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
		$this->change();
		$this->work();
		self::assertSame( [ self::today() ], array_column( $this->documents( self::yearly() ), 'date' ), (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertNotContains( 'newer_year', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
	}

	public function testADatabaseThatGoesOnTakesTheOrdersOfEachYear(): void {
		$product = $this->productOfOld();
		$order   = $this->datedOrder( self::day( '01-02' ), $product );
		$this->work();
		self::assertSame( [ OutboxEntry::QUEUED, OutboxEntry::NEWER_YEAR ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->services->tick()->afterwards();
		$asked = array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' );
		self::assertContains( 'newer_year', $asked );
		self::assertContains( 'newer_database', $asked );
		$question = [ 'year' => (int) self::day( '12-31', 1 ), 'waiting' => 1, 'isSaid' => false ];
		self::assertSame( $question, $this->restOk( 'GET', 'year-change' )['goingOn'] );

		$answer = $this->restOk( 'POST', 'year-change/going-on', [ 'database' => self::yearly( 1 ), 'goesOn' => true ] );
		self::assertTrue( $answer['goingOn']['isSaid'] );
		$this->work();
		$older = $this->datedOrder( self::day( '06-07', 2 ), $product );
		$this->work();
		self::assertSame( [ self::today(), self::today() ], array_column( $this->documents( self::yearly( 1 ) ), 'date' ), (string) $this->sale( $order->get_id() )->errorMessage . $this->sale( $older->get_id() )->errorMessage );
		self::assertSame( [], array_intersect( [ 'newer_year', 'newer_database', 'former_year' ], array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) ) );
		self::assertSame( 0, $this->restOk( 'GET', 'year-change' )['goingOn']['waiting'] );

		$answer = $this->restOk( 'POST', 'year-change/going-on', [ 'database' => self::yearly( 1 ), 'goesOn' => false ] );
		self::assertSame( [ 'waiting' => 0 ] + $question, [ 'waiting' => 0 ] + $answer['goingOn'] );
		$next = $this->datedOrder( self::day( '01-03' ), $product );
		$this->work();
		self::assertSame( OutboxEntry::NEWER_YEAR, $this->sale( $next->get_id() )->errorCode, 'It was taken back.' );
	}

	public function testThatADatabaseGoesOnIsSaidOfThatOneAlone(): void {
		$product = $this->productOfOld();
		$this->restOk( 'POST', 'year-change/going-on', [ 'database' => self::yearly( 1 ), 'goesOn' => true ] );
		$this->change();
		FinancialYear::store( self::yearly(), (int) self::day( '01-01', 1 ) );
		$order = $this->datedOrder( self::day( '01-02' ), $product );
		$this->work();
		self::assertSame( OutboxEntry::NEWER_YEAR, $this->sale( $order->get_id() )->errorCode );
		self::assertFalse( $this->restOk( 'GET', 'year-change' )['goingOn']['isSaid'] );
		$refused = $this->restAsAdmin( 'POST', 'year-change/going-on', [ 'database' => self::yearly( 1 ), 'goesOn' => false ] );
		self::assertSame( [ 409, 'sors_not_in_use' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
		$this->configure( [ 'database' => self::yearly( 1 ) ] );
		self::assertTrue( $this->restOk( 'GET', 'year-change' )['goingOn']['isSaid'], 'It is kept by database.' );
	}

	public function testNothingIsAskedWhileTheYearOfTheDatabaseLasts(): void {
		$this->change();
		self::assertNull( $this->restOk( 'GET', 'year-change' )['goingOn'] );
		$this->configure( [ 'database' => 'Demo' ] );
		self::assertNull( $this->restOk( 'GET', 'year-change' )['goingOn'], 'Neither name nor list says a year.' );
	}

	/** Demo2 has no year in its name, but SORS' list says one. */
	public function testTheYearOfADatabaseIsTakenFromTheListWhereItsNameHasNone(): void {
		$this->sentOrder();
		FinancialYear::store( self::DATABASE, (int) self::day( '01-01', 1 ) );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertSame( OutboxEntry::NEWER_YEAR, $this->sale( $order->get_id() )->errorCode );
		$this->services->tick()->afterwards();
		$this->workAfter( HOUR_IN_SECONDS );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testADocumentThatWasCarriedOverIsCancelledByHandAlone(): void {
		$product = $this->productOfOld();
		$before  = $this->sentInOld( $product );
		$after   = $this->sentInOld( $product );
		$this->change();
		$this->handleAs( 'cancelled', $before );
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents( self::yearly( 1 ) ), 'status' ), 'So far it stands in the old books alone.' );
		$this->freshOrder( $after->get_id() )->update_status( 'cancelled' );
		CountedDocuments::carryOver( self::yearly( 1 ) );
		$this->work();
		$cancel = OutboxTable::ofOrder( $after->get_id() )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'carried_over' ], [ $cancel->state, $cancel->errorCode ] );
		self::assertSame( [ 'acknowledged', 'accept' ], array_column( Remedies::of( $cancel, true, true ), 'as' ) );
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents( self::yearly( 1 ) ), 'status' ) );
		$this->outbox->resolve( $cancel->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $after->get_id() )->state );
	}

	public function testADocumentThatWasCarriedOverIsNotReplaced(): void {
		$order = $this->sentInOld( $this->productOfOld() );
		$this->change();
		CountedDocuments::carryOver( self::yearly( 1 ) );
		$sale = $this->sale( $order->get_id() );
		OutboxTable::update( $sale->id, OutboxTable::issue( new Issue( Issue::MISSING ) ) );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ 'accept' ], array_column( Remedies::of( $sale, true, CountedDocuments::isCarriedOver( $sale ) ), 'as' ) );
		$this->expectException( OutboxRefused::class );
		$this->services->sentDecision()->decide( $sale->id, SentDecision::REPLACE );
	}

	public function testGoodsOfAFormerDatabaseThatCameBackArePutBeforeTheOwner(): void {
		$order = $this->sentInOld( $this->productOfOld(), 2 );
		$this->change();
		self::giveBack( $order );
		$this->work();
		$return = OutboxTable::ofOrder( $order->get_id() )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'former_database' ], [ $return->state, $return->errorCode ] );
		self::assertSame( [ 'acknowledged' ], array_column( Remedies::of( $return, true, false ), 'as' ) );
		self::assertSame( [ 'open' ], array_column( $this->documents( self::yearly( 1 ) ), 'status' ) );
		self::assertCount( 0, $this->documents( self::yearly() ) );
	}

	public function testAKeyThatDoesNotOpenTheFormerDatabaseStopsItsEntriesAlone(): void {
		$product = $this->productOfOld();
		$old     = $this->sentInOld( $product );
		$this->change();
		$this->freshOrder( $old->get_id() )->update_status( 'cancelled' );
		$this->fault( 'cancelDocument', [ 'kind' => 'status', 'status' => 403 ] );
		$this->work();
		self::assertSame( OutboxEntry::REJECTED, OutboxTable::ofOrder( $old->get_id() )[1]->state, 'A person is told, and it is tried again each hour.' );
		self::assertNull( $this->outbox->paused() );
		$new = $this->handledOrder( [ $product->get_id() => 1 ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $new->get_id() )->state, (string) $this->sale( $new->get_id() )->errorMessage );
		$this->workAfter( 4000 );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $old->get_id() )->state );
	}

	/** As in the last days of its year, but for its date. */
	private function sentInOld( \WC_Product $product, int $quantity = 1 ): \WC_Order {
		$order = $this->datedOrder( self::day( '12-30', 1 ), $product, $quantity );
		$this->workInFormerYear();
		return $order;
	}

	private static function today(): string {
		return OrderReader::day( null );
	}

	private function productOfOld(): \WC_Product {
		$this->configure( [ 'database' => self::yearly( 1 ), 'businessUnitIds' => [ $this->unitId( self::yearly( 1 ) ) ] ] );
		foreach ( $this->books( 'products', self::yearly( 1 ) ) as $item ) {
			if ( 'goods' === $item['itemType'] && $item['active'] && $item['priceWithVat'] > 0 ) {
				self::db()->query( 'DELETE FROM ' . Tables::name( Tables::LINKS ) );
				$product = $this->createProduct( $item['code'], (string) $item['priceWithVat'], 50, $item['name'] );
				$this->linkCode( $item['code'], $product->get_id(), self::yearly( 1 ) );
				$this->linkCode( 'USL-DOSTAVA', 900001, self::yearly( 1 ) );
				return $product;
			}
		}
		self::fail( 'No goods.' );
	}

	private function change(): void {
		$this->configure( [ 'database' => self::yearly(), 'businessUnitIds' => [ $this->unitId( self::yearly() ) ] ] );
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
