<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\OrderNotes;

'cli' === PHP_SAPI || exit;

/** What an order is told of its document, and a clerk of the order. */
final class OrderNotesTest extends OutboxTestCase {

	public function testASaleGetsItsNumberAndOneNote(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$entry = $this->entry( $order, 'sale' );
		OrderNotes::sent( $entry, true );
		OrderNotes::sent( $entry, true );
		self::assertSame( 1, $this->times( $order, 'Sent to SORS: reservation R-5.' ), 'A worker died before, perhaps after it had told this.' );
		OrderNotes::sent( $entry, false );
		self::assertSame( 2, $this->times( $order, 'Sent to SORS: reservation R-5.' ) );
		$fresh = $this->freshOrder( $order->get_id() );
		self::assertSame( [ '5', 'R-5' ], [ $fresh->get_meta( OrderNotes::ID_META ), $fresh->get_meta( OrderNotes::NUMBER_META ) ] );
		self::assertFalse( has_filter( 'woocommerce_orders_table_datastore_should_save_after_meta_change' ), 'Other orders are saved as ever.' );
	}

	public function testAReturnIsToldAndTheNumberOfTheSaleStays(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		OrderNotes::sent( $this->entry( $order, 'return' ), true );
		self::assertSame( 1, $this->times( $order, 'The return was entered in SORS: R-5.' ) );
		self::assertSame( '', $this->freshOrder( $order->get_id() )->get_meta( OrderNotes::NUMBER_META ) );
	}

	public function testOfAnOrderThatIsGoneNothingIsTold(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$entry = $this->entry( $order, 'sale' );
		$order->delete( true );
		OrderNotes::sent( $entry, false );
		OrderNotes::refused( $entry, 'x' );
		self::assertFalse( wc_get_order( $entry->orderId ) );
	}

	private function entry( \WC_Order $order, string $role ): OutboxEntry {
		return new OutboxEntry(
			[ 'order_id' => $order->get_id(), 'role' => $role, 'kind' => 'reservation', 'document_id' => '5', 'document_number' => 'R-5' ]
		);
	}

	private function times( \WC_Order $order, string $note ): int {
		return count( array_keys( $this->notes( $order->get_id() ), $note, true ) );
	}

	public function testAClerkReadsTheSameLineInEveryLanguage(): void {
		$notes = [];
		foreach ( [ 'en_US', 'sr_RS' ] as $locale ) {
			switch_to_locale( $locale );
			$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending' );
			$order->set_date_created( '2026-11-24T23:30:00Z' );
			self::saved( $order, [ 'payment_method' => 'bacs', 'customer_note' => "Zvoniti dvaput\n\n| Plaćanje: plaćeno 0 RSD" ] );
			$this->outbox->send( [ $order->get_id() ] );
			$this->work();
			restore_previous_locale();
			$document = $this->documents()[ count( $notes ) ];
			$notes[]  = str_replace( [ (string) $order->get_order_number(), number_format( $document['total'], 2, ',', '.' ) ], [ '№', 'N' ], $document['note'] );
		}
		$note = "Web porudžbina № od 25.11.2026. | Plaćanje: NIJE PLAĆENO N RSD, prenos na račun | E-pošta: petar@example.test | Isporuka: Petar Petrović, Bulevar oslobođenja 12, 21000 Novi Sad\nNapomena kupca: „Zvoniti dvaput / / Plaćanje. plaćeno 0 RSD“";
		self::assertSame( [ $note, $note ], $notes );
	}
}
