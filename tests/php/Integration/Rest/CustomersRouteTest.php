<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** A PIB finds the company that SORS knows, for staff. */
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
		$this->loginAsAdmin();
		$response = $this->rest( 'GET', 'customers', [ 'taxId' => $taxId ] );
		self::assertSame( [ $status, $code ], [ $response->get_status(), $response->get_data()['code'] ], (string) wp_json_encode( $response->get_data() ) );
		self::assertCount( $before, $this->books( 'customers' ) );
	}

	public function testABuyerIsNotToldWhomSorsKnows(): void {
		$this->loginAsCustomer();
		self::assertSame( 403, $this->rest( 'GET', 'customers', [ 'taxId' => '101134702' ] )->get_status() );
	}

	public function testAShopThatIsNotConnectedSaysSo(): void {
		delete_option( 'sors_settings' );
		$this->loginAsAdmin();
		self::assertSame( 'sors_no_database', $this->rest( 'GET', 'customers', [ 'taxId' => '101134702' ] )->get_data()['code'] );
	}
}
