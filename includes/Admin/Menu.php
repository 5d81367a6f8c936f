<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Log\Log;
use SorsApi\OrderView\Words;
use SorsApi\Settings\Access;
use SorsApi\Settings\SerbianScript;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Pending\PendingList;

/**
 * "SORS API" in wp-admin: the page of the admin app, and the links to it.
 *
 * What a screen of the app requests first comes with the page, which saves a second start of WordPress. Only what the
 * shop itself knows: a page never waits for SORS. Requests that are not foreseen here are made as usual, so this may lag
 * behind the app without harm; tests/e2e/quick.spec.ts shows when it does.
 */
final class Menu {

	public const PAGE = 'sors-api';

	private const HANDLE = SerbianScript::APP;

	/** WooCommerce's own components: charts, time line, steps. */
	private const COMPONENTS = 'wc-components';

	private const ROUTES = '/' . Access::ROUTES . '/';

	/** The first page of a list, as src/ui/table/types.ts has it. */
	private const FIRST_PAGE = [ 'page' => 1, 'per_page' => 20 ];

	private string $hook = '';
	private ?FirstRun $firstRun;

	public function __construct( ?FirstRun $firstRun = null ) {
		$this->firstRun = $firstRun;
	}

	public function register(): void {
		add_action( 'admin_menu', [ $this, 'addPage' ] );
		// Below WooCommerce's own entries, the last of which comes at 70.
		add_action( 'admin_menu', [ $this, 'addLink' ], 71 );
		// After WooCommerce, which registers its scripts at 10.
		add_action( 'admin_enqueue_scripts', [ $this, 'loadApp' ], 20 );
		add_filter( 'plugin_action_links_' . plugin_basename( SORS_API_FILE ), [ $this, 'addActionLink' ] );
		add_filter( 'plugin_row_meta', [ self::class, 'sayWhatGoes' ], 10, 2 );
	}

	/** @param array<string, string> $params What the app is to show. */
	public static function url( array $params = [] ): string {
		return admin_url( 'admin.php?' . http_build_query( [ 'page' => self::PAGE ] + $params ) );
	}

	public function addPage(): void {
		// Below WooCommerce (55.5) and its products (56).
		$this->hook = (string) add_menu_page(
			__( 'SORS API', 'sors-api-for-woocommerce' ),
			__( 'SORS API', 'sors-api-for-woocommerce' ) . self::bubble(),
			Access::CAPABILITY,
			self::PAGE,
			[ $this, 'showPage' ],
			'dashicons-update',
			56.5
		);
	}

	/** Under WooCommerce too, where many look first. An address instead of the page's name: that page has a menu of its own. */
	public function addLink(): void {
		add_submenu_page( 'woocommerce', '', __( 'SORS API', 'sors-api-for-woocommerce' ), Access::CAPABILITY, 'admin.php?page=' . self::PAGE );
	}

	/** How many changes wait for a decision, as WordPress counts comments. */
	private static function bubble(): string {
		$waiting = current_user_can( Access::CAPABILITY ) ? Log::guard( 'The menu', static fn(): int => PendingList::countNews(), 0 ) : 0;
		if ( 0 === $waiting ) {
			return '';
		}
		/* translators: %s: number of changes. */
		$words = sprintf( _n( '%s change waits for your decision', '%s changes wait for your decision', $waiting, 'sors-api-for-woocommerce' ), number_format_i18n( $waiting ) );
		return sprintf( ' <span class="awaiting-mod"><span class="pending-count" aria-hidden="true">%s</span><span class="screen-reader-text">%s</span></span>', esc_html( number_format_i18n( $waiting ) ), esc_html( $words ) );
	}

	public function showPage(): void {
		if ( null === self::asset() ) {
			printf(
				'<div class="wrap"><h1>%s</h1><div class="notice notice-error inline"><p>%s</p></div></div>',
				esc_html__( 'SORS API', 'sors-api-for-woocommerce' ),
				esc_html__( 'This screen has not been built. In the plugin’s folder run: npm ci && npm run build. Products and orders are still exchanged with SORS.', 'sors-api-for-woocommerce' )
			);
			return;
		}
		printf(
			'<div class="wrap" id="sors-api-app" data-woocommerce="%s" data-setup="%s" data-formats="%s"><noscript><div class="notice notice-error inline"><p>%s</p></div></noscript></div>',
			// If they are missing, the app leaves no space for them.
			wp_script_is( self::COMPONENTS, 'enqueued' ) ? 'coming' : 'missing',
			// Every screen leads back to the first run until it is finished.
			esc_attr( null === $this->firstRun ? 'finished' : Log::guard( 'Where the first run stands', fn(): string => $this->firstRun->stage(), 'finished' ) ),
			esc_attr( (string) wp_json_encode( self::formats() ) ),
			esc_html__( 'This screen needs JavaScript. Switch it on in your browser.', 'sors-api-for-woocommerce' )
		);
	}

