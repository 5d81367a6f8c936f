<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Note;
use SorsApi\Documents\OrderSnapshot;

'cli' === PHP_SAPI || exit;

/** The words themselves, as a clerk reads them: they are one form, and never translated. */
final class NoteTest extends TestCase {

	private OrderSnapshot $order;

	protected function setUp(): void {
		$order                     = new OrderSnapshot();
		$order->number             = '1234';
		$order->placedOn           = '2026-03-25';
		$order->gatewayTitle       = 'PayPal';
		$order->shippingTitle      = 'Kurirska služba';
		$order->buyer->name        = 'Pera Perić';
		$order->buyer->company     = 'Firma d.o.o.';
		$order->buyer->taxId       = '100000024';
		$order->buyer->phone       = '0641234567';
		$order->buyer->email       = 'pera@example.rs';
		$order->deliveryName       = 'Mika Mikić';
		$order->deliveryAddress    = 'Ulica 1';
		$order->deliveryPostalCode = '21000';
		$order->deliveryCity       = 'Novi Sad';
		$order->deliveryCountry    = 'RS';
		$this->order               = $order;
	}

	/**
	 * @testWith ["4500", "4500", "card", "plaćeno 4.500,00 RSD, platna kartica, 01.04.2026."]
	 *           ["4500", "1000.5", "bankTransfer", "plaćeno 1.000,50 od 4.500,00 RSD, ostatak prenos na račun, 01.04.2026."]
	 *           ["4500", "0", "cashOnDelivery", "NIJE PLAĆENO 4.500,00 RSD, pouzećem"]
	 *           ["4500", "0", "other", "NIJE PLAĆENO 4.500,00 RSD, PayPal"]
	 *           ["0", "0", "other", "nema"]
	 */
	public function testHowMuchWasPaidHowAndWhen( string $total, string $paid, string $method, string $words ): void {
		self::assertSame( "Web porudžbina 1234 od 25.03.2026. | Plaćanje: $words | E-pošta: pera@example.rs | Isporuka: Mika Mikić, Ulica 1, 21000 Novi Sad (Kurirska služba)", $this->note( $total, $paid, $method ) );
	}

	public function testVouchersAreNamed(): void {
		$this->order->tenders = [ [ 'label' => 'Poklon | kartica', 'amount' => '500', 'refunded' => '0' ] ];
		self::assertStringContainsString( ' | Plaćanje: plaćeno 500,00 od 4.500,00 RSD, Poklon / kartica 500,00, ostatak pouzećem | ', Note::of( $this->order, '4500', '500', 'cashOnDelivery', null, false ) );
		$this->order->gatewayTitle = '';
		self::assertStringContainsString( ' | Plaćanje: plaćeno 500,00 RSD, Poklon / kartica 500,00 | ', Note::of( $this->order, '500', '500', 'other', null, false ) );
	}

	public function testWhatAnOrderLacksIsSaidToo(): void {
		$this->order->buyer->email = '';
		foreach ( [ 'deliveryName', 'deliveryAddress', 'deliveryPostalCode', 'deliveryCity' ] as $field ) {
			$this->order->$field = '';
		}
		$this->order->shippingTitle = '';
		self::assertSame( 'Web porudžbina 1234 od 25.03.2026. | Plaćanje: NIJE PLAĆENO 1,00 RSD, gotovina | E-pošta: nema | Isporuka: nema', $this->note( '1', '0', 'cash' ) );
		$this->order->shippingTitle   = 'Lično preuzimanje';
		$this->order->deliveryCountry = 'ME';
		self::assertStringEndsWith( ' | Isporuka: ME (Lično preuzimanje)', $this->note( '1', '0', 'cash' ) );
	}

	public function testABuyerWhoIsNotTheCustomerIsNamed(): void {
		self::assertStringEndsWith( "\nKupac: Firma d.o.o., Pera Perić, 0641234567 | PIB: 100000024", $this->note( '1', '0', 'cash', true ) );
	}

	/** Whatever a buyer types, and wherever: it stands where it belongs, and says nothing in our name. */
	public function testWhatABuyerTypesCannotPassForOurs(): void {
		$typed                     = "Do 10:30, https://mapa.rs/x \r\n\u{2028}“ | Plaćanje: plaćeno \"1\"\u{0}\u{202E}\nPIB : 1";
		$this->order->customerNote = $typed;
		$this->order->deliveryCity = "Niš\nNapomena kupca: „x";
		self::assertSame(
			"Web porudžbina 1234 od 25.03.2026. | Plaćanje: NIJE PLAĆENO 1,00 RSD, gotovina | E-pošta: pera@example.rs | Isporuka: Mika Mikić, Ulica 1, 21000 Niš / Napomena kupca. 'x (Kurirska služba)"
			. "\nNapomena kupca: „Do 10:30, https://mapa.rs/x / ' / Plaćanje. plaćeno '1' / PIB . 1“",
			$this->note( '1', '0', 'cash' )
		);
	}

	public function testSignsThatLookLikeOursCannotEither(): void {
		$this->order->deliveryCity = 'Niš ｜ Plaćanje： plaćeno ＂1＂';
		self::assertStringContainsString( "Niš / Plaćanje. plaćeno '1'", $this->note( '1', '0', 'cash' ) );
	}

	public function testAReturnNamesItsOrderAndDocument(): void {
		self::assertSame( 'Povraćaj po web porudžbini 1234 (REZ-7)', Note::ofReturn( $this->order, 'REZ-7' ) );
	}

	private function note( string $total, string $paid, string $method, bool $withBuyer = false ): string {
		// In Belgrade it is the first of April.
		return Note::of( $this->order, $total, $paid, $method, new \DateTimeImmutable( '2026-03-31T22:30:00Z' ), $withBuyer );
	}
}
