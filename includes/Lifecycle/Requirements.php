<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

/**
 * What the plugin needs to run at all. If something is missing it says so and
 * does nothing else: no table, no hook, no fatal error.
 *
 * Read before the plugin's other code, so in the syntax of WordPress' oldest PHP.
 */
final class Requirements {

	public const PHP         = '7.4';
	public const WORDPRESS   = '6.8';
	public const WOOCOMMERCE = '10.0';

	private const NAME = 'SORS API for WooCommerce';
	private const SLUG = 'sors-api-for-woocommerce';

	public static function areMet(): bool {
		return [] === self::lacking();
	}

	/** Where somebody can do something about it. */
	public static function tell(): void {
		add_action( 'admin_notices', [ self::class, 'showNotice' ] );
		add_action( 'network_admin_notices', [ self::class, 'showNotice' ] );
		NotRunning::tell(
			static function (): string {
				return implode( ' ', self::sentences() );
			}
		);
	}

	/** For users who can do something about it. */
	public static function showNotice(): void {
		if ( ! current_user_can( 'activate_plugins' ) ) {
			return;
		}
		printf(
			'<div class="notice notice-error"><p><strong>%s</strong> %s</p></div>',
			esc_html__( 'SORS API for WooCommerce is not running.', 'sors-api-for-woocommerce' ),
			esc_html( implode( ' ', self::sentences() ) )
		);
	}

	/**
	 * Another active plugin of this name, as the one by Softkom that wordpress.org lists: both would send each order.
	 *
	 * @return string Its main file below the folder of plugins; '' = none.
	 */
	public static function twin(): string {
		$active = (array) get_option( 'active_plugins', [] );
		if ( is_multisite() ) {
			$active = array_merge( $active, array_keys( (array) get_site_option( 'active_sitewide_plugins', [] ) ) );
		}
		$own = plugin_basename( SORS_API_FILE );
		foreach ( $active as $file ) {
			// The header is read only where the path makes one think of it: this is asked on every page.
			if ( is_string( $file ) && $file !== $own && false !== stripos( $file, 'sors' ) && self::isNamedLikeThis( $file ) ) {
				return $file;
			}
		}
		return '';
	}

	private static function isNamedLikeThis( string $file ): bool {
		$path = WP_PLUGIN_DIR . '/' . $file;
		if ( ! is_file( $path ) ) {
			return false;
		}
		$header = get_file_data( $path, [ 'name' => 'Plugin Name', 'domain' => 'Text Domain' ] );
		return in_array( self::SLUG, [ dirname( $file ), basename( $file, '.php' ), $header['domain'] ], true ) || 0 === strcasecmp( self::NAME, $header['name'] );
	}

	/** @return list<string> One for each thing that is missing or too old. Not before `init`: translations come with it. */
	public static function sentences(): array {
		$sentences = [];
		foreach ( self::lacking() as $what => $present ) {
			if ( 'php' === $what ) {
				/* translators: 1: needed, 2: present version of PHP. */
				$sentences[] = sprintf( __( 'It needs PHP %1$s or newer; this server has %2$s. Ask your host to switch to a newer one.', 'sors-api-for-woocommerce' ), self::PHP, $present );
			} elseif ( 'wordpress' === $what ) {
				/* translators: 1: needed, 2: present version of WordPress. */
				$sentences[] = sprintf( __( 'It needs WordPress %1$s or newer; this site has %2$s. Update WordPress.', 'sors-api-for-woocommerce' ), self::WORDPRESS, $present );
			} elseif ( 'mbstring' === $what ) {
				$sentences[] = __( 'It needs PHP’s extension mbstring, which this server does not have. Ask your host to switch it on.', 'sors-api-for-woocommerce' );
			} elseif ( 'twin' === $what ) {
				/* translators: %s: a file below the folder of plugins. */
				$sentences[] = sprintf( __( 'Another plugin for SORS is active (%s), and both would send each order. Deactivate one of the two.', 'sors-api-for-woocommerce' ), $present );
			} elseif ( '' === $present ) {
				$sentences[] = __( 'It needs WooCommerce, which is not active. Install and activate WooCommerce.', 'sors-api-for-woocommerce' );
			} else {
				/* translators: 1: needed, 2: present version of WooCommerce. */
				$sentences[] = sprintf( __( 'It needs WooCommerce %1$s or newer; this site has %2$s. Update WooCommerce.', 'sors-api-for-woocommerce' ), self::WOOCOMMERCE, $present );
			}
		}
		return $sentences;
	}

	/** @return array<string, string> php, wordpress or woocommerce => present version, '' = none; mbstring => ''; twin => its file. */
	private static function lacking(): array {
		$wordpress = isset( $GLOBALS['wp_version'] ) && is_string( $GLOBALS['wp_version'] ) ? $GLOBALS['wp_version'] : '0';
		$present   = [
			'php'         => PHP_VERSION,
			'wordpress'   => $wordpress,
			'woocommerce' => defined( 'WC_VERSION' ) ? (string) constant( 'WC_VERSION' ) : '',
		];
		$needed    = [ 'php' => self::PHP, 'wordpress' => self::WORDPRESS, 'woocommerce' => self::WOOCOMMERCE ];
		$lacking   = [];
		foreach ( $present as $what => $version ) {
			// "6.8-beta1" has what 6.8 has, but would count as older.
			if ( version_compare( (string) preg_replace( '/-.*/', '', $version ), $needed[ $what ], '<' ) ) {
				$lacking[ $what ] = $version;
			}
		}
		// WordPress, and other plugins, stand in for some of its functions, but not for this one.
		if ( ! function_exists( 'mb_strcut' ) ) {
			$lacking['mbstring'] = '';
		}
		return array_merge( $lacking, array_filter( [ 'twin' => self::twin() ] ) );
	}
}
