<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Database\StorageError;
use SorsApi\Entries\OrderQueries;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\RefundReader;
use SorsApi\Services;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\FailingStatements;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** A read that fails is an error, never "nothing found"; a page or a file of other things goes on without it. */
final class FailedReadsTest extends OutboxTestCase {

	/**
	 * @dataProvider reads
	 *
	 * @param \Closure(self): mixed $read
	 */
	public function testAReadThatFailsIsAnError( string $words, \Closure $read ): void {
		$this->sentOrder();
		$read( $this );
		$this->expectException( StorageError::class );
		FailingStatements::during( $words, fn() => $read( $this ) );
	}

	public function reads(): array {
		$from  = new \DateTimeImmutable( '2020-01-01' );
		$until = new \DateTimeImmutable( '2040-01-01' );
		return [
			'how many orders need a person'  => [ 'COUNT(*) FROM (SELECT order_id', static fn(): int => OrderQueries::needing() ],
			'orders that need a person'      => [ 'sors_outbox', static fn(): array => OrderQueries::newestNeeding( 1000 ) ],
			'how many findings'              => [ 'GROUP BY finding', static fn( self $test ): array => $test->services->reconciliationReport()->make( [] ) ],
			'findings'                       => [ 'AS present', static fn( self $test ): array => $test->services->reconciliationReport()->make( [] ) ],
			'orders without an entry'        => [ 'r.id IS NULL', static fn( self $test ): array => $test->services->reconciliationReport()->make( [] ) ],
			'documents to compare'           => [ 'COUNT(*)', static fn( self $test ): array => $test->services->reconciliation()->begin() ],
			'orphaned documents'             => [ 'issue_accepted NOT IN', static fn() => OrphanedDocuments::sweep( OrderSlice::all() ) ],
			'how many older orders'          => [ 'COUNT(*)', static fn(): int => OlderOrders::count( $from, $until ) ],
			'older orders'                   => [ 'sors_outbox', static fn(): array => OlderOrders::ids( $from, $until ) ],
			'refunds'                        => [ 'shop_order_refund', static fn(): array => RefundReader::of( 1 ) ],
			'orders by day'                  => [ 'GROUP BY SUBSTR', static fn(): array => ( new Services() )->overview()->make() ],
			'products of the overview'       => [ 'sors_links', static fn(): array => ( new Services() )->overview()->make() ],
		];
	}

	public function testTheSupportFileSaysWhatCouldNotBeRead(): void {
		$this->sentOrder();
		$log  = LogBook::open();
		$text = FailingStatements::during( 'sors_links', static fn(): string => ( new Services() )->supportFile()->make() );
		self::assertStringContainsString( "\n== Runs, the newest first\ncannot be read: ", $text );
		self::assertStringContainsString( "\nsent: 1\n", $text );
		self::assertNotSame( [], $log->about( "The support file's section Runs", 'error' ) );
	}
}
