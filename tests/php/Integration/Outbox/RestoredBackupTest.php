<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Outbox\Heartbeat;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Store\Links;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** Yesterday's backup is put back: what was sent since is in SORS, and the shop knows nothing of it. */
final class RestoredBackupTest extends OutboxTestCase {

	use RestoresBackups;

	public function testOrdersOfTheBackupAreNotSentAgain(): void {
		$order = $this->restoredAfterSending();
		$this->work();
		self::assertCount( 1, $this->documents(), 'It was sent before, and is not sent again.' );
		self::assertSame( OutboxEntry::QUEUED, $this->sale( $order->get_id() )->state );
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		self::assertSame( 0, $this->work(), 'Nothing is sent before a person has decided.' );
		$refused = self::thrown( fn() => $this->outbox->sendEntry( $this->sale( $order->get_id() )->id ), OutboxRefused::class );
		self::assertSame( 'restored_backup', $refused->code() );
	}

	public function testADocumentIsFoundTooWhereTheBackupKnowsItsOrderAsRefused(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne može.' ] );
		$this->work();
		$refused = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::REJECTED, $refused->state );
		self::assertNotNull( $refused->reference );
		$this->keep();
		$this->outbox->sendEntry( $refused->id );
		self::assertCount( 1, $this->documents() );
		$this->putBack();
		$this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertSame( RestoredBackup::FOUND, $this->state() );
	}

	public function testAdoptedDocumentsBelongToTheirOrdersAgain(): void {
		$order  = $this->restoredAfterSending();
		$former = StoreIdentity::storeId();
		$this->work();
		wp_set_current_user( 1 );
		$this->services->restoredBackup()->decide( RestoredBackup::ADOPT );
		// The rest of it may be done in the background.
		wp_set_current_user( 0 );
		$this->services->restoredBackup()->allows( microtime( true ) + 20 );
		$entry    = $this->sale( $order->get_id() );
		$document = $this->documents()[0];
		$admin    = get_userdata( 1 );
		$found    = array_filter( History::of( $entry->id ), static fn( array $event ): bool => 'found' === $event['event'] );
		self::assertInstanceOf( \WP_User::class, $admin );
		self::assertSame( [ $admin->display_name ], array_column( $found, 'by' ), 'Who said that it is ours.' );
		self::assertSame( OutboxEntry::SENT, $entry->state, (string) $entry->errorMessage );
		self::assertSame( [ (string) $document['id'], $document['number'], 'document' ], [ $entry->documentId, $entry->documentNumber, $entry->acknowledgedBy ] );
		self::assertSame( [ $this->soldProduct()->get_id() => '2' ], $entry->quantities );
		self::assertSame( $document['number'], $this->freshOrder( $order->get_id() )->get_meta( '_sors_document_number' ) );
		self::assertSame( '', $entry->leaseOwner );
		self::assertNull( $this->state() );
		self::assertNotSame( $former, get_option( StoreIdentity::ID_OPTION ) );
		$next = $this->sentOrder( 1 );
		self::assertCount( 2, $this->documents() );
		self::assertStringStartsNotWith( $former, (string) $this->sale( $next->get_id() )->reference );
		$report = $this->services->reconciliation()->run();
		self::assertSame( [ 2, 0 ], [ $report['checked'], $report['problems'] ], 'Stored references count, of whichever id.' );
		self::assertNull( $this->state() );
	}

	public function testWhatWasUnlinkedMeanwhileCountsAsSentLikeTheRest(): void {
		$other = $this->linkedProduct( 1 );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2, $other->get_id() => 3 ] );
		$this->keep();
		$this->work();
		$this->putBack();
		( new Links() )->forget( [ ( new Links() )->byObjectIds( [ $other->get_id() ] )[ $other->get_id() ]->id ] );
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		self::assertEquals(
			[ $this->soldProduct()->get_id() => '2', $other->get_id() => '3' ],
			$this->sale( $order->get_id() )->quantities
		);
	}

	/** Ids of orders that the backup lacks are given to other orders. */
	public function testAnIdThatIsUsedOnceMoreIsAnotherOrder(): void {
		$lost = $this->sentOrder( 3 );
		// Of when there was nothing.
		$this->putBack();
		// Another buyer has ordered since, and got the id.
		self::saved( $this->freshOrder( $lost->get_id() ), [ 'billing_email' => 'nova@example.test' ] );
		Intake::take( $lost->get_id() );
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( RestoredBackup::LEFT, $this->state(), 'Its order is not here: a person has to look.' );
		self::assertSame( 1, $this->services->restoredBackup()->status()['left'] ?? 0 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $lost->get_id() )->state, 'The new order is sent, under a reference of its own.' );
		self::assertCount( 2, array_unique( array_column( $this->documents(), 'externalReference' ) ) );
		$this->decide( RestoredBackup::IGNORE );
		self::assertNull( $this->state() );
	}

	public function testDocumentsOfAnotherShopStayAndThisOneGoesOn(): void {
		$order = $this->restoredAfterSending();
		$this->work();
		$this->decide( RestoredBackup::FOREIGN );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertCount( 2, $this->documents() );
		$this->letAnHourBeSilent();
		$this->sentOrder( 1 );
		self::assertNull( $this->state(), 'The other shop goes on under the former id: that is no alarm.' );
	}

	public function testWhatIsIgnoredIsNotAskedAgain(): void {
		$this->restoredAfterSending();
		$this->work();
		$this->decide( RestoredBackup::IGNORE );
		$this->letAnHourBeSilent();
		$this->sentOrder( 1 );
		self::assertNull( $this->state() );
	}

	public function testAGapAloneStopsNothing(): void {
		$this->sentOrder();
		$this->letAnHourBeSilent();
		$this->sentOrder( 1 );
		self::assertNull( $this->state() );
		self::assertGreaterThan( time() - 60, Heartbeat::last() );
	}

	public function testWithoutAGapTheDailyComparisonFindsIt(): void {
		$known = $this->sentOrder( 1 );
		$lost  = $this->sentOrder( 3 );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $lost->get_id() ] );
		$this->services->reconciliation()->run();
		self::assertNotNull( $this->state() );
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		self::assertSame( 1, $this->services->restoredBackup()->status()['count'] ?? 0, 'That of the known order is not among them.' );
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( OutboxEntry::SENT, $this->sale( $lost->get_id() )->state );
		self::assertNull( self::issueOf( $this->sale( $known->get_id() ) ) );
	}

	public function testWhereSorsCannotListEachFirstReferenceIsLookedUp(): void {
		$order = $this->restoredAfterSending();
		$this->withoutOperations( [ 'listDocuments' ] );
		$this->work();
		self::assertCount( 1, $this->documents() );
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertSame( 0, $this->work() );
		self::assertCount( 1, $this->documents() );
	}

	public function testOnceOneIsFoundNoOtherIsTried(): void {
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->restoredAfterSending( 2 );
		$this->withoutOperations( [ 'listDocuments' ] );
		$before = $this->lookUps();
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		self::assertSame( $before + 1, $this->lookUps() );
	}

	public function testATickAsksOnceWhetherABackupWasRestored(): void {
		for ( $i = 0; $i < 3; $i++ ) {
			$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		}
		$queries = self::queries( fn() => self::assertSame( 3, $this->work() ) );
		self::assertCount( 1, preg_grep( '/^SELECT.*' . RestoredBackup::OPTION . '/s', $queries ) );
	}

	public function testAnOrderOfDaysAgoIsLookedUpThoughNoListOfTheLastDaysShowsIt(): void {
		AtWork::exporting( [ time() - 20 * DAY_IN_SECONDS, null ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$order->set_date_created( time() - 10 * DAY_IN_SECONDS );
		$order->save();
		$this->assertFoundAfterTheRestore( $order );
	}

	/** Its reference is of before the backup, and that it was tried says nothing of afterwards. */
	public function testWhatWasTriedBeforeTheBackupAndSentAfterItIsLookedUp(): void {
		$this->withoutOperations( [ 'listDocuments' ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429 ] );
		$this->work();
		$tried = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::WAITING, OutboxEntry::UNLOCKED ], [ $tried->state, $tried->payloadLock ] );
		self::assertNotNull( $tried->reference );
		$this->pass( 3600 );
		$this->assertFoundAfterTheRestore( $order );
	}

	public function testAnOrderOfDaysAgoThatWasRefusedBeforeTheBackupAndSentAfterItIsLookedUp(): void {
		AtWork::exporting( [ time() - 20 * DAY_IN_SECONDS, null ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$order->set_date_created( time() - 10 * DAY_IN_SECONDS );
		$order->save();
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne može.' ] );
		$this->work();
		$this->keep();
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		// It was sent then, so no list of the last days shows it.
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'date' => gmdate( 'Y-m-d', time() - 10 * DAY_IN_SECONDS ) ] ] );
		self::assertCount( 1, $this->documents() );
		$this->putBack();
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		self::assertCount( 1, $this->documents() );
		self::assertSame( RestoredBackup::FOUND, $this->state() );
	}

	public function testARevisionThatReplacedAnotherEndsIt(): void {
		$order = $this->sentOrder( 2 );
		$this->keep();
		$this->changeQuantity( $order->get_id(), 1 );
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'replace' );
		$this->workForAnHour();
		self::assertCount( 2, $this->documents() );
		$this->putBack();
		Intake::take( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] )->get_id() );
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( [ 2, OutboxEntry::SENT ], [ $this->sale( $order->get_id() )->revision, $this->sale( $order->get_id() )->state ] );
		$this->work();
		$report = $this->services->reconciliation()->run();
		self::assertSame( 0, $report['problems'], 'The first revision is cancelled, so it is not missing.' );
		$ofDocuments = AcknowledgedQuantities::ofDocuments( OutboxTable::ofOrder( $order->get_id() ) );
		self::assertSame( [ $this->soldProduct()->get_id() => '1' ], $ofDocuments, 'Nor does it hold goods.' );
	}

	public function testADocumentThatWasCancelledSinceIsAdoptedAsThat(): void {
		$order = $this->restoredAfterSending();
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		$entries = OutboxTable::ofOrder( $order->get_id() );
		self::assertSame( [ OutboxEntry::CANCELLED, OutboxEntry::QUEUED ], array_column( $entries, 'state' ) );
		self::assertSame( [], AcknowledgedQuantities::ofDocuments( $entries ) );
	}

	public function testAReturnIsAdoptedByItsRefund(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order  = $this->sentOrder( 3 );
		$refund = self::giveBack( $order );
		$this->keep();
		$this->work();
		self::assertCount( 2, $this->documents() );
		$this->putBack();
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		$this->decide( RestoredBackup::ADOPT );
		$entry = OutboxTable::one( $order->get_id(), OutboxEntry::ROLE_RETURN, $refund->get_id(), 1 );
		self::assertSame( [ OutboxEntry::SENT, 'return', [ $this->soldProduct()->get_id() => '1' ] ], null === $entry ? [] : [ $entry->state, $entry->kind, $entry->quantities ] );
		$this->work();
		self::assertCount( 2, $this->documents() );
	}

	public function testAServerThatDoesNotAnswerKeepsOrdersBackUntilItDoesOrAPersonGoesOn(): void {
		$order = $this->restoredAfterSending();
		$this->fault( 'listDocuments', [ 'kind' => 'status', 'status' => 503 ], 100 );
		$this->work();
		self::assertSame( RestoredBackup::CHECKING, $this->state() );
		self::assertSame( OutboxEntry::QUEUED, $this->sale( $order->get_id() )->state );
		self::assertNotSame( '', $this->services->restoredBackup()->status()['problem'] ?? '' );
		$this->sors->post( 'faults', [ 'rules' => [], 'mode' => 'replace' ] );
		$this->workAfter( 3600 );
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		self::assertCount( 1, $this->documents() );
	}

	/** The document that replaced the first one is in no place but the list. */
	public function testOneRefusalIsNoReasonToDoWithoutTheList(): void {
		$order = $this->sentOrder( 1 );
		$this->keep();
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->work();
		$this->work();
		$this->putBack();
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->fault( 'listDocuments', [ 'kind' => 'status', 'status' => 409 ], 2 );
		$this->work();
		self::assertSame( RestoredBackup::CHECKING, $this->state() );
		$this->work();
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
	}

	/** @dataProvider uselessLists */
	public function testASorsThatRefusesToListKeepsNoOrderBackAndWhatCanBeLookedUpIs( array $answer ): void {
		$order = $this->restoredAfterSending();
		$this->fault( 'listDocuments', $answer, 100 );
		$this->work();
		$this->work();
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		self::assertCount( 1, $this->documents() );
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		$this->letAnHourBeSilent();
		$this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->work();
		$this->work();
		self::assertNull( $this->state() );
		self::assertCount( 2, $this->documents() );
	}

	public function uselessLists(): array {
		return [
			'a refusal'       => [ [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne.' ] ],
			'the key may not' => [ [ 'kind' => 'status', 'status' => 403 ] ],
		];
	}

	/** @dataProvider listsAtRest */
	public function testAListThatMayBeBackTomorrowIsWaitedFor( array $answer ): void {
		$order = $this->restoredAfterSending();
		$this->fault( 'listDocuments', $answer, 100 );
		$this->workAfter( 600, 6 );
		self::assertSame( [ RestoredBackup::CHECKING, OutboxEntry::QUEUED ], [ $this->state(), $this->sale( $order->get_id() )->state ] );
	}

	public function listsAtRest(): array {
		return [
			'it is somewhere else'    => [ [ 'kind' => 'redirect', 'location' => 'https://example.test/' ] ],
			'its pages do not add up' => [ [ 'kind' => 'emptyPage', 'total' => 'kept' ] ],
		];
	}

	/** Without the list nobody has seen the documents of orders that the backup lacks; their ids are given to new ones. */
	public function testWithoutTheListEachReferenceIsLookedUpFromThenOn(): void {
		$this->keep();
		$lost = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->putBack();
		$this->fault( 'listDocuments', [ 'kind' => 'status', 'status' => 403 ], 100 );
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		for ( $i = 0; $i < 4; $i++ ) {
			$this->work();
		}
		self::assertNull( $this->state() );
		self::assertCount( 2, $this->documents() );
		$this->outbox->send( [ $lost->get_id() ] );
		$this->work();
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		self::assertCount( 2, $this->documents() );
	}

	public function testAnOrderThatCannotBeReadIsSaidWhileItsDocumentIsGivenBack(): void {
		$order = $this->restoredAfterSending();
		$this->work();
		$unread = static fn( $name, $type, $id ) => $id === $order->get_id() ? 'NoSuchClass' : $name;
		add_filter( 'woocommerce_order_class', $unread, 10, 3 );
		$this->decide( RestoredBackup::ADOPT );
		$this->work();
		self::assertSame( RestoredBackup::ADOPTING, $this->state() );
		self::assertStringContainsString( 'could not read', (string) ( $this->services->restoredBackup()->status()['problem'] ?? '' ) );
		remove_filter( 'woocommerce_order_class', $unread, 10 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertNull( $this->state() );
	}

	/** Else the refund is returned, though the document never held its goods. */
	public function testADocumentMadeWithoutWhatWasRefundedIsGivenBackAsThatWhicheverReadOfItsRefundsFailed(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		for ( $step = 1; $step < 20; $step++ ) {
			$order  = $this->createOrder( [ $this->soldProduct()->get_id() => 3 ] );
			$refund = self::giveBack( $order );
			$this->keep();
			$this->work();
			$this->putBack();
			$this->work();
			$count = 0;
			FailingStatements::begin(
				static function ( string $query ) use ( &$count, $step ): bool {
					return 1 === preg_match( '/^\s*SELECT\b.*shop_order_refund/s', $query ) && false === strpos( $query, 'sors_' ) && ++$count === $step;
				}
			);
			$this->decide( RestoredBackup::ADOPT );
			FailingStatements::end();
			$this->workAfter( 900, 3 );
			self::assertSame( [ OutboxEntry::SENT, [ $refund->get_id() ] ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->refundIds ], "Read $step." );
			self::assertCount( $step, $this->documents(), "Read $step: no return." );
			if ( $count < $step ) {
				break;
			}
		}
		self::assertGreaterThan( 2, $step );
		self::assertLessThan( 20, $step );
	}

	/** The whole key may have been restricted, or the backup has a database that it does not open. */
	public function testWhereTheKeyMayNeitherListNorLookUpAPersonDecides(): void {
		$order = $this->restoredAfterSending();
		$this->fault( [ 'listDocuments', 'findDocuments' ], [ 'kind' => 'status', 'status' => 403 ], 100 );
		$this->workAfter( 600, 6 );
		self::assertSame( [ RestoredBackup::CHECKING, OutboxEntry::QUEUED ], [ $this->state(), $this->sale( $order->get_id() )->state ] );
		$this->decide( RestoredBackup::IGNORE );
		$this->workAfter( 600 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testAKeyThatMayNotLookUpSendsAllTheSame(): void {
		$this->withoutOperations( [ 'listDocuments' ] );
		$this->fault( 'findDocuments', [ 'kind' => 'status', 'status' => 403 ], 100 );
		$this->sentOrder();
		self::assertCount( 1, $this->documents() );
	}

	/** It is sent after the backup, found once that is restored, and given back its document. */
	private function assertFoundAfterTheRestore( \WC_Order $order ): void {
		$this->keep();
		$this->work();
		self::assertCount( 1, $this->documents() );
		$this->putBack();
		$this->work();
		self::assertCount( 1, $this->documents() );
		self::assertSame( RestoredBackup::FOUND, $this->state() );
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	/** @return \WC_Order Sent after the backup, which knows it as queued. */
	private function restoredAfterSending( int $documents = 1 ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$this->keep();
		$this->work();
		self::assertCount( $documents, $this->documents() );
		$this->putBack();
		return $order;
	}

	private function lookUps(): int {
		return count( array_keys( array_column( $this->sors->get( 'requests' )['requests'], 'operation' ), 'findDocuments', true ) );
	}

	private function state(): ?string {
		return $this->services->restoredBackup()->status()['state'] ?? null;
	}
}
