<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Admin\Menu;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/**
 * LiteSpeed Cache as its src/control.cls.php and src/api.cls.php have it: each request that starts the REST server may be
 * kept (with "Cache REST API", which is on by default), unless somebody calls its action.
 */
final class LiteSpeedCacheTest extends StoreTestCase {

	private const CACHEABLE = 1;
	private const NOT_CACHEABLE = 256;

	private int $control = 0;

	protected function setUp(): void {
		parent::setUp();
		add_action( 'rest_api_init', fn() => $this->control |= self::CACHEABLE, 5 );
		add_action( 'litespeed_control_set_nocache', fn() => $this->control |= self::NOT_CACHEABLE );
	}

	public function routes(): array {
		return [
			'runs'               => [ '/sors/v1/runs' ],
			'a file'             => [ '/sors/v1/settings/export' ],
			'orders'             => [ '/sors/v1/orders' ],
			'written otherwise'  => [ '/SORS/v1/overview/' ],
			'one that is not'    => [ '/sors/v1/nothing' ],
			'the list of routes' => [ '/sors/v1' ],
		];
	}

	/** @dataProvider routes */
	public function testNoAnswerOfOursIsKept( string $route ): void {
		$this->loginAsAdmin();
		self::assertFalse( $this->isKept( $route ) );
		wp_set_current_user( 0 );
		self::assertFalse( $this->isKept( $route ), 'Nor that somebody may not read it.' );
	}

	public function testWhatOthersAnswerIsTheirs(): void {
		self::assertTrue( $this->isKept( '/wp/v2/types' ) );
		self::assertTrue( $this->isKept( '/sors/v10' ) );
	}

	public function testTheScreenIsNotKept(): void {
		$this->loginAsAdmin();
		$GLOBALS['menu'] = [];
		$menu            = new Menu();
		$menu->addPage();
		self::assertFalse( $this->isKept( '/wp/v2/types', static fn() => $menu->loadApp( get_plugin_page_hookname( Menu::PAGE, '' ) ) ) );
		self::assertTrue( $this->isKept( '/wp/v2/types', static fn() => $menu->loadApp( 'edit.php' ) ), 'Others are not ours.' );
	}

	private function isKept( string $route, ?callable $before = null ): bool {
		$this->control             = 0;
		$GLOBALS['wp_rest_server'] = null;
		if ( null !== $before ) {
			$before();
		}
		rest_do_request( new \WP_REST_Request( 'GET', $route ) );
		return self::CACHEABLE === $this->control();
	}

	/** What the hooks have made of it. */
	private function control(): int {
		return $this->control;
	}
}
