<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\BuiltScript;
use SorsApi\Admin\Menu;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A shop whose language is Serbian reads the plugin's own translations, without a language pack. */
final class LanguageTest extends StoreTestCase {

	private const DOMAIN = 'sors-api-for-woocommerce';

	private \WP_Locale_Switcher $switcher;
	private \WP_Textdomain_Registry $registry;

	/** @var list<string> Files of a language pack. */
	private array $pack = [];

	protected function setUp(): void {
		parent::setUp();
		$this->registry = $GLOBALS['wp_textdomain_registry'];
		// As on a site with WordPress' Serbian installed; WordPress looks for that once, at its start.
		$serbian = static fn(): array => [ 'sr_RS' ];
		add_filter( 'get_available_languages', $serbian );
		$this->switcher = new \WP_Locale_Switcher();
		remove_filter( 'get_available_languages', $serbian );
		$this->switcher->init();
		self::assertTrue( $this->switcher->switch_to_locale( 'sr_RS' ) );
	}

	protected function tearDown(): void {
		foreach ( $this->pack as $file ) {
			unlink( $file );
		}
		$this->forgetTexts();
		$GLOBALS['wp_textdomain_registry'] = $this->registry;
		$this->switcher->restore_current_locale();
		parent::tearDown();
	}

	public function testSentencesAreSerbian(): void {
		self::assertSame( 'Подешавања', __( 'Settings', 'sors-api-for-woocommerce' ) );
		$this->loginAsAdmin();
		self::assertStringContainsString( '>Подешавања<', ( new Menu() )->addActionLink( [] )[0] );
		$this->loginAsCustomer();
		self::assertSame(
			'Ово могу само особе које смеју да управљају продавницом. Пријавите се таквим налогом.',
			$this->rest( 'GET', 'settings' )->get_data()['message']
		);
	}

	public function numbers(): array {
		return [
			[ 1, '1 поруџбина захтева пажњу' ],
			[ 3, '3 поруџбине захтевају пажњу' ],
			[ 5, '5 поруџбина захтева пажњу' ],
			[ 11, '11 поруџбина захтева пажњу' ],
			[ 22, '22 поруџбине захтевају пажњу' ],
		];
	}

	/** @dataProvider numbers */
	public function testNumbersTakeTheirForm( int $count, string $sentence ): void {
		/* translators: %d: number of orders. */
		self::assertSame( $sentence, sprintf( _n( '%d order needs your attention', '%d orders need your attention', $count, 'sors-api-for-woocommerce' ), $count ) );
	}

	public function scripts(): array {
		return [
			'as the site, which is Cyrillic' => [ 'site', 'недеља', 'Подешавања' ],
			'as the site, which is Latin'    => [ 'site', 'Nedelja', 'Podešavanja' ],
			'as the site, without a pack'    => [ 'site', 'Sunday', 'Подешавања' ],
			'Latin'                          => [ 'latin', 'недеља', 'Podešavanja' ],
			'Cyrillic'                       => [ 'cyrillic', 'nedelja', 'Подешавања' ],
		];
	}

	/** @dataProvider scripts */
	public function testTheScriptIsThatOfTheSetting( string $script, string $sunday, string $settings ): void {
		$this->writeIn( $script, $sunday );
		self::assertSame( $settings, __( 'Settings', 'sors-api-for-woocommerce' ) );
		self::assertSame( [ $settings ], $this->textsOfTheApp()['Settings'] );
	}

	public function scriptsOnThePagesOfWooCommerce(): array {
		return [
			'order'            => [ 'order-box' ],
			'product'          => [ 'product-box' ],
			'company of order' => [ 'order-company' ],
		];
	}

	/** @dataProvider scriptsOnThePagesOfWooCommerce */
	public function testScriptsOnThePagesOfWooCommerceSpeakSerbian( string $name ): void {
		foreach ( [ 'cyrillic' => 'Више нисте пријављени.', 'latin' => 'Više niste prijavljeni.' ] as $script => $text ) {
			$this->writeIn( $script );
			BuiltScript::load( $name );
			self::assertSame( [ $text ], $this->textsOf( "sors-$name" )['You are no longer logged in.'] );
		}
	}

	public function testOfALanguagePackAScriptOnThePagesOfWooCommerceTakesItsOwnTexts(): void {
		$pack = [ 'You are no longer logged in.' => [ 'Пакет' ], 'Overview' => [ 'Пакет' ] ];
		$this->installPack( '-' . md5( 'build/index.js' ) . '.json', static fn( string $path ) => file_put_contents( $path, (string) wp_json_encode( [ 'locale_data' => [ 'messages' => $pack ] ] ) ) );
		BuiltScript::load( 'order-box' );
		$texts = $this->textsOf( 'sors-order-box' );
		self::assertSame( [ 'Пакет' ], $texts['You are no longer logged in.'] );
		self::assertArrayNotHasKey( 'Overview', $texts );
	}

	public function testAnotherLanguageStaysAsItIs(): void {
		$this->writeIn( 'latin' );
		$this->switcher->restore_current_locale();
		self::assertSame( 'Settings', __( 'Settings', 'sors-api-for-woocommerce' ) );
	}

	public function testSettingsThatDoNotFitDoNotLoadTheTextsTheyAreToldIn(): void {
		update_option( SettingsStore::OPTION, [ 'serbianScript' => [ 'latin' ], 'retentionDays' => 'long' ] );
		$this->forgetTexts();
		self::assertSame( 'Подешавања', __( 'Settings', 'sors-api-for-woocommerce' ) );
	}

