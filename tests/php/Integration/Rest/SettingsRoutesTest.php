<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class SettingsRoutesTest extends StoreTestCase {

	public function testSettingsAreAnsweredWithWhatTheShopOffers(): void {
		$answer = $this->restOk( 'GET', 'settings' );
		self::assertSame( 'reservation', $answer['settings']['documentKind'] );
		self::assertSame( 'RSD', $answer['shop']['currency'] );
		self::assertArrayHasKey( 'on-hold', $answer['shop']['orderStatuses'] );
		self::assertArrayNotHasKey( 'checkout-draft', $answer['shop']['orderStatuses'] );
		self::assertSame( [ 'set', 'hint', 'source', 'readable' ], array_keys( $answer['apiKey'] ) );
		self::assertStringNotContainsString( (string) ( new ApiKey() )->value(), (string) wp_json_encode( $answer ) );
	}

	public function testEmptyMapsAreObjects(): void {
		$this->loginAsAdmin();
		$text = (string) wp_json_encode( $this->rest( 'GET', 'settings' )->get_data() );
		foreach ( [ 'documentKindByPayment', 'taxClassByVatRate', 'paymentMethodMap' ] as $map ) {
			self::assertStringContainsString( "\"$map\":{}", $text );
		}
		self::assertStringContainsString( '"businessUnitIds":[]', $text );
	}

	public function testAPatchIsSavedAndAnsweredAsAWhole(): void {
		$answer = $this->restOk(
			'PUT',
			'settings',
			[
				'database'          => 'Demo2',
				'businessUnitIds'   => [ '1' ],
				'taxClassByVatRate' => (object) [ '20' => '' ],
			]
		);
		self::assertSame( 'Demo2', $answer['settings']['database'] );
		self::assertSame( 'available', $answer['settings']['stockMode'] );
		self::assertSame( [ 20 => '' ], $answer['settings']['taxClassByVatRate'] );
		self::assertSame( $answer, $this->restOk( 'GET', 'settings' ) );
	}

	public function testAnEmptyPatchChangesNothing(): void {
		$before = $this->restOk( 'GET', 'settings' );
		self::assertSame( $before, $this->restOk( 'PUT', 'settings' ) );
	}

	public function testWhatAChangeAsksForIsSaidOnce(): void {
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		$answer = $this->restOk( 'PUT', 'settings', [ 'database' => self::yearly() ] );
		self::assertSame( [ 'database' ], array_column( $answer['notices'], 'field' ) );
		self::assertSame( [], $this->restOk( 'GET', 'settings' )['notices'] );
	}

	/** @return array<string, array{string, list<string>}> Body, fields that are named. */
	public function badBodies(): array {
		return [
			'unknown key'         => [ '{"color":"red"}', [ 'color' ] ],
			'number in quotes'    => [ '{"safetyLimitPercent":"20"}', [ 'safetyLimitPercent' ] ],
			'boolean in quotes'   => [ '{"exportOrders":"false"}', [ 'exportOrders' ] ],
			'list as text'        => [ '{"businessUnitIds":"1,2"}', [ 'businessUnitIds' ] ],
			'list for a map'      => [ '{"documentKindByPayment":[]}', [ 'documentKindByPayment' ] ],
			'object for a list'   => [ '{"businessUnitIds":{}}', [ 'businessUnitIds' ] ],
			'no payment method'   => [ '{"exportStatusesByPayment":{"100%s":["completed"]}}', [ 'exportStatusesByPayment' ] ],
			'address with a line' => [ '{"alertEmail":"a@b.rs\\nX-Mailer:x"}', [ 'alertEmail' ] ],
			'null'                => [ '{"database":null}', [ 'database' ] ],
			'two at once'         => [ '{"stockMode":"x","priceType":"y"}', [ 'stockMode', 'priceType' ] ],
			'refused pair'        => [ '{"stockMode":"onHand"}', [ 'stockMode' ] ],
			'a list'              => [ '[]', [ '' ] ],
		];
	}

	/**
	 * @dataProvider badBodies
	 *
	 * @param list<string> $fields
	 */
	public function testBadBodiesAreRefusedByFieldInWords( string $body, array $fields ): void {
		$before = $this->restOk( 'GET', 'settings' );
		$data   = $this->put( 'settings', $body );
		self::assertSame( 400, $data['data']['status'] );
		self::assertSame( $fields, array_keys( $data['data']['params'] ) );
		self::assertNotSame( '', $data['message'] );
		self::assertSame( $before, $this->restOk( 'GET', 'settings' ) );
	}

	public function testAKeyThatIsNoPaymentMethodIsNamed(): void {
		$problem = $this->put( 'settings', '{"paymentMethodMap":{"100%s":"card"}}' )['data']['params']['paymentMethodMap'];
		self::assertStringContainsString( '“100%s”', $problem );
		self::assertStringContainsString( 'paymentMethodMap', $problem );
	}

	public function testWhatIsNoJsonIsRefused(): void {
		self::assertSame( 400, $this->put( 'settings', '{"database":' )['data']['status'] );
	}

	public function testBodiesAreJudgedWhateverTheirContentTypeSays(): void {
		$this->loginAsAdmin();
		$request = new \WP_REST_Request( 'PUT', '/sors/v1/settings' );
		$request->set_header( 'Content-Type', 'application/x-www-form-urlencoded' );
		$request->set_body( 'database=Demo2' );
		self::assertSame( 400, rest_do_request( $request )->get_status() );
	}

	public function testAKeyInTheConfigurationIsNotReplaced(): void {
		if ( 'constant' !== ( new ApiKey() )->describe()['source'] ) {
			self::markTestSkipped( 'This site has no SORS_API_KEY.' );
		}
		$data = $this->put( 'settings/api-key', '{"apiKey":"another-key-0000"}' );
		self::assertSame( 409, $data['data']['status'] );
		self::assertStringContainsString( 'SORS_API_KEY', $data['message'] );
		self::assertFalse( get_option( ApiKey::OPTION ) );
	}

	public function testAKeyIsSavedShownAsAHintAndForgotten(): void {
		// In a process of its own, where the site's constant came too late to count.
		$answers = $this->withoutKeyConstant(
			'$put = static function ( string $key ) {
				$request = new WP_REST_Request( "PUT", "/sors/v1/settings/api-key" );
				$request->set_header( "Content-Type", "application/json" );
				$request->set_body( wp_json_encode( [ "apiKey" => $key ] ) );
				return rest_do_request( $request )->get_data();
			};
			$answers   = [ $put( "  tajni-kljuc-1234567 " ) ];
			$answers[] = get_option( "sors_api_key" );
			$answers[] = ( new SorsApi\Settings\ApiKey() )->value();
			$answers[] = get_option( "sors_last_test" );
			$answers[] = $put( "two words" );
			$answers[] = $put( "" );
			$answers[] = get_option( "sors_api_key" );'
		);
		[ $saved, $stored, $value, $test, $refused, $forgotten, $left ] = $answers;
		self::assertSame( [ 'set' => true, 'hint' => '••••4567', 'source' => 'option', 'readable' => true ], $saved );
		self::assertStringNotContainsString( 'tajni', $stored );
		self::assertSame( 'tajni-kljuc-1234567', $value );
		self::assertFalse( $test, 'what the former key brought says nothing any more' );
		self::assertSame( 400, $refused['data']['status'] );
		self::assertStringNotContainsString( 'two words', (string) wp_json_encode( $refused ) );
		self::assertSame( [ 'set' => false, 'hint' => null, 'source' => 'none', 'readable' => true ], $forgotten );
		self::assertFalse( $left );
	}

	/** @return array<mixed> */
	private function put( string $route, string $body ): array {
		$this->loginAsAdmin();
		$request = new \WP_REST_Request( 'PUT', '/sors/v1/' . $route );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( $body );
		return (array) json_decode( (string) wp_json_encode( rest_do_request( $request )->get_data() ), true );
	}

	/** @return array<mixed> */
	private function withoutKeyConstant( string $code ): array {
		update_option( LastTest::OPTION, [ 'at' => '2026-01-01T00:00:00Z', 'result' => [ 'ok' => true, 'latencyMs' => 1, 'problem' => null ] ] );
		$script = 'define( "SORS_API_KEY", "" ); $_SERVER["HTTP_HOST"] = "127.0.0.1"; require getenv( "SORS_TEST_SITE" ) . "/wp-load.php"; wp_set_current_user( 1 );'
			. $code . ' echo "\n", wp_json_encode( $answers );';
		exec( escapeshellarg( PHP_BINARY ) . ' -d display_errors=0 -d log_errors=0 -r ' . escapeshellarg( $script ), $lines, $status );
		self::assertSame( 0, $status, implode( "\n", $lines ) );
		return (array) json_decode( (string) end( $lines ), true );
	}
}
