<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use PHPUnit\Framework\TestCase;
use SorsApi\Lifecycle\Requirements;
use SorsApi\Tests\Site\Boot;

'cli' === PHP_SAPI || exit;

final class RequirementsTest extends TestCase {

	/** What a page of the admin shows of the plugin, and what it listens to. */
	public const SEE = 'wp_set_current_user( 1 );
		$told = [ SorsApi\Lifecycle\Requirements::class, "showNotice" ];
		ob_start();
		has_action( "admin_notices", $told ) && $told();
		$answer = [
			"notice" => trim( wp_strip_all_tags( ob_get_clean() ) ),
			"routes" => count( rest_do_request( "/sors/v1" )->get_data()["routes"] ?? [] ),
			"steps"  => has_action( "sors_run_step" ),
			"orders" => has_action( "woocommerce_checkout_order_processed" ),
			"work"   => has_action( "sors_outbox_work" ),
		];';

	public function testThisSiteIsGoodEnough(): void {
		self::assertTrue( Requirements::areMet() );
		self::assertSame( [], Requirements::sentences() );
	}

	public function testWithoutWooCommerceItSaysSoAndDoesNothingElse(): void {
		$answer = Boot::run( self::SEE, [], [ plugin_basename( SORS_API_FILE ) ] );
		self::assertStringContainsString( 'is not running', $answer['notice'] );
		self::assertStringContainsString( 'Install and activate WooCommerce', $answer['notice'] );
		self::assertSame( 0, $answer['routes'] );
		self::assertFalse( $answer['steps'] );
	}

	public function testAnOldWooCommerceIsNamedWithBothVersions(): void {
		$answer = Boot::run( self::SEE, [ 'WC_VERSION' => '9.9.5' ] );
		self::assertStringContainsString( 'WooCommerce 10.0 or newer; this site has 9.9.5', $answer['notice'] );
		self::assertSame( 0, $answer['routes'] );
	}

	public function testPhpWithoutMbstringIsNotEnough(): void {
		$answer = Boot::run( self::SEE, [], null, '/', '', 'mb_strcut,mb_strtoupper,mb_strtolower' );
		self::assertSame( 'SORS API for WooCommerce is not running. It needs PHP’s extension mbstring, which this server does not have. Ask your host to switch it on.', $answer['notice'] );
		self::assertSame( [ 0, false ], [ $answer['routes'], $answer['steps'] ] );
	}

	public function versions(): array {
		return [
			'as needed'     => [ '6.8', true ],
			'newer'         => [ '7.0.1', true ],
			'in the making' => [ '6.8-beta1-60000', true ],
			'older'         => [ '6.7.3', false ],
		];
	}

	/** @dataProvider versions */
	public function testAnOldWordPressIsNamed( string $version, bool $enough ): void {
		$present               = $GLOBALS['wp_version'];
		$GLOBALS['wp_version'] = $version;
		$met                   = Requirements::areMet();
		$sentences             = Requirements::sentences();
		$GLOBALS['wp_version'] = $present;
		self::assertSame( $enough, $met );
		self::assertSame( $enough, [] === $sentences );
		if ( ! $enough ) {
			self::assertStringContainsString( 'WordPress 6.8 or newer; this site has ' . $version, $sentences[0] );
		}
	}

	/** The header speaks to WordPress, the class to people: they must not disagree. */
	public function testTheHeaderOfThePluginSaysTheSame(): void {
		$header = get_file_data(
			SORS_API_FILE,
			[
				'php'         => 'Requires PHP',
				'wordpress'   => 'Requires at least',
				'woocommerce' => 'WC requires at least',
				'version'     => 'Version',
				'plugins'     => 'Requires Plugins',
			]
		);
		self::assertSame(
			[ Requirements::PHP, Requirements::WORDPRESS, Requirements::WOOCOMMERCE, SORS_API_VERSION, 'woocommerce' ],
			array_values( $header )
		);
	}
}
