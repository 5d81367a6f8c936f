<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;

'cli' === PHP_SAPI || exit;

/** The list of orders: one line each, whatever became of them. */
final class OrdersRouteTest extends FollowupTestCase {

	/** The owner who tried it had five orders in eleven lines. */
	public function testAnOrderOfManyEntriesIsOneLine(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->workAfter( 200, 6 );
		$other = $this->sentOrder( 1 );
		self::assertGreaterThan( 3, count( OutboxTable::ofOrder( $order->get_id() ) ) );

		$list = $this->restOk( 'GET', 'orders' );
		self::assertSame( [ $other->get_id(), $order->get_id() ], array_column( $list['items'], 'id' ) );
		self::assertSame( [ 2, 0 ], [ $list['total'], $list['needing'] ] );
		$line = $list['items'][1];
		self::assertSame( [ 'sent', 'In SORS', null, true ], [ $line['state'], $line['label'], $line['why'], $line['document']['isOpen'] ] );
		self::assertSame( 'Petar Petrović', $line['buyer'] );
		self::assertSame( (float) $order->get_total(), (float) $line['total']['amount'] );
		self::assertStringEndsWith( (string) $this->sale( $order->get_id() )->documentNumber, $line['document']['name'] );
		self::assertStringContainsString( (string) $order->get_id(), $line['url'] );
	}

	/** "Orders in SORS 4" stood beside "In SORS 7": one counted orders, the other entries. */
	public function testTheOverviewCountsTheSameOrders(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->workAfter( 200, 6 );
		$refused = $this->sentOrder( 2 );
		$this->madeUp( $refused->get_id(), OutboxEntry::ROLE_RETURN, 1, OutboxEntry::REJECTED, 77 );
		$overview = $this->restOk( 'GET', 'overview' );
		$counts   = array_filter( array_column( $overview['outbox'], 'count', 'state' ) );
		self::assertSame( [ 'rejected' => 1, 'sent' => 1 ], $counts );
		$days = $overview['ordersByDay'];
		self::assertSame( [ 1, 1 ], [ array_sum( array_column( $days, 'sent' ) ), array_sum( array_column( $days, 'attention' ) ) ] );
		self::assertSame( 1, $this->restOk( 'GET', 'orders', [ 'state' => 'rejected' ] )['total'] );
	}

	public function testACancelledOrderWearsNoGreenBadge(): void {
		$order = $this->sentOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$line = $this->restOk( 'GET', 'orders' )['items'][0];
		self::assertSame( [ 'queued', 'Being cancelled' ], [ $line['state'], $line['label'] ] );
		$this->workAfter( 200, 6 );
		$line = $this->restOk( 'GET', 'orders' )['items'][0];
		self::assertSame( [ 'cancelled', 'Cancelled', false, null ], [ $line['state'], $line['label'], $line['document']['isOpen'], $line['why'] ] );
		self::assertSame( [], $this->restOk( 'GET', 'orders', [ 'state' => 'sent' ] )['items'] );
	}

	public function testOrdersThatWereDeletedForGoodAreListed(): void {
		$order = $this->sentOrder();
		$id    = $order->get_id();
		$this->freshOrder( $id )->delete( true );
		$line = $this->restOk( 'GET', 'orders' )['items'][0];
		self::assertSame( [ $id, (string) $id, null, '' ], [ $line['id'], $line['number'], $line['url'], $line['buyer'] ] );
		self::assertSame( [ 'differs', 'Differs' ], [ $line['state'], $line['label'] ] );
		self::assertStringContainsString( 'was deleted', $line['why'] );
		self::assertSame( (float) $this->sale( $id )->total, (float) $line['total']['amount'] );
	}

