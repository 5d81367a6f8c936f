<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Database\StorageError;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** A sent order is in the trash, or deleted: its document is still in SORS. */
final class OrphanedDocumentsTest extends FollowupTestCase {

	public function testATrashedOrderKeepsItsEntryAndSaysSoUntilItIsRestored(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->work();
		self::assertSame( [ 'sale 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 'open', $this->documents()[0]['status'] );
		$row = $this->sale( $order->get_id() );
		self::assertSame( 'order_trashed', self::issueOf( $row ) );
		self::assertStringContainsString( (string) $row->documentNumber, (string) IssueText::problem( $row ) );
		self::assertContains( $order->get_id(), OrderQueries::newestNeeding( 1000 ) );
		$this->restore( $order->get_id() );
		$this->services->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testAnOrderThatVanishedWithoutAHookIsFoundAndMayBeLeftAsItIs(): void {
		$order = $this->sentOrder( 1 );
		$this->become( $order->get_id(), 'trash' );
		$this->services->sweep()->run();
		self::assertSame( 'order_trashed', self::issueOf( $this->sale( $order->get_id() ) ) );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		$this->services->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	/** Trashed here and removed there, and the comparison finds nothing to say of it. */
	private function goneFromBoth(): \WC_Order {
		$order = $this->sentOrder( 1 );
		// Or the comparison would recognise none of the shop's documents, and say nothing.
		$this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		self::assertSame( 0, $this->restOk( 'POST', 'reconciliation' )['total'] );
		return $order;
	}

	private function restore( int $orderId ): void {
		$this->become( $orderId, 'wc-processing' );
	}

	/** Past all hooks. */
	private function become( int $orderId, string $status ): void {
		$storage = OrderStorage::current();
		self::db()->query( self::db()->prepare( "UPDATE {$storage->table} SET {$storage->status} = %s WHERE {$storage->id} = %d", $status, $orderId ) );
		wp_cache_flush();
	}

	/** @dataProvider kinds */
	public function testAnOrphanedDocumentIsAFindingThatSaysWhatItsDocumentDoesAndIsCancelledByOneClick( string $kind, string $meaning ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( true );
		self::assertSame( 'order_deleted', self::issueOf( $this->sale( $order->get_id() ) ) );
		$finding = $this->onlyFinding();
		self::assertSame( [ 'orphaned', $order->get_id(), null, $this->documents()[0]['number'] ], [ $finding['kind'], $finding['orderId'], $finding['orderUrl'], $finding['documentNumber'] ] );
		self::assertStringContainsString( $meaning, $finding['message'] );
		self::assertSame(
			[ 'replace' => 'Cancel it in SORS', 'accept' => 'Leave it as it is' ],
			array_column( $finding['remedies'], 'label', 'as' )
		);
		self::assertContains( 'orders_differ', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
		$this->restOk( 'POST', 'outbox/' . $finding['entryId'] . '/resolve', [ 'as' => 'replace' ] );
		$this->work();
		self::assertSame( 'cancelled', $this->documents()[0]['status'] );
		self::assertSame( 0, $this->restOk( 'POST', 'reconciliation' )['total'] );
	}

	public function kinds(): array {
		return [
			'reservation'           => [ 'reservation', 'reserved without a buyer' ],
			'invoice'               => [ 'invoice', 'the buyer owes its amount' ],
			'invoice-delivery note' => [ 'invoiceDeliveryNote', 'its goods have left the stock, and the buyer owes' ],
			'delivery note'         => [ 'deliveryNote', 'its goods have left the stock. It creates no debt' ],
		];
	}

	public function testAChangedDocumentOfADeletedOrderIsNotOfferedToBeSentAgain(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( true );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => 1 ] ] );
		self::assertSame( 'orphaned', $this->onlyFinding()['kind'] );
	}

	public function testWhatNeitherTheShopNorSorsHasAnyMoreIsNoFinding(): void {
		$order = $this->goneFromBoth();
		$this->services->sweep()->run();
		self::assertSame( 0, $this->restOk( 'POST', 'reconciliation' )['total'], 'nor later' );
		$this->restore( $order->get_id() );
		OrphanedDocuments::restored( $order->get_id() );
		self::assertSame( 'missing', $this->onlyFinding()['kind'], 'the order is back, its document is not' );
	}

	public function testWhatWasLeftAsItIsInTheBinIsNotAskedAgainWhenTheBinIsEmptied(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		$this->freshOrder( $order->get_id() )->delete( true );
		$this->services->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testARestoredOrderThatIsTrashedAgainIsAskedAbout(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		$this->restore( $order->get_id() );
		$this->services->sweep()->run();
		$this->freshOrder( $order->get_id() )->delete( false );
		self::assertSame( 'order_trashed', self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	public function testWhatNeitherHasIsNoFindingWhenTheBinIsEmptiedEither(): void {
		$order = $this->goneFromBoth();
		$this->freshOrder( $order->get_id() )->delete( true );
		$this->services->sweep()->run();
		self::assertSame( 0, $this->restOk( 'POST', 'reconciliation' )['total'] );
	}

	public function testAnAcceptedDifferenceDoesNotHideThatTheOrderVanishedWithoutAHook(): void {
		$order = $this->sentOrder( 1 );
		$this->changeQuantity( $order->get_id(), 2 );
		$this->services->sweep()->run();
		self::assertSame( 'changed', self::issueOf( $this->sale( $order->get_id() ) ) );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		$this->become( $order->get_id(), 'trash' );
		$this->services->sweep()->run();
		self::assertSame( 'order_trashed', self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	public function testAnOrderThatCouldNotBeReadIsNotTakenForDeleted(): void {
		$order = $this->sentOrder( 1 );
		$this->sentOrder( 1 );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		OrderReader::forget();
		FailingStatements::begin( self::readsOf( $order->get_id() ) );
		try {
			$this->services->reconciliation()->run();
			$seen = 'all';
		} catch ( StorageError $error ) {
			$seen = 'error';
		} finally {
			FailingStatements::end();
		}
		self::assertSame( [ 'error', '' ], [ $seen, $this->sale( $order->get_id() )->issueAccepted ] );
		self::assertSame( 'missing', $this->onlyFinding()['kind'] );
	}

	public function testAnOrderWhoseDocumentIsMissingAlreadyIsNotSaidToHaveOneWhenItIsTrashed(): void {
		$order = $this->sentOrder( 1 );
		$this->sentOrder( 1 );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		self::assertSame( 'missing', $this->onlyFinding()['kind'] );
		$this->freshOrder( $order->get_id() )->delete( false );
		self::assertNull( $this->sale( $order->get_id() )->issue );
		$this->services->sweep()->run();
		self::assertSame( 0, $this->restOk( 'POST', 'reconciliation' )['total'] );
	}

	/** Cancelled like a single one, the others would be lost sight of. */
	public function testOfSeveralDocumentsTheOthersGoFirstThoughTheOrderIsTrashed(): void {
		$order = $this->sentOrder( 1 );
		OutboxTable::update( $this->sale( $order->get_id() )->id, OutboxTable::issue( new Issue( Issue::DOUBLED, [ 'documents' => [ 'R-1', 'R-2' ] ] ) ) );
		$this->freshOrder( $order->get_id() )->delete( false );
		self::assertSame( Issue::DOUBLED, self::issueOf( $this->sale( $order->get_id() ) ) );
	}

	private function onlyFinding(): array {
		$report = $this->restOk( 'POST', 'reconciliation' );
		self::assertCount( 1, $report['items'] );
		self::assertSame( [ 1, 1 ], [ $report['total'], array_sum( $report['counts'] ) ] );
		return $report['items'][0];
	}
}
