<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;

'cli' === PHP_SAPI || exit;

/** Workers that get into each other's way, and workers that die. */
final class SeveralWorkersTest extends OutboxTestCase {

	/** As WP-Cron, WP-CLI and two web servers would. */
	private const WORKER = '
		add_filter( "sors_settle_seconds", "__return_zero" );
		$settings = new SorsApi\Settings\SettingsStore();
		$worker   = ( new SorsApi\Services() )->orders()->worker();
	';

	public function testTwoProcessesOnOneQueue(): void {
		$products = [ $this->linkedProduct( 0, 100000 ), $this->linkedProduct( 1, 100000 ) ];
		$buyers   = [ 'ana@example.test', 'boris@example.test', 'vesna@example.test' ];
		for ( $i = 0; $i < 40; $i++ ) {
			$this->createOrder( [ $products[ $i % 2 ]->get_id() => 1 + $i % 3 ], 'processing', [ 'email' => $buyers[ $i % 3 ] ] );
		}
		$this->makeAllDue();
		$before    = count( $this->books( 'customers' ) );
		$start     = get_temp_dir() . uniqid( 'sors-start-' );
		$processes = [];
		for ( $i = 0; $i < 2; $i++ ) {
			$processes[] = $this->inOtherProcess( self::WORKER . 'touch( "$args[start]-$args[i]" ); while ( count( glob( "$args[start]-*" ) ) < 2 ) { usleep( 1000 ); } $all = 0; do { $all += $n = $worker->work( 20 ); } while ( $n > 0 ); echo $all;', compact( 'start', 'i' ) );
		}
		$handled = [];
		foreach ( $processes as $process ) {
			$handled[] = (int) $process->finish( 180 );
		}
		array_map( 'unlink', (array) glob( "$start-*" ) );
		// The buyers' first orders wait for each other for a few seconds, and on a busy machine a reply may be lost and be looked up.
		for ( $i = 0; $i < 3; $i++ ) {
			$this->pass( 200 );
			$this->work();
		}
		self::assertCount( 40, $this->documents() );
		self::assertCount( 40, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
		self::assertCount( $before + 3, $this->books( 'customers' ), 'Three buyers, three customers.' );
		self::assertSame( 40, $this->outbox->counts()[ OutboxEntry::SENT ] );
		self::assertCount( 2, array_filter( $handled ), 'Both had something to do.' );
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

	/** @return array<string, array{string, string}> Hook, and what passes it; %d is the order, whose number is in the reference of its document. */
	public function moments(): array {
		return [
			'before its first request'        => [ 'pre_http_request', '//' ],
			'before it asks for the document' => [ 'pre_http_request', '/-%d-/' ],
			'when SORS has made the document' => [ 'http_response', '/-%d-/' ],
			'before it notes the document'    => [ 'query', '/^.{0,9}UPDATE \S+sors_outbox\S+ .*document_id/s' ],
		];
	}

	/**
	 * At any other moment, and with two of them: the simulation.
	 *
	 * @dataProvider moments
	 */
	public function testWhatAKilledProcessBeganIsEndedOnce( string $hook, string $what ): void {
		$this->trustTheLookUp();
		$order = $this->createOrder( [ $this->linkedProduct( 0, 100000 )->get_id() => 1 ] );
		$this->makeAllDue();
		$this->killWorker( $hook, sprintf( $what, $order->get_id() ) );
		$this->workForHours();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, '', null ], [ $row->state, $row->leaseOwner, $row->nextAttemptAt ], (string) $row->errorMessage );
		self::assertSame( [ $row->reference ], array_column( $this->documents(), 'externalReference' ) );
		self::assertSame( $row->documentNumber, $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ) );
		self::assertCount( 1, array_filter( $this->notes( $order->get_id() ), static fn( string $note ): bool => false !== strpos( $note, 'Sent to SORS' ) ) );
		$emails = array_column( $this->books( 'customers' ), 'email' );
		self::assertCount( 1, array_keys( $emails, self::ADDRESS['email'], true ), 'No buyer twice.' );
	}

	/**
	 * A reservation of which one item came back is cancelled, and the rest reserved again.
	 *
	 * @testWith [true]
	 *           [false]
	 */
	public function testAReservationWhoseCancellingWasKilledIsMadeAgainOnce( bool $isExported ): void {
		$this->trustTheLookUp();
		$product = $this->linkedProduct( 0, 100000 );
		$this->configure( [ 'exportOrders' => true ] );
		$order = $this->createOrder( [ $product->get_id() => 3 ] );
		$this->work();
		$item = array_key_first( $order->get_items() );
		wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => $product->get_price(), 'line_items' => [ $item => [ 'qty' => 1, 'refund_total' => $product->get_price() ] ], 'restock_items' => true ] );
		$this->configure( [ 'exportOrders' => $isExported ] );
		$this->killWorker( 'http_response', '//' );
		$this->workForHours();
		$open = array_filter( $this->documents(), static fn( array $document ): bool => 'open' === $document['status'] );
		self::assertSame( [ 2 ], array_map( static fn( array $document ): int => $document['lines'][0]['quantity'], array_values( $open ) ) );
		self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->revision ] );
	}

	/** A process that died may have been heard: it is repeated after an hour, its customer before it. */
	private function workForHours(): void {
		for ( $i = 0; $i < 12; $i++ ) {
			$this->pass( 800 );
			$this->work();
		}
	}

	private function killWorker( string $hook, string $what ): void {
		$child = $this->inOtherProcess(
			self::WORKER . '
			add_filter( $args["hook"], static function ( $passed ) use ( $args ) {
				if ( preg_match( $args["what"], wp_json_encode( func_get_args(), JSON_UNESCAPED_SLASHES ) ) ) { posix_kill( getmypid(), 9 ); }
				return $passed;
			}, 10, 3 );
			$worker->work( 20 );',
			compact( 'hook', 'what' )
		);
		try {
			$child->finish( 60 );
		} catch ( \RuntimeException $killed ) {
			return;
		}
		self::fail( 'It lived.' );
	}

	private function makeAllDue(): void {
		global $wpdb;
		$wpdb->query( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET next_attempt_at = '2020-01-01 00:00:00' WHERE state = 'queued'" );
	}
}
