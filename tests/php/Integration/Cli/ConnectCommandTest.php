<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Cli;

use SorsApi\Settings\ApiKey;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\UnitNames;
use SorsApi\Tests\Site\Wp;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** `wp sors connect`, as typed. */
final class ConnectCommandTest extends StoreTestCase {

	private const KEY = 'tajni-kljuc-1234567';

	/** The site's own constant is then none. */
	private const WITHOUT_CONSTANT = " --exec='define( \"SORS_API_KEY\", \"\" );'";

	private string $file;

	private array $units;

	protected function setUp(): void {
		parent::setUp();
		$this->units = $this->restOk( 'GET', 'business-units', [ 'database' => 'Demo2' ] )['items'];
		$this->sors->post( 'settings', [ 'apiKeys' => [ self::KEY => [ 'Demo2' ] ] ] );
		$this->file = (string) tempnam( sys_get_temp_dir(), 'sors-key-' );
		file_put_contents( $this->file, self::KEY . "\n" );
	}

	protected function tearDown(): void {
		unlink( $this->file );
		putenv( 'SORS_API_KEY' );
		parent::tearDown();
	}

	public function testAKeyInAFileConnectsTheShop(): void {
		[ $first, $second ] = $this->units;
		$output             = $this->connect( 0, "--key-file={$this->file} --database=Demo2 --units={$second['code']},{$first['id']}" );
		self::assertStringContainsString( "Success: Connected with SORS: database Demo2, business units {$second['name']}, {$first['name']}.", $output );
		self::assertStringNotContainsString( self::KEY, $output );
		self::assertSame( self::KEY, $this->storedKey() );
		$settings = self::settings();
		self::assertSame( [ 'Demo2', [ $second['id'], $first['id'] ] ], [ $settings->database, $settings->businessUnitIds ] );

		// Once more, without saying anything: all stays as it is.
		$this->connect( 0 );
		self::assertEquals( $settings, self::settings() );
	}

	public function testOnceMoreItChangesOnlyWhatItIsAskedAbout(): void {
		[ $first, $second ] = $this->units;
		( new ApiKey() )->save( self::KEY );
		$chosen = [
			'database'               => 'Demo2',
			'businessUnitIds'        => [ $first['id'], '999' ],
			'priceBusinessUnitId'    => $second['id'],
			'documentBusinessUnitId' => '998',
		];
		$before = SettingsStore::update( $chosen );
		$output = $this->connect( 0 );
		self::assertEquals( $before, self::settings() );
		self::assertStringContainsString( 'Warning: SORS no longer lists a business unit of the settings: the business unit with the number 999.', $output );
		self::assertStringContainsString( 'the business unit with the number 998.', $output );

		$output = $this->connect( 0, "--units={$first['id']}" );
		self::assertSame( [ [ $first['id'] ], $second['id'], '' ], self::units() );
		self::assertStringContainsString( 'Warning: Orders are now booked to the first business unit: the one chosen for them, the business unit with the number 998, is not there.', $output );
		self::assertStringNotContainsString( 'Prices now come', $output );
	}

	public function testAUnitOfAnotherDatabaseIsNotTakenForOneWithItsNumber(): void {
		[ $first, $second ] = $this->units;
		( new ApiKey() )->save( self::KEY );
		SettingsStore::update( [ 'database' => 'Lani', 'businessUnitIds' => [ '5' ], 'priceBusinessUnitId' => $second['id'], 'documentBusinessUnitId' => $first['id'] ] );
		UnitNames::remember( 'Lani', [ $first['id'] => $first['name'], $second['id'] => 'Stovarište' ] );
		$output = $this->connect( 0, "--database=Demo2 --units={$first['id']}" );
		self::assertSame( [ [ $first['id'] ], '', $first['id'] ], self::units() );
		self::assertStringContainsString( 'Warning: Prices now come from the first business unit: the one chosen for them, Stovarište, is not there.', $output );
	}

