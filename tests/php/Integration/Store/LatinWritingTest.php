<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Each price on a visitor's page asks for the currency. */
final class LatinWritingTest extends StoreTestCase {

	public function testACurrencyIsWrittenAsTheSettingsSayNow(): void {
		foreach ( [ true, false, true ] as $isLatin ) {
			$this->set( $isLatin );
			self::assertSame( [ $isLatin ? 'RSD' : 'дин.', '€' ], [ self::symbol( 'дин.', 'RSD' ), self::symbol( '€', 'EUR' ) ] );
		}
	}

	public function testSettingsThatAreNotLoadedWithAllOthersHoldToo(): void {
		foreach ( [ true, false, true ] as $isLatin ) {
			$this->set( $isLatin );
			wp_set_option_autoload( SettingsStore::OPTION, false );
			self::assertSame( $isLatin ? 'RSD' : 'дин.', self::symbol( 'дин.', 'RSD' ) );
		}
		wp_set_option_autoload( SettingsStore::OPTION, true );
	}

	private function set( bool $isLatin ): void {
		SettingsStore::update( [ 'latinCurrency' => $isLatin ] );
	}

	private static function symbol( string $symbol, string $currency ): string {
		return (string) apply_filters( 'woocommerce_currency_symbol', $symbol, $currency );
	}
}
