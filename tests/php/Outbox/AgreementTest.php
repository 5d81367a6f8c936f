<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Outbox;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Balance;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\Reference;
use SorsApi\Orders\OrderReader;
use SorsApi\Outbox\DocumentSearch;
use SorsApi\Outbox\SalePreparation;
use SorsApi\Settings\FinancialYear;
use SorsApi\Sors\Api;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Document;
use SorsApi\Sors\Http\Key;
use SorsApi\Tests\Sors\FakeTransport;
use SorsApi\Tests\Sors\Fixture;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

/** Which document of SORS is which entry's: by its reference, kind, date and total. */
final class AgreementTest extends TestCase {

	private const SENT = [ 'kind' => 'reservation', 'document_date' => '2026-11-28', 'total' => '120.5' ];

	/** @return array<string, array{array<string, mixed>, array<string, mixed>, bool}> What differs in the document and in the entry. */
	public function documents(): array {
		return [
			'the same'                        => [ [], [], true ],
			'written otherwise'               => [ [ 'total' => '120.50' ], [], true ],
			'a para more'                     => [ [ 'total' => '120.51' ], [], true ],
			'a para less'                     => [ [ 'total' => '120.49' ], [], true ],
			'more than a para'                => [ [ 'total' => '120.52' ], [], false ],
			'another kind'                    => [ [ 'kind' => 'invoice' ], [], false ],
			'a kind that is not said'         => [ [ 'kind' => null ], [], true ],
			'another day'                     => [ [ 'date' => '2026-11-27' ], [], false ],
			'an invoice of another day'       => [ [ 'date' => '2026-11-27', 'kind' => 'invoice' ], [ 'kind' => 'invoice' ], true ],
			'a day that is not said'          => [ [ 'date' => null ], [], true ],
			'a day that was not noted'        => [ [ 'date' => '2026-11-27' ], [ 'document_date' => null ], true ],
			'a total that is not said'        => [ [ 'total' => null ], [], true ],
			'a total that was not noted'      => [ [ 'total' => '7' ], [ 'total' => null ], true ],
			'neither, but another kind'       => [ [ 'total' => null, 'kind' => 'invoice' ], [], false ],
			'no total, but of another day'    => [ [ 'total' => null, 'date' => '2026-11-27' ], [], false ],
		];
	}

	/** @dataProvider documents */
	public function testWhatSorsDoesNotSayCannotDisagree( array $document, array $entry, bool $agrees ): void {
		$fields = $document + [ 'kind' => 'reservation', 'date' => '2026-11-28', 'total' => '120.5' ];
		self::assertSame( $agrees, [] === Balance::of( ( new OutboxEntry( $entry + self::SENT ) )->asSent(), new Document( $fields ) ) );
	}

	/**
	 * @testWith ["sale", 0, 1, "a1-12-t1abcd-sale-1"]
	 *           ["sale", 0, 3, "a1-12-t1abcd-sale-3"]
	 *           ["return", 34, 2, "a1-12-t1abcd-return-34-2"]
	 */
	public function testAReferenceNamesItsEntryAndNoOther( string $role, int $refundId, int $revision, string $reference ): void {
		$read = Reference::read( $reference );
		self::assertSame( [ 'a1', 12, 't1abcd', $role, $refundId, $revision ], [ $read->storeId, $read->orderId, $read->moment, $read->role, $read->refundId, $read->revision ] );
	}

	/**
	 * @testWith [null]
	 *           [""]
	 *           ["12"]
	 *           ["a1-0-t1abcd-sale-1"]
	 *           ["a1-12-sale-1"]
	 *           ["a1-12-t1abcd-none-1"]
	 *           ["a1-12-t1abcd-sale-0"]
	 *           ["a1-12-t1abcd-sale-1-x"]
	 */
	public function testAnotherReferenceIsNoneOfOurs( ?string $reference ): void {
		self::assertNull( Reference::read( $reference ) );
	}

	/**
	 * @testWith [2026, "2026-11-28"]
	 *           [2027, "2027-01-01"]
	 *           [null, "2026-11-28"]
	 */
	public function testADocumentIsDatedWithinTheBooks( ?int $year, string $day ): void {
		FinancialYear::store( 'Knjige', $year );
		self::assertSame( $day, SalePreparation::dated( self::lost(), 'Knjige' ) );
	}

	public function testOnlyWhatMayHaveArrivedKeepsItsDay(): void {
		FinancialYear::store( 'Knjige', null );
		$refused = new OutboxEntry( [ 'state' => OutboxEntry::WAITING, 'document_date' => '2026-11-28' ] );
		self::assertSame( OrderReader::day( null ), SalePreparation::dated( $refused, 'Knjige' ) );
	}

	private static function lost(): OutboxEntry {
		return new OutboxEntry( [ 'state' => OutboxEntry::SENDING, 'document_date' => '2026-11-28' ] );
	}

	public function testWhatIsOfALaterYearThanTheBooksWaits(): void {
		FinancialYear::store( 'Knjige', 2025 );
		$postponed = Thrown::by( static fn() => SalePreparation::dated( self::lost(), 'Knjige' ), Postponed::class );
		self::assertSame( [ OutboxEntry::NEWER_YEAR, 3600 ], [ $postponed->code(), $postponed->after ] );
	}

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