	public function testTheKeyComesThroughAPipeOrTheEnvironmentToo(): void {
		self::assertStringContainsString( 'Error: Choose a database with --database: Demo2, ', $this->connect( 1, '--key-file=-', self::KEY . "\n" ) );
		self::assertSame( self::KEY, $this->storedKey() );
		( new ApiKey() )->forget();
		putenv( 'SORS_API_KEY=' . self::KEY );
		$output = $this->connect( 1, '--database=Demo2' );
		self::assertSame( self::KEY, $this->storedKey() );
		self::assertStringContainsString( 'Error: Choose business units with --units: ' . $this->units[0]['code'], $output );
		self::assertSame( '', self::settings()->database, 'Half a connection is none.' );
	}

	public function testWhatDoesNotFitIsRefusedAndChangesNothing(): void {
		( new ApiKey() )->save( self::KEY );
		$before = self::settings();
		file_put_contents( $this->file, 'another-key-0000000' );
		self::assertStringContainsString( 'Error: SORS refuses this key', $this->connect( 1, "--key-file={$this->file}" ) );
		self::assertSame( self::KEY, $this->storedKey() );
		self::assertStringContainsString( 'Error: The file with the API key is empty.', $this->connect( 1, '--key-file=-' ) );
		self::assertSame( self::KEY, $this->storedKey() );
		self::assertStringContainsString( 'Error: Choose business units', $this->connect( 1, '--database=Demo2 --units=999' ) );
		self::assertEquals( $before, self::settings() );
	}

	public function testNoUnitIsGuessedWhereTheIdOfOneIsTheCodeOfAnother(): void {
		$last = fn(): int => (int) ( (array) array_slice( $this->sors->get( 'state?database=Demo2&include=units' )['databases']['Demo2']['units'], -1 )[0] )['id'];
		$add  = fn( string $code, string $name ) => $this->sors->post( 'patch', [ 'database' => 'Demo2', 'changes' => [ [ 'do' => 'setUnit', 'code' => $code, 'name' => $name ] ] ] );
		$add( 'X', 'Treća' );
		[ $prva, $druga ] = [ $last() + 1, $last() + 2 ];
		$add( (string) $druga, 'Prva' );
		$add( (string) $prva, 'Druga' );
		self::assertSame( $druga, $last() );
		$before = self::settings();
		$output = $this->connect( 1, "--key-file={$this->file} --database=Demo2 --units=$prva" );
		self::assertStringContainsString( "Error: $prva is the id or code of several business units: $prva / $druga (Prva), $druga / $prva (Druga).", $output );
		self::assertEquals( $before, self::settings() );
	}

	public function testWhatSorsDoesNotAnswerIsSaidInWords(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'times' => 9, 'action' => [ 'kind' => 'status', 'status' => 503 ] ] ] ] );
		$output = $this->connect( 1, "--key-file={$this->file} --database=Demo2" );
		self::assertStringContainsString( 'Warning: The key is saved, but the connection does not work with it yet. SORS has a fault', $output );
		self::assertStringContainsString( 'Error: SORS has a fault', $this->connect( 1 ), 'Not a list of databases.' );
	}

	public function testTheConstantIsTheKeyWhereItIsSet(): void {
		$this->sors->post( 'reset' );
		$output = Wp::says( "sors connect --key-file={$this->file}", 1 );
		self::assertStringContainsString( 'SORS_API_KEY', $output );
		self::assertFalse( get_option( ApiKey::OPTION ) );
		Wp::says( "sors connect --database=Demo2 --units={$this->units[0]['code']}" );
	}

	private function connect( int $exit, string $options = '', string $input = '' ): string {
		$output = Wp::says( "sors connect $options" . self::WITHOUT_CONSTANT, $exit, $input );
		self::assertDoesNotMatchRegularExpression( '/[\x02\x03\x1F]/', $output, 'It is words, not as it is stored.' );
		return $output;
	}

	/** Past the site's constant, which this process has. */
	private function storedKey(): ?string {
		$read = new \ReflectionMethod( ApiKey::class, 'decrypt' );
		$read->setAccessible( true );
		return $read->invoke( new ApiKey(), (string) get_option( ApiKey::OPTION ) );
	}

	private static function units(): array {
		$settings = self::settings();
		return [ $settings->businessUnitIds, $settings->priceBusinessUnitId, $settings->documentBusinessUnitId ];
	}

	private static function settings(): Settings {
		return SettingsStore::fresh();
	}
}
