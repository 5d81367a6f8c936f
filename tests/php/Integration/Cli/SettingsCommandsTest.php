<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Cli;

use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Site\Wp;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** `wp sors settings …`, as typed. */
final class SettingsCommandsTest extends StoreTestCase {

	private const CHOSEN = [
		'database'          => 'Demo2',
		'businessUnitIds'   => [ '1' ],
		'stockMode'         => 'onHand',
		'documentKind'      => 'invoiceDeliveryNote',
		'taxClassByVatRate' => [ '20' => '', '10' => 'reduced-rate' ],
		'schedule'          => [ 'stock' => 'hourly' ],
		'alertEmail'        => 'vlasnik@primer.test',
	];

	private string $file;

	protected function setUp(): void {
		parent::setUp();
		$this->file = (string) tempnam( sys_get_temp_dir(), 'sors-settings-' );
	}

	protected function tearDown(): void {
		unlink( $this->file );
		parent::tearDown();
	}

	public function testWhatOneShopExportsAnotherTakesOver(): void {
		$here = SettingsStore::update( self::CHOSEN )->toArray();
		$text = Wp::says( 'sors settings export' );
		self::assertStringNotContainsString( 'alertEmail', $text, 'Whom it writes to is each shop\'s own.' );
		file_put_contents( $this->file, $text );
		SettingsStore::update( [ 'alertEmail' => 'druga@primer.test', 'documentKind' => 'reservation', 'stockMode' => 'available', 'taxClassByVatRate' => [ '10' => 'reduced-rate', '20' => '' ] ] );

		$output = Wp::says( "sors settings import {$this->file} --dry-run" );
		self::assertMatchesRegularExpression( "/^documentKind\treservation\tinvoiceDeliveryNote$/m", $output );
		self::assertStringNotContainsString( 'taxClassByVatRate', $output, 'The order of a map means nothing.' );
		self::assertSame( 'reservation', self::settings()['documentKind'] );

		self::assertStringNotContainsString( 'Success', Wp::says( "sors settings import {$this->file}", 0, "n\n" ) );
		self::assertSame( 'reservation', self::settings()['documentKind'] );

		self::assertStringContainsString( 'Success: The settings are changed.', Wp::says( 'sors settings import - --yes', 0, $text ) );
		self::assertEquals( [ 'alertEmail' => 'druga@primer.test' ] + $here, self::settings() );
	}

	public function testAFileIsTakenAsAWholeOrNotAtAll(): void {
		$before   = self::settings();
		$settings = [ 'stockMode' => 'onHand', 'documentKind' => 'invoiceDeliveryNote', 'retentionDays' => '30', 'color' => 'red' ];
		file_put_contents( $this->file, (string) wp_json_encode( [ 'plugin' => 'sors-api-for-woocommerce', 'version' => '9', 'settings' => $settings ] ) );
		$output = Wp::says( "sors settings import {$this->file} --yes", 1 );
		self::assertStringContainsString( 'retentionDays: Enter a whole number from 1 to 3,650.', $output );
		self::assertStringContainsString( 'color: This version of the plugin does not know this field.', $output );
		file_put_contents( $this->file, '{"stockMode":"available"}' );
		self::assertStringContainsString( 'Error: This is not a file with settings', Wp::says( "sors settings import {$this->file} --yes", 1 ) );
		self::assertStringContainsString( 'cannot be read', Wp::says( 'sors settings import /there/is/no/such.json', 1 ) );
		self::assertSame( $before, self::settings() );
	}

	public function testOneSettingIsChanged(): void {
		self::assertStringContainsString( 'Choose one of: database, ', Wp::says( 'sors settings set color red', 1 ) );
		$output = Wp::says( 'sors settings set schedule \'{"stock":"daily@03:00"}\'' );
		self::assertStringContainsString( 'Success: The settings are changed.', $output );
		self::assertStringContainsString( '"stock":"off"', $output, 'What it was is shown.' );
		self::assertSame( [ 'catalog' => 'off', 'stock' => 'daily@03:00', 'images' => 'off' ], self::settings()['schedule'] );
		Wp::says( 'sors settings set database 2026' );
		self::assertSame( '2026', self::settings()['database'] );
		self::assertStringContainsString( 'Error: stockMode: Orders that become reservations need the stock mode “Available”.', Wp::says( 'sors settings set stockMode onHand', 1 ) );
		self::assertStringContainsString( 'safetyLimitPercent: Enter a whole number', Wp::says( 'sors settings set safetyLimitPercent many', 1 ) );
	}

	private static function settings(): array {
		return SettingsStore::fresh()->toArray();
	}
}
