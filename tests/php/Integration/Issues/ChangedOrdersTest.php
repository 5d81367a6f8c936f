<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Admin\OrderActions;
use SorsApi\Admin\OrderBox;
use SorsApi\Admin\OrderList;
use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Reconciliation;
use SorsApi\Orders\OrderStorage;
use SorsApi\Services;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** What is watched after sending, and how somebody gets to know. */
final class ChangedOrdersTest extends OutboxTestCase {

	public function testAnEditedOrderIsMarkedWithTheDifference(): void {
		$order = $this->sentOrder();
		$this->assertUnchanged( $order );
		$this->changeQuantity( $order->get_id(), 5 );
		$row = $this->checked( $order );
		self::assertTrue( $row->hasIssue( [ ChangedOrders::CODE ] ) );
		self::assertStringContainsString( 'quantity 5 instead of 2', (string) IssueText::problem( $row ) );
		self::assertContains( $order->get_id(), OrderQueries::newestNeeding( 1000 ) );
		$this->changeQuantity( $order->get_id(), 2 );
		self::assertNull( $this->checked( $order )->issue, 'Edited back.' );
	}

	public function testADifferenceMayBeAcceptedOrSentAgain(): void {
		$order   = $this->sentOrder();
		$actions = $this->actions();
		$this->changeQuantity( $order->get_id(), 5 );
		$actions->perform( 'accept', $this->checked( $order )->id );
		self::assertNull( $this->checked( $order )->issue );
		$this->changeQuantity( $order->get_id(), 3 );
		$actions->perform( 'replace', $this->checked( $order )->id );
		$this->work();
		$this->work();
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( 3, $this->documents()[1]['lines'][0]['quantity'] );
		self::assertNull( $this->checked( $order )->issue );
	}

	public function testARefundIsNoEdit(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder();
		self::giveBack( $order );
		$this->assertUnchanged( $order );
		$this->work();
		$this->assertUnchanged( $order );
	}

	public function testTheSweepFindsEdits(): void {
		$order = $this->sentOrder();
		$this->pass( 60 );
		$this->changeQuantity( $order->get_id(), 4 );
		$this->services->sweep()->run();
		self::assertTrue( $this->sale( $order->get_id() )->hasIssue( [ ChangedOrders::CODE ] ) );
	}

	/**
	 * WooCommerce dates an order that is kept as a post by its status alone, and none whose total stays as it is.
	 *
	 * @testWith [false]
	 *           [true]
	 */
	public function testAnEditThatLeftNoDateIsFoundWithinADayAndAtOnceAfterThePluginWasOff( bool $wasOff ): void {
		AtWork::exporting( [ time() - HOUR_IN_SECONDS, null ] );
		$order = $this->sentOrder();
		$this->services->sweep()->run();
		$this->changeQuantity( $order->get_id(), 4 );
		// Nor did a hook see it.
		$before = [ 'compared_at' => DatabaseClock::datetime( time() - 600 ), 'settlement' => OutboxEntry::SETTLED ];
		OutboxTable::update( $this->sale( $order->get_id() )->id, $before + OutboxTable::NO_ISSUE );
		$storage = OrderStorage::current();
		self::db()->update( $storage->table, [ $storage->modified => '2024-02-01 10:00:00' ], [ $storage->id => $order->get_id() ] );
		$this->services->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
		$wasOff ? AtWork::exporting( [ time() - HOUR_IN_SECONDS, time() - 60 ], [ time(), null ] ) : $this->pass( DAY_IN_SECONDS );
		$this->services->sweep()->run();
		$sale = $this->sale( $order->get_id() );
		self::assertTrue( $sale->hasIssue( [ ChangedOrders::CODE ] ) );
		self::assertSame( OutboxEntry::OPEN, self::db()->get_var( 'SELECT settlement FROM ' . OutboxTable::name() . " WHERE id = $sale->id" ), 'What was sold more counts.' );
	}

	/** Else two comparisons would take each other's place for ever, with a mail each time. */
	public function testTheDailyComparisonLeavesAloneWhatAPersonWasToldOrAccepted(): void {
		$order = $this->sentOrder();
		$this->changeQuantity( $order->get_id(), 4 );
		$id = $this->sale( $order->get_id() )->id;
		foreach ( [ OutboxTable::issue( new Issue( Reconciliation::TOTAL, [] ) ), [ 'issue_accepted' => 'abc' ] + OutboxTable::NO_ISSUE ] as $columns ) {
			OutboxTable::update( $id, $columns + [ 'compared_at' => DatabaseClock::datetime( time() - 2 * DAY_IN_SECONDS ) ] );
			$this->letModifiedBe( $order->get_id(), 3 * DAY_IN_SECONDS );
			$this->services->sweep()->run();
			self::assertSame( $columns['issue_code'] ?? null, self::issueOf( $this->sale( $order->get_id() ) ) );
		}
	}

