<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Counterparts;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;
use SorsApi\Tests\Integration\Outbox\StandingDiscountTestCase;

'cli' === PHP_SAPI || exit;

/** Who an order's customer is, where several answers are at hand. @group real-store */
final class WhoseOrderTest extends StandingDiscountTestCase {

	private const OTHER_PIB = '109876509';

	public function testOtherCodeThenTheLinkThenTheFixedOneThenThePibThenTheEMail(): void {
		$this->addCustomer( [ 'code' => 'FILTER', 'type' => 'individual' ] );
		$this->addCustomer( [ 'code' => 'FIXED', 'type' => 'individual' ] );
		$this->addCustomer( [ 'code' => 'EMAIL', 'type' => 'individual', 'email' => 'petar@example.test' ] );
		$this->addCustomer( [ 'code' => 'COMPANY', 'type' => 'company', 'taxId' => self::OTHER_PIB, 'email' => 'petar@example.test' ] );
		$this->configure( [ 'customerMode' => 'single', 'singleCustomerCode' => 'FIXED' ] );
		$user   = $this->linkedUser();
		$choose = static fn(): string => 'FILTER';
		add_filter( 'sors_customer_code', $choose );
		self::assertSame( 'FILTER', $this->customerOf( $this->bought( $user, self::OTHER_PIB ) ) );
		remove_filter( 'sors_customer_code', $choose );
		self::assertSame( self::CODE, $this->customerOf( $this->bought( $user, '' ) ) );
		self::assertSame( self::CODE, $this->customerOf( $this->bought( $user, 'RS ' . self::PIB ) ) );
		self::assertSame( 'FIXED', $this->customerOf( $this->bought( $user, self::OTHER_PIB ) ), 'Another PIB than the link’s.' );
		self::assertSame( 'FIXED', $this->customerOf( $this->bought( 0, self::PIB ) ) );
		$this->configure( [ 'customerMode' => 'perBuyer' ] );
		self::assertSame( self::CODE, $this->customerOf( $this->bought( $user, '' ) ) );
		self::assertSame( 'COMPANY', $this->customerOf( $this->bought( $user, self::OTHER_PIB ) ) );
		self::assertSame( 'EMAIL', $this->customerOf( $this->bought( 0, '' ) ), 'Of those with this address, the one without a PIB.' );
	}

	public function testALinkSettlesBranchesThatShareAPib(): void {
		$this->addCustomer( [ 'code' => 'BRANCH', 'name' => 'Kišobran, Niš', 'type' => 'company', 'taxId' => self::PIB ] );
		$user  = $this->linkedUser();
		$guest = $this->sale( $this->bought( 0, self::PIB ) );
		self::assertSame( [ OutboxEntry::REJECTED, 'customer_ambiguous' ], [ $guest->state, $guest->errorCode ] );
		self::assertStringContainsString( 'account', Sentence::shown( (string) $guest->errorMessage ), 'What to do about it.' );
		self::assertSame( self::CODE, $this->customerOf( $this->bought( $user, self::PIB ) ) );
	}

	public function testAPersonsNumberIsAskedAboutOfALinkedUserAsWell(): void {
		$sale = $this->sale( $this->bought( $this->linkedUser(), '0101990710006' ) );
		self::assertSame( [ OutboxEntry::REJECTED, 'pib_personal' ], [ $sale->state, $sale->errorCode ] );
	}

	public function testTheWholeOrderSaysWhoBoughtWhereTheCustomerIsAnother(): void {
		$this->bought( $this->linkedUser(), '' );
		self::assertStringContainsString( 'petar@example.test', $this->documents()[0]['note'] );
	}

	public function testALinkThatSorsHasNoMoreAsksInPlaceOfACustomerOfItsOwn(): void {
		$user = $this->linkedUser();
		$this->patch( [ 'do' => 'removeCustomer', 'code' => self::CODE ] );
		$sale = $this->sale( $this->bought( $user, self::PIB ) );
		self::assertSame( [ OutboxEntry::REJECTED, 'no_such_customer' ], [ $sale->state, $sale->errorCode ] );
	}

	private function bought( int $user, string $pib ): int {
		$order = self::saved(
			$this->createOrder( [ $this->product->get_id() => 1 ], 'pending' ),
			[ 'customer_id' => $user, 'billing_company' => 'Treća d.o.o.', '_sors_pib' => $pib, 'status' => 'processing' ]
		);
		$this->work();
		return $order->get_id();
	}

	private function addCustomer( array $customer ): void {
		$this->patch( [ 'do' => 'addCustomer', 'customer' => $customer + [ 'name' => $customer['code'] ] ] );
	}

	private function customerOf( int $orderId ): string {
		$sale = $this->sale( $orderId );
		self::assertSame( OutboxEntry::SENT, $sale->state, (string) $sale->errorMessage );
		$codes     = array_column( $this->books( 'customers' ), 'code', 'id' );
		$documents = array_column( $this->documents(), 'customerId', 'id' );
		return $codes[ $documents[ (string) $sale->documentId ] ];
	}
}
