<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\UnknownDocuments;
use SorsApi\Services;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Document;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** A document that is adopted after a restored backup stands for its order, with its revisions, and not beside what was made from it. */
final class AdoptedTest extends FollowupTestCase {

	use RestoresBackups;

	/** Delivery note 1 and its return were cancelled by hand after the backup, note 2 made in their place: the return must end with its document. */
	public function testReturnsEndWithTheRevisionThatAnAdoptedOneReplaced(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		$this->keep();
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->work();
		self::assertSame( 'has_returns', $this->rows( $order )[2]->errorCode );
		foreach ( array_reverse( $this->documents() ) as $document ) {
			$this->patch( [ 'do' => 'cancelDocument', 'number' => $document['number'] ] );
		}
		$this->outbox->resolve( $this->rows( $order )[2]->id, [ 'as' => 'acknowledged' ] );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( '0', $this->unsynced() );
		$this->putBack();
		Intake::take( $this->createOrder( [ $this->linkedProduct( 1 )->get_id() => 1 ] )->get_id() );
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( 'sale 2 sent', $this->rowsOf( $order )[2] ?? implode( ', ', $this->rowsOf( $order ) ) );
		self::assertSame( '0', $this->unsynced(), implode( ', ', $this->rowsOf( $order ) ) . ' ' . wp_json_encode( array_column( $this->rows( $order ), 'quantities' ) ) );
	}

	/** The list of documents shows no cancelled ones: the first revision of the backup is still to be sent, though a later one was adopted. */
	public function testAnEarlierRevisionThatWaitsInTheBackupIsNotSent(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->keep();
		$this->work();
		$first = $this->sale( $order->get_id() )->documentNumber;
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $first ] );
		$open = array_filter( $this->documents(), static fn( array $d ): bool => 'open' === $d['status'] );
		self::assertCount( 1, $open );
		$this->putBack();
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		$this->workAfter( 600 );
		self::assertSame( [ 'open' ], array_values( array_filter( array_column( $this->documents(), 'status' ), static fn( string $s ): bool => 'open' === $s ) ), implode( ', ', $this->rowsOf( $order ) ) );
	}

	/** The backup was made before goods were refunded: the later document agrees with the order in nothing, but the first one did. */
	public function testALaterRevisionFollowsTheFirstOneToItsOrder(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->keep();
		$this->work();
		$refund = $this->refund( $order, 2, true );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		wc_get_order( $refund )->delete( true );
		$this->putBack();
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		$this->workAfter( 600 );
		self::assertNull( $this->services->restoredBackup()->status() );
		self::assertCount( 1, array_keys( array_column( $this->documents(), 'status' ), 'open', true ), implode( ', ', $this->rowsOf( $order ) ) );
	}

	public function testWhatWasMadeFromADocumentIsNotAdoptedBesideIt(): void {
		$sale = $this->followed( 'deliveryNote', 'OTP-1' );
		$this->follow( 'OTP-1', 'invoice', 'FAK-1', $sale->reference );
		$this->adopt();
		$this->assertAdopted( OutboxEntry::FOUND, $sale->documentNumber, $sale->orderId );
		self::assertNull( $this->services->restoredBackup()->status(), 'Nothing is left for a person.' );
	}

	public function testWhatWasMadeFromADocumentIsNotAdoptedInItsPlaceThoughItsDayComesFirst(): void {
		$sale = $this->followed( 'invoice', 'FAK-1' );
		$this->patch( [ 'do' => 'setDocument', 'number' => 'FAK-1', 'set' => [ 'date' => gmdate( 'Y-m-d', time() - 2 * DAY_IN_SECONDS ) ] ] );
		$this->adopt();
		$this->assertAdopted( OutboxEntry::FOUND, $sale->documentNumber, $sale->orderId );
		$this->freshOrder( $sale->orderId )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( 'open', array_column( $this->documents(), 'status', 'number' )['FAK-1'] );
		self::assertNull( $this->services->restoredBackup()->status() );
	}

	public function testWhereNothingElseIsShownItStandsForTheOrderAndIsNotCancelledFromHere(): void {
		$sale = $this->followed( 'invoice', 'FAK-1' );
		$this->patch( [ 'do' => 'setDocument', 'number' => $sale->documentNumber, 'set' => [ 'date' => gmdate( 'Y-m-d', time() - 20 * DAY_IN_SECONDS ) ] ] );
		$this->withoutOperations( [ 'findDocuments' ] );
		$this->adopt();
		$this->assertAdopted( OutboxEntry::NAMED, 'FAK-1', $sale->orderId );
		$this->freshOrder( $sale->orderId )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'open', 'open' ], array_column( $this->documents(), 'status' ) );
	}

	public function testADocumentThatSorsClosedWhenItMadeAnotherFromItIsNotSentAgain(): void {
		$sale = $this->followed( 'invoice', 'FAK-1', false );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $sale->documentNumber ] );
		$this->adopt();
		$this->assertAdopted( OutboxEntry::FOUND, $sale->documentNumber, $sale->orderId );
		self::assertCount( 2, $this->documents() );
		self::assertSame( 0, $this->services->reconciliation()->run()['problems'] );
	}

	public function testAReturnDoesNotStandForADocumentThatIsCancelled(): void {
		$unknown  = new UnknownDocuments( ( new Services() )->api() );
		$closed   = new Document( [ 'id' => '5', 'status' => 'cancelled', 'externalReference' => StoreIdentity::storeId() . '-77-sale-1' ] );
		foreach ( [ 'return' => false, 'invoice' => true ] as $kind => $isFollowed ) {
			self::assertSame( [ $isFollowed ], array_column( $unknown->among( [ $closed, new Document( [ 'id' => '6', 'sourceDocumentId' => '5', 'status' => 'open', 'kind' => $kind ] ) ] ), 'isFollowed' ) );
		}
	}

	private function followed( string $kind, string $as, bool $carries = true ): OutboxEntry {
		$sale = $this->sent();
		$this->follow( (string) $sale->documentNumber, $kind, $as, $carries ? $sale->reference : null );
		return $sale;
	}

	/** @return OutboxEntry As it was before the backup was put back. */
	private function sent(): OutboxEntry {
		AtWork::exporting( [ time() - DAY_IN_SECONDS, null ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$order->set_date_created( time() - 2 * HOUR_IN_SECONDS );
		$order->save();
		$this->keep();
		$this->work();
		return $this->sale( $order->get_id() );
	}

	private function follow( string $number, string $kind, string $as, ?string $reference ): void {
		$this->patch( [ 'do' => 'followDocument', 'externalReference' => $reference ] + compact( 'number', 'kind', 'as' ) );
	}

	private function adopt(): void {
		$this->putBack();
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		$this->work();
	}

	private function assertAdopted( string $by, ?string $number, int $orderId ): void {
		$row = $this->sale( $orderId );
		self::assertSame( [ OutboxEntry::SENT, $by, $number, 1 ], [ $row->state, $row->documentBy, $row->documentNumber, $row->revision ], (string) $row->why() );
	}
}
