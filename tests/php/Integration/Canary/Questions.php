<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Canary;

use SorsApi\Admin\Menu;
use SorsApi\Admin\PrivacyExport;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\OrderServices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Access\Surface;
use SorsApi\Tests\Site\AdminScreen;
use SorsApi\Tests\Site\Wp;

'cli' === PHP_SAPI || exit;

/** All that the shop can be asked once its day is over: routes and pages by everyone, commands, files. */
final class Questions {

	/** The key comes from the database, as in the scenario. */
	private const CONSTANTS = [ 'SORS_API_KEY' => '' ];

	private const COMMANDS = [ 'test NemaTe', 'contract check --format=json', 'status --format=json', 'settings export', 'support --file=-', 'sync catalog --preview --wait', 'outbox list --format=json', 'outbox older --from=2026-01-01 --to=2026-12-31 --dry-run', 'outbox reconcile', 'outbox restored', 'outbox work' ];

	private const SCREENS = [ '', '&path=orders', '&path=orders&state=rejected', '&path=orders&view=reconciliation', '&path=products', '&path=products&view=history', '&path=settings', '&path=connect' ];

	private Places $places;
	private OrderServices $services;

	public function __construct( Places $places, OrderServices $services ) {
		$this->places   = $places;
		$this->services = $services;
	}

	public function ask(): void {
		foreach ( [ 'author', 'customer', 'shop_manager', 'administrator' ] as $role ) {
			$user = wp_insert_user(
				[
					'user_login' => uniqid( "$role-" ),
					'user_pass'  => 'password',
					'role'       => $role,
				]
			);
			wp_set_current_user( (int) $user );
			$this->routes();
			$this->scripts( $role );
			$this->pages( (int) $user, $role );
		}
		wp_set_current_user( 0 );
		$this->routes();
		wp_set_current_user( 1 );
		$this->files();
		foreach ( self::COMMANDS as $command ) {
			$this->places->look( "wp sors $command", Wp::run( "sors $command --exec=" . escapeshellarg( 'define( "SORS_API_KEY", "" );' ) )[1] );
		}
		wp_set_current_user( 1 );
		$export = new PrivacyExport( new OutboxTable(), new History(), new CustomerTable(), new SettingsStore() );
		foreach ( [ 'the buyer' => Canaries::BUYER, 'the named buyer' => Canaries::NAMED, 'somebody else' => [ 'email' => 'treci@primer.test' ] ] as $whose => $buyer ) {
			$this->places->look( "privacy export of $whose", (string) wp_json_encode( $export->export( $buyer['email'] ) ) );
		}
	}

	/** The scenario listens to the answers. */
	private function routes(): void {
		$entries = array_column( $this->services->outbox()->list( [ 'per_page' => 100 ] )['items'], 'id' );
		foreach ( ( new Surface() )->routes() as $what ) {
			if ( 1 !== preg_match( '/^(GET|POST|PUT) (.*)$/', $what, $parts ) || false !== strpos( $what, '/step' ) ) {
				continue;
			}
			foreach ( 0 === strpos( $parts[2], '/outbox/7' ) && 'GET' === $parts[1] ? $entries : [ 7 ] as $id ) {
				rest_do_request( new \WP_REST_Request( $parts[1], '/sors/v1' . str_replace( '/7', "/$id", $parts[2] ) ) );
			}
		}
	}

	private function pages( int $user, string $role ): void {
		$hpos   = 'yes' === get_option( 'woocommerce_custom_orders_table_enabled' );
		$orders = array_unique( array_column( $this->services->outbox()->list( [ 'per_page' => 100 ] )['items'], 'orderId' ) );
		$pages  = [
			'the list of orders' => $hpos ? 'admin.php?page=wc-orders' : 'edit.php?post_type=shop_order',
			'an order'           => ( $hpos ? 'admin.php?page=wc-orders&action=edit&id=' : 'post.php?action=edit&post=' ) . end( $orders ),
			'a refused order'    => ( $hpos ? 'admin.php?page=wc-orders&action=edit&id=' : 'post.php?action=edit&post=' ) . reset( $orders ),
		];
		foreach ( 'shop_manager' === $role ? self::SCREENS : [ '&path=orders' ] as $query ) {
			$pages[ "sors-api$query" ] = "admin.php?page=sors-api$query";
		}
		if ( 'administrator' === $role ) {
			$pages = [
				'Site Health' => 'site-health.php?tab=debug',
				'plugins'     => 'plugins.php',
			];
		}
		foreach ( $pages as $name => $page ) {
			$html = AdminScreen::html( $user, $page, self::CONSTANTS );
			if ( in_array( $role, [ 'shop_manager', 'administrator' ], true ) && false === stripos( $html, '</html>' ) ) {
				throw new \LogicException( "$name is no page for $role: " . substr( $html, 0, 2000 ) );
			}
			$this->places->look( "page: $name, $role", $html );
		}
	}

	/** What our page hands to its scripts; without a build in place it has none. */
	private function scripts( string $role ): void {
		foreach ( self::SCREENS as $query ) {
			parse_str( $query, $_GET );
			$GLOBALS['wp_scripts'] = null;
			Menu::enqueueFirstAnswers();
			$this->places->look( "script data: $query, $role", wp_json_encode( wp_scripts()->get_data( 'wp-api-fetch', 'after' ) ) . wp_scripts()->get_inline_script_data( 'wp-api-fetch' ) );
		}
		$_GET = [];
	}

	private function files(): void {
		$runs = rest_do_request( new \WP_REST_Request( 'GET', '/sors/v1/runs' ) )->get_data()['items'];
		foreach ( array_merge( [ 'support' ], array_map( static fn( $run ): string => 'runs/' . ( is_array( $run ) ? $run['id'] : $run->id ) . '/items.csv', $runs ) ) as $file ) {
			ob_start();
			apply_filters( 'rest_pre_serve_request', false, rest_do_request( new \WP_REST_Request( 'GET', "/sors/v1/$file" ) ), new \WP_REST_Request(), rest_get_server() );
			$this->places->look( 'file ' . preg_replace( '/\d+/', '{id}', $file ), (string) ob_get_clean() );
		}
	}
}
