<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Settings\Access;

/** "Sors API" in wp-admin: the page that the app of src/ lives in, and the ways there. */
final class Menu {

	public const PAGE = 'sors-api';

	private const HANDLE = 'sors-api-app';

	/** WooCommerce's own components: charts, time line, steps. */
	private const COMPONENTS = 'wc-components';

	private string $hook = '';

	public function register(): void {
		add_action( 'admin_menu', [ $this, 'addPage' ] );
		// Behind WooCommerce, which registers its scripts at 10.
		add_action( 'admin_enqueue_scripts', [ $this, 'loadApp' ], 20 );
		add_filter( 'plugin_action_links_' . plugin_basename( SORS_API_FILE ), [ $this, 'addActionLink' ] );
	}

	public static function url(): string {
		return admin_url( 'admin.php?page=' . self::PAGE );
	}

	public function addPage(): void {
		// Below WooCommerce (55.5) and its products (56).
		$this->hook = (string) add_menu_page(
			__( 'Sors API', 'sors-api-for-woocommerce' ),
			__( 'Sors API', 'sors-api-for-woocommerce' ),
			Access::CAPABILITY,
			self::PAGE,
			[ $this, 'showPage' ],
			'dashicons-update',
			56.5
		);
	}

	public function showPage(): void {
		if ( null === self::asset() ) {
			printf(
				'<div class="wrap"><h1>%s</h1><div class="notice notice-error inline"><p>%s</p></div></div>',
				esc_html__( 'Sors API', 'sors-api-for-woocommerce' ),
				esc_html__( 'This screen has not been built. In the plugin\'s folder run: npm install && npm run build. Products and orders are exchanged with SORS all the same.', 'sors-api-for-woocommerce' )
			);
			return;
		}
		printf(
			'<div class="wrap" id="sors-api-app" data-woocommerce="%s"><noscript><div class="notice notice-error inline"><p>%s</p></div></noscript></div>',
			// Known to be missing, nothing keeps a place for what will not come.
			wp_script_is( self::COMPONENTS, 'enqueued' ) ? 'coming' : 'missing',
			esc_html__( 'This screen needs JavaScript. Switch it on in your browser.', 'sors-api-for-woocommerce' )
		);
	}

	public function loadApp( string $hook ): void {
		$asset = $hook === $this->hook ? self::asset() : null;
		if ( null === $asset ) {
			return;
		}
		// Not as a dependency: where nobody registers it, WordPress would leave our script out too.
		$needed = array_values( array_diff( $asset['dependencies'], [ self::COMPONENTS ] ) );
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/index.js', SORS_API_FILE ), $needed, $asset['version'], [ 'in_footer' => true ] );
		FirstAnswers::enqueue();
		wp_set_script_translations( self::HANDLE, 'sors-api-for-woocommerce', dirname( SORS_API_FILE ) . '/languages' );
		wp_enqueue_style( 'wp-components' );
		if ( $needed !== $asset['dependencies'] && wp_script_is( self::COMPONENTS, 'registered' ) ) {
			// Behind ours, which needs it for no first picture.
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
	 *
	 * @return array<string>
	 */
	public function addActionLink( array $links ): array {
		if ( current_user_can( Access::CAPABILITY ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'sors-api-for-woocommerce' ) ) );
		}
		return $links;
	}

	/** @return array{dependencies: list<non-empty-string>, version: string}|null Null where the app was not built. */
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
		return [
			'dependencies' => $names,
			'version'      => is_string( $version ) ? $version : SORS_API_VERSION,
		];
	}
}
