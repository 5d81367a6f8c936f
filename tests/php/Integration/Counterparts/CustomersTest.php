<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Counterparts;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** Whose document it is. */
final class CustomersTest extends OutboxTestCase {

	private const PIB = '108765434';

	private int $codes = 0;

	public function testACompanyIsFoundByItsPibWhateverTheEMail(): void {
		$this->addCustomer( [ 'name' => 'Softkom', 'type' => 'company', 'taxId' => self::PIB, 'email' => 'office@softkom.test' ] );
		$this->addCustomer( [ 'name' => 'Petar', 'type' => 'individual', 'email' => 'petar@example.test' ] );
		$before = count( $this->books( 'customers' ) );
		$order  = $this->handled( 'RS 108-765-434' );
		self::assertSame( 'Softkom', $this->customerOf( $order )['name'] );
		self::assertCount( $before, $this->books( 'customers' ) );
	}

	public function testAMissingCompanyIsCreatedWithItsPib(): void {
		$order = self::saved( $this->order( self::PIB ), [ 'billing_company' => 'Novi doo', '_sors_registration_number' => '12345678' ] );
		$this->work();
		$customer = $this->customerOf( $order );
		self::assertSame( [ 'company', 'Novi doo', self::PIB, '12345678' ], [ $customer['type'], $customer['name'], $customer['taxId'], $customer['registrationNumber'] ] );
	}

	/**
	 * @testWith ["", "", "company", null]
	 *           ["soleTrader", "", "soleTrader", null]
	 *           ["publicBody", "01234", "publicBody", "01234"]
	 */
	public function testItIsCreatedAsWhatTheOrderSaysItIs( string $chosen, string $number, string $type, ?string $jbkjs ): void {
		$order = self::saved( $this->order( self::PIB ), [ '_sors_buyer_type' => $chosen, '_sors_jbkjs' => $number ] );
		$this->work();
		$customer = $this->customerOf( $order );
		self::assertSame( [ $type, $jbkjs, self::PIB ], [ $customer['type'], $customer['jbkjs'], $customer['taxId'] ] );
	}

	public function testAnEMailMatchesOnlyCustomersWithoutPib(): void {
		$this->addCustomer( [ 'name' => 'Firma', 'type' => 'company', 'taxId' => self::PIB, 'email' => 'petar@example.test' ] );
		$order = $this->handled();
		$customer = $this->customerOf( $order );
		self::assertSame( [ 'individual', 'Petar Petrović', null ], [ $customer['type'], $customer['name'], $customer['taxId'] ] );
	}

