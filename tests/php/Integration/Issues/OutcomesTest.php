<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\Erasure;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedDocuments;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\Remedies;
use SorsApi\OrderServices;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Document;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\OtherContract;

'cli' === PHP_SAPI || exit;

/** What became in SORS of the document of an order. */
final class OutcomesTest extends OutboxTestCase {

	private const QR = 'https://suf.purs.gov.rs/v/?vl=AzdLWkE0NzVN';

	protected function setUp(): void {
		parent::setUp();
		delete_option( ChangedDocuments::OPTION );
		delete_option( Reconciliation::OPTION );
		$this->loginAsAdmin();
	}

	public function testWhatWasMadeFromItAndItsReceiptAreToldOnceWhoeverReadsThem(): void {
		$order = $this->sentOrder();
		$other = $this->sentOrder( 1 );
		$name  = $this->sale( $order->get_id() )->documentName();
		$before = count( $this->notes( $order->get_id() ) );
		$this->follow();
		self::assertCount( $before, $this->notes( $order->get_id() ) );

		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'invoiceDeliveryNote', 'as' => 'FOT-77' ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FOT-77', 'set' => [ 'fiscalised' => true, 'fiscalNumber' => 'KZA475M8-12', 'fiscalQr' => self::QR ] ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => $name, 'set' => [ 'fulfilled' => true, 'invoiced' => true ] ] );
		$this->follow();
		$made    = "From $name, the invoice-delivery note FOT-77 was made in SORS.";
		$receipt = "The fiscal receipt KZA475M8-12 was issued for $name. " . self::QR;
		self::assertSame( "$made $receipt", $this->notes( $order->get_id() )[0] );
		self::assertSame( [ $made, $receipt ], $this->told( $order->get_id() ) );
		self::assertSame( [], $this->told( $other->get_id() ) );

		$this->follow();
		$this->services->reconciliation()->run();
		self::assertCount( $before + 1, $this->notes( $order->get_id() ), 'It was told already.' );
		self::assertSame( [ OutboxEntry::SENT, null ], [ $this->sale( $order->get_id() )->state, self::issueOf( $this->sale( $order->get_id() ) ) ] );
		self::assertSame( 'processing', $this->freshOrder( $order->get_id() )->get_status() );
	}

