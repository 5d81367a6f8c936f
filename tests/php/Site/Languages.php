<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** People of several languages. The site's is English. */
final class Languages {

	/**
	 * As in the request of a person who has chosen this one.
	 *
	 * @template T
	 *
	 * @param callable(): T $do
	 *
	 * @return T
	 */
	public static function in( string $locale, callable $do ) {
		$chosen = static fn(): string => $locale;
		$before = $GLOBALS['wp_locale_switcher'];
		add_filter( 'determine_locale', $chosen, 1 );
		// Whoever switches to the site's language, as WooCommerce for its mails, switches back to this one.
		$switcher                      = new \WP_Locale_Switcher();
		$GLOBALS['wp_locale_switcher'] = $switcher;
		$switcher->init();
		self::loadTexts( $locale );
		try {
			return $do();
		} finally {
			remove_filter( 'locale', [ $switcher, 'filter_locale' ] );
			remove_filter( 'determine_locale', [ $switcher, 'filter_locale' ] );
			remove_filter( 'determine_locale', $chosen, 1 );
			$GLOBALS['wp_locale_switcher'] = $before;
			self::loadTexts( determine_locale() );
		}
	}

	/** As they are needed. */
	private static function loadTexts( string $locale ): void {
		unload_textdomain( 'sors-api-for-woocommerce', true );
		\WP_Translation_Controller::get_instance()->unload_textdomain( 'sors-api-for-woocommerce' );
		\WP_Translation_Controller::get_instance()->set_locale( $locale );
	}
}
