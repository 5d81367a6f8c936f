<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\History;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\OutboxRefused;

'cli' === PHP_SAPI || exit;

/** What is longer than its column is stored as far as it fits, or refused in words: an entry is never worked on for ever, unseen. */
final class LongValuesTest extends OutboxTestCase {

	public function testARefusalWithALongCodeAndManyWordsIsShown(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => str_repeat( 'ŠIFRA', 60 ), 'message' => str_repeat( 'Zaključano. ', 2000 ) ] );
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::REJECTED, $entry->state, (string) $entry->errorMessage );
		self::assertStringStartsWith( 'ŠIFRAŠIFRA', (string) $entry->errorCode );
		self::assertNull( $entry->nextAttemptAt, 'Nothing is tried again before something changes.' );
	}

	public function testADocumentWithALongNumberIsSent(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$long  = static function ( array $response ): array {
			$response['body'] = preg_replace( '/REZ-\d{4}-/', '$0' . str_repeat( '0', 300 ), $response['body'] );
			return $response;
		};
		add_filter( 'http_response', $long );
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $entry->state, (string) $entry->errorMessage );
		self::assertSame( [ null, null ], [ $entry->errorCode, $entry->nextAttemptAt ] );
		self::assertStringStartsWith( 'REZ-', (string) $entry->documentNumber );
		self::assertCount( 1, $this->documents() );
	}

	/** By the look-up, the comparison, or a person. */
	public function testALongNumberIsCutWhereTheEntryIsWritten(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$entry = $this->sale( $order->get_id() );
		OutboxTable::update( $entry->id, [ 'document_number' => str_repeat( 'Ž', 300 ) ] );
		OutboxTable::updateIdle( $this->sale( $order->get_id() ), [ 'document_id' => '88' ] );
		self::assertSame( [ str_repeat( 'Ž', 191 ), '88' ], [ $this->sale( $order->get_id() )->documentNumber, $this->sale( $order->get_id() )->documentId ] );
	}

	public function testACustomerWithALongCodeIsOne(): void {
		$code = str_repeat( 'KUPAC-', 40 );
		$this->patch( [ 'do' => 'addCustomer', 'customer' => [ 'code' => $code, 'name' => 'Petar', 'type' => 'individual', 'email' => self::ADDRESS['email'] ] ] );
		$before = count( $this->books( 'customers' ) );
		$this->sentOrder();
		self::assertCount( $before, $this->books( 'customers' ) );
	}

	public function testAnErrorOfAnotherPluginIsShownHoweverLongItIs(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$throw = self::throwing( "broken \xC5 " . str_repeat( 'words ', 30000 ) );
		add_action( 'woocommerce_order_get_items', $throw );
		$this->work();
		remove_action( 'woocommerce_order_get_items', $throw );
		$entry = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::BROKEN, $entry->errorCode );
		self::assertContains( $order->get_id(), OrderQueries::newestNeeding( 1000 ) );
		self::assertNotSame( [], History::of( $entry->id ) );
		$this->workAfter( 3600 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testWhatWaitsForALookUpAndBreaksThereNeedsAPerson(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'state' => OutboxEntry::SENDING, 'error_code' => OutboxEntry::BROKEN ] );
		self::assertContains( $order->get_id(), OrderQueries::newestNeeding( 1000 ) );
	}

	public function testANumberThatIsTooLongIsRefusedInWords(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$entry = $this->sale( $order->get_id() );
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::UNCERTAIN ] );
		$this->expectException( OutboxRefused::class );
		$this->expectExceptionMessage( '191' );
		$this->outbox->resolve( $entry->id, [ 'as' => 'sent', 'documentNumber' => str_repeat( '7', 192 ) ] );
	}
}
