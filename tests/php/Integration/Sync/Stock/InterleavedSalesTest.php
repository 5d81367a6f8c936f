<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\CleanSlate;
use SorsApi\Tests\Site\OtherConnection;

'cli' === PHP_SAPI || exit;

/**
 * An order is placed, sent, changed and cancelled at every moment of a stock run, over a second connection, as another
 * request would. The shop never has more to sell than there is; after one more quiet pass the figure is exact.
 *
 * SQLite has one writer: what comes while the run is in a transaction waits for its end. So there, at such a moment,
 * the other connection is seen to be locked out, and the event happens as soon as the transaction is over.
 *
 * @group sqlite
 */
final class InterleavedSalesTest extends OutboxTestCase {

	/** What each moment comes just before, in the order in which a run passes them. */
	private const MOMENTS = [ 'first request', 'second request', 'comparing', 'writing', 'reading what is unsynced', 'the lock', 'the end' ];

	/** Only every Nth story is told (N is no divisor of their number, so that each pair tells others); SORS_TEST_ALL=1 tells them all. */
	private const SHARE = 17;

	/** On SQLite a story takes PHP four times as long: the driver translates each statement there. */
	private const SHARE_ON_SQLITE = 23;

	private Runs $runs;
	private \WC_Product $thing;

	/** @var array{string, string} Document kind or '' for no export, stock mode. */
	private array $pair;

	private int $order = 0;

	/** @return array<string, array{string, string}> Pairs of document kind and stock mode. */
	public function pairs(): array {
		return [
			'reservation, available'           => [ 'reservation', 'available' ],
			'delivery note, available'         => [ 'deliveryNote', 'available' ],
			'delivery note, on hand'           => [ 'deliveryNote', 'onHand' ],
			'invoice-delivery note, available' => [ 'invoiceDeliveryNote', 'available' ],
			'invoice-delivery note, on hand'   => [ 'invoiceDeliveryNote', 'onHand' ],
			'invoice, on hand'                 => [ 'invoice', 'onHand' ],
			'not exported, available'          => [ '', 'available' ],
			'not exported, on hand'            => [ '', 'onHand' ],
		];
	}

	/** @dataProvider pairs */
	public function testNeverMoreToSellThanThereIs( string $kind, string $mode ): void {
		$this->pair = [ $kind, $mode ];
		$story      = '' === $kind ? [ 'place', 'less', 'cancel' ] : [ 'place', 'send', 'less', 'cancel', 'send' ];
		$number     = (int) array_search( $this->pair, array_values( $this->pairs() ), true );
		$share      = DatabaseClock::isInProcess() ? self::SHARE_ON_SQLITE : self::SHARE;
		foreach ( array_keys( $story ) as $position ) {
			foreach ( self::MOMENTS as $moment ) {
				// Both writers: with a stock above zero only figures change, from nothing its status changes too.
				foreach ( [ 20, 0 ] as $stock ) {
					// All of it takes minutes: by default each pair takes its share.
					if ( false !== getenv( 'SORS_TEST_ALL' ) || 0 === ++$number % $share ) {
						$this->tell( $story, $position, $moment, $stock );
					}
				}
			}
		}
	}

	/** @param list<string> $story */
	private function tell( array $story, int $position, string $moment, int $stock ): void {
		$this->begin( $stock );
		foreach ( array_slice( $story, 0, $position ) as $event ) {
			$this->happen( $event );
		}
		$about    = wp_json_encode( $this->pair ) . ": {$story[ $position ]} before $moment, stock before $stock";
		$happened = $this->runWith( $moment, $story[ $position ] );
		self::assertTrue( $happened, "$about: it did not come to that." );
		self::assertLessThanOrEqual( $this->sellable(), $this->stock(), $about );
		foreach ( array_slice( $story, $position + 1 ) as $event ) {
			$this->happen( $event );
			self::assertLessThanOrEqual( $this->sellable(), $this->stock(), "$about, then $event" );
		}
		$this->runWith( '', '' );
		self::assertSame( (float) $this->sellable(), (float) $this->stock(), "$about, after a quiet pass" );
	}

	private function begin( int $stock ): void {
		CleanSlate::restore();
		$this->order = 0;
		$this->sors->post( 'reset', [ 'items' => 1 ] );
		[ $kind, $mode ] = $this->pair;
		$this->configure(
			[
				'businessUnitIds'     => [ $this->unitId( self::DATABASE, '01' ), $this->unitId( self::DATABASE, '02' ) ],
				'shippingItemCode'    => 'USL-DOSTAVA',
				'documentKind'        => '' === $kind ? 'deliveryNote' : $kind,
				'stockMode'           => $mode,
				'exportOrders'        => '' !== $kind,
				'safetyLimitPercent'  => 100,
			]
		);
		$this->sors->post(
			'patch',
			[
				'database' => self::DATABASE,
				'changes'  => [
					[
						'do'    => 'addItem',
						'item'  => [
							'code'         => 'SALE-1',
							'name'         => 'Roba',
							'priceWithVat' => 120,
							'vatRate'      => 20,
						],
						'stock' => [
							'01' => 10,
							'02' => 5,
						],
					],
				],
			]
		);
		$this->runs = ( new Services() )->sync()->runs();
		$this->thing = $this->createProduct( 'SALE-1', '120', $stock );
		$this->linkCode( 'SALE-1', $this->thing->get_id() );
	}

