<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Admin\OrderActions;
use SorsApi\Admin\OrderBox;
use SorsApi\Admin\OrderList;
use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\RowLease;
use SorsApi\Database\StorageError;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Orders\OrderReader;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Site\FailingStatements;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** A statement that the database refuses is an error: never "nothing found", never a lost claim, and the entry is tried again. */
final class FailedStatementsTest extends OutboxTestCase {

	private const OURS = '/sors_(outbox|outbox_history|customers)\b/';

	protected function tearDown(): void {
		FailingStatements::end();
		parent::tearDown();
	}

	/** Read as "nothing is to be asked", it would cancel a document at one press. */
	public function testAButtonWhoseQuestionCannotBeReadDoesNothing(): void {
		$sale    = $this->sale( $this->sentOrder()->get_id() );
		$actions = new OrderActions( $this->services->orderDesk(), $this->services->sentDecision(), $this->outbox, $this->services->customerDebt() );
		OutboxTable::update( $sale->id, [ 'issue_code' => 'changed' ] );
		self::assertNotNull( $actions->question( 'replace', $sale->id ) );
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( '/sors_outbox_history\b/', $query ) );
		try {
			$asked = $actions->question( 'replace', $sale->id );
		} catch ( StorageError $error ) {
			$asked = 'refused';
		}
		self::assertNotNull( $asked );
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( self::OURS, $query ) );
		$this->expectException( StorageError::class );
		$actions->question( 'replace', $sale->id );
	}

	/** The first, the second, the third … statement on our tables fails, until a worker needs no more of them. */
	public function testAnEntryIsSentOnceWhicheverStatementFailed(): void {
		$product = $this->linkedProduct( 0, 100000 );
		$this->trustTheLookUp();
		for ( $step = 1; $step < 100; $step++ ) {
			$order = $this->createOrder( [ $product->get_id() => 1 ], 'processing', [ 'email' => "kupac$step@example.test" ] );
			$count = 0;
			FailingStatements::begin(
				static function ( string $query ) use ( &$count, $step ): bool {
					return 1 === preg_match( self::OURS, $query ) && ++$count === $step;
				}
			);
			try {
				$this->work();
			} catch ( StorageError $error ) {
				self::assertStringContainsString( 'refused a query', Sentence::shown( $error->getMessage() ) );
			}
			FailingStatements::end();
			// What may have reached SORS is not sent again within the hour.
			$this->workAfter( 900, 7 );
			$entry = $this->sale( $order->get_id() );
			self::assertSame( OutboxEntry::SENT, $entry->state, "Statement $step: " . $entry->errorMessage );
			self::assertSame( [ '', null, null ], [ $entry->leaseOwner, $entry->nextAttemptAt, $entry->errorCode ], "Statement $step." );
			self::assertCount( $step, $this->documents(), "Statement $step: one document for each order." );
			self::assertSame( $entry->documentNumber, $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ), "Statement $step." );
			self::assertCount( 1, preg_grep( '/Sent to SORS/', $this->notes( $order->get_id() ) ), "Statement $step." );
			if ( $count < $step ) {
				break;
			}
		}
		self::assertGreaterThan( 12, $step );
		self::assertLessThan( 100, $step );
		$emails = preg_grep( '/^kupac\d+@example\.test$/', array_filter( array_column( $this->books( 'customers' ), 'email' ) ) );
		self::assertCount( count( array_unique( $emails ) ), $emails, 'No buyer twice.' );
	}

	/** As in a deadlock of several workers: the statement fails, and so does the one that would say so. */
	public function testAnEntryOfWhichNothingCanBeStoredStopsNoOther(): void {
		$product = $this->linkedProduct( 0, 100000 );
		$stuck   = $this->createOrder( [ $product->get_id() => 1 ], 'processing', [ 'email' => 'ana@example.test' ] )->get_id();
		$other   = $this->createOrder( [ $product->get_id() => 1 ], 'processing', [ 'email' => 'boris@example.test' ] )->get_id();
		$id    = $this->sale( $stuck )->id;
		$count = 0;
		FailingStatements::begin(
			static function ( string $query ) use ( $id, &$count ): bool {
				// The first one claims it.
				return 1 === preg_match( "/^\s*UPDATE .*sors_outbox\b.*\bid`? = '?$id\b/s", $query ) && ++$count > 1;
			}
		);
		$this->work();
		FailingStatements::end();
		self::assertGreaterThan( 2, $count );
		self::assertSame( OutboxEntry::SENT, $this->sale( $other )->state );
		$this->workAfter( 200, 7 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $stuck )->state );
		self::assertCount( 2, $this->documents() );
	}

	/** WooCommerce says that there is no such order where it could not read it. The first, the second, the third … read of it fails. */
	public function testAnOrderThatCouldNotBeReadIsNotTakenForDeleted(): void {
		$product = $this->linkedProduct( 0, 100000 );
		$this->atEachFailedRead(
			fn(): int => $this->createOrder( [ $product->get_id() => 1 ] )->get_id(),
			fn( int $id, string $step ) => self::assertSame( OutboxEntry::SENT, $this->sale( $id )->state, $step . $this->sale( $id )->errorMessage )
		);
	}

	/** An order without items is left out after a day, and one without a PIB goes to a private buyer. */
	public function testAnOrderOfWhichAPartCouldNotBeReadIsSentAsItIs(): void {
		$product = $this->linkedProduct( 0, 100000 );
		$this->atEachFailedRead(
			function () use ( $product ): int {
				$order = $this->createOrder( [ $product->get_id() => 1 ], 'processing', self::BUYER );
				self::saved( $order, [ '_sors_pib' => self::PIB_OF_BUYER ] );
				OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'created_at' => DatabaseClock::utc( -2 * DAY_IN_SECONDS ) ] );
				return $order->get_id();
			},
			function ( int $id, string $step ): void {
				$sale = $this->sale( $id );
				self::assertSame( [ OutboxEntry::SENT, null ], [ $sale->state, $sale->errorCode ], $step . $sale->errorMessage );
				$taxIds = array_column( $this->books( 'customers' ), 'taxId', 'id' );
				self::assertSame( self::PIB_OF_BUYER, $taxIds[ $sale->customerId ] ?? null, $step );
			}
		);
	}

	/** A cache that other processes share keeps what one of them read wrongly. @group real-store */
	public function testAnOrderWhoseItemsAreCachedAsNoneIsReadAgain(): void {
		$order = $this->freshOrder( $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] )->get_id() );
		$read  = static fn( \WC_Order $order ) => OrderReader::snapshot( $order, SettingsStore::load() );
		wp_cache_set( "order-items-{$order->get_id()}", [], 'orders' );
		$error = self::thrown( static fn() => $read( $order ), StorageError::class );
		self::assertStringContainsString( (string) $order->get_id(), $error->getMessage() );
		self::assertCount( 1, $read( OrderReader::load( $order->get_id() ) ?? self::fail() )->lines );
	}

	/** The first, the second, the third … read fails; the next try finds no trace of it. @group real-store */
	public function testWhatCouldNotBeReadIsKeptInNoCache(): void {
		$product = $this->linkedProduct();
		$order   = self::saved( $this->createOrder( [ $product->get_id() => 3 ], 'processing', self::BUYER ), [ '_sors_pib' => self::PIB_OF_BUYER ] );
		$item    = array_key_first( $this->freshOrder( $order->get_id() )->get_items() );
		$refund  = wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => $product->get_price(), 'line_items' => [ $item => [ 'qty' => 1, 'refund_total' => $product->get_price() ] ] ] );
		$ofBoth = [ self::readsOf( $order->get_id() ), self::readsOf( $refund->get_id() ) ];
		$read   = static function () use ( $order ): string {
			$loaded = OrderReader::load( $order->get_id() );
			return null === $loaded ? 'none' : (string) wp_json_encode( OrderReader::snapshot( $loaded, SettingsStore::load() ) );
		};
		wp_cache_flush();
		$right = $read();
		self::assertStringContainsString( self::PIB_OF_BUYER, $right );
		for ( $step = 1; $step < 50; $step++ ) {
			wp_cache_flush();
			$count = 0;
			FailingStatements::begin(
				static function ( string $query ) use ( &$count, $step, $ofBoth ): bool {
					return ( $ofBoth[0]( $query ) || $ofBoth[1]( $query ) ) && ++$count === $step;
				}
			);
			try {
				$found = $read();
			} catch ( StorageError $error ) {
				$found = 'error';
			}
			FailingStatements::end();
			self::assertSame( $count < $step ? $right : 'error', $found, "Read $step." );
			self::assertSame( $right, $read(), "After read $step." );
			if ( $count < $step ) {
				break;
			}
		}
		self::assertGreaterThan( 8, $step );
		self::assertLessThan( 50, $step );
	}

	/** Else one plugin's own fault would keep every order from being sent. */
	public function testWhatAnotherPluginFailsToReadMeanwhileKeepsNoOrderBack(): void {
		global $wpdb;
		$id   = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] )->get_id();
		$asks = static function ( array $items ) use ( $wpdb ): array {
			$wpdb->get_results( "SELECT 1 FROM {$wpdb->prefix}nothing_of_that_name" );
			return $items;
		};
		$wpdb->suppress_errors();
		add_filter( 'woocommerce_order_get_items', $asks );
		$this->work();
		remove_filter( 'woocommerce_order_get_items', $asks );
		$wpdb->suppress_errors( false );
		self::assertSame( OutboxEntry::SENT, $this->sale( $id )->state );
	}

	public function testTheDocumentOfARevivedOrderIsNotCancelledWhereTheOrderCouldNotBeRead(): void {
		$this->atEachFailedRead(
			function (): int {
				$id = $this->sentOrder( 1 )->get_id();
				$this->freshOrder( $id )->update_status( 'cancelled' );
				$this->freshOrder( $id )->update_status( 'processing' );
				return $id;
			},
			fn( int $id, string $step ) => self::assertSame( [ OutboxEntry::SENT, 1 ], [ $this->sale( $id )->state, $this->sale( $id )->revision ], $step )
		);
		self::assertSame( [ 'open' ], array_unique( array_column( $this->documents(), 'status' ) ) );
	}

	public function testADeliveredOrderIsStillAskedForWhereItCannotBeRead(): void {
		$id = $this->sentOrder( 1 )->get_id();
		$this->freshOrder( $id )->update_status( 'completed' );
		$this->freshOrder( $id )->update_status( 'cancelled' );
		$this->work();
		$this->pass( 4000 );
		FailingStatements::begin( self::readsOf( $id ) );
		$this->work();
		FailingStatements::end();
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
		$this->workAfter( 4000 );
		$cancelling = OutboxTable::one( $id, OutboxEntry::ROLE_CANCEL, 0, 1 );
		self::assertSame( [ OutboxEntry::REJECTED, OutboxEntry::DELIVERED ], null === $cancelling ? [] : [ $cancelling->state, $cancelling->errorCode ] );
	}

	/** What was cancelled to be replaced is replaced, though the export is off by then. */
	public function testARefundOfWhichAnOrderCouldNotBeReadReservesTheRest(): void {
		$product = $this->linkedProduct( 0, 100000 );
		$this->atEachFailedRead(
			function () use ( $product ): int {
				$this->configure( [ 'exportOrders' => true ] );
				$order = $this->handledOrder( [ $product->get_id() => 3 ] );
				self::giveBack( $order );
				$this->configure( [ 'exportOrders' => false ] );
				return $order->get_id();
			},
			function ( int $id, string $step ): void {
				self::assertSame( [ 2, OutboxEntry::SENT, [ '2' ] ], [ $this->sale( $id )->revision, $this->sale( $id )->state, array_values( $this->sale( $id )->quantities ) ], $step . $this->sale( $id )->errorMessage );
			}
		);
	}

	/** @dataProvider refundedOrders */
	public function testARefundThatCouldNotBeReadIsNotTakenForDeleted( bool $isSentBefore, string $state ): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$product = $this->linkedProduct( 0, 100000 );
		$this->atEachFailedRead(
			function () use ( $product, $isSentBefore ): int {
				$order = $this->createOrder( [ $product->get_id() => 3 ] );
				$isSentBefore && $this->work();
				return self::giveBack( $order )->get_id();
			},
			function ( int $id, string $step ) use ( $state ): void {
				$return = OutboxTable::list( [] )['items'][0];
				self::assertSame( [ $id, $state ], [ $return->refundId, $return->state ], $step );
				$kept = AcknowledgedQuantities::ofDocuments( OutboxTable::ofOrder( $return->orderId ) );
				self::assertSame( [ '2' ], array_values( $kept ), $step );
			}
		);
	}

	public function refundedOrders(): array {
		return [
			'of what is netted into the document' => [ false, OutboxEntry::SKIPPED ],
			'of what is returned'                 => [ true, OutboxEntry::SENT ],
		];
	}

	/**
	 * @param callable(): int             $prepare Answers the order or refund of which a read fails, once, while a worker is at it.
	 * @param callable(int, string): void $check   Is given it hours later.
	 */
	private function atEachFailedRead( callable $prepare, callable $check ): void {
		$this->trustTheLookUp();
		for ( $step = 1; $step < 50; $step++ ) {
			$id    = $prepare();
			$count = 0;
			$reads = self::readsOf( $id );
			FailingStatements::begin(
				static function ( string $query ) use ( &$count, $step, $reads ): bool {
					return $reads( $query ) && ++$count === $step;
				}
			);
			$this->work();
			$this->work();
			FailingStatements::end();
			$this->workAfter( 900, 7 );
			$check( $id, "Read $step: " );
			if ( $count < $step ) {
				break;
			}
		}
		self::assertGreaterThan( 1, $step );
		self::assertLessThan( 50, $step );
	}

	public function testAReadThatFailedIsNotNothingFound(): void {
		$order   = $this->sentOrder();
		$id      = $this->sale( $order->get_id() )->id;
		$reads   = [
			'an entry'           => static fn() => OutboxTable::get( $id ),
			'of an order'        => static fn() => OutboxTable::ofOrder( $order->get_id() ),
			'of orders'          => static fn() => OutboxTable::ofOrders( [ $order->get_id() ] ),
			'the sale'           => static fn() => OutboxTable::sale( $order->get_id() ),
			'of a revision'      => static fn() => OutboxTable::saleOfRevision( $order->get_id(), 1 ),
			'the list'           => static fn() => OutboxTable::list( [] ),
			'counts'             => static fn() => OutboxTable::counts(),
			'states'             => static fn() => OutboxTable::statesOf( [ $id ] ),
			'what is due'        => static fn() => OutboxTable::due( 1 ),
			'unsettled entries'  => static fn() => OutboxTable::unsettledIn( self::DATABASE ),
			'a claim'            => static fn() => OutboxTable::claim( $id, false ),
			'an idle entry'      => static fn() => OutboxTable::updateIdle( OutboxTable::get( $id ) ?? self::fail(), [] ),
			'the next revision'  => static fn() => OutboxTable::ensure( $order->get_id(), 'sale', 0, 2 ),
			'its history'        => static fn() => History::of( $id ),
			'words to erase'     => static fn() => History::eraseWords( [ $id ] ),
			'a customer'         => static fn() => CustomerTable::ofDocument( self::DATABASE, '1' ),
			'a buyer'            => static fn() => CustomerTable::record( self::DATABASE, new CustomerKey( CustomerKey::EMAIL, 'a@b.test' ) ),
			'buyers to erase'    => static fn() => CustomerTable::erase( [ CustomerKey::ofEmail( 'a@b.test' ) ] ),
			'a former database'  => static fn() => CountedDocuments::openDocuments( 'Another' ),
			'unsynced quantities' => fn() => $this->services->ledger()->byOrder( [ $this->soldProduct()->get_id() => new FigureMoments( DatabaseClock::now() ) ] ),
			'settling'           => fn() => $this->services->ledger()->settle(),
			'the stock is safe'  => static function (): void {
				delete_option( \SorsApi\Ledger\OpenOrders::FILLED_OPTION );
				( new Services() )->orders()->ledger()->isComplete( 1 );
			},
		];
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( self::OURS, $query ) );
		foreach ( $reads as $what => $read ) {
			$error = self::thrown( $read, StorageError::class );
			self::assertStringContainsString( 'refused a query', Sentence::shown( $error->getMessage() ), $what );
		}
	}

	public function testALeaseIsNotLostByAStatementThatFailed(): void {
		$id    = $this->sale( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] )->get_id() )->id;
		$lease = RowLease::acquire( OutboxTable::name(), $id, 60 );
		self::assertTrue( $lease->extend( 60 ) );
		self::assertTrue( $lease->holds() );
		self::assertNull( RowLease::acquire( OutboxTable::name(), $id, 60 ), 'Another one has it.' );
		FailingStatements::begin( static fn( string $query ): bool => false !== strpos( $query, 'lease_' ) );
		$tries = [
			static fn() => $lease->extend( 60 ),
			static fn() => $lease->holds(),
			static fn() => $lease->release(),
			static fn() => RowLease::acquire( OutboxTable::name(), $id, 60 ),
		];
		foreach ( $tries as $try ) {
			$error = self::thrown( $try, StorageError::class );
			self::assertStringContainsString( 'refused a query', Sentence::shown( $error->getMessage() ) );
		}
		FailingStatements::end();
		self::assertTrue( $lease->holds(), 'It still has it.' );
		$lease->release();
		self::assertFalse( $lease->extend( 60 ), 'It has given it back.' );
		self::assertNotNull( RowLease::acquire( OutboxTable::name(), $id, 60 ) );
		self::assertFalse( $lease->extend( 60 ), 'Another one has it.' );
	}

	public function testACheckoutSurvivesAndTheSweepMakesItGood(): void {
		$log = LogBook::open();
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( self::OURS, $query ) );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$order->update_status( 'completed' );
		$order->update_status( 'cancelled' );
		$order->delete( false );
		FailingStatements::end();
		self::assertNotSame( [], $log->about( 'An order was not noted', 'error' ), $log->text() );
		self::assertSame( [], OutboxTable::ofOrder( $order->get_id() ) );

		$other = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		FailingStatements::begin( static fn( string $query ): bool => false !== strpos( $query, 'INSERT IGNORE INTO ' . OutboxTable::name() ) );
		$missed = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		FailingStatements::end();
		self::assertSame( [], OutboxTable::ofOrder( $missed->get_id() ) );
		$this->sweepAndWork();
		self::assertSame( OutboxEntry::SENT, $this->sale( $other->get_id() )->state );
		self::assertSame( OutboxEntry::SENT, $this->sale( $missed->get_id() )->state );
	}

	public function testATickGoesOnWithWhatTheDatabaseAnswers(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$log   = LogBook::open();
		delete_option( \SorsApi\Background\Sweep::SWEPT_OPTION );
		FailingStatements::begin( static fn( string $query ): bool => false !== strpos( $query, "'wc-cancelled'" ) && false !== strpos( $query, OutboxTable::name() ) );
		$this->services->tick()->run();
		FailingStatements::end();
		self::assertNotSame( [], $log->about( 'The sweep of cancelled orders', 'error' ), $log->text() );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, 'Sending goes on without the sweep.' );

		$next          = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$log->entries = [];
		FailingStatements::begin( static fn( string $query ): bool => false !== strpos( $query, 'next_attempt_at <=' ) );
		$this->services->tick()->run();
		$this->services->tick()->afterwards();
		FailingStatements::end();
		self::assertCount( 1, $log->about( 'Sending: ', 'error' ), $log->text() );
		self::assertSame( OutboxEntry::QUEUED, $this->sale( $next->get_id() )->state );
		$this->services->tick()->run();
		self::assertSame( OutboxEntry::SENT, $this->sale( $next->get_id() )->state );
	}

	public function testPagesOfWpAdminSurvive(): void {
		$this->loginAsAdmin();
		$order = $this->sentOrder();
		$log   = LogBook::open();
		$list  = new OrderList();
		$box   = new OrderBox( ( new Services() )->api() );
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( self::OURS, $query ) );
		$column = self::printed( static fn() => $list->showColumn( 'sors', $order ) );
		$shown = self::printed( static fn() => $box->show( $order ) );
		FailingStatements::end();
		self::assertStringContainsString( '&ndash;', $column );
		self::assertStringContainsString( 'refused a query', $shown );
		self::assertCount( 1, $log->about( 'The column in the list of orders', 'error' ), $log->text() );
		self::assertCount( 1, $log->about( 'The box of order', 'error' ), $log->text() );
	}
}
