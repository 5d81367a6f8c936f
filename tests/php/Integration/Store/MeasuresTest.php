<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Overview\SettingsReport;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Store\Measures;
use SorsApi\Sync\Engine\Runs;
use SorsApi\SyncServices;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\OtherContract;

'cli' === PHP_SAPI || exit;

/**
 * Weight and dimensions.
 *
 * @group real-store
 */
final class MeasuresTest extends SyncTestCase {

	private const ITEM = [
		'weight' => 1.25,
		'length' => 30,
		'width'  => 12.5,
	];

	private const UNITS = [
		'woocommerce_weight_unit'    => 'kg',
		'woocommerce_dimension_unit' => 'cm',
	];

	/** @var array<string, mixed> */
	private array $unitsBefore = [];

	protected function setUp(): void {
		self::requireRealStore();
		parent::setUp();
		foreach ( self::UNITS as $option => $unit ) {
			$this->unitsBefore[ $option ] = get_option( $option );
			update_option( $option, $unit );
		}
		$this->assortment( 1 );
		$this->addItem( 'M1', 'Prvi', self::ITEM );
		$this->addItem( 'M2', 'Drugi', [ 'weight' => 0 ] );
	}

	protected function tearDown(): void {
		foreach ( $this->unitsBefore as $option => $unit ) {
			update_option( $option, $unit );
		}
		parent::tearDown();
	}

	public function testANewProductGetsThemAndTheOwnerHasTheLastWord(): void {
		$this->sync();
		self::assertSame( [ '1.25', '30', '12.5', '' ], $this->measures( 'M1' ) );
		self::assertSame( [ '', '', '', '' ], $this->measures( 'M2' ), 'Zero is not known.' );

		$product = $this->productOf( 'M1' );
		$product->set_props( [ 'weight' => '2', 'height' => '7' ] );
		$product->save();
		$this->setItem( 'M1', [ 'length' => 31 ] );
		$this->sync();
		self::assertSame( [ '2', '30', '12.5', '7' ], $this->measures( 'M1' ) );

		$this->configure( [ 'fields' => [ 'weight' => 'always' ] ] );
		$this->sync();
		self::assertSame( [ '1.25', '30', '12.5', '7' ], $this->measures( 'M1' ) );
		$this->configure( [ 'fields' => [ 'dimensions' => 'always' ] ] );
		$this->sync();
		self::assertSame( [ '1.25', '31', '12.5', '7' ], $this->measures( 'M1' ), 'What SORS does not say stays.' );
		$before = $this->shopRows();
		$this->sync();
		self::assertSame( $before, $this->shopRows() );

		$this->configure( [ 'fields' => [ 'weight' => 'never', 'dimensions' => 'never' ] ] );
		$this->addItem( 'M3', 'Treći', self::ITEM );
		$this->sync();
		self::assertSame( [ '', '', '', '' ], $this->measures( 'M3' ) );
	}

	public function testTheyAreConvertedIntoTheUnitsOfTheShop(): void {
		update_option( 'woocommerce_weight_unit', 'g' );
		update_option( 'woocommerce_dimension_unit', 'm' );
		$this->configure( [ 'fields' => [ 'weight' => 'always', 'dimensions' => 'always' ] ] );
		$run = $this->runToEnd( 'catalog' );
		$this->assertSucceeded( $run );
		self::assertSame( [ '1250', '0.3', '0.125', '' ], $this->measures( 'M1' ) );
		$changes = array_column( (array) $this->itemOf( $run, 'M1' )['changes'], 'to', 'field' );
		self::assertSame( [ '1250', '0.3', '0.125' ], [ $changes['weight'], $changes['length'], $changes['width'] ] );
		$before = $this->shopRows();
		$this->sync();
		self::assertSame( $before, $this->shopRows() );
		update_option( 'woocommerce_weight_unit', 'lbs' );
		$this->sync();
		self::assertSame( '2.755775', $this->measures( 'M1' )[0] );
		$before = $this->shopRows();
		$this->sync();
		self::assertSame( $before, $this->shopRows(), 'What cannot be written exactly is not written each time.' );

		$this->runs = self::runsOf( OtherContract::api( [], [ 'wire' => [ 'weightUnit' => 'g', 'dimensionUnit' => 'mm' ] ] ) );
		update_option( 'woocommerce_weight_unit', 'kg' );
		$this->setItem( 'M1', [ 'weight' => 850 ] );
		$this->sync();
		self::assertSame( [ '0.85', '0.03', '0.0125', '' ], $this->measures( 'M1' ) );
	}

	public function testWithoutThemInTheContractNothingIsShownOrWritten(): void {
		$this->loginAsAdmin();
		$less = self::without( [ 'weight', 'width', 'length', 'height' ] );
		self::assertSame( [ 'weight', 'dimensions' ], $this->restOk( 'GET', 'settings' )['shop']['measures'] );
		self::assertSame( [], ( new SettingsReport( new SettingsStore( $less ), new ApiKey() ) )->make()['shop']['measures'] );
		self::assertSame( [ 'dimensions' ], ( new Measures( self::without( [ 'weight', 'length' ] )->measures() ) )->choices() );
		$this->configure( [ 'fields' => [ 'weight' => 'always', 'dimensions' => 'always' ] ] );
		$this->runs = self::runsOf( $less );
		$this->sync();
		self::assertSame( [ '', '', '', '' ], $this->measures( 'M1' ) );
		$product = $this->productOf( 'M1' );
		$product->set_props( [ 'weight' => '2', 'height' => '7' ] );
		$product->save();
		$before = $this->shopRows();
		$this->sync();
		self::assertSame( $before, $this->shopRows() );
	}

	/** @param list<string> $fields */
	private static function without( array $fields ): Api {
		return OtherContract::api( array_map( static fn( string $field ): string => "entities.product.$field", $fields ) );
	}

	private static function runsOf( Api $api ): Runs {
		$settings = new SettingsStore( $api );
		return ( new SyncServices( $api, $settings, new Ledger( $settings, new OutboxTable(), new OpenOrders( new OutboxTable() ) ) ) )->runs();
	}

	private function sync(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	/** @return list<string> */
	private function measures( string $code ): array {
		$product = $this->productOf( $code );
		return [ $product->get_weight( 'edit' ), $product->get_length( 'edit' ), $product->get_width( 'edit' ), $product->get_height( 'edit' ) ];
	}
}
