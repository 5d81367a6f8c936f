<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Pause;
use SorsApi\Sentence;
use SorsApi\Settings\ApiKey;

'cli' === PHP_SAPI || exit;

/** Whatever goes wrong on the way: one document, and never two. */
final class FailureTest extends OutboxTestCase {

	/** @dataProvider mishaps */
	public function testOneDocumentWhateverHappensToTheRequest( array $action, string $stateAfter, int $attempts ): void {
		$this->trustTheLookUp();
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', $action );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( $stateAfter, $row->state, (string) $row->errorMessage );
		self::assertNotSame( '', (string) $row->errorMessage );
		$this->workForAnHour();
		$row = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $row->state, (string) $row->errorMessage );
		self::assertCount( 1, $this->documents() );
		self::assertSame( $attempts, $row->attempts );
		self::assertNull( $row->errorCode );
	}

	public function mishaps(): array {
		$sending = OutboxEntry::SENDING;
		$waiting = OutboxEntry::WAITING;
		return [
			'the connection ends before the commit' => [ [ 'kind' => 'cut', 'when' => 'before' ], $sending, 2 ],
			'the connection ends after the commit'  => [ [ 'kind' => 'cut', 'when' => 'after' ], $sending, 1 ],
			'the answer breaks off'                 => [ [ 'kind' => 'cut', 'when' => 'midAnswer' ], $sending, 1 ],
			'500 and nothing done'                  => [ [ 'kind' => 'status', 'status' => 500 ], $sending, 2 ],
			'500, but it was done'                  => [ [ 'kind' => 'status', 'status' => 500, 'commit' => true ], $sending, 1 ],
			'HTML instead of JSON'                  => [ [ 'kind' => 'html' ], $sending, 2 ],
			'broken JSON'                           => [ [ 'kind' => 'brokenJson' ], $sending, 1 ],
			'too many requests'                     => [ [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ], $waiting, 1 ],
			'key refused'                           => [ [ 'kind' => 'status', 'status' => 401 ], $waiting, 1 ],
			'a redirect'                            => [ [ 'kind' => 'redirect', 'location' => 'https://example.test/' ], $sending, 2 ],
		];
	}

	/** @dataProvider preparing */
	public function testAFailureBeforeTheDocumentIsJustRetried( string $operation, array $action ): void {
		$this->trustTheLookUp();
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( $operation, $action );
		$this->work();
		self::assertNotSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		$before = count( $this->books( 'customers' ) );
		$this->workForAnHour();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertCount( 1, $this->documents() );
		self::assertLessThanOrEqual( $before + 1, count( $this->books( 'customers' ) ) );
		self::assertCount( 1, array_filter( $this->books( 'customers' ), static fn( array $c ): bool => 'petar@example.test' === $c['email'] ) );
	}

	public function preparing(): array {
		return [
			'units: cut'                  => [ 'listBusinessUnits', [ 'kind' => 'cut', 'when' => 'before' ] ],
			'customers: 503'              => [ 'listCustomers', [ 'kind' => 'status', 'status' => 503 ] ],
			'customers: HTML'             => [ 'listCustomers', [ 'kind' => 'html' ] ],
			'customers: 429'              => [ 'listCustomers', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 3 ] ],
			'new customer: cut before'    => [ 'createCustomer', [ 'kind' => 'cut', 'when' => 'before' ] ],
			'new customer: cut after'     => [ 'createCustomer', [ 'kind' => 'cut', 'when' => 'after' ] ],
			'new customer: 500 but done'  => [ 'createCustomer', [ 'kind' => 'status', 'status' => 500, 'commit' => true ] ],
		];
	}

	public function testAFailureBeforeTheDocumentCountsAsOneAttemptAndAPauseAsNone(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		foreach ( [ [ 503, OutboxEntry::WAITING, 1 ], [ 429, OutboxEntry::WAITING, 1 ], [ 503, OutboxEntry::WAITING, 2 ] ] as [ $status, $state, $attempts ] ) {
			$this->pass( 3600 );
			$this->fault( 'listCustomers', [ 'kind' => 'status', 'status' => $status ] );
			$this->work();
			$row = $this->sale( $order->get_id() );
			self::assertSame( [ $state, $attempts ], [ $row->state, $row->attempts ] );
			self::assertEqualsWithDelta( 30 * $attempts, (int) strtotime( $row->nextAttemptAt . ' UTC' ) - time(), 10 * $attempts );
		}
	}

	public function testARateLimitOfDaysIsAMistake(): void {
		$this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 200000 ] );
		$this->work();
		self::assertEqualsWithDelta( 3600, ( $this->outbox->paused()['until'] ?? 0 ) - time(), 20 );
	}

	public function testARefusalShowsSorsWordsAndWaitsForAChange(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'ZAKLJUCANO', 'message' => 'Period je zaključan.' ], 2 );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'ZAKLJUCANO' ], [ $row->state, $row->errorCode ] );
		self::assertStringContainsString( 'Period je zaključan.', Sentence::shown( (string) $row->errorMessage ) );
		$this->pass( 86400 );
		self::assertSame( 0, $this->work(), 'Nothing has changed, so nothing is sent.' );
		self::assertSame( OutboxEntry::REJECTED, $this->outbox->sendEntry( $row->id )->state );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $row->id )->state );
		self::assertCount( 1, $this->documents() );
	}

	public function testARefusedKeyStopsAllAndEndsAutomatically(): void {
		$product = $this->linkedProduct();
		$ids     = [];
		for ( $i = 0; $i < 4; $i++ ) {
			$ids[] = $this->createOrder( [ $product->get_id() => 1 ] )->get_id();
		}
		$keys = $this->sors->get( 'state?include=units' )['settings']['apiKeys'];
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		self::assertSame( 1, $this->work(), 'The first refusal stops the rest.' );
		self::assertSame( 'auth_failed', $this->outbox->paused()['code'] ?? null );
		self::assertSame( 0, $this->work() );
		$this->pass( 600 );
		self::assertSame( 1, $this->work(), 'One row tries the key again.' );
		foreach ( $ids as $id ) {
			self::assertSame( 0, $this->sale( $id )->attempts );
		}
		$this->sors->post( 'settings', [ 'apiKeys' => $keys ] );
		$this->workForAnHour();
		self::assertNull( $this->outbox->paused() );
		self::assertCount( 4, $this->documents() );
	}

	public function testANewKeyEndsThePauseAtOnce(): void {
		update_option( 'sors_outbox_pause', [ 'code' => 'auth_failed', 'message' => 'x', 'since' => time(), 'until' => time() + 300, 'failures' => 0 ] );
		self::assertNotNull( $this->outbox->paused() );
		( new ApiKey() )->save( 'another-key-altogether' );
		self::assertNull( $this->outbox->paused() );
	}

	/** The message of a refused key says to press that very button. */
	public function testAGoodTestOfTheConnectionEndsThePauseAtOnce(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$keys  = $this->sors->get( 'state?include=units' )['settings']['apiKeys'];
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		$this->work();
		self::assertStringContainsString( 'press “Change the API key”', $this->outbox->paused()['message'] ?? '' );
		self::assertFalse( $this->restOk( 'POST', 'connection/test' )['ok'] );
		self::assertNotNull( $this->outbox->paused(), 'A test that fails mends nothing.' );
		$this->sors->post( 'settings', [ 'apiKeys' => $keys ] );
		self::assertTrue( $this->restOk( 'POST', 'connection/test' )['ok'] );
		self::assertNull( $this->outbox->paused() );
		// The entry itself was told to wait for half a minute.
		$this->pass( 60 );
		self::assertSame( 1, $this->work() );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testAGoodRequestThatAPersonAskedForEndsThePause(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		Pause::keyRefused( 'x' );
		self::assertSame( 0, $this->work() );
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		self::assertNull( $this->outbox->paused() );
	}

	public function testARateLimitIsKeptToTheSecond(): void {
		$product = $this->linkedProduct();
		$first   = $this->createOrder( [ $product->get_id() => 1 ] );
		$second  = $this->createOrder( [ $product->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 120 ] );
		$asked = 0.0;
		$note  = static function ( array $response ) use ( &$asked ): array {
			$asked = 429 === $response['response']['code'] ? microtime( true ) : $asked;
			return $response;
		};
		add_filter( 'http_response', $note );
		self::assertSame( 1, $this->work(), 'The limit is for all.' );
		self::assertSame( 'rate_limited', $this->outbox->paused()['code'] ?? null );
		self::assertGreaterThan( 0, $asked );
		self::assertGreaterThanOrEqual( $asked + 120, $this->outbox->paused()['until'] ?? 0, 'the fraction of a second counts' );
		$this->pass( 110 );
		self::assertSame( 0, $this->work() );
		$this->workAfter( 15 );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::SENT ], [ $this->sale( $first->get_id() )->state, $this->sale( $second->get_id() )->state ] );
		self::assertNull( $this->outbox->paused() );
	}

	public function testADeadServerIsLeftAloneAndComesBack(): void {
		$this->trustTheLookUp();
		$product = $this->linkedProduct();
		for ( $i = 0; $i < 8; $i++ ) {
			$this->createOrder( [ $product->get_id() => 1 ] );
		}
		$this->sors->post( 'settings', [ 'down' => '503' ] );
		self::assertLessThan( 8, $this->work(), 'After a few failures the rest is not even tried.' );
		self::assertSame( 'unreachable', $this->outbox->paused()['code'] ?? null );
		$this->sors->post( 'settings', [ 'down' => 'no' ] );
		$this->workForAnHour();
		self::assertCount( 8, $this->documents() );
		self::assertNull( $this->outbox->paused() );
	}

	/**
	 * @dataProvider neverHeard
	 *
	 * @param array<string, mixed> $action See tests/sors/README.md.
	 */
	public function testWhatNeverReachedSorsIsSentAsTheOrderIsByThen( array $action ): void {
		$product = $this->linkedProduct();
		$edited  = $this->createOrder( [ $product->get_id() => 1 ] );
		$this->fault( 'createReservation', $action );
		$this->work( 1 );
		self::assertSame( OutboxEntry::WAITING, $this->sale( $edited->get_id() )->state );
		$this->changeQuantity( $edited->get_id(), 4 );
		$this->workForAnHour( 2 );
		self::assertSame( [ 4 ], array_column( $this->documents()[0]['lines'], 'quantity' ) );
		$dropped = $this->createOrder( [ $product->get_id() => 1 ] );
		$this->fault( 'createReservation', $action );
		$this->work( 1 );
		self::assertSame( OutboxEntry::WAITING, $this->sale( $dropped->get_id() )->state );
		$this->freshOrder( $dropped->get_id() )->update_status( 'cancelled' );
		$this->workForAnHour( 2 );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $dropped->get_id() )->state );
		self::assertCount( 1, $this->documents() );
	}

	public function neverHeard(): array {
		return [
			'too many requests' => [ [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ] ],
			'key refused'       => [ [ 'kind' => 'status', 'status' => 401 ] ],
		];
	}
}
