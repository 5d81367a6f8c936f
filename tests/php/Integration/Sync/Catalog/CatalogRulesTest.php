<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * What a catalogue run makes of single items.
 *
 * @group sqlite
 */
final class CatalogRulesTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
	}

	public function testTextsSurviveExactlyWithAnyUser(): void {
		$names = [
			'T1' => 'Cev 1/2" <inox> "A" & B\'s — 100% \\ kraj',
			'T2' => 'Шраф за дрво čćžšđ ČĆŽŠĐ',
			'T3' => 'Boja &amp; lak &lt;b&gt; &nbsp; ©',
			'T4' => '<script>alert(1)</script> 3 < 4 > 2',
			'T5' => 'Emotikon 😀 i [gallery]',
		];
		foreach ( $names as $code => $name ) {
			$this->addItem( $code, $name, [ 'description' => "$name\n\ndrugi red: $name" ] );
		}
		$this->configure(
			[
				'fields' => [
					'name'        => 'always',
					'description' => 'always',
				],
			]
		);
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		foreach ( $names as $code => $name ) {
			$product = $this->productOf( $code );
			self::assertSame( $name, html_entity_decode( $product->get_name(), ENT_QUOTES | ENT_HTML5 ) );
			self::assertSame( "$name\n\ndrugi red: $name", html_entity_decode( $product->get_description(), ENT_QUOTES | ENT_HTML5 ) );
			self::assertStringNotContainsString( '<', $product->get_name() . $product->get_description() );
		}
		$before = $this->shopRows();
		$this->loginAsAdmin();
		$second = $this->runToEnd( 'catalog' );
		self::assertSame( 0, $second->updated, (string) wp_json_encode( $this->itemsOf( $second, 'updated' ), JSON_UNESCAPED_UNICODE ) );
		self::assertSame( $before, $this->shopRows() );
	}

	public function testAProductIsFoundByTheApostropheInItsName(): void {
		$this->bringInItem( 'T-LOREAL', "Šampon L'Oreal 250 ml" );
		$found = new \WP_Query(
			[
				'post_type'   => 'product',
				'post_status' => 'any',
				'fields'      => 'ids',
				// As a buyer's request brings it.
				's'           => wp_slash( "l'oreal" ),
			]
		);
		self::assertSame( [ $this->productOf( 'T-LOREAL' )->get_id() ], $found->posts );
	}

	/** An administrator's own spelling of what was stored before, or by hand, is the same name. */
	public function testAnApostropheThatIsStoredAsAnEntityIsNoDifference(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always' ] ] );
		$this->bringInItem( 'T-LOREAL', "L'Oreal" );
		self::saved( $this->productOf( 'T-LOREAL' ), [ 'name' => 'L&#039;Oreal' ] );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
	}

	public function testTheOpenPageMakesTheSameProductsAsTheBackground(): void {
		$this->addItem( 'T-SRAF', 'Prvi' );
		$this->addItem( 'T-ŠRAF', 'Drugi' );
		$uri = $_SERVER['REQUEST_URI'] ?? null;
		// WooCommerce tells a REST request by its address.
		$_SERVER['REQUEST_URI'] = '/' . rest_get_url_prefix() . '/sors/v1/runs/1/step';
		try {
			$run = $this->runToEnd( 'catalog' );
		} finally {
			$_SERVER['REQUEST_URI'] = $uri;
		}
		$this->assertSucceeded( $run );
		self::assertSame( 0, $run->failed );
		self::assertSame( [ 'Prvi', 'Drugi' ], [ $this->productOf( 'T-SRAF' )->get_name(), $this->productOf( 'T-ŠRAF' )->get_name() ] );
	}

	public function testTaxClassesAreLeftAloneWhereTheShopHasNoTaxes(): void {
		update_option( 'woocommerce_calc_taxes', 'no' );
		$this->bringInItem( 'T1', 'Roba', [ 'vatRate' => 10 ] );
		self::assertSame( '', $this->productOf( 'T1' )->get_tax_class() );
	}

	public function testServicesTaxesAndBarCodes(): void {
		update_option( 'woocommerce_calc_taxes', 'yes' );
		$this->addItem( 'T-GOODS', 'Roba', [ 'vatRate' => 10, 'gtin' => '4006381333931', 'unit' => 'kg', 'priceWithVat' => 110 ] );
		$this->addItem( 'T-SERVICE', 'Usluga', [ 'itemType' => 'service', 'vatRate' => 0 ] );
		$this->addItem( 'T-GTIN', 'Loš bar-kod', [ 'gtin' => '4006381333930' ] );
		$this->addItem( 'T-TAKEN', 'Isti bar-kod', [ 'gtin' => '4006381333931' ] );
		$run = $this->runWell( 'catalog' );
		$goods   = $this->productOf( 'T-GOODS' );
		$service = $this->productOf( 'T-SERVICE' );
		self::assertSame( [ 'reduced-rate', false, true, '110' ], [ $goods->get_tax_class(), $goods->get_virtual(), $goods->get_manage_stock(), $goods->get_regular_price() ] );
		self::assertEquals( 0, $goods->get_stock_quantity() );
		self::assertSame( [ 'zero-rate', true, false, 'instock' ], [ $service->get_tax_class(), $service->get_virtual(), $service->get_manage_stock(), $service->get_stock_status() ] );
		self::assertSame( 'kg', ( new Links() )->byCodes( [ 'T-GOODS' ] )['T-GOODS']->unit );
		self::assertSame( '4006381333931', $goods->get_global_unique_id() );
		self::assertSame( '', $this->productOf( 'T-GTIN' )->get_global_unique_id() );
		self::assertStringContainsString( '4006381333930', $this->itemOf( $run, 'T-GTIN' )['reason'] );
		self::assertStringContainsString( '#' . $goods->get_id(), $this->itemOf( $run, 'T-TAKEN' )['reason'] );
		$this->configure( [ 'taxClassByVatRate' => [ '10' => 'zero-rate' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 'zero-rate', $this->productOf( 'T-GOODS' )->get_tax_class() );
	}
}
