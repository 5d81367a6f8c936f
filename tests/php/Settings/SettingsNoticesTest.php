<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Settings;

use PHPUnit\Framework\TestCase;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;

'cli' === PHP_SAPI || exit;

final class SettingsNoticesTest extends TestCase {

	/** @return array<string, array{array<string, mixed>, list<string>}> Changed settings, fields that are refused. */
	public function pairs(): array {
		return [
			'defaults'                              => [ [], [] ],
			'reservation, available'                => [ [ 'documentKind' => 'reservation' ], [] ],
			'reservation, on hand'                  => [ [ 'stockMode' => 'onHand' ], [ 'stockMode' ] ],
			'companies, on hand'                    => [ [ 'documentKind' => 'deliveryNote', 'documentKindCompany' => 'reservation', 'stockMode' => 'onHand' ], [ 'stockMode' ] ],
			'delivery note, on hand'                => [ [ 'documentKind' => 'deliveryNote', 'stockMode' => 'onHand' ], [] ],
			'delivery note, available'              => [ [ 'documentKind' => 'deliveryNote' ], [] ],
			'invoice-delivery note, on hand'        => [ [ 'documentKind' => 'invoiceDeliveryNote', 'stockMode' => 'onHand' ], [] ],
			'invoice-delivery note, available'      => [ [ 'documentKind' => 'invoiceDeliveryNote' ], [] ],
			'invoice, available'                    => [ [ 'documentKind' => 'invoice' ], [] ],
			'invoice, on hand'                      => [ [ 'documentKind' => 'invoice', 'stockMode' => 'onHand' ], [] ],
			'also while nothing is exported'        => [ [ 'exportOrders' => false, 'stockMode' => 'onHand' ], [ 'stockMode' ] ],
		];
	}

	/** @dataProvider pairs */
	public function testPairsThatWouldSellGoodsTwiceAreRefused( array $changes, array $refused ): void {
		self::assertSame( $refused, array_keys( SettingsNotices::errors( self::settings( $changes ) ) ) );
	}

	/** @return array<string, array{string, bool, bool, bool}> Price type, prices include tax, taxes on, warned? */
	public function priceTypes(): array {
		return [
			'with, including'         => [ 'withVat', true, true, false ],
			'with, excluding'         => [ 'withVat', false, true, true ],
			'without, including'      => [ 'withoutVat', true, true, true ],
			'without, excluding'      => [ 'withoutVat', false, true, false ],
			'contradiction, no taxes' => [ 'withVat', false, false, false ],
		];
	}

	/** @dataProvider priceTypes */
	public function testAPriceTypeThatContradictsTheShopIsSaidWhereTaxesAreOn( string $type, bool $included, bool $taxes, bool $warned ): void {
		$fields = self::warned( [ 'priceType' => $type ], [ 'pricesIncludeTax' => $included, 'taxesEnabled' => $taxes ] );
		self::assertSame( $warned ? [ 'priceType' ] : [], $fields );
	}

	public function testWhatKeepsOrdersBackIsSaidOnlyWhenTheyAreExported(): void {
		$faults = [ 'exportStatuses' => [], 'customerMode' => 'single', 'fields' => [ 'price' => 'never' ] ];
		self::assertSame( [], self::warned( $faults, [ 'currency' => 'EUR' ] ) );
		self::assertSame(
			[ 'exportOrders', 'exportStatuses', 'exportOrders', 'singleCustomerCode', 'shippingItemCode' ],
			self::warned( $faults + [ 'exportOrders' => true ], [ 'currency' => 'EUR' ] )
		);
	}

	/** What has no item is sent by its name only where it is a product. */
	public function testShippingNeedsAServiceWhateverBecomesOfProductsWithoutAnItem(): void {
		$export = [ 'exportOrders' => true, 'database' => 'MyDatabase2026', 'businessUnitIds' => [ '1' ], 'unmappedLines' => 'named' ];
		self::assertSame( [ 'shippingItemCode' ], self::warned( $export, [] ) );
		self::assertSame( [], self::warned( $export + [ 'shippingItemCode' => 'SHIP' ], [] ) );
	}

	public function testDocumentsOfAUnitThatIsNotCountedAreDoubtful(): void {
		$export = [ 'exportOrders' => true, 'database' => 'MyDatabase2026', 'businessUnitIds' => [ '1', '2' ], 'shippingItemCode' => 'SHIP' ];
		self::assertSame( [], self::warned( $export, [] ) );
		self::assertSame( [], self::warned( $export + [ 'documentBusinessUnitId' => '2' ], [] ) );
		self::assertSame( [ 'documentBusinessUnitId' ], self::warned( $export + [ 'documentBusinessUnitId' => '3' ], [] ) );
	}

	public function testPricesInDinarsAreNotForAShopInAnotherCurrency(): void {
		foreach ( [ 'always', 'create' ] as $price ) {
			self::assertSame( [ 'fields' ], self::warned( [ 'fields' => [ 'price' => $price ] ], [ 'currency' => 'EUR' ] ) );
			self::assertSame( [], self::warned( [ 'fields' => [ 'price' => $price ] ], [] ) );
		}
		self::assertSame( [], self::warned( [ 'fields' => [ 'price' => 'never' ] ], [ 'currency' => 'EUR' ] ) );
	}

	public function testAnotherDatabaseOrStockModeAsksForRuns(): void {
		$before = [ 'database' => 'A2025', 'businessUnitIds' => [ '1' ] ];
		self::assertSame( [ 'database' ], self::changed( $before, [ 'database' => 'A2026' ] + $before ) );
		self::assertSame( [ 'stockMode' ], self::changed( $before, [ 'stockMode' => 'onHand', 'documentKind' => 'deliveryNote' ] + $before ) );
		self::assertSame( [ 'stockMode' ], self::changed( $before, [ 'priceBusinessUnitId' => '2' ] + $before ) );
		self::assertSame( [], self::changed( $before, [ 'priceBusinessUnitId' => '1' ] + $before ), 'The first unit was meant before, too.' );
		self::assertSame( [], self::changed( [], $before ), 'The first choice changes nothing that was there.' );
	}

	/** @return list<string> Fields with a notice. */
	private static function warned( array $changes, array $shop ): array {
		$shop += [ 'currency' => 'RSD', 'pricesIncludeTax' => true, 'taxesEnabled' => true ];
		return array_column( SettingsNotices::all( self::settings( $changes ), $shop ), 'field' );
	}

	private static function changed( array $before, array $after ): array {
		return array_column( SettingsNotices::ofChange( self::settings( $before ), self::settings( $after ) ), 'field' );
	}

	private static function settings( array $changes ): Settings {
		$schema   = json_decode( (string) file_get_contents( dirname( __DIR__, 3 ) . '/contract/rest/settings.json' ), true );
		$defaults = array_map( static fn( array $property ) => $property['default'], $schema['properties'] );
		return new Settings( $changes + $defaults );
	}
}
