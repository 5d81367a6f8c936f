<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\DatabaseClock;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Overview\SettingsReport;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\InvalidSettings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\BaseUrl;
use SorsApi\Sors\Http\Client;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\RequestBuilder;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sors\Wire\Decoder;
use SorsApi\Sors\Wire\Encoder;
use SorsApi\Sors\Wire\Scalars;
use SorsApi\Sync\Assembly;

/** A SORS that tells how much is on hand, and nothing of what is reserved: reservations would sell the same goods twice. */
final class OnHandOnlyTest extends SyncTestCase {

	private SettingsStore $settings;

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ (string) array_key_first( $this->units ) => 15 ] );
		$this->settings = new SettingsStore( static fn(): bool => false );
		$this->runs     = ( new Assembly( [ $this, 'api' ], $this->settings, fn(): Ledger => new Ledger( $this->settings, new OpenOrders() ) ) )->runs();
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	public function testReservationsAreRefusedInWords(): void {
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 'failed', $run->state );
		self::assertStringContainsString( 'only how much is on hand', $run->message );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		$notices = ( new SettingsReport( $this->settings, new ApiKey() ) )->make()['notices'];
		self::assertContains( [ 'documentKind', 'error' ], array_map( static fn( array $notice ): array => [ $notice['field'], $notice['severity'] ], $notices ) );
		self::assertSame( 5, $this->settings->update( [ 'safetyLimitPercent' => 5 ] )->safetyLimitPercent, 'it stands in the way of nothing else' );
		foreach ( [ [ 'documentKind' => 'reservation' ], [ 'documentKind' => 'deliveryNote', 'documentKindByPayment' => [ 'cod' => 'reservation' ] ] ] as $choice ) {
			try {
				$this->settings->update( $choice );
				self::fail( 'It was taken.' );
			} catch ( InvalidSettings $invalid ) {
				self::assertStringContainsString( 'only how much is on hand', $invalid->getMessage() );
			}
		}
	}

	public function testWithDeliveryNotesStockComesIn(): void {
		$this->settings->update( [ 'documentKind' => 'deliveryNote' ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 15, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	public function testAReservationSentBeforeDoesNotCountAsKnown(): void {
		$this->settings->update( [ 'documentKind' => 'deliveryNote' ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$product = $this->productOf( 'T1' );
		$order   = $this->createOrder( [ $product->get_id() => 3 ] );
		$this->reserved( $order->get_id(), $product->get_id() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 12, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** Its row, as if it had been sent as a reservation a minute ago. */
	private function reserved( int $orderId, int $productId ): void {
		global $wpdb;
		$wpdb->update(
			$wpdb->prefix . 'sors_outbox',
			[
				'state'         => 'sent',
				'kind'          => 'reservation',
				'database_name' => self::DATABASE,
				'known_by'      => 'document',
				'known_at'      => DatabaseClock::now() - 60000000,
				'quantities'    => wp_json_encode( [ $productId => '3' ] ),
			],
			[ 'order_id' => $orderId ]
		);
		self::assertSame( 1, $wpdb->rows_affected );
	}

	/** With the contract of this site, less what tells of reservations. */
	public function api(): Api {
		$file    = defined( 'SORS_CONTRACT_FILE' ) && '' !== constant( 'SORS_CONTRACT_FILE' ) ? (string) constant( 'SORS_CONTRACT_FILE' ) : dirname( SORS_API_FILE ) . '/contract/sors-api.json';
		$decoded = json_decode( (string) file_get_contents( $file ), true );
		foreach ( [ 'available', 'reserved' ] as $field ) {
			unset( $decoded['entities']['stockLevel'][ $field ], $decoded['types']['stockLevel'][ $field ] );
			$decoded['readOnly']['stockLevel'] = array_values( array_diff( $decoded['readOnly']['stockLevel'] ?? [], [ $field ] ) );
		}
		$contract = Contract::fromArray( array_filter( $decoded ) );
		$scalars  = new Scalars( $contract );
		$encoder  = new Encoder( $contract, $scalars );
		$key      = new Key( ( new ApiKey() )->value() );
		$baseUrl  = BaseUrl::check( (string) constant( 'SORS_API_URL' ), true );
		$requests = new RequestBuilder( $contract, $encoder, $scalars, $key, $baseUrl, 20 );
		return new Api( $contract, new Client( $contract, $requests, new WordPressTransport( '1' ), $key ), new Decoder( $contract, $scalars ), $encoder, $baseUrl );
	}
}