	/** Each state's list, and the number beside it, hold each order once. */
	public function testFiltersAndCountsAgree(): void {
		$states = [];
		foreach ( [ OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED, OutboxEntry::SENDING, OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ] as $at => $state ) {
			$sale = $this->madeUp( 900 + $at, OutboxEntry::ROLE_SALE, 1, $state );
			if ( OutboxEntry::CANCELLED === $state ) {
				$this->madeUp( $sale->orderId, OutboxEntry::ROLE_CANCEL, 1, OutboxEntry::SENT );
			}
			$states[ $sale->orderId ] = $state;
		}
		// Sent, and a refund of it was refused, after another was uncertain.
		$this->madeUp( 950, OutboxEntry::ROLE_SALE, 1, OutboxEntry::SENT );
		$this->madeUp( 950, OutboxEntry::ROLE_RETURN, 1, OutboxEntry::REJECTED, 11 );
		$this->madeUp( 950, OutboxEntry::ROLE_RETURN, 1, OutboxEntry::UNCERTAIN, 12 );
		$states[950] = OutboxEntry::UNCERTAIN;
		// Sent once more after it was cancelled.
		$this->madeUp( 951, OutboxEntry::ROLE_SALE, 1, OutboxEntry::CANCELLED );
		$this->madeUp( 951, OutboxEntry::ROLE_CANCEL, 1, OutboxEntry::SENT );
		$this->madeUp( 951, OutboxEntry::ROLE_SALE, 2, OutboxEntry::SENT );
		$states[951] = OutboxEntry::SENT;
		$this->madeUp( 952, OutboxEntry::ROLE_SALE, 1, OutboxEntry::SENT, 0, [ 'issue_code' => 'missing_in_sors' ] );
		$states[952] = OrderQueries::DIFFERS;

		$counts = OrderQueries::counts();
		self::assertSame( count( $states ), array_sum( $counts ) );
		foreach ( OrderQueries::STATES as $state ) {
			$wanted = array_keys( $states, $state, true );
			rsort( $wanted );
			$list = $this->restOk( 'GET', 'orders', [ 'state' => $state ] );
			self::assertSame( $wanted, array_column( $list['items'], 'id' ), $state );
			self::assertSame( [ $state ], array_values( array_unique( array_column( $list['items'], 'state' ) ) ) );
			self::assertSame( [ count( $wanted ), count( $wanted ) ], [ $list['total'], $counts[ $state ] ], $state );
		}
		$attention = $this->restOk( 'GET', 'orders', [ 'state' => 'attention' ] );
		self::assertSame( [ 952, 950, 901, 900 ], array_column( $attention['items'], 'id' ) );
		self::assertSame( [ 4, 4 ], [ $attention['total'], $attention['needing'] ] );
		$second = $this->restOk( 'GET', 'orders', [ 'page' => 2, 'per_page' => 4 ] );
		self::assertSame( [ 11, [ 906, 905, 904, 903 ] ], [ $second['total'], array_column( $second['items'], 'id' ) ] );
	}

	public function testAnOrderIsFoundByItsNumberItsDocumentAndItsReference(): void {
		$order = $this->sentOrder();
		$this->sentOrder();
		$sale = $this->sale( $order->get_id() );
		foreach ( [ (string) $order->get_id(), '#' . $order->get_id(), ' ' . $sale->documentNumber, (string) $sale->documentId, (string) $sale->reference ] as $search ) {
			if ( '' !== trim( $search ) ) {
				self::assertSame( [ $order->get_id() ], array_column( $this->restOk( 'GET', 'orders', compact( 'search' ) )['items'], 'id' ), $search );
			}
		}
		self::assertSame( 0, $this->restOk( 'GET', 'orders', [ 'search' => 'nema' ] )['total'] );
		self::assertSame( 0, $this->restOk( 'GET', 'orders', [ 'search' => (string) $order->get_id(), 'state' => 'queued' ] )['total'] );
		self::assertSame( 1, $this->restOk( 'GET', 'orders', [ 'search' => (string) $order->get_id(), 'state' => 'sent' ] )['total'] );
	}

