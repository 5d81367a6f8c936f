<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Canary;

use SorsApi\Admin\Menu;
use SorsApi\Admin\PrivacyExport;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\OrderServices;
use SorsApi\Tests\Integration\Access\Surface;
use SorsApi\Tests\Site\AdminScreen;
use SorsApi\Tests\Site\Wp;

'cli' === PHP_SAPI || exit;

/** All that the shop can be asked once its day is over: routes and pages by everyone, commands, files. */
final class Questions {

	/** The key comes from the database, as in the scenario. */
	private const CONSTANTS = [ 'SORS_API_KEY' => '' ];

	private const COMMANDS = [ 'test NemaTe', 'contract check --format=json', 'status --format=json', 'settings export', 'support --file=-', 'sync catalog --preview --wait', 'outbox list --format=json', 'outbox older --from=2026-01-01 --to=2026-12-31 --dry-run', 'outbox reconcile', 'outbox document', 'outbox work' ];

	private const SCREENS = [ '', '&path=orders', '&path=orders&state=rejected', '&path=orders&view=reconciliation', '&path=products', '&path=products&view=history', '&path=settings', '&path=connect' ];

	private Places $places;
	private OrderServices $services;

	private array $files = [];

	public function __construct( Places $places, OrderServices $services ) {
		$this->places   = $places;
		$this->services = $services;
	}

	public function ask(): void {
		foreach ( [ 'author', 'customer', 'shop_manager', 'administrator' ] as $role ) {
			$user = wp_insert_user( [ 'user_login' => uniqid( "$role-" ), 'user_pass' => 'password', 'role' => $role ] );
			wp_set_current_user( (int) $user );
			$this->routes();
			$this->scripts( $role );
			$this->pages( (int) $user, $role );
			if ( 'customer' === $role ) {
				$this->shop( (int) $user );
			}
		}
		wp_set_current_user( 0 );
		$this->routes();
		wp_set_current_user( 1 );
		foreach ( self::COMMANDS as $command ) {
			$this->places->look( "wp sors $command", Wp::run( "sors $command --exec=" . escapeshellarg( 'define( "SORS_API_KEY", "" );' ) )[1] );
		}
		wp_set_current_user( 1 );
		foreach ( [ 'the buyer' => Canaries::BUYER, 'the named buyer' => Canaries::NAMED, 'somebody else' => [ 'email' => 'treci@primer.test' ] ] as $whose => $buyer ) {
			$this->places->look( "privacy export of $whose", (string) wp_json_encode( PrivacyExport::export( $buyer['email'] ) ) );
		}
	}

	/** The scenario listens to the answers. */
	private function routes(): void {
		$ids = [
			'/outbox/7' => array_column( $this->services->outbox()->list( [ 'per_page' => 100 ] )['items'], 'id' ),
			'/runs/7'   => array_map( 'intval', Sql::ids( 'SELECT id FROM ' . Tables::name( Tables::RUNS ) ) ),
		];
		foreach ( ( new Surface() )->routes() as $what ) {
			if ( 1 !== preg_match( '/^(GET|POST|PUT) (.*)$/', $what, $parts ) || false !== strpos( $what, '/step' ) ) {
				continue;
			}
			$kind = implode( '/', array_slice( explode( '/', $parts[2] ), 0, 3 ) );
			foreach ( 'GET' === $parts[1] ? $ids[ $kind ] ?? [ 7 ] : [ 7 ] as $id ) {
				$request = new \WP_REST_Request( $parts[1], '/sors/v1' . str_replace( '/7', "/$id", $parts[2] ) );
				$this->serve( $request, rest_do_request( $request ) );
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
			$pages = [ 'Site Health' => 'site-health.php?tab=debug', 'plugins' => 'plugins.php' ];
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

	/**
	 * What any of our routes serves as a file, instead of as JSON.
	 *
	 * @return list<string> Their names.
	 */
	public function files(): array {
		return array_values( array_unique( $this->files ) );
	}

	private function serve( \WP_REST_Request $request, \WP_REST_Response $response ): void {
		ob_start();
		$isServed = apply_filters( 'rest_pre_serve_request', false, $response, $request, rest_get_server() );
		$file     = (string) ob_get_clean();
		if ( true === $isServed ) {
			$name          = 'file ' . preg_replace( '/\d+/', '{id}', substr( $request->get_route(), strlen( '/sors/v1/' ) ) );
			$this->files[] = $name;
			$this->places->look( "$name, " . ( wp_get_current_user()->roles[0] ?? 'nobody' ), $file );
		}
	}

	/** As visitors, the buyer and other customers see the shop. */
	private function shop( int $other ): void {
		$account = (int) wp_insert_post(
			[ 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Moj nalog', 'post_content' => '[woocommerce_my_account]' ]
		);
		$buyer   = get_user_by( 'email', Canaries::BUYER['email'] );
		if ( false === $buyer ) {
			throw new \LogicException( 'The buyer has no account.' );
		}
		$orders = wc_get_orders( [ 'customer_id' => $buyer->ID ] );
		$order  = is_array( $orders ) && $orders[0] instanceof \WC_Order ? $orders[0]->get_id() : 0;
		$pages  = [
			'shop'    => 'post_type=product',
			'item'    => 'p=' . wc_get_products( [ 'limit' => 1, 'status' => 'publish', 'return' => 'ids' ] )[0],
			'orders'  => "page_id=$account&orders=",
			'order'   => "page_id=$account&view-order=$order",
			'account' => "page_id=$account&edit-account=",
			'address' => "page_id=$account&edit-address=billing",
		];
		$options = [ 'woocommerce_coming_soon' => 'no', 'woocommerce_myaccount_page_id' => (string) $account ];
		foreach ( [ 'nobody' => 0, 'the buyer' => $buyer->ID, 'another customer' => $other ] as $who => $user ) {
			foreach ( $pages as $name => $query ) {
				$html = AdminScreen::ofShop( $user, $query, self::CONSTANTS, $options );
				if ( false === stripos( $html, '</html>' ) ) {
					throw new \LogicException( "$name is no page for $who: " . substr( $html, 0, 2000 ) );
				}
				$this->places->look( "shop: $name, $who", $html );
			}
		}
		wp_delete_post( $account, true );
	}
}
