<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Settings;

use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class SettingsStoreTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		delete_option( SettingsStore::OPTION );
	}

	public function testAMissingPriceOrDocumentUnitIsTheFirstChosenOne(): void {
		$settings = SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '7', '3' ] ] );
		self::assertTrue( $settings->isConfigured() );
		self::assertSame( '7', $settings->priceUnit() );
		self::assertSame( '7', $settings->documentUnit() );
		$settings = SettingsStore::update( [ 'priceBusinessUnitId' => '3', 'documentBusinessUnitId' => '9' ] );
		self::assertSame( '3', $settings->priceUnit() );
		self::assertSame( '9', $settings->documentUnit() );
	}

	public function testAPatchChangesOnlyWhatItNames(): void {
		SettingsStore::update( [ 'database' => ' Demo2 ', 'fields' => [ 'price' => 'never' ], 'taxClassByVatRate' => [ '20' => '', '10' => 'reduced-rate' ] ] );
		$settings = SettingsStore::update( [ 'fields' => [ 'stock' => 'create' ], 'taxClassByVatRate' => [ '10' => 'reduced-rate' ], 'businessUnitIds' => [ '1', '2', '1' ] ] );
		self::assertSame( 'Demo2', $settings->database, 'spaces around are not meant' );
		self::assertSame( [ 'never', 'create', 'always' ], [ $settings->fields['price'], $settings->fields['stock'], $settings->fields['categories'] ] );
		self::assertSame( [ 10 => 'reduced-rate' ], $settings->taxClassByVatRate, 'a map is replaced, or nothing could be taken out of it' );
		self::assertSame( [ '1', '2' ], $settings->businessUnitIds );
		self::assertSame( $settings->toArray(), SettingsStore::load()->toArray() );
	}

	public function junk(): array {
		return [
			'text'          => [ 'a:1:{' ],
			'number'        => [ 7 ],
			'empty'         => [ [] ],
			'list'          => [ [ 'a', 'b' ] ],
			'old keys'      => [ [ 'currency' => 'EUR', 'apiVersion' => 2 ] ],
			'wrong types'   => [
				[
					'businessUnitIds' => 'a,b',
					'exportOrders'    => 'yes',
					'fields'          => 'all',
					'schedule'        => [ 1, 2 ],
					'taxClassByVatRate' => 'x',
					'retentionDays'   => null,
				],
			],
			'bad values'    => [ [ 'stockMode' => 'sometimes', 'alertEmail' => 'nobody', 'safetyLimitPercent' => 0 ] ],
			'not even text' => [ [ 'database' => "\xC3\x28", 'paymentMethodMap' => [ 'cod' => 'ticket' ] ] ],
		];
	}

	/**
	 * @dataProvider junk
	 *
	 * @param mixed $stored
	 */
	public function testStoredJunkBecomesTheDefault( $stored ): void {
		$defaults = SettingsStore::load()->toArray();
		update_option( SettingsStore::OPTION, $stored );
		self::assertSame( $defaults, SettingsStore::load()->toArray() );
	}

	public function testOneBadValueLeavesTheOthersAlone(): void {
		SettingsStore::update( [ 'database' => 'Demo2', 'fields' => [ 'name' => 'always' ] ] );
		$stored                    = get_option( SettingsStore::OPTION );
		$stored['stockMode']       = 'sometimes';
		$stored['fields']['price'] = 7;
		$stored['formerKey']       = true;
		update_option( SettingsStore::OPTION, $stored );
		$settings = SettingsStore::load();
		self::assertSame( [ 'Demo2', 'available', 'always', 'always' ], [ $settings->database, $settings->stockMode, $settings->fields['name'], $settings->fields['price'] ] );
		self::assertArrayNotHasKey( 'formerKey', $settings->toArray() );
	}

	public function testAChangeIsToldOnceAndOnlyWhereThereIsOne(): void {
		$heard = [];
		$listen = static function ( Settings $after, Settings $before ) use ( &$heard ): void {
			$heard[] = [ $before->database, $after->database ];
		};
		add_action( 'sors_settings_changed', $listen, 10, 2 );
		SettingsStore::update( [ 'database' => 'Demo2' ] );
		SettingsStore::update( [ 'database' => 'Demo2' ] );
		self::assertSame( [ [ '', 'Demo2' ] ], $heard );
	}

	public function testSettingsAreLoadedWithAllOthers(): void {
		SettingsStore::update( [ 'database' => 'Demo2' ] );
		wp_cache_delete( 'alloptions', 'options' );
		self::assertArrayHasKey( SettingsStore::OPTION, wp_load_alloptions() );
	}
}
