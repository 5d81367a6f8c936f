<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Outbox;

use PHPUnit\Framework\TestCase;
use SorsApi\Outbox\DocumentSearch;
use SorsApi\Sors\Api;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\Key;
use SorsApi\Tests\Sors\FakeTransport;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

final class DocumentSearchTest extends TestCase {

	public function testItNeedsTheOperationAndAReferenceInItsAnswer(): void {
		$silent = Fixture::example();
		unset( $silent['entities']['document']['externalReference'] );
		$without = Fixture::example();
		unset( $without['operations']['findDocuments'] );
		$asks = static fn( array $contract ): bool => DocumentSearch::canAsk( Fixture::api( new FakeTransport(), Contract::fromArray( $contract ) ) );
		self::assertSame( [ true, false, false ], [ $asks( Fixture::example() ), $asks( $silent ), $asks( $without ) ] );
	}

	public function testAContractThatCannotBeReadIsAskedNothing(): void {
		self::assertFalse( DocumentSearch::canAsk( new Api( new Connection( '/no/such/contract.json', new FakeTransport(), new Key( Fixture::KEY ) ) ) ) );
	}
}