	public function testSeveralHitsAreRefusedWithTheirNames(): void {
		$this->addCustomer( [ 'name' => 'Petar prvi', 'type' => 'individual', 'email' => 'petar@example.test' ] );
		$this->addCustomer( [ 'name' => 'Petar drugi', 'type' => 'individual', 'email' => 'petar@example.test' ] );
		$order = $this->handled();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'customer_ambiguous' ], [ $row->state, $row->errorCode ] );
		self::assertStringContainsString( 'Petar prvi', Sentence::shown( (string) $row->errorMessage ) );
		self::assertStringContainsString( 'Petar drugi', Sentence::shown( (string) $row->errorMessage ) );
		self::assertSame( [], $this->documents() );
	}

	/** @dataProvider wrongNumbers */
	public function testAWrongPibIsRefused( string $typed, string $code ): void {
		$order = $this->handled( $typed );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, $code ], [ $row->state, $row->errorCode ] );
		self::assertStringNotContainsString( $typed, $row->errorMessage . wp_json_encode( [ History::of( $row->id ), wc_get_order_notes( [ 'order_id' => $order->get_id() ] ) ], JSON_UNESCAPED_UNICODE ) );
		$order = self::saved( $this->freshOrder( $order->get_id() ), [ '_sors_pib' => self::PIB ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, 'The order was corrected, so it was sent automatically.' );
	}

	public function wrongNumbers(): array {
		return [
			'a wrong check digit' => [ '108765435', 'pib_invalid' ],
			'a JMBG'              => [ '0101990710006', 'pib_personal' ],
			'a JMBG with a dash'  => [ "0101990\u{2013}710006", 'pib_personal' ],
			'a JMBG too long'     => [ '01019907100061', 'pib_personal' ],
			'a JMBG too short'    => [ '010199071000', 'pib_invalid' ],
		];
	}

	public function testAnOrderWhoseBuyerWasErasedMakesNoCustomer(): void {
		self::requireRealStore();
		$before = $this->books( 'customers' );
		$order  = $this->order( '' );
		do_action( 'woocommerce_remove_order_personal_data', $order );
		$this->workAfter( 120 );
		self::assertSame( [ OutboxEntry::REJECTED, 'no_customer' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		self::assertSame( $before, $this->books( 'customers' ) );
	}

	public function testAnUnrecognisableBuyerGoesToTheFixedCustomerIfThereIsOne(): void {
		$noEmail = [ 'email' => '' ];
		$order  = $this->handledOrder( [ $this->linkedProduct()->get_id() => 1 ], 'processing', $noEmail );
		self::assertSame( [ OutboxEntry::REJECTED, 'no_customer' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->addCustomer( [ 'code' => 'MP-1', 'name' => 'Maloprodaja', 'type' => 'individual' ] );
		$this->configure( [ 'singleCustomerCode' => 'MP-1' ] );
		$this->workAfter( 3700 );
		self::assertSame( 'Maloprodaja', $this->customerOf( $order )['name'], 'It was looked at again within the hour.' );
	}

	public function testOneCustomerForAllHasTheBuyerInTheNote(): void {
		$this->addCustomer( [ 'code' => 'MP-1', 'name' => 'Maloprodaja', 'type' => 'individual' ] );
		$this->configure( [ 'customerMode' => 'single', 'singleCustomerCode' => 'MP-1' ] );
		$before = count( $this->books( 'customers' ) );
		$order  = $this->handled();
		self::assertSame( 'Maloprodaja', $this->customerOf( $order )['name'] );
		self::assertCount( $before, $this->books( 'customers' ) );
		self::assertStringContainsString( 'petar@example.test', $this->documents()[0]['note'] );
		self::assertStringContainsString( 'Petar Petrović', $this->documents()[0]['note'] );
	}

	public function testAnotherPluginsVatFieldMayBeUsed(): void {
		$this->configure( [ 'vatFieldKey' => '_billing_pib' ] );
		$order = self::saved( $this->order( '' ), [ '_billing_pib' => self::PIB ] );
		$this->work();
		self::assertSame( self::PIB, $this->customerOf( $order )['taxId'] );
	}

	public function testTheDebtOfTheBuyerCanBeLookedUp(): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$order = $this->handled();
		$debt = $this->restOk( 'GET', 'orders/' . $order->get_id() . '/debt' );
		self::assertSame( 'Petar Petrović', $debt['customerName'] );
		self::assertEqualsWithDelta( (float) $order->get_total(), (float) $debt['balance'], 0.001 );
		self::assertSame( 'RSD', $debt['currency'] );
	}

	public function testWhereSorsTellsNoDebtThatIsSaidAndNothingIsAsked(): void {
		$order = $this->handled();
		$this->withoutOperations( [ 'getCustomerDebt' ] );
		$before  = $this->sors->count();
		$refused = self::thrown( fn() => $this->services->customerDebt()->forOrder( $order->get_id() ), OutboxRefused::class );
		self::assertSame( 'no_debt', $refused->code() );
		self::assertStringContainsString( 'look the buyer up in SORS', Sentence::shown( $refused->getMessage() ) );
		self::assertSame( $before, $this->sors->count() );
	}

	public function testACustomerDeletedInSorsIsMadeAgain(): void {
		$first = $this->handled();
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'removeCustomer', 'code' => $this->customerOf( $first )['code'] ] ] ] );
		$second = $this->handled();
		self::assertSame( OutboxEntry::REJECTED, $this->sale( $second->get_id() )->state );
		$this->outbox->sendEntry( $this->sale( $second->get_id() )->id );
		self::assertSame( 'Petar Petrović', $this->customerOf( $second )['name'] );
	}

	public function testACustomerWhoseCreationMeetsWithSilenceIsCreatedOnceMoreAndThenAPersonIsAsked(): void {
		$this->handled();
		$this->fault( 'createCustomer', [ 'kind' => 'status', 'status' => 504 ], 99 );
		$order  = $this->orderOf( 'drugi@example.test' );
		$before = $this->sors->count( 'createCustomer' );
		$this->minutes( 55 );
		self::assertSame( $before + 1, $this->sors->count( 'createCustomer' ), 'Not again within the hour.' );
		$this->minutes( 60 * 30, 30 );
		self::assertSame( $before + 2, $this->sors->count( 'createCustomer' ) );
		self::assertSame( [ OutboxEntry::REJECTED, 'customer_uncertain' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->addCustomer( [ 'name' => 'Drugi', 'type' => 'individual', 'email' => 'drugi@example.test' ] );
		$this->minutes( 140, 35 );
		self::assertSame( 'Drugi', $this->customerOf( $order )['name'], 'A person created it in SORS.' );
		self::assertSame( $before + 2, $this->sors->count( 'createCustomer' ) );
	}

	public function testAnAnsweredLossOfACustomerIsRepeatedSeldomAndWhatDidNotLeaveForgetsNone(): void {
		$this->handled();
		$lost = [ 'kind' => 'cut', 'when' => 'before' ];
		$this->sors->post(
			'faults',
			[
				'rules' => [
					[ 'operation' => 'createCustomer', 'times' => 1, 'action' => $lost ],
					[ 'operation' => 'createCustomer', 'from' => 2, 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 2 ] ],
					[ 'operation' => 'createCustomer', 'from' => 3, 'times' => 99, 'action' => $lost ],
				],
			]
		);
		$this->orderOf( 'drugi@example.test' );
		$before = $this->sors->count( 'createCustomer' );
		$this->minutes( 60 );
		self::assertSame( $before + 4, $this->sors->count( 'createCustomer' ), 'At once, after 4 minutes, after the pause, and 15 minutes after that.' );
		$this->minutes( 60 * 24 * 5, 60 );
		self::assertSame( $before + 8, $this->sors->count( 'createCustomer' ), 'Seven losses in all.' );
	}

	public function testASearchThatShowsNothingWhateverItIsAskedForHasNoCustomerCreatedTwice(): void {
		$this->handled();
		$this->loseACreationWhileTheSearchShowsNothing();
		$order  = $this->orderOf( 'drugi@example.test' );
		$before = $this->sors->count( 'createCustomer' );
		$this->minutes( 60 * 30, 30 );
		self::assertSame( $before + 1, $this->sors->count( 'createCustomer' ) );
		self::assertSame( [ OutboxEntry::REJECTED, 'customer_uncertain' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->minutes( 140, 35 );
		self::assertSame( 'drugi@example.test', $this->customerOf( $order )['email'] );
	}

	public function testASearchThatIsDownForAWhileHasNoCustomerCreatedTwice(): void {
		$this->handled();
		$this->trustTheLookUp();
		$this->loseACreationWhileTheSearchShowsNothing();
		$order  = $this->orderOf( 'drugi@example.test' );
		$before = $this->sors->count( 'createCustomer' );
		$this->minutes( 180, 15 );
		self::assertSame( $before + 1, $this->sors->count( 'createCustomer' ), 'It shows no customer that is known either.' );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->minutes( 140, 35 );
		self::assertSame( 'drugi@example.test', $this->customerOf( $order )['email'] );
		self::assertSame( $before + 1, $this->sors->count( 'createCustomer' ) );
	}

	private function loseACreationWhileTheSearchShowsNothing(): void {
		$this->sors->post(
			'faults',
			[
				'rules' => [
					[ 'operation' => 'createCustomer', 'times' => 1, 'action' => [ 'kind' => 'cut', 'when' => 'after' ] ],
					[ 'operation' => 'listCustomers', 'action' => [ 'kind' => 'emptyPage', 'total' => 'zero' ] ],
				],
			]
		);
	}

	private function orderOf( string $email ): \WC_Order {
		return $this->createOrder( [ $this->linkedProductOnce()->get_id() => 1 ], 'processing', [ 'email' => $email ] );
	}

	private function minutes( int $minutes, int $step = 1 ): void {
		for ( $passed = 0; $passed < $minutes; $passed += $step ) {
			$this->work();
			$this->pass( 60 * $step );
		}
	}

	/** While this process was looking through a long list its claim ran out, and another worker took the buyer. */
	public function testAProcessThatLostTheClaimOnABuyerCreatesNoCustomer(): void {
		global $wpdb;
		$order  = $this->order( '' );
		$before = count( $this->books( 'customers' ) );
		$taken  = static function ( $answer ) use ( $wpdb ) {
			$wpdb->query( 'UPDATE ' . \SorsApi\Database\Tables::name( 'customers' ) . " SET lease_owner = 'another worker'" );
			return $answer;
		};
		add_filter( 'pre_http_request', $taken );
		$this->work();
		remove_filter( 'pre_http_request', $taken );
		self::assertSame( [ OutboxEntry::QUEUED, 'customer_busy' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		self::assertCount( $before, $this->books( 'customers' ) );
		$this->workAfter( 200 );
		self::assertSame( 'Petar Petrović', $this->customerOf( $order )['name'] );
		self::assertCount( $before + 1, $this->books( 'customers' ) );
	}

	/** The worker has come by. */
	private function handled( string $pib = '' ): \WC_Order {
		$order = $this->order( $pib );
		$this->work();
		return $order;
	}

	private function order( string $pib ): \WC_Order {
		$order = $this->createOrder( [ $this->linkedProductOnce()->get_id() => 1 ] );
		if ( '' !== $pib ) {
			self::saved( $order, [ '_sors_pib' => $pib ] );
		}
		return $order;
	}

	private function linkedProductOnce(): \WC_Product {
		static $made = [];
		$key         = $this->getName();
		return $made[ $key ] = $made[ $key ] ?? $this->linkedProduct();
	}

	private function addCustomer( array $fields ): void {
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'addCustomer', 'customer' => $fields + [ 'code' => 'K-' . ++$this->codes ] ] ] ] );
	}

	private function customerOf( \WC_Order $order ): array {
		$row = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $row->state, (string) $row->errorMessage );
		foreach ( $this->documents() as $document ) {
			foreach ( $this->books( 'customers' ) as $customer ) {
				if ( $document['id'] === $row->documentId && $customer['id'] === $document['customerId'] ) {
					return $customer;
				}
			}
		}
		self::fail( 'The document has no customer.' );
	}
}