	public function testLatinIsCyrillicLetterByLetter(): void {
		[ $cyrillic, $latin ] = array_map(
			static function ( string $set ): array {
				$file = new \MO();
				self::assertTrue( $file->import_from_file( dirname( SORS_API_FILE ) . '/languages/' . self::DOMAIN . $set . '.mo' ) );
				return array_map( static fn( \Translation_Entry $entry ): array => $entry->translations, $file->entries );
			},
			[ '-sr_RS', '-sr_RS-latin' ]
		);
		self::assertGreaterThan( 500, count( $latin ) );
		$letters = array_combine(
			[ 'а', 'б', 'в', 'г', 'д', 'ђ', 'е', 'ж', 'з', 'и', 'ј', 'к', 'л', 'љ', 'м', 'н', 'њ', 'о', 'п', 'р', 'с', 'т', 'ћ', 'у', 'ф', 'х', 'ц', 'ч', 'џ', 'ш' ],
			[ 'a', 'b', 'v', 'g', 'd', 'đ', 'e', 'ž', 'z', 'i', 'j', 'k', 'l', 'lj', 'm', 'n', 'nj', 'o', 'p', 'r', 's', 't', 'ć', 'u', 'f', 'h', 'c', 'č', 'dž', 'š' ]
		);
		// As WooCommerce writes the currency, of which we speak.
		$letters['рсд'] = 'рсд';
		foreach ( $cyrillic as $id => $texts ) {
			foreach ( $texts as $form => $text ) {
				self::assertSame( strtr( mb_strtolower( $text ), $letters ), mb_strtolower( $latin[ $id ][ $form ] ) );
			}
		}
	}

	public function testALanguagePackComesFirst(): void {
		$file = new \MO();
		$file->add_entry( [ 'singular' => 'Settings', 'translations' => [ 'Пакет' ] ] );
		$this->installPack( '.mo', static fn( string $path ) => $file->export_to_file( $path ) );
		// The second part is of a screen that loads later.
		foreach ( [ md5( 'build/index.js' ) => 'Settings', md5( 'build/1.js' ) => 'Overview' ] as $part => $text ) {
			$json = (string) wp_json_encode( [ 'locale_data' => [ 'messages' => [ $text => [ 'Пакет' ] ] ] ] );
			$this->installPack( "-$part.json", static fn( string $path ) => file_put_contents( $path, $json ) );
		}
		$this->writeIn( 'latin' );
		self::assertSame( 'Пакет', __( 'Settings', 'sors-api-for-woocommerce' ) );
		$texts = $this->textsOfTheApp();
		self::assertSame( [ [ 'Пакет' ], [ 'Пакет' ], [ 'Производи' ] ], [ $texts['Settings'], $texts['Overview'], $texts['Products'] ] );
	}

	public function testThePageSaysWhichScriptDatesAreIn(): void {
		if ( ! is_file( dirname( SORS_API_FILE ) . '/build/index.asset.php' ) ) {
			self::markTestSkipped( 'The app was not built.' );
		}
		foreach ( [ 'latin' => 'Latn', 'cyrillic' => 'Cyrl', 'site' => 'Cyrl' ] as $setting => $script ) {
			$this->writeIn( $setting );
			self::assertStringContainsString( esc_attr( "\"script\":\"$script\"" ), self::printed( static fn() => ( new Menu() )->showPage() ), $setting );
		}
	}

	private function writeIn( string $script, string $sunday = 'Sunday' ): void {
		$this->restOk( 'PUT', 'settings', [ 'serbianScript' => $script ] );
		$GLOBALS['wp_locale']->weekday[0] = $sunday;
		$this->forgetTexts();
	}

	/** As in the next request. */
	private function forgetTexts(): void {
		global $wp_textdomain_registry;
		unload_textdomain( self::DOMAIN, true );
		\WP_Translation_Controller::get_instance()->unload_textdomain( self::DOMAIN );
		wp_cache_delete( md5( WP_LANG_DIR . '/plugins/' ), 'translation_files' );
		$wp_textdomain_registry = new \WP_Textdomain_Registry();
		$wp_textdomain_registry->set_custom_path( self::DOMAIN, WP_PLUGIN_DIR . '/sors-api-for-woocommerce/languages' );
	}

	private function installPack( string $end, callable $write ): void {
		wp_mkdir_p( WP_LANG_DIR . '/plugins' );
		$this->pack[] = WP_LANG_DIR . '/plugins/' . self::DOMAIN . '-sr_RS' . $end;
		$write( end( $this->pack ) );
	}

	private function textsOfTheApp(): array {
		wp_register_script( 'sors-api-app', plugins_url( 'build/index.js', SORS_API_FILE ), [], '1', true );
		wp_set_script_translations( 'sors-api-app', self::DOMAIN, dirname( SORS_API_FILE ) . '/languages' );
		return $this->textsOf( 'sors-api-app' );
	}

	/** @return array<string, list<string>> As the page gives them to the script, which is forgotten then. */
	private function textsOf( string $handle ): array {
		$script = wp_scripts()->registered[ $handle ];
		$json   = load_script_textdomain( $handle, (string) $script->textdomain, (string) $script->translations_path );
		wp_deregister_script( $handle );
		self::assertIsString( $json, $handle );
		return json_decode( $json, true )['locale_data']['messages'];
	}
}
