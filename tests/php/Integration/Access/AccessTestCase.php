<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Access;

use SorsApi\Plugin;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** All that the plugin registers anywhere, in this process. */
abstract class AccessTestCase extends StoreTestCase {

	protected Surface $surface;

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
		set_current_screen( 'dashboard' );
		$this->loginAsAdmin();
		// As in wp-admin, where it registers more than here.
		( new Plugin() )->start();
		rest_get_server();
		$this->surface = new Surface();
	}

	protected function login( string $role ): void {
		$id = 'anonymous' === $role ? 0 : wp_insert_user(
			[ 'user_login' => uniqid( "$role-" ), 'user_pass' => 'password', 'role' => $role ]
		);
		self::assertIsInt( $id );
		wp_set_current_user( $id );
	}
}
