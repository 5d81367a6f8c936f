<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;

'cli' === PHP_SAPI || exit;

/** Many orders, one request in five failing in some way, from a fixed seed. SORS_TEST_ORDERS says how many. */
final class RandomFailuresTest extends OutboxTestCase {

	public function testEveryOrderHasExactlyOneDocument(): void {
		$count    = (int) ( getenv( 'SORS_TEST_ORDERS' ) ? getenv( 'SORS_TEST_ORDERS' ) : 50 );
		$products = [ $this->linkedProduct( 0, 100000 ), $this->linkedProduct( 1, 100000 ), $this->linkedProduct( 2, 100000 ) ];
		$orders   = [];
		for ( $i = 0; $i < $count; $i++ ) {
			$orders[ $this->createOrder( [ $products[ $i % 3 ]->get_id() => 1 + $i % 4 ], 'processing', [ 'email' => 'kupac' . $i % 40 . '@example.test' ] )->get_id() ] = 1 + $i % 4;
		}
		$this->failOneInFive();
		for ( $round = 0; $round < 400 && ! $this->isQuiet(); $round++ ) {
			$this->pass( 240 );
			$this->work();
		}
		$counts    = $this->outbox->counts();
		$documents = $this->documents();
		$refs      = array_count_values( array_column( $documents, 'externalReference' ) );
		self::assertSame( [], array_filter( $refs, static fn( int $n ): bool => $n > 1 ), 'Doubled.' );
		self::assertSame( 0, $counts[ OutboxEntry::QUEUED ] + $counts[ OutboxEntry::WAITING ] + $counts[ OutboxEntry::SENDING ], 'Stuck: ' . wp_json_encode( $counts ) );
		// A 404 is a refusal, and refused look-ups end in doubt: those wait for somebody, with the reason.
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		foreach ( [ OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ] as $state ) {
			while ( [] !== ( $rows = $this->outbox->list( [ 'state' => $state, 'per_page' => 100 ] )['items'] ) ) {
				foreach ( $rows as $row ) {
					self::assertNotSame( '', (string) $row->errorMessage );
					$this->outbox->resolve( $row->id, [ 'as' => 'resend' ] );
				}
			}
		}
		for ( $i = 0; $i < 5; $i++ ) {
			$this->pass( 400 );
			$this->work();
		}
		self::assertSame( $count, $this->outbox->counts()[ OutboxEntry::SENT ], (string) wp_json_encode( $this->outbox->counts() ) );
		self::assertCount( $count, $this->documents() );
		self::assertCount( $count, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
	}

	public function testWithoutALookUpNothingIsDoubledAndWhatIsDoubtfulWaitsForSomebody(): void {
		$this->withoutOperations( [ 'findDocuments', 'getDocument', 'listDocuments' ] );
		$product = $this->linkedProduct( 0, 100000 );
		for ( $i = 0; $i < 25; $i++ ) {
			$this->createOrder( [ $product->get_id() => 1 ], 'processing', [ 'email' => 'kupac' . $i % 10 . '@example.test' ] );
		}
		$this->failOneInFive();
		for ( $round = 0; $round < 200 && ! $this->isQuiet(); $round++ ) {
			$this->pass( 240 );
			$this->work();
		}
		$counts = $this->outbox->counts();
		self::assertTrue( $this->isQuiet(), 'Stuck: ' . wp_json_encode( $counts ) );
		$refs = array_count_values( array_column( $this->documents(), 'externalReference' ) );
		self::assertSame( [], array_filter( $refs, static fn( int $n ): bool => $n > 1 ), 'Doubled.' );
		self::assertGreaterThan( 0, $counts[ OutboxEntry::UNCERTAIN ], 'The failures were mild.' );
		foreach ( $this->outbox->list( [ 'per_page' => 100 ] )['items'] as $row ) {
			self::assertContains( $row->state, [ OutboxEntry::SENT, OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED ] );
			self::assertSame( OutboxEntry::REJECTED === $row->state ? 0 : 1, ( $refs[ (string) $row->reference ] ?? 0 ) + ( OutboxEntry::UNCERTAIN === $row->state ? 1 - ( $refs[ (string) $row->reference ] ?? 0 ) : 0 ) );
		}
	}

	private function failOneInFive(): void {
		$this->sors->post(
			'faults',
			[
				'rules' => [
					[
						'chance' => 0.2,
						'seed'   => 20261124,
						'action' => [
							[ 'kind' => 'status', 'status' => 500 ],
							[ 'kind' => 'status', 'status' => 500, 'commit' => true ],
							[ 'kind' => 'status', 'status' => 503 ],
							[ 'kind' => 'status', 'status' => 429, 'retryAfter' => 2 ],
							[ 'kind' => 'status', 'status' => 401 ],
							[ 'kind' => 'status', 'status' => 404 ],
							[ 'kind' => 'html' ],
							[ 'kind' => 'brokenJson' ],
							[ 'kind' => 'cut', 'when' => 'before' ],
							[ 'kind' => 'cut', 'when' => 'after' ],
							[ 'kind' => 'cut', 'when' => 'midAnswer' ],
						],
					],
				],
			]
		);
	}

	private function isQuiet(): bool {
		$counts = $this->outbox->counts();
		return 0 === $counts[ OutboxEntry::QUEUED ] + $counts[ OutboxEntry::WAITING ] + $counts[ OutboxEntry::SENDING ];
	}
}
