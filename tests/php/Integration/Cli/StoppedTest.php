<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Cli;

use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Installer;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\Site\Wp;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What monitoring and Site Health are told where the plugin does nothing at all. */
final class StoppedTest extends StoreTestCase {

	/** @var array<string, mixed> Options as they were. */
	private array $before;

	protected function setUp(): void {
		parent::setUp();
		SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		foreach ( [ Installer::VERSION_OPTION, Installer::PLUGIN_OPTION, Installer::FAILURE_OPTION ] as $option ) {
			$this->before[ $option ] = get_option( $option );
		}
	}

	protected function tearDown(): void {
		foreach ( $this->before as $option => $value ) {
			false === $value ? delete_option( $option ) : update_option( $option, $value );
		}
		parent::tearDown();
	}

	/** @return array<string, array{array<string, string|list<string>>, array<string, string>, string}> Options, constants, what is said. */
	public function causes(): array {
		return [
			'data of a newer version'   => [ [ Installer::VERSION_OPTION => '9-newer', Installer::PLUGIN_OPTION => '99.1.0' ], [], 'The data of this shop is that of version 99.1.0' ],
			'tables that are refused'   => [ [ Installer::VERSION_OPTION => '1-before', Installer::FAILURE_OPTION => [ 'wp_sors_outbox', 'Out of space' ] ], [], 'did not let the plugin create its tables or change them (wp_sors_outbox), so nothing is exchanged with SORS. Ask your host whether the database user may create and change tables and whether there is space left; it is tried again each time a page of wp-admin is opened. The database says: Out of space' ],
			'a WooCommerce that is old' => [ [], [ 'WC_VERSION' => '9.9.5' ], 'It needs WooCommerce 10.0 or newer; this site has 9.9.5.' ],
		];
	}

	/** @dataProvider causes */
	public function testItIsDownAndSiteHealthSaysWhy( array $options, array $constants, string $why ): void {
		array_map( 'update_option', array_keys( $options ), $options );
		$define = '';
		foreach ( $constants as $name => $value ) {
			$define .= " --exec='define( \"$name\", \"$value\" );'";
		}
		$output = Wp::says( 'sors status' . $define, 2 );
		self::assertMatchesRegularExpression( '/^Error: .*' . preg_quote( $why, '/' ) . '/m', $output );
		[ $exit, $output ] = Wp::run( 'sors status --format=json' . $define );
		$status            = json_decode( $output, true );
		self::assertSame( [ 2, 'down', [ 'stopped' ] ], [ $exit, $status['state'] ?? null, array_column( $status['issues'] ?? [], 'code' ) ], $output );
		self::assertStringContainsString( $why, $status['issues'][0]['message'] );

		$see               = '$tests = apply_filters( "site_status_tests", [ "direct" => [], "async" => [] ] )["direct"];
			$ours   = preg_grep( "/^sors_/", array_keys( $tests ) );
			$answer = [ array_values( $ours ), isset( $tests["sors_requirements"] ) ? $tests["sors_requirements"]["test"]() : null ];';
		[ $ours, $result ] = Boot::run( $see, $constants );
		self::assertSame( [ [ 'sors_requirements' ], 'critical' ], [ $ours, $result['status'] ] );
		self::assertStringContainsString( $why, $result['description'] );
	}

	public function testATableThatCannotBeReadIsToldInWords(): void {
		$outbox = Tables::name( Tables::OUTBOX );
		self::db()->query( "RENAME TABLE $outbox TO {$outbox}_away" );
		try {
			$plain = Wp::run( 'sors status' );
			$json  = Wp::run( 'sors status --format=json' );
			$list  = Wp::run( 'sors outbox list' );
			$fault = Wp::run( 'sors status --exec=' . escapeshellarg( 'WP_CLI::add_hook( "after_wp_load", static function () { throw new DomainException( "of another" ); } );' ) );
		} finally {
			self::db()->query( "RENAME TABLE {$outbox}_away TO $outbox" );
		}
		$status = json_decode( $json[1], true );
		self::assertSame( [ 2, 2, 'down' ], [ $plain[0], $json[0], $status['state'] ?? null ], $plain[1] . $json[1] );
		self::assertSame( [ 1, 0 ], [ $list[0], strpos( $list[1], 'Error: ' ) ], $list[1] );
		self::assertStringContainsString( 'Uncaught DomainException: of another', $fault[1] );
		foreach ( [ $plain[1], $status['issues'][0]['message'], $list[1] ] as $words ) {
			self::assertStringContainsString( 'The database of the shop refused a query: ', $words );
			self::assertDoesNotMatchRegularExpression( '/[\x02\x03\x1F]/', $words, 'It is words, not as it is stored.' );
		}
	}
}