	/** Shops number their orders by plugins, and the buyer on the telephone knows that number alone. */
	public function testAnOrderIsFoundByTheNumberThatAnotherPluginGaveIt(): void {
		global $wpdb;
		$order = $this->sentOrder();
		$this->sentOrder();
		$search = '2026/00017-' . $order->get_id();
		$ask    = function () use ( $wpdb, $search ): array {
			$before = $wpdb->num_queries;
			return [ $this->restOk( 'GET', 'orders', compact( 'search' ) )['items'], $wpdb->num_queries - $before ];
		};
		[ $none, $before ] = $ask();
		self::assertSame( [], $none );

		self::saved( $order, [ '_order_number_formatted' => $search ] );
		add_filter( 'woocommerce_order_number', static fn( $number, \WC_Order $of ) => $of->get_meta( '_order_number_formatted' ) ?: $number, 10, 2 );
		$ids = array_column( $this->restOk( 'GET', 'orders' )['items'], 'number', 'id' );
		self::assertSame( $search, $ids[ $order->get_id() ] );
		[ $found ] = $ask();
		self::assertSame( [ [ $order->get_id(), $search ] ], array_map( static fn( array $line ): array => [ $line['id'], $line['number'] ], $found ) );
		self::assertSame( [], $this->restOk( 'GET', 'orders', [ 'search' => '00017' ] )['items'] );

		$order->delete_meta_data( '_order_number_formatted' );
		$order->save();
		[ $none, $after ] = $ask();
		self::assertSame( [], $none );
		self::assertLessThanOrEqual( $before + 2, $after );
	}

	/** Numbers that are kept nowhere, or elsewhere: the plugin says at WooCommerce's page for tracking which order it is. */
	public function testAnOrderIsFoundByTheNumberThatAnotherPluginWorksOut(): void {
		$order = $this->sentOrder();
		$other = $this->sentOrder();
		add_filter( 'woocommerce_order_number', static fn( $id ): string => 'WEB' . strrev( (string) ( $id + 7000 ) ) );
		$number = 'WEB' . strrev( (string) ( $order->get_id() + 7000 ) );
		self::assertSame( [], $this->restOk( 'GET', 'orders', [ 'search' => $number ] )['items'] );
		add_filter( 'woocommerce_shortcode_order_tracking_order_id', static fn( $typed ) => $number === $typed ? $order->get_id() : $typed, 1 );
		foreach ( [ $number, "#$number" ] as $search ) {
			self::assertSame( [ $order->get_id() ], array_column( $this->restOk( 'GET', 'orders', compact( 'search' ) )['items'], 'id' ), $search );
		}
		// WooCommerce makes the other order's id of it.
		self::assertSame( [], $this->restOk( 'GET', 'orders', [ 'search' => 'A' . $other->get_id() ] )['items'] );
	}

	public function testWhatAnotherPluginBreaksAndAnEmptyNumberFindNothing(): void {
		$order = $this->sentOrder();
		add_filter( 'woocommerce_order_number', static fn( $id ): string => (string) $id );
		$break = static function (): int {
			throw new \Error( 'Call to undefined function numbers()' );
		};
		add_filter( 'woocommerce_shortcode_order_tracking_order_id', $break, 1 );
		self::assertSame( [ $order->get_id() ], array_column( $this->restOk( 'GET', 'orders', [ 'search' => (string) $order->get_id() ] )['items'], 'id' ) );
		remove_filter( 'woocommerce_shortcode_order_tracking_order_id', $break, 1 );

		self::saved( $order, [ '_order_number' => '' ] );
		self::assertSame( [], $this->restOk( 'GET', 'orders', [ 'search' => '#' ] )['items'] );
	}

	/**
	 * A page of twenty takes as many queries as a page of two. The stand-in reads each order by itself.
	 *
	 * @requires function WC_Data_Store::has_callable
	 */
	public function testALongerPageTakesNoMoreQueries(): void {
		global $wpdb;
		$product = $this->soldProduct()->get_id();
		$ask     = function ( int $size ) use ( $wpdb ): int {
			wp_cache_flush();
			$before = $wpdb->num_queries;
			self::assertCount( $size, $this->restOk( 'GET', 'orders', [ 'per_page' => $size ] )['items'] );
			return $wpdb->num_queries - $before;
		};
		for ( $i = 0; $i < 12; $i++ ) {
			$this->createOrder( [ $product => 1 ] );
		}
		$ask( 2 );
		$few = $ask( 2 );
		self::assertLessThan( $few + 5 + 10 * self::queriesOfEachOrder(), $ask( 12 ) );
	}

	private function madeUp( int $orderId, string $role, int $revision, string $state, int $refundId = 0, array $columns = [] ): OutboxEntry {
		$entry = OutboxTable::ensure( $orderId, $role, $refundId, $revision );
		OutboxTable::update( $entry->id, [ 'state' => $state, 'next_attempt_at' => null ] + $columns );
		return $entry;
	}
}
