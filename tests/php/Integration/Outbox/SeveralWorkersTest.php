<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

'cli' === PHP_SAPI || exit;

/** Workers that get into each other's way, and workers that die. */
final class SeveralWorkersTest extends OutboxTestCase {

	/** As WP-Cron, WP-CLI and two web servers would. */
	private const WORKER = '
		add_filter( "sors_settle_seconds", "__return_zero" );
		$settings = new SorsApi\Settings\SettingsStore();
		$worker   = ( new SorsApi\Services() )->orders()->worker();
	';

	public function testFourProcessesOnOneQueue(): void {
		$products = [ $this->linkedProduct( 0, 100000 ), $this->linkedProduct( 1, 100000 ) ];
		$buyers   = [ 'ana@example.test', 'boris@example.test', 'vesna@example.test' ];
		$orders   = [];
		for ( $i = 0; $i < 200; $i++ ) {
			$orders[] = $this->createOrder( [ $products[ $i % 2 ]->get_id() => 1 + $i % 3 ], 'processing', [ 'email' => $buyers[ $i % 3 ] ] )->get_id();
		}
		$this->makeAllDue();
		$before    = count( $this->books( 'customers' ) );
		$processes = [];
		for ( $i = 0; $i < 4; $i++ ) {
			$processes[] = $this->inOtherProcess( self::WORKER . '$all = 0; for ( $i = 0; $i < 40; $i++ ) { $all += $n = $worker->work( 20 ); if ( 0 === $n ) { usleep( 300000 ); } } echo $all;' );
		}
		$handled = [];
		foreach ( $processes as $process ) {
			$handled[] = (int) $process->finish( 180 );
		}
		// The buyers' first orders wait for each other for a few seconds, and on a busy machine a reply may be lost and be looked up.
		for ( $i = 0; $i < 3; $i++ ) {
			$this->pass( 200 );
			$this->work();
		}
		self::assertCount( 200, $this->documents() );
		self::assertCount( 200, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
		self::assertCount( $before + 3, $this->books( 'customers' ), 'Three buyers, three customers.' );
		self::assertSame( 200, $this->outbox->counts()[ OutboxEntry::SENT ] );
		self::assertGreaterThan( 1, count( array_filter( $handled ) ), 'Several of them had something to do: ' . implode( ', ', $handled ) );
		foreach ( array_slice( $orders, 0, 10 ) as $id ) {
			self::assertSame( 1, $this->sale( $id )->attempts );
		}
	}

	public function testWhatAnotherWorkerTookMeanwhileIsNotSent(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$take  = static function ( $answer ) {
			global $wpdb;
			$wpdb->query( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET lease_owner = 'another', lease_until = lease_until + 1" );
			return $answer;
		};
		add_filter( 'pre_http_request', $take );
		$this->work();
		remove_filter( 'pre_http_request', $take );
		self::assertCount( 0, $this->documents() );
		self::assertSame( [ 'another', 0 ], [ $this->sale( $order->get_id() )->leaseOwner, $this->sale( $order->get_id() )->attempts ] );
	}

	/** The process dies at the first, the second, the third … moment at which anything is written or asked, until one lives. */
	public function testAKillAtEveryStep(): void {
		$this->trustTheLookUp();
		$product = $this->linkedProduct( 0, 100000 );
		for ( $step = 1; $step < 100; $step++ ) {
			$order = $this->createOrder( [ $product->get_id() => 1 ], 'processing', [ 'email' => "kupac$step@example.test" ] );
			$this->makeAllDue();
			$alive = $this->workerKilledAt( $step );
			// A process that died may have been heard: it is repeated after an hour, its customer before it.
			for ( $i = 0; $i < 12; $i++ ) {
				$this->pass( 800 );
				$this->work();
			}
			$row  = $this->sale( $order->get_id() );
			$sent = array_filter(
				$this->documents(),
				static function ( array $document ) use ( $row ): bool {
					return $document['externalReference'] === $row->reference;
				}
			);
			self::assertSame( OutboxEntry::SENT, $row->state, "Killed at step $step: " . $row->errorMessage );
			self::assertCount( 1, $sent, "Killed at step $step." );
			self::assertSame( [ '', null ], [ $row->leaseOwner, $row->nextAttemptAt ], "Killed at step $step." );
			self::assertSame( $row->documentNumber, $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ), "Killed at step $step." );
			self::assertCount( 1, array_filter( $this->notes( $order->get_id() ), static fn( string $note ): bool => false !== strpos( $note, 'Sent to SORS' ) ), "Killed at step $step." );
			if ( $alive ) {
				break;
			}
		}
		self::assertGreaterThan( 15, $step );
		self::assertLessThan( 100, $step, 'One process lived.' );
		self::assertCount( $step, $this->documents() );
		$emails = array_filter( array_column( $this->books( 'customers' ), 'email' ), static fn( ?string $email ): bool => 0 === strpos( (string) $email, 'kupac' ) && false !== strpos( (string) $email, '@example.test' ) );
		self::assertCount( count( array_unique( $emails ) ), $emails, 'No buyer twice.' );
	}

	/**
	 * A reservation of which one item came back is cancelled, and the rest reserved again: killed anywhere, in the end one is open.
	 *
	 * @testWith [true]
	 *           [false]
	 */
	public function testAKillAtEveryStepOfReservingAgain( bool $isExported ): void {
		$this->trustTheLookUp();
		$product = $this->linkedProduct( 0, 100000 );
		for ( $step = 1; $step < 100; $step++ ) {
			$this->configure( [ 'exportOrders' => true ] );
			$order = $this->createOrder( [ $product->get_id() => 3 ] );
			$this->work();
			$item = array_key_first( $order->get_items() );
			wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => $product->get_price(), 'line_items' => [ $item => [ 'qty' => 1, 'refund_total' => $product->get_price() ] ], 'restock_items' => true ] );
			$this->configure( [ 'exportOrders' => $isExported ] );
			$alive = $this->workerKilledAt( $step );
			// A process that died may have been heard: it is repeated after an hour, its customer before it.
			for ( $i = 0; $i < 12; $i++ ) {
				$this->pass( 800 );
				$this->work();
			}
			$open = [];
			foreach ( $this->documents() as $document ) {
				if ( 'open' === $document['status'] && false !== strpos( (string) $document['externalReference'], '-' . $order->get_id() . '-' ) ) {
					$open[] = $document['lines'][0]['quantity'];
				}
			}
			self::assertSame( [ 2 ], $open, "Killed at step $step: " . wp_json_encode( array_map( static fn( OutboxEntry $row ): array => [ $row->role, $row->revision, $row->state, $row->errorMessage ], ( new OutboxTable() )->ofOrder( $order->get_id() ) ) ) );
			self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->revision ], "Killed at step $step." );
			if ( $alive ) {
				break;
			}
		}
		self::assertGreaterThan( 15, $step );
		self::assertLessThan( 100, $step, 'One process lived.' );
	}

	/** @return bool Whether it had fewer steps to do than that, and lived. */
	private function workerKilledAt( int $step ): bool {
		$child = $this->inOtherProcess(
			self::WORKER . '
			$step = 0;
			$die  = static function ( $passed ) use ( &$step, $args ) {
				if ( ++$step >= $args["step"] ) { posix_kill( getmypid(), 9 ); }
				return $passed;
			};
			add_filter( "query", static function ( $query ) use ( $die ) { return preg_match( "/^\s*(INSERT|UPDATE|DELETE|REPLACE)/i", $query ) ? $die( $query ) : $query; } );
			add_filter( "pre_http_request", $die );
			add_filter( "http_response", $die );
			$worker->work( 20 );
			echo "alive";',
			[ 'step' => $step ]
		);
		try {
			return 'alive' === $child->finish( 60 );
		} catch ( \RuntimeException $error ) {
			return false;
		}
	}

	private function makeAllDue(): void {
		global $wpdb;
		$wpdb->query( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET next_attempt_at = '2020-01-01 00:00:00' WHERE state = 'queued'" );
	}
}