	private function happen( string $event ): void {
		switch ( $event ) {
			case 'place':
				$this->order = $this->createOrder( [ $this->thing->get_id() => 3 ] )->get_id();
				break;
			case 'send':
				$this->work();
				foreach ( OutboxTable::ofOrder( $this->order ) as $entry ) {
					if ( $entry->asksFirst() ) {
						// Nobody has the invoice.
						$this->outbox->sendEntry( $entry->id );
					}
				}
				$this->work();
				$this->pass( 700 );
				break;
			case 'less':
				// Two of them at a time: one went back into the shelf.
				$order = wc_get_order( $this->order );
				$items = [];
				foreach ( $order->get_items() as $item ) {
					$items[ $item->get_id() ] = [
						'qty'          => 1,
						'refund_total' => '120',
					];
				}
				wc_create_refund(
					[
						'order_id'      => $this->order,
						'amount'        => '120',
						'line_items'    => $items,
						'restock_items' => true,
					]
				);
				break;
			case 'cancel':
				wc_get_order( $this->order )->update_status( 'cancelled' );
				break;
		}
	}

	/** @return bool Whether the moment came. */
	private function runWith( string $moment, string $event ): bool {
		global $wpdb;
		$happened = '' === $event;
		$waiting  = false;
		$applying = false;
		$requests = 0;
		$inject   = function ( string $now ) use ( $moment, $event, &$happened, &$waiting ): void {
			if ( $happened || ( $now !== $moment && ! $waiting ) ) {
				return;
			}
			if ( OtherConnection::isLockedOut() ) {
				$waiting = $waiting || OtherConnection::mustWait();
				return;
			}
			$happened = true;
			OtherConnection::run( fn() => $this->happen( $event ) );
		};
		$query    = static function ( string $sql ) use ( $inject, &$applying, &$waiting ): string {
			if ( $waiting ) {
				$inject( '' );
			}
			if ( false !== strpos( $sql, 'sors_stock' ) && 0 === strpos( $sql, 'SELECT * FROM' ) && false === strpos( $sql, 'INSERT' ) ) {
				$inject( 'comparing' );
			}
			if ( false !== strpos( $sql, "outcome = 'planned' AND id >" ) ) {
				$applying = true;
				$inject( 'writing' );
			}
			if ( $applying && false !== strpos( $sql, 'woocommerce_order_items i' ) ) {
				$inject( 'reading what is unsynced' );
			}
			if ( $applying && false !== strpos( $sql, DatabaseClock::isInProcess() ? 'SELECT meta_id, post_id, meta_key, meta_value FROM' : 'SET meta_value = meta_value WHERE' ) ) {
				$inject( 'the lock' );
			}
			return $sql;
		};
		$http     = static function ( $reply ) use ( $inject, &$requests ) {
			$inject( 1 === ++$requests ? 'first request' : 'second request' );
			return $reply;
		};
		add_filter( 'query', $query );
		add_filter( 'pre_http_request', $http );
		try {
			$run = $this->runs->start( 'stock', 'apply', 'person' );
			do {
				$run = $this->runs->step( $run->id );
			} while ( $run->isActive() );
		} finally {
			remove_filter( 'query', $query );
			remove_filter( 'pre_http_request', $http );
		}
		$inject( 'the end' );
		self::assertSame( 'succeeded', $run->state, $run->message );
		self::assertSame( 0, $run->failed );
		// Nothing was to be written, so that those moments did not come: the event comes late.
		if ( ! $happened && ! $applying ) {
			$happened = true;
			$this->happen( $event );
		}
		return $happened;
	}

	private function stock(): float {
		wp_cache_flush();
		return (float) wc_get_product( $this->thing->get_id() )->get_stock_quantity();
	}

	/** What SORS has, less what the shop sold and SORS has not been told. */
	private function sellable(): float {
		$sum = 0.0;
		foreach ( $this->books( 'stock' )['SALE-1'] as $unit => $level ) {
			$sum += in_array( (string) $unit, [ '01', '02' ], true ) ? $level[ $this->pair[1] ] : 0;
		}
		$told = 0.0;
		foreach ( $this->documents() as $document ) {
			// An invoice lowers no figure.
			if ( 'open' !== $document['status'] || 'invoice' === $document['kind'] ) {
				continue;
			}
			foreach ( $document['lines'] as $line ) {
				if ( 'SALE-1' === ( $line['productCode'] ?? '' ) ) {
					$told += 'return' === $document['kind'] ? -$line['quantity'] : $line['quantity'];
				}
			}
		}
		return $sum - ( $this->sold() - $told );
	}

	private function sold(): float {
		$order = 0 === $this->order ? false : wc_get_order( $this->order );
		if ( ! $order ) {
			return 0.0;
		}
		$sold = 0.0;
		foreach ( $order->get_items() as $item ) {
			$sold += 'cancelled' === $order->get_status() ? (float) $item->get_meta( '_reduced_stock' ) : $item->get_quantity() - (float) $item->get_meta( '_restock_refunded_items' );
		}
		return $sold;
	}
}