	public function testWithoutChangesSinceTheDailyComparisonTellsIt(): void {
		$order = $this->sentOrder();
		$name  = $this->sale( $order->get_id() )->documentName();
		$this->patch( [ 'do' => 'setDocument', 'number' => $name, 'set' => [ 'fulfilled' => true ] ] );
		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'invoice', 'as' => 'FAK-5' ] );
		$this->speak( OtherContract::api( [ 'operations.listDocuments.query.changedSince' ] ) );
		$this->follow();
		self::assertSame( 0, $this->asked( 'listDocuments' ) );
		$this->services->reconciliation()->run();
		self::assertEqualsCanonicalizing( [ "From $name, the invoice FAK-5 was made in SORS.", "SORS says that the goods of $name were handed over." ], $this->told( $order->get_id() ) );

		$this->speak( OtherContract::api( [ 'operations.listDocuments' ] ) );
		$other = $this->sentOrder( 1 );
		$its   = $this->sale( $other->get_id() )->documentName();
		$this->patch( [ 'do' => 'setDocument', 'number' => $its, 'set' => [ 'invoiced' => true ] ] );
		$this->services->reconciliation()->run();
		self::assertSame( [ "SORS says that $its was invoiced." ], $this->told( $other->get_id() ), 'One document after the other.' );
	}

	public function testASorsThatSaysNothingOfItIsNotAsked(): void {
		$order = $this->sentOrder();
		$name  = $this->sale( $order->get_id() )->documentName();
		$this->patch( [ 'do' => 'setDocument', 'number' => $name, 'set' => [ 'fulfilled' => true ] ] );
		$api = OtherContract::api( array_map( static fn( string $field ): string => "entities.document.$field", [ 'fulfilled', 'invoiced', 'fiscalised', 'fiscalNumber', 'fiscalQr', 'sourceDocumentId' ] ) );
		$this->speak( $api );
		$this->follow();
		self::assertSame( 0, $this->asked( 'listDocuments' ) );
		$this->services->reconciliation()->run();
		self::assertSame( [], $this->told( $order->get_id() ) );
		self::assertFalse( ( new SettingsStore( $api ) )->tellsGoodsLeft() );
		self::assertTrue( $this->restOk( 'GET', 'settings' )['shop']['goodsLeft'] );
	}

	/** No order is completed because of it, so that is not offered. */
	public function testReceiptsAndInvoicesAloneAreNoWordThatGoodsLeft(): void {
		$without = static fn( string ...$fields ): bool => ( new SettingsStore( OtherContract::api( array_map( static fn( string $field ): string => "entities.document.$field", $fields ) ) ) )->tellsGoodsLeft();
		self::assertFalse( $without( 'fulfilled', 'sourceDocumentId' ) );
		self::assertFalse( $without( 'fulfilled', 'total' ) );
		self::assertTrue( $without( 'fulfilled', 'invoiced', 'fiscalised' ) );
		self::assertTrue( $without( 'sourceDocumentId', 'invoiced', 'fiscalised' ) );
	}

	public function testWhatCarriesTheReferenceOnIsNoSecondDocument(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-6', 'externalReference' => $sale->reference ] );
		$this->services->reconciliation()->run();
		self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( [ "From {$sale->documentName()}, the invoice FAK-6 was made in SORS." ], $this->told( $order->get_id() ) );
	}

	/** @return array<string, array{string, bool}> How SORS closes the reservation, and whether the invoice carries its reference on. */
	public function closings(): array {
		return [
			'cancelled, reference carried on' => [ 'cancelDocument', true ],
			'cancelled, another reference'    => [ 'cancelDocument', false ],
			'removed, reference carried on'   => [ 'removeDocument', true ],
			'removed, another reference'      => [ 'removeDocument', false ],
		];
	}

	/** @dataProvider closings */
	public function testAReservationThatBecameAnInvoiceIsNotMissingAndIsNotSentAgain( string $closes, bool $carries ): void {
		$order = $this->sentOrder();
		$this->sentOrder( 1 );
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-8' ] + ( $carries ? [ 'externalReference' => $sale->reference ] : [] ) );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-8', 'set' => [ 'fiscalNumber' => 'KZA-8' ] ] );
		$this->patch( [ 'do' => $closes, 'number' => $sale->documentName() ] );
		$this->services->reconciliation()->run();
		self::assertSame( [ null, true, OutboxEntry::BY_DOCUMENT ], [ self::issueOf( $this->sale( $order->get_id() ) ), null !== $this->sale( $order->get_id() )->acknowledgedAt, $this->sale( $order->get_id() )->acknowledgedBy ] );
		self::assertSame( [ "From {$sale->documentName()}, the invoice FAK-8 was made in SORS.", "The fiscal receipt KZA-8 was issued for {$sale->documentName()}." ], $this->told( $order->get_id() ) );
	}

	public function testAnInvoiceOfAnotherDayIsKnownByWhatWasToldOfIt(): void {
		$order = $this->sentOrder();
		$this->sentOrder( 1 );
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-9' ] );
		$this->follow();
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-9', 'set' => [ 'date' => gmdate( 'Y-m-d', time() + 3 * DAY_IN_SECONDS ) ] ] );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $sale->documentName() ] );
		$this->services->reconciliation()->run();
		self::assertNull( self::issueOf( $this->sale( $order->get_id() ) ) );

		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-9', 'set' => [ 'total' => 1 ] ] );
		$this->services->reconciliation()->run();
		$now = $this->sale( $order->get_id() );
		self::assertSame( [ Reconciliation::FOLLOWED, true ], [ self::issueOf( $now ), null !== $now->acknowledgedAt ] );
		self::assertStringContainsString( 'FAK-9', (string) IssueText::problem( $now ) );
		try {
			$this->services->sentDecision()->decide( $now->id, 'replace' );
			self::fail( 'It would be sold twice.' );
		} catch ( OutboxRefused $refused ) {
			self::assertSame( 'not_open', $refused->code() );
		}

		$this->patch( [ 'do' => 'cancelDocument', 'number' => 'FAK-9' ] );
		$this->services->reconciliation()->run();
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ), 'Now it is gone, and what was made from it, too.' );
	}

	public function testACancelledOrderOfWhichSorsMadeAnInvoiceAsksAPerson(): void {
		$order = $this->sentOrder();
		$name  = $this->sale( $order->get_id() )->documentName();
		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'return', 'as' => 'POV-10' ] );
		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'invoice', 'as' => 'FAK-10' ] );
		$this->follow();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$cancel = array_values( array_filter( ( new OutboxTable() )->ofOrder( $order->get_id() ), static fn( OutboxEntry $entry ): bool => OutboxEntry::ROLE_CANCEL === $entry->role ) )[0];
		self::assertSame( [ OutboxEntry::REJECTED, 'followed' ], [ $cancel->state, $cancel->errorCode ] );
		self::assertSame( [ OutboxEntry::SENT, 0 ], [ $this->sale( $order->get_id() )->state, $this->asked( 'cancelDocument' ) ] );
		self::assertSame( [ 'acknowledged', 'accept' ], array_column( Remedies::of( $cancel, true, false ), 'as' ) );
	}

	public function testWhatIsCancelledOrWrongIsLeftToTheComparison(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'invoice', 'as' => 'FAK-7' ] );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => 'FAK-7' ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentName(), 'set' => [ 'fulfilled' => true, 'total' => 1 ] ] );
		$this->services->reconciliation()->run();
		$this->follow();
		self::assertSame( Reconciliation::TOTAL, self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( [], $this->told( $order->get_id() ) );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentName(), 'set' => [ 'total' => (float) $sale->total ] ] );
		$this->services->reconciliation()->run();
		self::assertSame( [ "SORS says that the goods of {$sale->documentName()} were handed over." ], $this->told( $order->get_id() ) );
	}

	public function testTwoProcessesTellItOnce(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$shown = [ 'id' => $sale->documentId, 'number' => $sale->documentNumber, 'fulfilled' => true ];
		$this->services->outcomes()->note( $sale, [ new Document( $shown ) ] );
		$this->services->outcomes()->note( $sale, [ new Document( $shown + [ 'invoiced' => true ] ) ] );
		self::assertCount( 1, $this->told( $order->get_id() ) );
		self::assertCount( 1, (array) preg_grep( '/handed over/', $this->notes( $order->get_id() ) ) );
	}

	public function testOfVeryManyFactsSomeAreTold(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$made  = static fn( int $n ): Document => new Document( [ 'id' => "r$n", 'number' => "POV-$n", 'kind' => 'return', 'sourceDocumentId' => $sale->documentId ] );
		$this->services->outcomes()->note( $sale, array_map( $made, range( 1, 100 ) ) );
		$this->services->outcomes()->note( $this->sale( $order->get_id() ), array_map( $made, range( 1, 100 ) ) );
		self::assertCount( 40, $this->told( $order->get_id() ) );
	}

	public function testOfAReturnMadeAtTheDeskOnlyThatIsToldThatItWasMade(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->services->outcomes()->note( $sale, [ self::made( $sale, 'return', [ 'fulfilled' => true, 'invoiced' => true, 'fiscalised' => true, 'fiscalNumber' => 'REF-1' ] ) ] );
		self::assertSame( [ "From {$sale->documentName()}, the return X-return was made in SORS." ], $this->told( $order->get_id() ) );
	}

	public function testThatAPartWasHandedOverIsNotToldOfTheWhole(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->services->outcomes()->note( $sale, [ self::made( $sale, 'invoice', [ 'total' => '1', 'fulfilled' => true ] ) ] );
		self::assertSame( [ "From {$sale->documentName()}, the invoice X-invoice was made in SORS." ], $this->told( $order->get_id() ) );
		$this->services->outcomes()->note( $this->sale( $order->get_id() ), [ self::made( $sale, 'invoice', [ 'total' => $sale->total, 'fulfilled' => true ] ) ] );
		self::assertSame( "SORS says that the goods of {$sale->documentName()} were handed over.", $this->told( $order->get_id() )[1] ?? null );
	}

	public function testOfAnErasedBuyerTheReceiptIsToldWithoutItsAddress(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		( new Erasure( new OutboxTable(), new History() ) )->ask( [ $sale->id ] );
		$this->services->outcomes()->note( $this->sale( $order->get_id() ), [ self::its( $sale, [ 'fiscalNumber' => 'KZA475M8-12', 'fiscalQr' => self::QR ] ) ] );
		self::assertSame( [ "The fiscal receipt KZA475M8-12 was issued for {$sale->documentName()}." ], $this->told( $order->get_id() ) );
		self::assertStringNotContainsString( self::QR, implode( "\n", $this->notes( $order->get_id() ) ) );
	}

	public function testABuyerWhoIsErasedMeanwhileGetsNoAddressEither(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		( new Erasure( new OutboxTable(), new History() ) )->ask( [ $sale->id ] );
		$this->services->outcomes()->note( $sale, [ self::its( $sale, [ 'fiscalNumber' => 'KZA475M8-12', 'fiscalQr' => self::QR ] ) ] );
		self::assertSame( [], $this->told( $order->get_id() ), 'The next reading tells it.' );
	}

	public function testAPluginThatBreaksOverANoteTakesNothingBackAndKeepsNoOtherFromBeingTold(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder( 1 ) ];
		$shown  = array_map( fn( \WC_Order $order ): Document => self::its( $this->sale( $order->get_id() ), [ 'fulfilled' => true ] ), $orders );
		$broken = static function (): void {
			throw new \RuntimeException( 'Slack is down.' );
		};
		add_action( 'wp_insert_comment', $broken );
		try {
			$this->services->outcomes()->take( self::DATABASE, $shown );
		} finally {
			remove_action( 'wp_insert_comment', $broken );
		}
		self::assertSame( [ 1, 1 ], array_map( fn( \WC_Order $order ): int => count( $this->told( $order->get_id() ) ), $orders ) );
	}

	public function testANoteIsWrittenOnceItIsStoredThatItWasTold(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$seen  = [];
		$look  = function () use ( &$seen, $sale ): void {
			$seen[] = $this->inOtherProcess( 'echo $GLOBALS["wpdb"]->get_var( "SELECT outcome FROM {$GLOBALS[\'wpdb\']->prefix}sors_outbox WHERE id = {$args[0]}" );', [ $sale->id ] )->finish();
		};
		add_action( 'wp_insert_comment', $look );
		try {
			$this->services->outcomes()->note( $sale, [ self::its( $sale, [ 'invoiced' => true ] ) ] );
		} finally {
			remove_action( 'wp_insert_comment', $look );
		}
		self::assertSame( [ '["invoiced"]' ], $seen );
	}

	public function testWhatIsMadeFromWhatWasMadeIsToldToo(): void {
		$order = $this->sentOrder();
		$name  = $this->sale( $order->get_id() )->documentName();
		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'deliveryNote', 'as' => 'OTP-1' ] );
		$this->follow();
		$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'return', 'as' => 'POV-1' ] );
		$this->follow();
		$this->patch( [ 'do' => 'followDocument', 'number' => 'OTP-1', 'kind' => 'invoice', 'as' => 'FAK-1' ] );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-1', 'set' => [ 'fiscalNumber' => 'KZA-9' ] ] );
		$this->onlyShow( 'FAK-1' );
		self::assertSame(
			[ "From $name, the delivery note OTP-1 was made in SORS.", "From $name, the return POV-1 was made in SORS.", "From $name, the invoice FAK-1 was made in SORS.", "The fiscal receipt KZA-9 was issued for $name." ],
			$this->told( $order->get_id() )
		);
	}

	/** @return array<string, array{array<string, mixed>, int}> What the list answers, and after how many hours it is asked for again. */
	public function refusals(): array {
		return [
			'it knows no such question'     => [ [ 'kind' => 'status', 'status' => 400 ], 24 ],
			'it says so in its answer'      => [ [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Nepoznat parametar' ], 24 ],
			'a page instead of an answer'   => [ [ 'kind' => 'html' ], 24 ],
			'it is out of order for a time' => [ [ 'kind' => 'status', 'status' => 503 ], 0 ],
		];
	}

	/**
	 * @dataProvider refusals
	 *
	 * @param array<string, mixed> $action
	 */
	public function testASorsThatDoesNotUnderstandTheQuestionIsAskedOnceADay( array $action, int $hours ): void {
		$this->sentOrder();
		$this->fault( 'listDocuments', $action, 9 );
		$this->follow();
		$state = (array) get_option( ChangedDocuments::OPTION );
		self::assertSame( [ $hours, false ], [ (int) round( ( $state['dueAt'] - time() ) / HOUR_IN_SECONDS ), $state['isOpen'] ] );
	}

	public function testAReadingThatHasNoMoreTimeGoesOnFromThere(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder(), $this->sentOrder() ];
		foreach ( $orders as $order ) {
			$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $order->get_id() )->documentName(), 'set' => [ 'fulfilled' => true ] ] );
		}
		$this->speak( OtherContract::api( [], [ 'paging' => [ 'maxSize' => 1 ] ] ) );
		$told = fn(): int => count( array_filter( $orders, fn( \WC_Order $order ): bool => [] !== $this->told( $order->get_id() ) ) );
		$seen = [];
		for ( $page = 0; $page < 3; $page++ ) {
			$this->services->changedDocuments()->runIfDue( 0 );
			$seen[] = $told();
		}
		self::assertSame( [ 1, 2, 3 ], $seen );
	}

	public function testWithAContractThatCannotBeReadNothingIsAsked(): void {
		$connection = new Connection( '/no/such/contract.json', new WordPressTransport( '1' ), new ApiKey() );
		if ( $connection->isOverridden() ) {
			self::markTestSkipped( 'This site names a contract file of its own.' );
		}
		$this->sentOrder();
		$this->speak( new Api( $connection ) );
		$before = $this->asked( 'listDocuments' );
		$this->follow();
		self::assertSame( $before, $this->asked( 'listDocuments' ) );
	}

	public function testWhatBreaksHereDoesNotReadTheSamePageEachMinute(): void {
		$order = $this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->sale( $order->get_id() )->documentName(), 'set' => [ 'fulfilled' => true ] ] );
		$breaks = static function ( string $query ): string {
			if ( false !== strpos( $query, 'handed over' ) ) {
				throw new \RuntimeException( 'disk full' );
			}
			return $query;
		};
		add_filter( 'query', $breaks );
		try {
			$this->follow();
			self::fail( 'It says what happened.' );
		} catch ( \RuntimeException $error ) {
			self::assertSame( 'disk full', $error->getMessage() );
		} finally {
			remove_filter( 'query', $breaks );
		}
		$state = (array) get_option( ChangedDocuments::OPTION );
		self::assertFalse( $state['isOpen'] );
		self::assertGreaterThan( time() + 600, $state['dueAt'] );
		$this->follow();
		self::assertCount( 1, $this->told( $order->get_id() ), 'The next reading tells it.' );
	}

	public function testAHostileAnswerTellsNothingAndCostsLittle(): void {
		$order = $this->sentOrder();
		$name  = $this->sale( $order->get_id() )->documentName();
		$this->patch( [ 'do' => 'setDocument', 'number' => $name, 'set' => [ 'fulfilled' => true, 'fiscalNumber' => "<b>1</b>\n" . str_repeat( 'x', 400 ), 'fiscalQr' => 'javascript:alert(1)' ] ] );
		$this->patch( [ 'do' => 'garbleDocument', 'number' => $name, 'set' => [ 'total' => [ 'much' ] ] ] );
		$this->follow();
		self::assertSame( 1, $this->asked( 'listDocuments' ) );
		$this->services->changedDocuments()->runIfDue( 5 );
		self::assertSame( 1, $this->asked( 'listDocuments' ), 'Not again at once.' );
		foreach ( [ [ 'kind' => 'html' ], [ 'kind' => 'emptyPage', 'total' => 'kept' ], [ 'kind' => 'brokenJson' ], [ 'kind' => 'emptyPage', 'total' => 'zero' ] ] as $action ) {
			$this->fault( 'listDocuments', $action );
			$this->follow();
		}
		self::assertSame( [], $this->told( $order->get_id() ) );

		$this->patch( [ 'do' => 'garbleDocument', 'number' => $name, 'set' => (object) [] ] );
		$this->sors->post( 'settings', [ 'ignores' => [ 'changedSince' ] ] );
		$this->follow();
		$note = $this->notes( $order->get_id() )[0];
		self::assertStringContainsString( '‹b›1‹/b›', $note );
		self::assertStringNotContainsString( 'javascript', $note );
		self::assertCount( 2, $this->told( $order->get_id() ) );

		// Every document again on pages of one: some are read, and the rest is left alone for a day.
		for ( $i = 0; $i < 25; $i++ ) {
			$this->patch( [ 'do' => 'followDocument', 'number' => $name, 'kind' => 'return', 'as' => "POV-$i" ] );
		}
		$this->speak( OtherContract::api( [], [ 'paging' => [ 'maxSize' => 1 ] ] ) );
		$this->sors->post( 'settings', [ 'ignores' => [] ] );
		$before = $this->asked( 'listDocuments' );
		$this->follow();
		self::assertSame( 20, $this->asked( 'listDocuments' ) - $before );
		$state = (array) get_option( ChangedDocuments::OPTION );
		self::assertGreaterThan( time() + 23 * HOUR_IN_SECONDS, $state['dueAt'] );
	}

	public function testItsOwnReturnsAreNoNewsAndOldOrdersAreNotFollowed(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$entry = ( new OutboxTable() )->ensure( $order->get_id(), OutboxEntry::ROLE_RETURN, 4711, 1 );
		( new OutboxTable() )->update( $entry->id, [ 'state' => OutboxEntry::SENDING, 'reference' => 'shop-return-1', 'next_attempt_at' => null ] );
		$this->patch( [ 'do' => 'followDocument', 'number' => $sale->documentName(), 'kind' => 'return', 'as' => 'POV-1', 'externalReference' => 'shop-return-1' ] );
		$this->follow();
		self::assertSame( [], $this->told( $order->get_id() ) );
		( new OutboxTable() )->update( $sale->id, [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - 100 * DAY_IN_SECONDS ) ] );
		$before = $this->asked( 'listDocuments' );
		$this->follow();
		self::assertSame( $before, $this->asked( 'listDocuments' ) );
	}

	/** A quarter of an hour later. */
	private function follow(): void {
		$state = get_option( ChangedDocuments::OPTION );
		if ( is_array( $state ) ) {
			update_option( ChangedDocuments::OPTION, [ 'dueAt' => 0 ] + $state, false );
		}
		$this->services->changedDocuments()->runIfDue( 30 );
	}

	/** @param array<string, mixed> $fields */
	private static function its( OutboxEntry $sale, array $fields ): Document {
		return new Document( $fields + [ 'id' => $sale->documentId, 'number' => $sale->documentNumber ] );
	}

	/** @param array<string, mixed> $fields */
	private static function made( OutboxEntry $sale, string $kind, array $fields = [] ): Document {
		return new Document( $fields + [ 'id' => "x-$kind", 'number' => "X-$kind", 'kind' => $kind, 'sourceDocumentId' => $sale->documentId ] );
	}

	/** Only this document changed. */
	private function onlyShow( string $number ): void {
		foreach ( $this->documents() as $document ) {
			if ( $number === $document['number'] ) {
				$shown = array_intersect_key( $document, array_flip( [ 'id', 'number', 'kind', 'sourceDocumentId', 'fiscalNumber' ] ) );
				$this->services->outcomes()->take( self::DATABASE, [ new Document( [ 'id' => (string) $document['id'] ] + $shown ) ] );
			}
		}
	}

	private function speak( Api $api ): void {
		$settings       = new SettingsStore( $api );
		$this->services = new OrderServices( $api, $settings, new StoreIdentity( $settings ) );
		$this->outbox   = $this->services->outbox();
	}

	private function asked( string $operation ): int {
		return count( array_keys( array_column( $this->sors->get( 'requests' )['requests'], 'operation' ), $operation, true ) );
	}

	/** @return list<string> Steps of its story that the outcome made. */
	private function told( int $orderId ): array {
		$story = $this->restOk( 'GET', "orders/$orderId" )['story'];
		return array_values( array_filter( array_column( $story, 'text' ), static fn( string $text ): bool => 1 === preg_match( '/^(From |SORS says |The fiscal receipt )/', $text ) ) );
	}
}
