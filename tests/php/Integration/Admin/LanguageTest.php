<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\Menu;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A shop whose language is Serbian reads the plugin's own translations, without a language pack. */
final class LanguageTest extends StoreTestCase {

	private \WP_Locale_Switcher $switcher;

	protected function setUp(): void {
		parent::setUp();
		// As on a site with WordPress' Serbian installed; WordPress looks for that once, at its start.
		$serbian = static fn(): array => [ 'sr_RS' ];
		add_filter( 'get_available_languages', $serbian );
		$this->switcher = new \WP_Locale_Switcher();
		remove_filter( 'get_available_languages', $serbian );
		$this->switcher->init();
		self::assertTrue( $this->switcher->switch_to_locale( 'sr_RS' ) );
	}

	protected function tearDown(): void {
		$this->switcher->restore_current_locale();
		remove_filter( 'locale', [ $this->switcher, 'filter_locale' ] );
		remove_filter( 'determine_locale', [ $this->switcher, 'filter_locale' ] );
		parent::tearDown();
	}

	public function testSentencesAreSerbian(): void {
		self::assertSame( 'Podešavanja', __( 'Settings', 'sors-api-for-woocommerce' ) );
		$this->loginAsAdmin();
		self::assertStringContainsString( '>Podešavanja<', ( new Menu() )->addActionLink( [] )[0] );
		$this->loginAsCustomer();
		self::assertSame(
			'Ovo mogu samo osobe koje smeju da upravljaju prodavnicom. Prijavite se takvim nalogom.',
			$this->rest( 'GET', 'settings' )->get_data()['message']
		);
	}

	/** @return array<int, array{int, string}> */
	public function numbers(): array {
		return [
			[ 1, '1 porudžbina čeka na vas' ],
			[ 3, '3 porudžbine čekaju na vas' ],
			[ 5, '5 porudžbina čeka na vas' ],
			[ 11, '11 porudžbina čeka na vas' ],
			[ 22, '22 porudžbine čekaju na vas' ],
		];
	}

	/** @dataProvider numbers */
	public function testNumbersTakeTheirForm( int $count, string $sentence ): void {
		/* translators: %d: number of orders. */
		self::assertSame( $sentence, sprintf( _n( '%d order needs your attention', '%d orders need your attention', $count, 'sors-api-for-woocommerce' ), $count ) );
	}
}
