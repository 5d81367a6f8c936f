<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Network;

use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A network in which the plugin is active on all sites. Sites that a test makes go with it. */
abstract class NetworkTestCase extends StoreTestCase {

	private const PLUGIN = 'sors-api-for-woocommerce/sors-api-for-woocommerce.php';

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
	}

	protected function tearDown(): void {
		foreach ( get_sites( [ 'fields' => 'ids', 'site__not_in' => [ 1 ] ] ) as $site ) {
			wp_delete_site( (int) $site );
		}
		foreach ( self::db()->get_col( "SHOW TABLES LIKE 'wp\\_%\\_sors\\_%'" ) as $table ) {
			self::db()->query( "DROP TABLE $table" );
		}
		// Whatever a test has switched off; in this process the plugin is loaded all along.
		Boot::run( 'require_once ABSPATH . "wp-admin/includes/plugin.php"; $answer = activate_plugin( "' . self::PLUGIN . '", "", true );' );
		parent::tearDown();
	}

	protected function newSite( string $name ): int {
		return wp_insert_site( [ 'domain' => '127.0.0.1', 'path' => "/$name/", 'network_id' => 1, 'user_id' => 1, 'title' => $name ] );
	}

	/**
	 * A request of a site of its own, by an administrator of the network.
	 *
	 * @param string               $name      '' = the first site.
	 *
	 * @return mixed What the code assigns to `$answer`.
	 */
	protected function on( string $name, string $code, array $constants = [] ) {
		$answer = Boot::run( '$answer = null; wp_set_current_user( 1 );' . $code, $constants, null, '' === $name ? '/' : "/$name/" );
		wp_cache_flush();
		return $answer;
	}

	/** As the network's administrator does it on the page of plugins. */
	protected function plugin( string $what, string $name = '', bool $networkWide = true ): void {
		$call = 'activate' === $what ? 'activate_plugin( $plugin, "", $wide )' : 'deactivate_plugins( $plugin, false, $wide )';
		$this->on( $name, sprintf( 'require_once ABSPATH . "wp-admin/includes/plugin.php"; $plugin = "%s"; $wide = %s; %s;', self::PLUGIN, var_export( $networkWide, true ), $call ) );
	}

	/** @return list<string> Our tables in the whole database, without those of the first site. */
	protected static function tablesOfOthers(): array {
		return self::db()->get_col( "SHOW TABLES LIKE 'wp\\_%\\_sors\\_%'" );
	}
}