	/** @return array<string, string|int|array<string, string>> How the shop writes dates and amounts: src/ui/shop-formats.ts. */
	private static function formats(): array {
		$symbols = [];
		foreach ( array_keys( get_woocommerce_currency_symbols() ) as $code ) {
			$symbols[ $code ] = html_entity_decode( get_woocommerce_currency_symbol( $code ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		}
		return [
			'date'     => Words::setting( 'date_format' ),
			'time'     => Words::setting( 'time_format' ),
			'zone'     => wp_timezone_string(),
			'script'   => SerbianScript::isLatin() ? 'Latn' : 'Cyrl',
			'currency' => get_woocommerce_currency(),
			'decimal'  => wc_get_price_decimal_separator(),
			'thousand' => wc_get_price_thousand_separator(),
			'price'    => html_entity_decode( get_woocommerce_price_format(), ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
			'decimals' => wc_get_price_decimals(),
			'symbols'  => $symbols,
		];
	}

	public function loadApp( string $hook ): void {
		if ( $hook === $this->hook ) {
			// Answers of REST come with the page, and LiteSpeed Cache takes it for one of them.
			do_action( 'litespeed_control_set_nocache', 'SORS API: screen' ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Its own.
		}
		$asset = $hook === $this->hook ? self::asset() : null;
		if ( null === $asset ) {
			return;
		}
		// Not as a dependency: if it is not registered, WordPress would leave our script out, too.
		$needed = array_values( array_diff( $asset['dependencies'], [ self::COMPONENTS ] ) );
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/index.js', SORS_API_FILE ), $needed, $asset['version'], [ 'in_footer' => true ] );
		self::enqueueFirstAnswers();
		wp_set_script_translations( self::HANDLE, 'sors-api-for-woocommerce', dirname( SORS_API_FILE ) . '/languages' );
		wp_enqueue_style( 'wp-components' );
		if ( $needed !== $asset['dependencies'] && wp_script_is( self::COMPONENTS, 'registered' ) ) {
			// After ours, which does not need it to render first.
			wp_enqueue_script( self::COMPONENTS );
			wp_enqueue_style( self::COMPONENTS );
		}
		foreach ( [ 'index', 'style-index' ] as $style ) {
			if ( is_file( dirname( SORS_API_FILE ) . '/build/' . $style . '.css' ) ) {
				$handle = self::HANDLE . '-' . $style;
				wp_enqueue_style( $handle, plugins_url( 'build/' . $style . '.css', SORS_API_FILE ), [ 'wp-components' ], $asset['version'] );
				wp_style_add_data( $handle, 'rtl', 'replace' );
			}
		}
	}

	/**
	 * @param array<string> $links
	 * @return array<string>
	 */
	public function addActionLink( array $links ): array {
		if ( current_user_can( Access::CAPABILITY ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'sors-api-for-woocommerce' ) ) );
		}
		return $links;
	}

	/**
	 * In the row of the plugin, where it is deleted.
	 *
	 * @param array<string> $meta
	 * @param mixed         $file
	 * @return array<string>
	 */
	public static function sayWhatGoes( array $meta, $file ): array {
		if ( plugin_basename( SORS_API_FILE ) === $file && current_user_can( Access::CAPABILITY ) ) {
			$meta[] = SettingsStore::load()->removeAllData
				? esc_html__( 'If it is deleted, all its data goes, settings and numbers of documents included.', 'sors-api-for-woocommerce' )
				: esc_html__( 'If it is deleted, the API key and the buyers’ data are removed; settings and numbers of documents stay.', 'sors-api-for-woocommerce' );
		}
		return $meta;
	}

	/** @return array{dependencies: list<non-empty-string>, version: string}|null Null if the app was not built. */
	private static function asset(): ?array {
		$folder = dirname( SORS_API_FILE ) . '/build/';
		if ( ! is_file( $folder . 'index.asset.php' ) || ! is_file( $folder . 'index.js' ) ) {
			return null;
		}
		$asset = require $folder . 'index.asset.php';
		if ( ! is_array( $asset ) ) {
			return null;
		}
		$dependencies = $asset['dependencies'] ?? null;
		$version      = $asset['version'] ?? null;
		$names        = [];
		foreach ( is_array( $dependencies ) ? $dependencies : [] as $name ) {
			if ( is_string( $name ) && '' !== $name ) {
				$names[] = $name;
			}
		}
		return [ 'dependencies' => $names, 'version' => is_string( $version ) ? $version : SORS_API_VERSION ];
	}

	/** Hands the answers to wp.apiFetch, which gives each away once. */
	public static function enqueueFirstAnswers(): void {
		$answers = [];
		foreach ( self::paths( self::param( 'path' ), self::param( 'view' ) ) as $path ) {
			try {
				$answers = rest_preload_api_request( $answers, $path );
			} catch ( \Throwable $error ) {
				Log::error( $error, "The page does not bring $path along" );
				// The app requests it again, and shows the error where it belongs; a page that ends here would show nothing.
				continue;
			}
		}
		wp_add_inline_script(
			'wp-api-fetch',
			sprintf( 'wp.apiFetch.use( wp.apiFetch.createPreloadingMiddleware( %s ) );', (string) wp_json_encode( (object) $answers, JSON_HEX_TAG ) )
		);
	}

	/** @return list<string> */
	private static function paths( string $screen, string $view ): array {
		$run = (int) self::param( 'run' );
		switch ( $screen ) {
			case 'products':
				// A number at the tab comes from that list, whatever part is open.
				return [ ...( $run > 0 ? [ self::ROUTES . 'runs/' . $run ] : self::productPaths( $view ) ), self::path( 'conflicts', self::FIRST_PAGE ), self::path( 'pending', self::FIRST_PAGE ) ];
			case 'orders':
				return self::orderPaths( $view );
			case 'settings':
				return [ self::ROUTES . 'settings' ];
			case 'connect':
				return [ self::ROUTES . 'settings', self::ROUTES . 'overview', self::ROUTES . 'first-run' ];
			default:
				return [ self::ROUTES . 'overview' ];
		}
	}

	/** @return list<string> */
	private static function productPaths( string $view ): array {
		switch ( $view ) {
			case 'conflicts':
			case 'pending':
				return [];
			case 'mapping':
				return [ self::ROUTES . 'catalog-mapping' ];
			case 'history':
				return [ self::path( 'runs', self::FIRST_PAGE ) ];
			default:
				$paths    = array_map(
					static fn( string $kind ): string => self::path(
						'runs',
						[ 'kind' => $kind, 'scope' => 'all', 'per_page' => 1 ]
					),
					Run::KINDS
				);
				$unlinked = self::path(
					'deleted-products',
					[ 'unlinked' => 'true', 'per_page' => 100, 'page' => 1 ]
				);
				return array_merge( $paths, [ self::ROUTES . 'deleted-products', $unlinked ] );
		}
	}

	/** @return list<string> */
	private static function orderPaths( string $view ): array {
		switch ( $view ) {
			case 'reconciliation':
				return [ self::path( 'reconciliation', self::FIRST_PAGE ) ];
			case 'payments':
				return [ self::path( 'payments', self::FIRST_PAGE ) ];
			case 'older':
				return [ self::ROUTES . 'older-orders' ];
			default:
				$query = [ 'state' => self::param( 'state' ), 'search' => trim( self::param( 'search' ) ) ];
				// Whether sending is off or stopped is said above the list.
				return [ self::path( 'orders', self::FIRST_PAGE + array_filter( $query, static fn( string $text ): bool => '' !== $text ) ), self::ROUTES . 'settings', self::ROUTES . 'overview' ];
		}
	}

	/** @param array<string, int|string> $query */
	private static function path( string $route, array $query ): string {
		return self::ROUTES . $route . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
	}

	/** Of the page's address, where src/ui/navigation.ts keeps it. */
	private static function param( string $name ): string {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It changes nothing.
		return isset( $_GET[ $name ] ) && is_string( $_GET[ $name ] ) ? sanitize_text_field( wp_unslash( $_GET[ $name ] ) ) : '';
	}
}
