<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** A PIB finds the company that SORS knows, for staff; and what a customer of whom SORS has told a code and no id owes. */
final class CustomersRouteTest extends OutboxTestCase {

	public function testAPibFindsTheCompanyHoweverItIsTyped(): void {
		$found = $this->restOk( 'GET', 'customers', [ 'taxId' => 'RS 101-134-702' ] );
		self::assertSame( [ 'name' => 'Građevinar Čačak d.o.o.', 'code' => 'K00002', 'registrationNumber' => '17123456', 'address' => 'Kneza Miloša 12', 'postalCode' => '32000', 'city' => 'Čačak' ], $found );
	}

	/**
	 * @testWith ["108765434", 404, "sors_not_found"]
	 *           ["0101990710006", 404, "sors_not_found"]
	 *           ["--", 404, "sors_not_found"]
	 *           ["103133705", 409, "sors_customer_ambiguous"]
	 */
	public function testWhatIsNotThereOrNotClearIsSaidSo( string $taxId, int $status, string $code ): void {
		$before = count( $this->books( 'customers' ) );
		$response = $this->restAsAdmin( 'GET', 'customers', [ 'taxId' => $taxId ] );
		self::assertSame( [ $status, $code ], [ $response->get_status(), $response->get_data()['code'] ], (string) wp_json_encode( $response->get_data() ) );
		self::assertCount( $before, $this->books( 'customers' ) );
	}

	public function testAShopThatIsNotConnectedSaysSo(): void {
		delete_option( 'sors_settings' );
		self::assertSame( 'sors_no_database', $this->restAsAdmin( 'GET', 'customers', [ 'taxId' => '101134702' ] )->get_data()['code'] );
	}

	private int $order = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->order = $this->sentOrder()->get_id();
		Sql::run( 'UPDATE ' . Tables::name( Tables::CUSTOMERS ) . " SET customer_id = ''" );
	}

	public function testIsSearchedFor(): void {
		self::assertNotNull( $this->services->customerDebt()->forOrder( $this->order )['balance'] );
	}

	public function testIsAnAnswerInWordsWhereTheSearchGivesNoneEither(): void {
		$this->fault( 'listCustomers', [ 'kind' => 'emptyPage', 'total' => 'zero' ], 9 );
		$refused = self::thrown( fn() => $this->services->customerDebt()->forOrder( $this->order ), OutboxRefused::class );
		self::assertSame( 'no_customer', $refused->code() );
	}

	public function testNoBuyerIsSearchedForWhereOneCustomerStandsForAll(): void {
		$this->configure( [ 'customerMode' => 'single', 'singleCustomerCode' => '' ] );
		$before  = $this->sors->count( 'listCustomers' );
		$refused = self::thrown( fn() => $this->services->customerDebt()->forOrder( $this->order ), OutboxRefused::class );
		self::assertSame( 'no_customer', $refused->code() );
		self::assertSame( $before, $this->sors->count( 'listCustomers' ) );
	}
}
