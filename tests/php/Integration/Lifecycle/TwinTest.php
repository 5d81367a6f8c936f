<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\Requirements;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Worker;
use SorsApi\Settings\Uptime;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\Boot;

'cli' === PHP_SAPI || exit;

/** wordpress.org lists a plugin of this name by Softkom. Its code is not known; two of them would send each order twice. */
final class TwinTest extends BreakTestCase {

	private string $folder = '';

	protected function tearDown(): void {
		$this->remove();
		// Another process has changed options.
		wp_cache_flush();
		Installer::install();
		Schedule::plan();
		parent::tearDown();
	}

	/** @return array<string, array{string, string, bool}> Main file, header, whether it is one. */
	public function others(): array {
		return [
			'its main file'  => [ 'sors-1.0.0/sors-api-for-woocommerce.php', 'Plugin Name: Something', true ],
			'its name'       => [ 'sors-softkom/main.php', 'Plugin Name: SORS API for WooCommerce', true ],
			'its texts'      => [ 'softkom-sors/plugin.php', "Plugin Name: SORS\n * Text Domain: sors-api-for-woocommerce", true ],
			'another plugin' => [ 'sors-labels/sors-labels.php', "Plugin Name: Labels for SORS\n * Text Domain: sors-labels", false ],
		];
	}

	/** @dataProvider others */
	public function testAPluginOfThisNameIsRecognised( string $file, string $header, bool $isOne ): void {
		$this->lay( $file, $header );
		// WordPress, too, takes no notice of one whose file is gone.
		$active = $this->active( $file, 'gone/sors-api-for-woocommerce.php' );
		add_filter( 'pre_option_active_plugins', static fn() => $active );
		self::assertSame( ! $isOne, Requirements::areMet() );
		self::assertSame( $isOne ? [ "Another plugin for SORS is active ($file), and both would send each order. Deactivate one of the two." ] : [], Requirements::sentences() );
	}

	public function testOfTwoCopiesOfThisOneTheFirstSaysSo(): void {
		$this->lay( 'sors-copy/sors-api-for-woocommerce.php', '' );
		$answer = Boot::run( RequirementsTest::SEE, [], $this->active( 'sors-copy/sors-api-for-woocommerce.php' ) );
		self::assertStringContainsString( 'is not running. Another plugin for SORS is active (sors-copy/', $answer['notice'] );
		self::assertSame( [ 0, false, false ], [ $answer['routes'], $answer['orders'], $answer['work'] ] );
	}

	public function testItStepsAsideAndWhatCameMeanwhileIsNotSentUnaskedAfterwards(): void {
		$now = time();
		$this->sendSince( $now - 1000 );
		Schedule::plan();
		$before = $this->order( 600 );
		$this->lay( 'sors-softkom/main.php', 'Plugin Name: SORS API for WooCommerce' );
		$answer = Boot::run( RequirementsTest::SEE, [], $this->active( 'sors-softkom/main.php' ) );
		wp_cache_flush();
		self::assertStringContainsString( 'is not running', $answer['notice'] );
		self::assertSame( [ 0, false, false ], [ $answer['routes'], $answer['orders'], $answer['work'] ] );
		self::assertFalse( Uptime::isOpen() );
		self::assertSame( [], as_get_scheduled_actions( [ 'hook' => Worker::HOOK, 'group' => StepQueue::GROUP, 'status' => 'pending' ] ) );
		// Time is moved instead of waited for: the other one was at work from 500 seconds ago.
		AtWork::exporting( [ $now - 1000, $now - 500 ] );
		$between = $this->order( 100 );
		$this->remove();
		$answer = Boot::run( RequirementsTest::SEE );
		wp_cache_flush();
		self::assertSame( '', $answer['notice'] );
		self::assertGreaterThan( 0, $answer['routes'] );
		$after = $this->order( 0 );
		$this->assertOnlyBetweenIsLeftOut( $before, $between, $after );
	}

	public function testItStepsAsideAlsoWithTablesOfAnotherVersion(): void {
		AtWork::exporting( [ time() - 1000, null ] );
		update_option( Installer::VERSION_OPTION, '1-before' );
		$this->lay( 'sors-softkom/main.php', 'Plugin Name: SORS API for WooCommerce' );
		Boot::run( '$answer = 1;', [], $this->active( 'sors-softkom/main.php' ) );
		wp_cache_flush();
		self::assertFalse( Uptime::isOpen() );
		self::assertFalse( get_option( Installer::VERSION_OPTION ) );
	}

	private function active( string ...$others ): array {
		return array_merge( array_values( array_filter( (array) get_option( 'active_plugins' ), 'is_string' ) ), $others );
	}

	/** @param string $header '' = a copy of this plugin. */
	private function lay( string $file, string $header ): void {
		$this->folder = WP_PLUGIN_DIR . '/' . dirname( $file );
		mkdir( $this->folder );
		if ( '' === $header ) {
			copy( SORS_API_FILE, WP_PLUGIN_DIR . '/' . $file );
			symlink( dirname( SORS_API_FILE ) . '/includes', $this->folder . '/includes' );
		} else {
			file_put_contents( WP_PLUGIN_DIR . '/' . $file, "<?php\n/**\n * $header\n */\n" );
		}
	}

	private function remove(): void {
		if ( is_dir( $this->folder ) ) {
			array_map( 'unlink', (array) glob( $this->folder . '/*' ) );
			rmdir( $this->folder );
		}
	}
}
