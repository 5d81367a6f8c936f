<?php
declare( strict_types=1 );

namespace {
	use SorsApi\Tests\Site\Polylang;

	'cli' === PHP_SAPI || exit;

	if ( ! function_exists( 'pll_get_post' ) ) {
		/** @return string|false */
		function pll_default_language() {
			return Polylang::$default;
		}

		/** @return int|false */
		function pll_get_post( int $id, string $language ) {
			++Polylang::$asked;
			return Polylang::$translations[ $id ][ $language ] ?? false;
		}
	}
}

namespace SorsApi\Tests\Site {

	/** What of Polylang is asked. PHP cannot take functions back: with nothing in it, it is as if it were not there. */
	final class Polylang {

		/** @var array<int, array<string, int>> Post => language => post. */
		public static array $translations = [];

		/** @var string|false False until languages are set up. */
		public static $default = 'sr';

		/** How often it was asked. */
		public static int $asked = 0;

		/** @param array<string, int> $posts Language => post. */
		public static function translate( array $posts ): void {
			self::$translations += array_fill_keys( $posts, $posts );
		}
	}
}
