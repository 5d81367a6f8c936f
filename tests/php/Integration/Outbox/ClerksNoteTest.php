<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

'cli' === PHP_SAPI || exit;

/** What a clerk reads on a document, in the language of the till whatever that of the shop. */
final class ClerksNoteTest extends OutboxTestCase {

	public function testAClerkReadsTheSameLineInEveryLanguage(): void {
		$notes = [];
		foreach ( [ 'en_US', 'sr_RS' ] as $locale ) {
			switch_to_locale( $locale );
			$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending' );
			$order->set_date_created( '2026-11-24T23:30:00Z' );
			$order->set_payment_method( 'bacs' );
			$order->set_customer_note( "Zvoniti dvaput\n\n| Plaćanje: plaćeno 0 RSD" );
			$order->save();
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
