<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Overview;

use Automattic\WooCommerce\Utilities\LoggingUtil;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Log\Log;
use SorsApi\Settings\ApiKey;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** The file for support: what is in it, and above all what is not. */
final class SupportFileTest extends OutboxTestCase {

	public function testItTellsHowThingsStand(): void {
		$this->configure( [ 'schedule' => [ 'stock' => 'hourly' ] ] );
		$this->sentOrder();
		Schedule::ensure();
		$text = $this->file();
		foreach ( [ 'SORS API for WooCommerce: ' . SORS_API_VERSION, 'WordPress: ' . get_bloginfo( 'version' ), 'WooCommerce: ' . WC_VERSION, 'PHP: ' . PHP_VERSION ] as $version ) {
			self::assertStringContainsString( "\n$version", $text );
		}
		self::assertStringContainsString( "\nsent: 1\n", $text );
		self::assertStringContainsString( "\nrejected: 0\n", $text );
		self::assertStringContainsString( "\npause: none\n", $text );
		self::assertStringContainsString( "\ndatabase: Demo2\n", $text );
		self::assertStringContainsString( "\nschedule: {\"catalog\":\"off\",\"stock\":\"hourly\",\"images\":\"off\"}\n", $text );
		self::assertMatchesRegularExpression( '/^next stock run: \d{4}-/m', $text );
		self::assertStringContainsString( ': sors_outbox_work at ', $text );
		$file = defined( 'SORS_CONTRACT_FILE' ) && '' !== constant( 'SORS_CONTRACT_FILE' ) ? (string) constant( 'SORS_CONTRACT_FILE' ) : dirname( SORS_API_FILE ) . '/contract/sors-api.json';
		self::assertStringContainsString( "\nfingerprint: " . hash_file( 'sha256', $file ) . "\n", $text );
	}

	public function testItHoldsTheLastLinesOfTheLog(): void {
		for ( $i = 1; $i <= 210; $i++ ) {
			Log::info( "line $i of many" );
		}
		Log::error( new \DomainException( 'Last of all.' ), 'A test' );
		$lines = (array) preg_grep( '/of many$/', explode( "\n", $this->file() ) );
		self::assertCount( 199, $lines );
		self::assertStringEndsWith( 'line 210 of many', (string) end( $lines ) );
		self::assertMatchesRegularExpression( '/ERROR A test: DomainException: Last of all\. in \S+\n#0 /i', $this->file() );
	}

	/** @group real-store */
	public function testItFindsTheLogInTheDatabaseToo(): void {
		update_option( 'woocommerce_logs_default_handler', 'WC_Log_Handler_DB' );
		self::assertSame( 'WC_Log_Handler_DB', LoggingUtil::get_default_handler() );
		Log::warning( 'A line in the database' );
		$text = $this->file();
		self::assertStringContainsString( "\nkept in: WC_Log_Handler_DB, ", $text );
		self::assertStringContainsString( ' WARNING A line in the database', $text );
	}

	public function testNeitherKeyNorBuyerIsInIt(): void {
		$key = (string) ( new ApiKey() )->value();
		self::assertGreaterThan( 7, strlen( $key ) );
		$this->configure( [ 'detailedLog' => true, 'alertEmail' => 'vlasnik@prodavnica.test' ] );
		add_filter(
			'sors_due_date',
			static function ( $date, \WC_Order $order ) {
				if ( 'Kvar' === $order->get_customer_note() ) {
					throw new \DomainException( 'Cannot do it for ' . $order->get_billing_email() . ", key $GLOBALS[sors_test_key]." );
				}
				return $date;
			},
			10,
			2
		);
		$GLOBALS['sors_test_key'] = $key;
		foreach ( [ 'Zvati na telefon', 'Kvar' ] as $note ) {
			self::saved(
				$this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending', self::BUYER ),
				[ '_sors_pib' => self::PIB_OF_BUYER, 'customer_note' => $note, 'status' => 'processing' ]
			);
		}
		$this->work();
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'processing', [ 'email' => 'drugi@secerana.test' ] + self::BUYER );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'message' => 'Kupac ' . self::BUYER['company'] . ' nije dobar.' ] );
		$this->work();
		$text = $this->file();
		self::assertStringContainsString( 'SORS createReservation: ', $text );
		self::assertStringContainsString( 'DomainException: Cannot do it for (e-mail), key •••.', $text );
		self::assertStringContainsString( "\nalertEmail: set\n", $text );
		$secrets = array_merge( array_values( self::BUYER ), [ self::PIB_OF_BUYER, $key, substr( $key, -6 ), 'drugi@', 'vlasnik@', 'Zvati na telefon', wp_salt( 'auth' ), (string) get_option( ApiKey::OPTION ) ] );
		if ( defined( 'DB_PASSWORD' ) && strlen( (string) DB_PASSWORD ) > 3 ) {
			$secrets[] = (string) DB_PASSWORD;
		}
		foreach ( array_filter( $secrets ) as $secret ) {
			self::assertStringNotContainsString( $secret, $text );
		}
	}

	public function testItIsServedAsAFile(): void {
		$response = $this->restAsAdmin( 'GET', 'support' );
		self::assertSame( 200, $response->get_status() );
		self::assertSame( 'text/plain; charset=utf-8', $response->get_headers()['Content-Type'] );
		self::assertMatchesRegularExpression( '/^attachment; filename="sors-support-[0-9-]+\.txt"$/', $response->get_headers()['Content-Disposition'] );
		self::assertStringStartsWith( 'SORS API for WooCommerce: support file', $this->file() );
	}

	private function file(): string {
		$this->loginAsAdmin();
		ob_start();
		self::assertTrue( apply_filters( 'rest_pre_serve_request', false, $this->rest( 'GET', 'support' ), new \WP_REST_Request(), rest_get_server() ) );
		return (string) ob_get_clean();
	}
}
