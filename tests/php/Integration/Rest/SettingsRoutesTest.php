<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Site\LogBook;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class SettingsRoutesTest extends StoreTestCase {

	public function testSettingsAreAnsweredWithWhatTheShopOffers(): void {
		add_filter( 'wc_order_statuses', static fn( array $statuses ): array => $statuses + [ 'wc-new' => 'New' ] );
		$answer = $this->restOk( 'GET', 'settings' );
		self::assertArrayNotHasKey( 'new', $answer['shop']['orderStatuses'], 'Such an order is never sent.' );
		self::assertSame( 'reservation', $answer['settings']['documentKind'] );
		self::assertSame( 'RSD', $answer['shop']['currency'] );
		self::assertArrayHasKey( 'on-hold', $answer['shop']['orderStatuses'] );
		self::assertArrayNotHasKey( 'checkout-draft', $answer['shop']['orderStatuses'] );
		self::assertSame( [ 'set', 'hint', 'source', 'readable' ], array_keys( $answer['apiKey'] ) );
		self::assertStringNotContainsString( (string) ( new ApiKey() )->value(), (string) wp_json_encode( $answer ) );
	}

	public function testEmptyMapsAreObjects(): void {
		$text = (string) wp_json_encode( $this->restAsAdmin( 'GET', 'settings' )->get_data() );
		foreach ( [ 'taxClassByVatRate', 'shippingItemByVatRate', 'feeItemByVatRate', 'paymentMethodMap', 'paidByGateway' ] as $map ) {
			self::assertStringContainsString( "\"$map\":{}", $text );
		}
		self::assertStringContainsString( '"businessUnitIds":[]', $text );
	}

	public function testAPatchIsSavedAndAnsweredAsAWhole(): void {
		$answer = $this->restOk(
			'PUT',
			'settings',
			[ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ], 'taxClassByVatRate' => (object) [ '20' => '' ] ]
		);
		self::assertSame( 'Demo2', $answer['settings']['database'] );
		self::assertSame( 'available', $answer['settings']['stockMode'] );
		self::assertSame( [ 20 => '' ], $answer['settings']['taxClassByVatRate'] );
		self::assertSame( $answer, $this->restOk( 'GET', 'settings' ) );
	}

	/** Another person may have chosen the others since the page was loaded. */
	public function testOfAMapOnlyTheNamedEntriesChange(): void {
		$this->restOk( 'PUT', 'settings', [ 'paymentMethodMap' => (object) [ 'bacs' => 'bankTransfer', 'cod' => 'cash' ], 'taxClassByVatRate' => (object) [ '0' => 'x', '20' => '', '10' => 'reduced-rate' ] ] );
		$settings = $this->restOk( 'PUT', 'settings', [ 'paymentMethodMap' => (object) [ 'cod' => null, 'kartica' => 'card' ], 'taxClassByVatRate' => (object) [ '10' => 'zero-rate' ] ] )['settings'];
		self::assertSame( [ 'bacs' => 'bankTransfer', 'kartica' => 'card' ], $settings['paymentMethodMap'] );
		self::assertSame( [ 'x', 20 => '', 10 => 'zero-rate' ], $settings['taxClassByVatRate'] );
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
			'list for a map'      => [ '{"paymentMethodMap":[]}', [ 'paymentMethodMap' ] ],
			'object for a list'   => [ '{"businessUnitIds":{}}', [ 'businessUnitIds' ] ],
			'no payment method'   => [ '{"paymentMethodMap":{"100%s":"card"}}', [ 'paymentMethodMap' ] ],
			'paid never ever'     => [ '{"paidByGateway":{"bacs":"later"}}', [ 'paidByGateway' ] ],
			'address with a line' => [ '{"alertEmail":"a@b.rs\\nX-Mailer:x"}', [ 'alertEmail' ] ],
			'null'                => [ '{"database":null}', [ 'database' ] ],
			'two at once'         => [ '{"stockMode":"x","priceType":"y"}', [ 'stockMode', 'priceType' ] ],
			'refused pair'        => [ '{"stockMode":"onHand"}', [ 'stockMode' ] ],
			'a list'              => [ '[]', [ '' ] ],
		];
	}

	/** @dataProvider badBodies */
	public function testBadBodiesAreRefusedByFieldInWords( string $body, array $fields ): void {
		$before = $this->restOk( 'GET', 'settings' );
		$data   = $this->put( 'settings', $body );
		self::assertSame( 400, $data['data']['status'] );
		self::assertSame( $fields, array_keys( $data['data']['params'] ) );
		self::assertNotSame( '', $data['message'] );
		self::assertSame( $before, $this->restOk( 'GET', 'settings' ) );
	}

	/** @return array<string, array{string, string, string, string}> Body, field, what the person is told, what the log says. */
	public function problems(): array {
		return [
			'no e-mail address'   => [ '{"alertEmail":"shop"}', 'alertEmail', 'not an e-mail address', 'does not match pattern' ],
			'too many hours'      => [ '{"fullStockHours":500}', 'fullStockHours', 'a whole number from 0 to 168.', 'must be between 0 (inclusive) and 168' ],
			'half a day'          => [ '{"retentionDays":1.5}', 'retentionDays', 'a whole number from 1 to 3,650.', 'expected: integer' ],
			'longer than a code'  => [ sprintf( '{"shippingItemCode":"%s"}', str_repeat( 'š', 192 ) ), 'shippingItemCode', '191 characters at most', 'at most 191 characters' ],
			'no time of day'      => [ '{"schedule":{"stock":"daily@25:00"}}', 'schedule', 'a time of day', 'does not match pattern' ],
			'no such choice'      => [ '{"stockMode":"sometimes"}', 'stockMode', 'Reload the page', 'stockMode is not one of' ],
			'no payment method'   => [ '{"paymentMethodMap":{"100%s":"card"}}', 'paymentMethodMap', 'Reload the page', '“100%s”' ],
		];
	}

	/** @dataProvider problems */
	public function testAPersonReadsASentenceAndTheLogWhatTheSchemaSays( string $body, string $field, string $sentence, string $words ): void {
		$log = LogBook::open();
		$problem = $this->put( 'settings', $body )['data']['params'][ $field ];
		self::assertStringContainsString( $sentence, $problem );
		self::assertStringNotContainsString( $field, $problem );
		self::assertStringContainsString( $words, $log->text() );
		self::assertStringNotContainsString( $words, $problem );
	}

	public function testTheFileForAnotherShopHoldsSettingsAlone(): void {
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'alertEmail' => 'vlasnik@primer.test' ] );
		$text = $this->file();
		$file = json_decode( $text, true );
		self::assertSame( [ 'plugin', 'version', 'settings' ], array_keys( $file ) );
		self::assertSame( array_values( array_diff( array_keys( $this->restOk( 'GET', 'settings' )['settings'] ), [ 'alertEmail', 'exportOrders', 'sendToTestDatabase', 'removeAllData' ] ) ), array_keys( $file['settings'] ) );
		foreach ( [ (string) ( new ApiKey() )->value(), StoreIdentity::storeId(), StoreIdentity::address(), 'vlasnik' ] as $own ) {
			self::assertStringNotContainsString( $own, $text );
		}
		self::assertStringContainsString( '"paymentMethodMap": {}', $text );
	}

	public function testWhatAFileWouldChangeIsAnsweredAndNothingChanged(): void {
		$this->restOk( 'PUT', 'settings', [ 'documentKind' => 'deliveryNote', 'schedule' => [ 'stock' => 'hourly' ], 'taxClassByVatRate' => (object) [ '20' => '', '10' => 'x' ] ] );
		$file = $this->file();
		self::assertSame( [ 'before' => [], 'after' => [], 'leftOut' => null ], $this->restOk( 'POST', 'settings/difference', compact( 'file' ) ) );
		$this->restOk( 'PUT', 'settings', [ 'documentKind' => 'reservation', 'schedule' => [ 'stock' => 'off' ], 'taxClassByVatRate' => (object) [ '10' => 'x', '20' => '' ] ] );
		$before     = $this->restOk( 'GET', 'settings' );
		$difference = $this->restOk( 'POST', 'settings/difference', compact( 'file' ) );
		self::assertSame( [ 'documentKind' => 'reservation', 'schedule' => [ 'catalog' => 'off', 'stock' => 'off', 'images' => 'off' ] ], $difference['before'] );
		self::assertSame( [ 'documentKind' => 'deliveryNote', 'schedule' => [ 'catalog' => 'off', 'stock' => 'hourly', 'images' => 'off' ] ], $difference['after'] );
		self::assertSame( $before, $this->restOk( 'GET', 'settings' ) );
	}

	/** Ids of units belong to one database, and each shop switches sending on by itself. */
	public function testAFileOfAnotherDatabaseLeavesDatabaseAndUnitsAsTheyAre(): void {
		$file = (string) wp_json_encode(
			[
				'plugin'   => 'sors-api-for-woocommerce',
				'version'  => '9',
				'settings' => [
					'database'            => 'Druga2026',
					'businessUnitIds'     => [ '7' ],
					'priceBusinessUnitId' => '7',
					'exportOrders'        => true,
					'retentionDays'       => 30,
				],
			]
		);
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		$difference = $this->restOk( 'POST', 'settings/difference', compact( 'file' ) );
		self::assertSame( [ 'retentionDays' => 30 ], $difference['after'] );
		self::assertStringContainsString( 'database (Druga2026)', (string) $difference['leftOut'] );
		foreach ( [ '', 'Druga2026' ] as $database ) {
			$this->restOk( 'PUT', 'settings', [ 'database' => $database, 'businessUnitIds' => [] ] );
			$difference = $this->restOk( 'POST', 'settings/difference', compact( 'file' ) );
			self::assertSame( [ [ '7' ], '7', null ], [ $difference['after']['businessUnitIds'] ?? [], $difference['after']['priceBusinessUnitId'] ?? '', $difference['leftOut'] ], $database );
			self::assertArrayNotHasKey( 'exportOrders', $difference['after'] );
		}
	}

	/** @return array<string, array{string, list<string>}> File, fields that are named. */
	public function badFiles(): array {
		$with = static fn( string $settings ): string => '{"plugin":"sors-api-for-woocommerce","version":"1","settings":' . $settings . '}';
		return [
			'no JSON'          => [ 'stockMode=available', [ '' ] ],
			'of other plugins' => [ '{"plugin":"hello-dolly","settings":{"database":"Demo2"}}', [ '' ] ],
			'a list'           => [ $with( '[]' ), [ '' ] ],
			'unknown, wrong'   => [ $with( '{"color":"red","retentionDays":"30"}' ), [ 'color', 'retentionDays' ] ],
			'refused together' => [ $with( '{"stockMode":"onHand"}' ), [ 'stockMode' ] ],
		];
	}

	/** @dataProvider badFiles */
	public function testABadFileIsRefusedInWords( string $file, array $fields ): void {
		$data = $this->rest( 'POST', 'settings/difference', compact( 'file' ) );
		self::assertSame( 401, $data->get_status(), 'Not by anybody.' );
		$data = $this->restAsAdmin( 'POST', 'settings/difference', compact( 'file' ) )->get_data();
		self::assertSame( [ 400, $fields ], [ $data['data']['status'], array_keys( $data['data']['params'] ) ] );
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

	private const PUT_KEY = '$put = static function ( string $key ) {
		$request = new WP_REST_Request( "PUT", "/sors/v1/settings/api-key" );
		$request->set_header( "Content-Type", "application/json" );
		$request->set_body( wp_json_encode( [ "apiKey" => $key ] ) );
		return rest_do_request( $request )->get_data();
	};';

	public function testAKeyIsSavedShownAsAHintAndForgotten(): void {
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'tajni-kljuc-1234567' => '*' ] ] );
		// In a process of its own, where the site's constant came too late to count.
		$answers = $this->withoutKeyConstant(
			self::PUT_KEY . '
			$answers   = [ $put( "  tajni-kljuc-1234567 " ) ];
			$answers[] = get_option( "sors_api_key" );
			$answers[] = ( new SorsApi\Settings\ApiKey() )->value();
			$answers[] = get_option( "sors_last_test" );
			$answers[] = $put( "two words" );
			$answers[] = $put( "" );
			$answers[] = get_option( "sors_api_key" );'
		);
		[ $saved, $stored, $value, $test, $refused, $forgotten, $left ] = $answers;
		self::assertSame( [ 'apiKey' => [ 'set' => true, 'hint' => '••••4567', 'source' => 'option', 'readable' => true ], 'warning' => null ], $saved );
		self::assertStringNotContainsString( 'tajni', $stored );
		self::assertSame( 'tajni-kljuc-1234567', $value );
		self::assertFalse( $test, 'what the former key brought says nothing any more' );
		self::assertSame( [ 'apiKey' ], array_keys( $refused['data']['params'] ) );
		self::assertStringNotContainsString( 'two words', (string) wp_json_encode( $refused ) );
		self::assertSame( [ 'apiKey' => [ 'set' => false, 'hint' => null, 'source' => 'none', 'readable' => true ], 'warning' => null ], $forgotten );
		self::assertFalse( $left );
	}

	/** It may open one without listing them: what it is good for is told once a database is named. */
	public function testAKeyThatMayNotListDatabasesIsSavedWithoutADoubtBeforeOneIsChosen(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'times' => 9, 'action' => [ 'kind' => 'status', 'status' => 403 ] ] ] ] );
		[ $saved, $test ] = $this->withoutKeyConstant(
			self::PUT_KEY . '
			$answers = [ $put( "the-right-key-1" ), rest_do_request( new WP_REST_Request( "POST", "/sors/v1/connection/test" ) )->get_data() ];
			$put( "" );'
		);
		self::assertSame( [ true, null ], [ $saved['apiKey']['set'], $saved['warning'] ] );
		self::assertSame( [ false, 'no_database' ], [ $test['ok'], $test['problem']['code'] ] );
	}

	/** Nor is a key doubted that may not list databases, but opens the chosen one. */
	public function testAKeyOfOneDatabaseIsTriedWithIt(): void {
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'the-right-key-1' => '*' ] ] );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listDatabases', 'times' => 9, 'action' => [ 'kind' => 'status', 'status' => 403 ] ] ] ] );
		SettingsStore::update( [ 'database' => 'Demo2' ] );
		[ $saved ] = $this->withoutKeyConstant( self::PUT_KEY . '$answers = [ $put( "the-right-key-1" ) ]; $put( "" );' );
		self::assertNull( $saved['warning'] );
	}

	public function testAKeyThatDoesNotOpenTheFormerDatabaseIsSaved(): void {
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'the-right-key-1' => '*' ] ] );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listDatabases', 'times' => 9, 'action' => [ 'kind' => 'status', 'status' => 403 ] ] ] ] );
		SettingsStore::update( [ 'database' => 'Former2020' ] );
		[ $saved ] = $this->withoutKeyConstant( self::PUT_KEY . '$answers = [ $put( "the-right-key-1" ) ]; $put( "" );' );
		self::assertStringContainsString( 'The key is saved, but', $saved['warning'] );
	}

	private function file(): string {
		$response = $this->restAsAdmin( 'GET', 'settings/export' );
		return self::printed( static fn() => apply_filters( 'rest_pre_serve_request', false, $response, new \WP_REST_Request(), rest_get_server() ) );
	}

	private function put( string $route, string $body ): array {
		$this->loginAsAdmin();
		$request = new \WP_REST_Request( 'PUT', '/sors/v1/' . $route );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( $body );
		return (array) json_decode( (string) wp_json_encode( rest_do_request( $request )->get_data() ), true );
	}

	private function withoutKeyConstant( string $code ): array {
		update_option( LastTest::OPTION, [ 'at' => '2026-01-01T00:00:00Z', 'result' => [ 'ok' => true, 'latencyMs' => 1, 'problem' => null ] ] );
		$script = 'define( "SORS_API_KEY", "" ); $_SERVER["HTTP_HOST"] = "127.0.0.1"; require getenv( "SORS_TEST_SITE" ) . "/wp-load.php"; wp_set_current_user( 1 );'
			. $code . ' echo "\n", wp_json_encode( $answers );';
		exec( escapeshellarg( PHP_BINARY ) . ' -d display_errors=0 -d log_errors=0 -r ' . escapeshellarg( $script ), $lines, $status );
		self::assertSame( 0, $status, implode( "\n", $lines ) );
		return (array) json_decode( (string) end( $lines ), true );
	}

	/** @group real-store */
	public function testAWayToPayIsNamedAsBuyersSeeItAndAsWooCommerceDoes(): void {
		update_option( 'woocommerce_bacs_settings', [ 'title' => 'Uplata na <b>račun</b>' ] );
		update_option( 'woocommerce_cod_settings', [ 'title' => '' ] );
		WC()->payment_gateways()->init();
		$names = (array) $this->restOk( 'GET', 'settings' )['shop']['paymentGateways'];
		self::assertSame( 'Uplata na račun (Direct bank transfer)', $names['bacs'] );
		self::assertSame( 'Cash on delivery', $names['cod'] );
		delete_option( 'woocommerce_bacs_settings' );
		delete_option( 'woocommerce_cod_settings' );
		WC()->payment_gateways()->init();
	}
}
