<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Integration\Outbox\OwnStatusTest;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** Which entries are findings of the comparison, of which kind, and with which total of the document. */
final class FindingsTest extends OutboxTestCase {

	public function testWhatIsAFindingAndOfWhichKind(): void {
		$late    = [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - 3700 ) ];
		$skipped = [ 'state' => 'skipped', 'error_code' => 'status' ];
		$entries = [
			'refused'             => [ [ 'state' => 'rejected' ], 'notSent', null ],
			'late'                => [ [ 'state' => 'queued' ] + $late, 'notSent', null ],
			'late, and waits'     => [ [ 'state' => 'waiting' ] + $late, 'notSent', null ],
			'on its way'          => [ [ 'state' => 'queued', 'created_at' => gmdate( 'Y-m-d H:i:s', time() - 3500 ) ] ],
			'cancelled'           => [ [ 'state' => 'cancelled', 'issue_code' => 'changed' ] + $late ],
			'left out'            => [ $skipped, 'notSent', null ],
			'left out as deleted' => [ [ 'error_code' => 'order_deleted' ] + $skipped, 'notSent', null ],
			'left out for good'   => [ [ 'error_code' => 'before_export' ] + $skipped ],
			'said to be in SORS'  => [ [ 'acknowledged_by' => 'owner' ] + $skipped ],
			'uncertain'           => [ [ 'state' => 'uncertain', 'issue_code' => 'changed' ], 'uncertain', null ],
			'sent'                => [ [ 'issue_code' => null ] ],
			'changed'             => [ [ 'issue_code' => 'changed', 'document_number' => 'R-77' ], 'otherTotal', '100' ],
			'of another total'    => [ [ 'issue_code' => 'other_total', 'issue_data' => '{"total":"90","document":"R-1"}' ], 'otherTotal', '90' ],
			'discounted twice'    => [ [ 'issue_code' => 'discounted_twice', 'issue_data' => '{"document":"80"}' ], 'otherTotal', '80' ],
			'another refund'      => [ [ 'issue_code' => 'refund_differs', 'issue_data' => '{"document":"70"}' ], 'otherTotal', '100' ],
			'missing'             => [ [ 'issue_code' => 'missing_in_sors' ], 'missing', null ],
			'doubled'             => [ [ 'issue_code' => 'doubled_in_sors' ], 'doubled', '100' ],
			'trashed'             => [ [ 'issue_code' => 'order_trashed' ], 'orphaned', '100' ],
			'deleted'             => [ [ 'issue_code' => 'order_deleted' ], 'orphaned', '100' ],
		];
		$names    = [];
		$expected = [];
		foreach ( $entries as $name => $entry ) {
			$id           = $this->orderWith( $entry[0] );
			$names[ $id ] = $name;
			if ( isset( $entry[1] ) ) {
				$expected[ $name ] = [ $entry[1], $entry[2] ];
			}
		}
		$this->orderWith( $skipped, 'pending' );
		$this->orderWith( [ 'state' => 'queued' ] + $late, 'pending' );
		$return = OutboxTable::ensure( (int) array_search( 'sent', $names, true ), 'return', 9, 1 );
		OutboxTable::update( $return->id, $late );
		$found = [];
		foreach ( $this->report( [ 'per_page' => 100 ] )['items'] as $item ) {
			$found[ $names[ $item['orderId'] ] ?? $item['orderId'] ] = [ $item['kind'], $item['documentTotal'] ];
		}
		self::assertSame( $expected, array_reverse( $found, true ), 'newest first' );
		$counts = array_count_values( array_column( $expected, 0 ) );
		self::assertEquals( $counts, $this->report( [] )['counts'] );
		foreach ( $counts as $kind => $count ) {
			$report = $this->report( [ 'kind' => $kind ] );
			self::assertSame( [ $count, [ $kind ] ], [ $report['total'], array_values( array_unique( array_column( $report['items'], 'kind' ) ) ) ] );
		}
		self::assertSame( [ 'changed' ], array_map( static fn( array $item ): string => $names[ $item['orderId'] ], $this->report( [ 'search' => 'R-77' ] )['items'] ) );
		$this->configure( [ 'exportOrders' => false ] );
		self::assertSame( 1, $this->report( [] )['counts']['notSent'], 'While nothing is sent, only what was refused is a finding.' );
	}

	public function testOneThatWasToBeSentIsLateInAStatusOfStaffToo(): void {
		$late = [
			'state'       => 'waiting',
			'created_at'  => gmdate( 'Y-m-d H:i:s', time() - 3700 ),
			'eligible_at' => gmdate( 'Y-m-d H:i:s', time() - 3700 ),
		];
		register_post_status( 'wc-poslato', [ 'label' => 'Poslato' ] );
		add_filter( 'wc_order_statuses', [ OwnStatusTest::class, 'withOwn' ] );
		$ids = array_map( fn( string $status ): int => $this->orderWith( $late, $status ), [ 'poslato', 'failed', 'poslato' ] );
		OutboxTable::update( $this->sale( $ids[2] )->id, [ 'eligible_at' => null ] );
		self::assertSame( [ $ids[0] ], array_column( $this->report( [] )['items'], 'orderId' ) );
		unset( $GLOBALS['wp_post_statuses']['wc-poslato'] );
	}

	public function testOrdersWithoutAnEntryComeFirstAndPageByPage(): void {
		$refused = [ $this->orderWith( [ 'state' => 'rejected' ] ), $this->orderWith( [ 'state' => 'rejected' ] ) ];
		AtWork::exporting( [ time() - 3600, null ] );
		$unseen = [];
		foreach ( [ 'processing', 'processing', 'processing', 'pending' ] as $status ) {
			$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], $status );
			$order->set_date_created( time() - 1800 );
			self::number( $order );
			self::db()->delete( OutboxTable::name(), [ 'order_id' => $order->get_id() ] );
			$unseen[] = $order->get_id();
		}
		$pages = [ [ $unseen[2], $unseen[1] ], [ $unseen[0], $refused[1] ], [ $refused[0] ], [] ];
		foreach ( $pages as $at => $orders ) {
			$report = $this->report( [ 'per_page' => 2, 'page' => $at + 1 ] );
			self::assertSame( [ 5, $orders ], [ $report['total'], array_column( $report['items'], 'orderId' ) ] );
		}
		self::assertSame( [ $unseen[1] ], array_column( $this->report( [ 'search' => '#' . $unseen[1], 'kind' => 'notSent' ] )['items'], 'orderId' ) );
		foreach ( [ $unseen[1], $refused[1] ] as $id ) {
			self::assertSame( [ $id ], array_column( $this->report( [ 'search' => "#WEB-$id" ] )['items'], 'orderId' ), 'Another plugin numbered it.' );
		}
		self::assertSame( 0, $this->report( [ 'kind' => 'missing' ] )['total'] );
		self::assertSame( 5, $this->report( [] )['counts']['notSent'] );
	}

	/**
	 * @param array<string, mixed> $columns What differs from an entry that was sent.
	 *
	 * @return int Id of the order.
	 */
	private function orderWith( array $columns, string $status = 'processing' ): int {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], $status );
		self::number( $order );
		$sent = [ 'state' => 'sent', 'total' => '100', 'acknowledged_by' => '', 'next_attempt_at' => null ];
		OutboxTable::update( $this->sale( $order->get_id() )->id, $columns + $sent );
		return $order->get_id();
	}

	/** As plugins of order numbers do. */
	private static function number( \WC_Order $order ): void {
		self::saved( $order, [ '_order_number' => 'WEB-' . $order->get_id() ] );
	}

	private function report( array $query ): array {
		return $this->services->reconciliationReport()->make( $query );
	}
}