	/** @group real-store */
	public function testTheListShowsAndFilters(): void {
		$sent = $this->sentOrder();
		$bad  = $this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$this->loginAsAdmin();
		$list = new OrderList();
		self::assertSame( [ 'order_number', 'order_status', 'sors', 'order_total' ], array_keys( $list->addColumn( [ 'order_number' => '', 'order_status' => '', 'order_total' => '' ] ) ) );
		$cell = self::printed( static fn() => $list->showColumn( 'sors', self::usesHpos() ? $sent : $sent->get_id() ) );
		self::assertStringContainsString( (string) $this->sale( $sent->get_id() )->documentNumber, $cell );
		$_GET['sors_filter'] = 'attention';
		$query               = self::usesHpos() ? $list->filterTable( [] ) : [ 'id' => [ $bad->get_id() ] ];
		self::assertSame( [ $bad->get_id() ], $query['id'] );
		if ( self::usesHpos() ) {
			self::assertSame( [ $bad->get_id() ], wc_get_orders( $query + [ 'return' => 'ids' ] ) );
		}
	}

	/** @group real-store */
	public function testASearchAmongThoseThatNeedAttentionFindsNoOthers(): void {
		$sent = $this->sentOrder()->get_id();
		$bad  = $this->createOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] )->get_id();
		$this->work();
		$this->loginAsAdmin();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		set_current_screen( 'edit-shop_order' );
		( new OrderList() )->register();
		$found = static fn(): array => apply_filters( 'woocommerce_shop_order_search_results', [ $sent, (string) $bad ], 'kupac', [] );
		self::assertEquals( [ $sent, $bad ], $found() );
		$_GET['sors_filter'] = 'attention';
		$among               = $found();
		self::assertSame( [ $bad ], $among );
	}

	/** @group real-store */
	public function testAPageOfTheListIsReadAtOnce(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder() ];
		$bare   = $this->createOrder( [ $this->createProduct( 'X', '10' )->get_id() => 1 ] );
		self::db()->delete( \SorsApi\Database\Tables::name( 'outbox' ), [ 'order_id' => $bare->get_id() ] );
		$this->loginAsAdmin();
		$list = new OrderList();
		$list->filterTable( [] );
		wc_get_orders( [ 'type' => 'shop_order', 'limit' => 10, 'paginate' => true ] );
		$before = self::db()->num_queries;
		ob_start();
		foreach ( array_merge( $orders, [ $bare ] ) as $order ) {
			$list->showColumn( 'sors', $order->get_id() );
		}
		$html = (string) ob_get_clean();
		self::assertSame( $before + 1, self::db()->num_queries );
		self::assertSame( [ 2, 1 ], [ substr_count( $html, 'In SORS' ), substr_count( $html, 'class="description"' ) ] );
	}

	/** @group real-store */
	public function testTheBoxShowsTheOneButtonThatMakesSense(): void {
		$this->loginAsAdmin();
		$sent = $this->sentOrder();
		$html = $this->box( $sent );
		self::assertStringContainsString( (string) $this->sale( $sent->get_id() )->documentNumber, $html );
		self::assertStringNotContainsString( 'button-primary', $html, 'Nothing is to be done.' );
		$bad = $this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$html = $this->box( $bad );
		self::assertStringContainsString( 'Bez šifre', $html );
		self::assertStringContainsString( 'Send again', $html );
		self::assertStringContainsString( 'owes', $this->actions()->perform( 'debt', $sent->get_id() ) );
	}

	/** @group real-store */
	public function testAnUncertainOneIsDecidedInTheBox(): void {
		$this->loginAsAdmin();
		$order = $this->sentOrder();
		$row   = $this->sale( $order->get_id() );
		\SorsApi\Outbox\Transitions::uncertain( $row, $row->leaseOwner, 'no_lookup', 'Odgovor je izgubljen.', null );
		self::assertContains( 'It is uncertain what SORS has of this order. Odgovor je izgubljen.', $this->notes( $order->get_id() ) );
		$html = $this->box( $order );
		self::assertSame( 1, substr_count( $html, 'button-primary' ), 'One button is the advisable one.' );
		self::assertStringContainsString( 'It is not there: send again', $html );
		$number = (string) $row->documentNumber;
		$this->restOk( 'POST', "outbox/{$row->id}/resolve", [ 'as' => 'sent', 'documentNumber' => $number ] );
		self::assertSame( [ OutboxEntry::SENT, $number ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber ] );
		self::assertStringNotContainsString( 'button-primary', $this->box( $order ) );
	}

	private function assertUnchanged( \WC_Order $order ): void {
		$row = $this->checked( $order );
		self::assertNull( $row->issue, (string) IssueText::problem( $row ) );
	}

	private function actions(): OrderActions {
		return new OrderActions( $this->services->orderDesk(), $this->services->sentDecision(), $this->outbox, $this->services->customerDebt() );
	}

	private function box( \WC_Order $order ): string {
		return self::printed( static fn() => ( new OrderBox( ( new Services() )->api() ) )->show( $order ) );
	}
}
