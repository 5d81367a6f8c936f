<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\BigShop;

'cli' === PHP_SAPI || exit;

/** Orders compared with their documents: what is found, and the remedy by one click. */
final class ReconciliationRouteTest extends OutboxTestCase {

	public function testBeforeTheFirstOneNothingIsClaimed(): void {
		$report = $this->restOk( 'GET', 'reconciliation' );
		self::assertSame( [ 'never', null, 0, 0 ], [ $report['state'], $report['startedAt'], $report['checked'], $report['total'] ] );
	}

	public function testWhereAllAgreesNothingIsFound(): void {
		$this->sentOrder();
		$report = $this->restOk( 'POST', 'reconciliation' );
		self::assertSame( [ 'done', 1, 1, null, [] ], [ $report['state'], $report['documents'], $report['checked'], $report['unchecked'], $report['items'] ] );
	}

	public function testAMissingDocumentIsSentAgainByOneClick(): void {
		$order = $this->sentOrder();
		$other = $this->sentOrder();
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		$finding = $this->onlyFinding( 'missing' );
		self::assertSame( [ $order->get_id(), [ 'replace', 'accept' ] ], [ $finding['orderId'], array_column( $finding['remedies'], 'as' ) ] );
		$this->apply( $finding, 'replace' );
		$this->work();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->revision ] );
		self::assertSame( [ $this->sale( $other->get_id() )->documentNumber, $this->sale( $order->get_id() )->documentNumber ], array_column( $this->documents(), 'number' ) );
		$this->assertNothingFound();
	}

	public function testWhereNotOneDocumentIsRecognisedNoneIsCalledMissing(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder() ];
		$this->fault( 'listDocuments', [ 'kind' => 'emptyPage', 'total' => 'zero' ], 99 );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		$report = $this->restOk( 'POST', 'reconciliation' );
		self::assertSame( [ 'done', 2, 0 ], [ $report['state'], $report['checked'], $report['total'] ] );
		self::assertStringContainsString( 'named none of the documents', (string) $report['unchecked'] );
		self::assertNull( $this->sale( $orders[0]->get_id() )->issue );
	}

	public function testManyAreCountedAFewMinutesLongOrUntilAPersonDecides(): void {
		$sale    = $this->sale( $this->sentOrder()->get_id() );
		$table   = OutboxTable::name();
		$columns = implode( ', ', array_diff( Tables::columnNames( Tables::OUTBOX ), [ 'id', 'order_id' ] ) );
		OutboxTable::update( $sale->id, OutboxTable::issue( new Issue( Issue::MISSING ) ) );
		Sql::run( "INSERT INTO $table (order_id, $columns) SELECT 1000000 + n, $columns FROM $table CROSS JOIN " . BigShop::numbers( 400 ) );
		$missing = fn( int $page ): array => array_intersect_key( $this->restOk( 'GET', 'reconciliation', [ 'kind' => 'missing', 'page' => $page ] ), [ 'total' => 0 ] ) + [ 'counted' => $this->restOk( 'GET', 'reconciliation' )['counts']['missing'] ];
		self::assertSame( [ 'total' => 401, 'counted' => 401 ], $missing( 1 ) );
		Sql::run( "UPDATE $table SET issue_code = NULL WHERE order_id = 1000000" );
		self::assertSame( [ 'total' => 401, 'counted' => 401 ], $missing( 1 ) );
		self::assertSame( [ 'total' => 400, 'counted' => 400 ], $missing( 21 ), 'There is no such page any more.' );
		$this->restOk( 'POST', "outbox/$sale->id/resolve", [ 'as' => 'accept' ] );
		self::assertSame( [ 'total' => 399, 'counted' => 399 ], $missing( 1 ) );
	}

	public function testAnOrderThatWasSentLongAfterItCameIsCompared(): void {
		$this->sentOrder();
		$order = $this->datedOrder( gmdate( 'Y-m-d', time() - 60 * DAY_IN_SECONDS ), $this->soldProduct() );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'created_at' => DatabaseClock::utc( -60 * DAY_IN_SECONDS ) ] );
		$this->work();
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( $order->get_id(), $this->onlyFinding( 'missing' )['orderId'] );
	}

	/** A day's list shows it no more, since it stands on another day now. */
	public function testADocumentWhoseDateWasChangedIsNotMissing(): void {
		$this->sentOrder();
		$this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'date' => '2020-02-02' ] ] );
		$this->onlyFinding( 'otherTotal' );
	}

	/** Where SORS has lists alone, those up to today are read for it. */
	public function testAnInvoiceThatSorsDatedAnewIsNotMissing(): void {
		$this->configure( [ 'documentKind' => 'invoice' ] );
		$sale = $this->sale( $this->sentOrder()->get_id() );
		$this->sentOrder();
		OutboxTable::update( $sale->id, [ 'document_date' => gmdate( 'Y-m-d', time() - 3 * DAY_IN_SECONDS ) ] );
		$this->withoutOperations( [ 'findDocuments', 'getDocument' ] );
		self::assertSame( [ 2, [] ], [ $this->report()['checked'], $this->report()['items'] ] );
	}

	public function testADocumentIsRecognisedByItsIdWhateverItsReferenceSaysByNow(): void {
		$this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'externalReference' => 'rukom promenjeno' ] ] );
		$this->assertNothingFound();
	}

	/** Of two documents with one reference the owner removed the one that the shop knew. */
	public function testTheOtherOfTwoDocumentsIsTheOrdersOwnOnceTheFirstIsRemoved(): void {
		$order  = $this->sentOrder();
		$second = $this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[1]['number'], 'set' => [ 'externalReference' => $this->documents()[0]['externalReference'] ] ] );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $second->get_id() ] );
		$second->delete( true );
		$left = $this->documents()[1]['number'];
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->assertNothingFound();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, $left, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber, $this->sale( $order->get_id() )->documentBy ] );
		self::assertSame( $left, $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ) );
	}

	/** @dataProvider serversThatDoNotKnowTheSearch */
	public function testCancellingTheOthersTouchesNoDocumentThatIsNotOurs( array $settings ): void {
		$order = $this->sentOrder();
		$this->sentOrder();
		OutboxTable::update( $this->sale( $order->get_id() )->id, OutboxTable::issue( new Issue( Issue::DOUBLED, [ 'documents' => [ 'A', 'B' ] ] ) ) );
		$byHand = $this->documents()[1];
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE order_id <> ' . $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => $byHand['number'], 'set' => [ 'externalReference' => null ] ] );
		$this->sors->post( 'settings', $settings );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'cancelOthers' );
		self::assertSame( [ 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}

	public function serversThatDoNotKnowTheSearch(): array {
		return [
			'and show no references' => [ [ 'ignores' => [ 'externalReference' ], 'omits' => [ 'externalReference' ] ] ],
			'and show them'          => [ [ 'ignores' => [ 'externalReference' ] ] ],
		];
	}

	public function testADocumentThatAPersonNamedForAnotherOrderIsNotCancelledAsADouble(): void {
		$order = $this->sentOrder();
		$named = $this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[1]['number'], 'set' => [ 'externalReference' => $this->documents()[0]['externalReference'] ] ] );
		OutboxTable::update( $this->sale( $named->get_id() )->id, [ 'document_by' => OutboxEntry::NAMED ] );
		OutboxTable::update( $this->sale( $order->get_id() )->id, OutboxTable::issue( new Issue( Issue::DOUBLED, [ 'documents' => [ 'A', 'B' ] ] ) ) );
		$refused = self::thrown( fn() => $this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'cancelOthers' ), OutboxRefused::class );
		self::assertSame( 'cannot_cancel', $refused->code() );
		self::assertSame( [ 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}

	public function testADocumentWithAnotherTotalIsAcceptedByOneClick(): void {
		$this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => 1 ] ] );
		$finding  = $this->onlyFinding( 'otherTotal' );
		self::assertSame( 1.0, (float) $finding['documentTotal'], 'As SORS has it now.' );
		$decision = array_column( $this->restOk( 'GET', 'overview' )['decisions'], null, 'code' )['orders_differ'];
		self::assertSame( [ 'orders', [ 'view' => 'reconciliation' ] ], [ $decision['screen'], $decision['params'] ] );
		$this->apply( $finding, 'accept' );
		$this->assertNothingFound();
		self::assertNotContains( 'orders_differ', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
	}

	public function testWhatAgreesAgainIsNoFindingAnyMore(): void {
		$this->sentOrder();
		$document = $this->documents()[0];
		$this->patch( [ 'do' => 'setDocument', 'number' => $document['number'], 'set' => [ 'total' => 1 ] ] );
		$this->onlyFinding( 'otherTotal' );
		$this->patch( [ 'do' => 'setDocument', 'number' => $document['number'], 'set' => [ 'total' => $document['total'] ] ] );
		$this->assertNothingFound();
	}

	public function testAnOrderThatWasEditedAMinuteAgoIsFoundWithBothTotals(): void {
		$order = $this->sentOrder();
		$this->assertNothingFound();
		$this->changeQuantity( $order->get_id(), 5 );
		wp_cache_flush();
		$finding = $this->onlyFinding( 'otherTotal' );
		self::assertSame( [ (float) $this->freshOrder( $order->get_id() )->get_total(), 'RSD' ], [ (float) $finding['total']['amount'], $finding['total']['currency'] ] );
		self::assertSame( (float) $this->sale( $order->get_id() )->total, (float) $finding['documentTotal'] );
	}

	public function testOfADoubledDocumentTheOtherOneIsCancelledByOneClick(): void {
		$order  = $this->sentOrder();
		$double = $this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[1]['number'], 'set' => [ 'externalReference' => $this->documents()[0]['externalReference'] ] ] );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $double->get_id() ] );
		$double->delete( true );
		$this->apply( $this->onlyFinding( 'doubled' ), 'cancelOthers' );
		self::assertSame( [ 'open', 'cancelled' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( $this->sale( $order->get_id() )->documentNumber, $this->documents()[0]['number'] );
		$this->assertNothingFound();
	}

	public function testARefusedOrderIsSentByOneClickOnceItsReasonIsRemoved(): void {
		$product = $this->createProduct( $this->codeOfGoods(), '10', 5, 'Još nepovezan' );
		$order   = $this->handledOrder( [ $product->get_id() => 1 ] );
		self::assertSame( OutboxEntry::REJECTED, $this->sale( $order->get_id() )->state );
		$finding = $this->onlyFinding( 'notSent' );
		self::assertStringContainsString( 'Još nepovezan', $finding['message'] );
		$this->linkCode( $product->get_sku(), $product->get_id() );
		$this->apply( $finding, 'send' );
		$this->assertNothingFound();
	}

	/** Orders that are posts share their ids with pages and pictures. */
	public function testOfAnIdThatIsAnotherThingByNowItIsListedWithoutAnOrder(): void {
		$order = $this->handledOrder( [ $this->createProduct( $this->codeOfGoods(), '10', 5, 'Još nepovezan' )->get_id() => 1 ] );
		$storage = OrderStorage::current();
		self::db()->update( $storage->table, [ $storage->type => 'page' ], [ $storage->id => $order->get_id() ] );
		wp_cache_flush();
		self::assertSame( $order->get_id(), $this->onlyFinding( 'notSent' )['orderId'] );
	}

	/** The comparison is of as many days; what is older has its turn in the sweep. */
	public function testAnOrderThatWasPaidUnnoticedIsFoundForAMonth(): void {
		$order = $this->handledOrder( [ $this->linkedProduct()->get_id() => 1 ], 'pending' );
		$this->assertNothingFound();
		$storage = OrderStorage::current();
		self::db()->update( $storage->table, [ $storage->status => 'wc-processing' ], [ $storage->id => $order->get_id() ] );
		wp_cache_flush();
		$found = [];
		foreach ( [ 30, 32 ] as $days ) {
			self::db()->update( Tables::name( Tables::OUTBOX ), [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - $days * DAY_IN_SECONDS ) ], [ 'order_id' => $order->get_id() ] );
			$found[ $days ] = array_column( $this->report()['items'], 'orderId' );
		}
		self::assertSame( [ 30 => [ $order->get_id() ], 32 => [] ], $found );
	}

	public function testAnOrderThatNothingHasSeenIsFoundAndSent(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $order->get_id() ] );
		AtWork::exporting( [ time() - 3600, null ] );
		self::saved( $order, [ 'date_created' => time() - 1800 ] );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $order->get_id() ] );
		$finding = $this->onlyFinding( 'notSent' );
		self::assertSame( [ null, null, (float) $order->get_total() ], [ $finding['entryId'], $finding['documentTotal'], (float) $finding['total']['amount'] ] );
		$this->apply( $finding, 'send' );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		$this->assertNothingFound();
	}

	public function testAnUncertainOneIsDecidedThere(): void {
		$order = $this->sentOrder();
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'state' => OutboxEntry::UNCERTAIN, 'error_code' => 'no_lookup', 'error_message' => 'Izgubljen odgovor.' ], [ 'order_id' => $order->get_id() ] );
		$finding = $this->onlyFinding( 'uncertain' );
		self::assertSame( [ 'sent', 'resend', 'acknowledged' ], array_column( $finding['remedies'], 'as' ) );
		$this->apply( $finding, 'acknowledged' );
		$this->assertNothingFound();
	}

	public function testWhatHasNoTimeIsContinuedInTheBackground(): void {
		$orders   = [ $this->sentOrder(), $this->sentOrder() ];
		$progress = $this->services->reconciliation()->begin();
		self::assertSame( 2, $progress['documents'] );
		$report = $this->restOk( 'GET', 'reconciliation' );
		self::assertSame( [ 'running', null, 0 ], [ $report['state'], $report['finishedAt'], $report['checked'] ] );
		$this->services->reconciliation()->runIfDue( 10 );
		$report = $this->restOk( 'GET', 'reconciliation' );
		self::assertSame( [ 'done', count( $orders ) ], [ $report['state'], $report['checked'] ] );
	}

	public function testAServerThatFailsIsSaidAndChangesNothing(): void {
		$order = $this->sentOrder();
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		$report = $this->restOk( 'POST', 'reconciliation' );
		self::assertSame( [ 'done', 0, 0 ], [ $report['state'], $report['checked'], $report['total'] ] );
		self::assertStringContainsString( 'key', (string) $report['unchecked'] );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testWhereSorsOffersNoLookUpItSaysWhatItCouldNotCheck(): void {
		$this->sentOrder();
		$this->withoutOperations( [ 'findDocuments', 'listDocuments' ] );
		$report = $this->report();
		self::assertSame( [ 'done', 1, 0, [] ], [ $report['state'], $report['documents'], $report['checked'], $report['items'] ] );
		self::assertStringContainsString( 'no way to look documents up', (string) $report['unchecked'] );
	}

	public function testWhereSorsCannotListDaysEachDocumentIsAskedFor(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder() ];
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[1]['number'] ] );
		$this->withoutOperations( [ 'listDocuments' ] );
		$report = $this->report();
		self::assertSame( [ 2, 2, null ], [ $report['documents'], $report['checked'], $report['unchecked'] ] );
		self::assertSame( [ [ 'missing', $orders[1]->get_id() ] ], array_map( static fn( array $item ): array => [ $item['kind'], $item['orderId'] ], $report['items'] ) );
	}

	public function testWhereSorsCannotCancelNoButtonPromisesIt(): void {
		$order = $this->sentOrder();
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => 1 ] ] );
		$this->withoutOperations( [ 'cancelDocument' ] );
		self::assertSame( [ [ 'accept' ] ], array_map( static fn( array $item ): array => array_column( $item['remedies'], 'as' ), $this->report()['items'] ) );
		self::db()->update( Tables::name( Tables::OUTBOX ), OutboxTable::issue( new Issue( Issue::DOUBLED ) ), [ 'order_id' => $order->get_id() ] );
		self::assertSame( [ 'accept' ], array_column( $this->reports()->make( [] )['items'][0]['remedies'], 'as' ) );
	}

	private function codeOfGoods(): string {
		$this->linkedProduct( 0 )->delete( true );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::LINKS ) . " WHERE code NOT LIKE 'USL-%'" );
		return (string) $this->items[0]['code'];
	}

	/** @return array<string, mixed> A new one, by the interface that the test has narrowed. */
	private function report(): array {
		$this->reports()->start( 10 );
		return $this->reports()->make( [] );
	}

	private function reports(): ReconciliationReport {
		return $this->services->reconciliationReport();
	}

	private function onlyFinding( string $kind ): array {
		$report = $this->restOk( 'POST', 'reconciliation' );
		self::assertSame( [ $kind ], array_column( $report['items'], 'kind' ), (string) wp_json_encode( $report ) );
		self::assertSame( [ 1, 1 ], [ $report['total'], $report['counts'][ $kind ] ] );
		return $report['items'][0];
	}

	private function assertNothingFound(): void {
		$report = $this->restOk( 'POST', 'reconciliation' );
		self::assertSame( [ 0, [] ], [ $report['total'], $report['items'] ], (string) wp_json_encode( $report['items'] ) );
		self::assertSame( 0, $this->services->reconciliation()->last()['problems'] ?? null );
	}

	private function apply( array $finding, string $as ): void {
		self::assertContains( $as, array_column( $finding['remedies'], 'as' ) );
		if ( 'send' !== $as ) {
			$this->restOk( 'POST', 'outbox/' . $finding['entryId'] . '/resolve', [ 'as' => $as ] );
		} elseif ( null === $finding['entryId'] ) {
			$this->restOk( 'POST', 'outbox/send', [ 'orderIds' => [ $finding['orderId'] ] ] );
		} else {
			$this->restOk( 'POST', 'outbox/' . $finding['entryId'] . '/send' );
		}
	}
}
