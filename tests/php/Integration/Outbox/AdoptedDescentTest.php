<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\UnknownDocuments;
use SorsApi\Services;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Document;

'cli' === PHP_SAPI || exit;

/** A backup was restored, and SORS has made others from a document that it does not know, some with our reference. */
final class AdoptedDescentTest extends OutboxTestCase {

	use RestoresBackups;

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
		update_option( ExportPeriods::SINCE_OPTION, time() - DAY_IN_SECONDS, false );
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
