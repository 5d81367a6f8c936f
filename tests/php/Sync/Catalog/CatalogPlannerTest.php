<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Catalog;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Product;
use SorsApi\Store\Group;
use SorsApi\Store\ProductData;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\Text;
use SorsApi\Sync\Catalog\CatalogPlanner;
use SorsApi\Sync\Catalog\CatalogRules;
use SorsApi\Sync\Catalog\CatalogSubject;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** What is to become of one item, by table. */
final class CatalogPlannerTest extends TestCase {

	/** @return array<string, array{array<string, mixed>, array<string, mixed>}> Item, settings, link, product, candidates; and the plan. */
	public function plans(): array {
		$always = [
			'fields' => [
				'name'        => 'always',
				'description' => 'always',
				'status'      => 'always',
			],
		];
		return [
			'new'                            => [ [], [ 'action' => 'create', 'data' => [ 'sku' => 'A1', 'name' => 'Naziv', 'status' => 'draft', 'taxClass' => '', 'managesStock' => true, 'stock' => '0', 'regularPrice' => '120' ] ] ],
			'new, to be published'           => [ [ 'settings' => [ 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'data' => [ 'status' => 'publish' ] + self::fresh() ] ],
			'new service'                    => [ [ 'item' => [ 'itemType' => 'service' ] ], [ 'action' => 'create', 'data' => array_diff_key( [ 'managesStock' => false, 'isVirtual' => true ] + self::fresh(), [ 'stock' => 1 ] ) ] ],
			'new service, to be published'   => [ [ 'item' => [ 'itemType' => 'service' ], 'settings' => [ 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => array_diff_key( [ 'status' => 'draft', 'managesStock' => false, 'isVirtual' => true ] + self::fresh(), [ 'stock' => 1 ] ) ] ],
			'new material, to be published'  => [ [ 'item' => [ 'itemType' => 'material' ], 'settings' => [ 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => [ 'status' => 'draft' ] + self::fresh() ] ],
			'new material'                   => [ [ 'item' => [ 'itemType' => 'material' ] ], [ 'action' => 'create', 'data' => self::fresh() ] ],
			'new consignment, to be published' => [ [ 'item' => [ 'itemType' => 'consignment' ], 'settings' => [ 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'data' => [ 'status' => 'publish' ] + self::fresh() ] ],
			'new service for a fee'          => [ [ 'item' => [ 'itemType' => 'service' ], 'settings' => [ 'feeItemCode' => 'A1', 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => array_diff_key( [ 'status' => 'draft', 'managesStock' => false, 'isVirtual' => true ] + self::fresh(), [ 'stock' => 1 ] ) ] ],
			'new but inactive'               => [ [ 'item' => [ 'active' => false ] ], [ 'skipped' => 'not active' ] ],
			'stands for fees of a rate'      => [ [ 'settings' => [ 'feeItemByVatRate' => [ '10' => 'A1' ], 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => [ 'status' => 'draft' ] + self::fresh() ] ],
			'new, but stands for shipping'   => [ [ 'settings' => [ 'shippingItemCode' => 'A1', 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => [ 'status' => 'draft' ] + self::fresh() ] ],
			'new, but stands for a fee'      => [ [ 'settings' => [ 'feeItemCode' => 'A1', 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => [ 'status' => 'draft' ] + self::fresh() ] ],
			'new, but stands for fees'       => [ [ 'settings' => [ 'feeItemCode' => 'A1', 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => [ 'status' => 'draft' ] + self::fresh() ] ],
			'left out, but stands for shipping' => [ [ 'deleted' => true, 'settings' => [ 'shippingItemCode' => 'A1', 'newProductStatus' => 'publish' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => [ 'status' => 'draft' ] + self::fresh() ] ],
			'of a group left alone, but stands for a fee' => [ [ 'groups' => [ 'G' ], 'settings' => [ 'feeItemCode' => 'A1' ] ], [ 'action' => 'create', 'notes' => 1, 'data' => self::fresh() ] ],
			'left out'                       => [ [ 'deleted' => true ], [ 'skipped' => 'you left it out' ] ],
			'of a group left alone'          => [ [ 'groups' => [ 'G' ] ], [ 'skipped' => 'group' ] ],
			'in the shop, stands for a fee'  => [ [ 'link' => [], 'product' => [ 'name' => 'Naziv' ], 'settings' => [ 'feeItemCode' => 'A1' ] ], [ 'action' => 'update' ] ],
			'new without a price'            => [ [ 'item' => [ 'priceWithVat' => null ] ], [ 'action' => 'create', 'notes' => 1, 'data' => array_diff_key( self::fresh(), [ 'regularPrice' => 1 ] ) ] ],
			'new with an absurd price'       => [ [ 'item' => [ 'priceWithVat' => '-3' ] ], [ 'skipped' => 'negative' ] ],
			'no code'                        => [ [ 'item' => [ 'code' => ' ' ] ], [ 'skipped' => 'no code' ] ],
			'no name'                        => [ [ 'item' => [ 'name' => " \t" ] ], [ 'skipped' => 'no name' ] ],
			'code too long'                  => [ [ 'item' => [ 'code' => str_repeat( 'š', 101 ) ] ], [ 'skipped' => '100 characters' ] ],
			'code just short enough'         => [ [ 'item' => [ 'code' => str_repeat( 'š', 100 ) ] ], [ 'action' => 'create', 'data' => [ 'sku' => str_repeat( 'š', 100 ) ] + self::fresh() ] ],
			'code with broken characters'    => [ [ 'item' => [ 'code' => "A\xC4" ] ], [ 'skipped' => 'does not keep in a SKU' ] ],
			'linked, code with a tag'        => [ [ 'link' => [], 'item' => [ 'code' => '<b>A1' ] ], [ 'skipped' => 'does not keep in a SKU' ] ],
			'bar code'                       => [ [ 'item' => [ 'gtin' => '4006381333931' ] ], [ 'action' => 'create', 'data' => [ 'gtin' => '4006381333931' ] + self::fresh() ] ],
			'bar code that another has'      => [ [ 'item' => [ 'gtin' => '4006381333931' ], 'gtinOwner' => 5 ], [ 'action' => 'create', 'notes' => 1, 'problem' => 'gtin_taken', 'data' => self::fresh() ] ],
			'wrong bar code'                 => [ [ 'item' => [ 'gtin' => '4006381333930' ] ], [ 'action' => 'create', 'notes' => 1, 'problem' => 'gtin_invalid', 'data' => self::fresh() ] ],

			'linked and the same'            => [ [ 'link' => [] ], [ 'action' => 'update' ] ],
			'linked, another name'           => [ [ 'link' => [], 'item' => [ 'name' => 'Novi' ] ], [ 'action' => 'update' ] ],
			'linked, another name, SORS’'    => [ [ 'link' => [], 'item' => [ 'name' => 'Novi "1"' ], 'settings' => $always ], [ 'action' => 'update', 'data' => [ 'name' => 'Novi "1"' ], 'changes' => [ 'name' ] ] ],
			'linked, description emptied'    => [ [ 'link' => [], 'item' => [ 'description' => '' ], 'product' => [ 'description' => 'Opis' ], 'settings' => $always ], [ 'action' => 'update', 'data' => [ 'description' => '' ], 'changes' => [ 'description' ] ] ],
			'linked, API without description' => [ [ 'link' => [], 'product' => [ 'description' => 'Opis' ], 'settings' => $always ], [ 'action' => 'update' ] ],
			'linked, other VAT'              => [ [ 'link' => [], 'item' => [ 'vatRate' => '10' ] ], [ 'action' => 'update', 'data' => [ 'taxClass' => 'reduced-rate' ], 'changes' => [ 'taxClass' ] ] ],
			'linked, VAT of no class'        => [ [ 'link' => [], 'item' => [ 'vatRate' => '8' ] ], [ 'action' => 'update' ] ],
			'linked, becomes a service'      => [ [ 'link' => [], 'item' => [ 'itemType' => 'service' ] ], [ 'action' => 'update', 'danger' => 'service', 'data' => [ 'isVirtual' => true, 'managesStock' => false, 'stockStatus' => 'instock' ], 'changes' => [ 'virtual', 'stock' ] ] ],
			'linked, leaves before it is one' => [ [ 'link' => [], 'item' => [ 'itemType' => 'service', 'active' => false ] ], [ 'action' => 'update', 'danger' => 'zero', 'linkState' => 'inactive', 'stockBefore' => '10', 'data' => [ 'stock' => '0' ], 'changes' => [ 'stock' ] ] ],
			'linked, becomes one with none left'   => [ [ 'link' => [ 'state' => 'inactive' ], 'item' => [ 'itemType' => 'service', 'active' => false ], 'product' => [ 'stock' => '0', 'stockStatus' => 'outofstock' ] ], [ 'action' => 'update', 'danger' => 'service', 'linkState' => 'inactive', 'statusBefore' => 'instock', 'data' => [ 'isVirtual' => true, 'managesStock' => false, 'stockStatus' => 'outofstock' ], 'changes' => [ 'virtual', 'stock' ] ] ],
			'withdrawn, becomes a service' => [ [ 'link' => [ 'state' => 'inactive', 'statusBefore' => 'instock' ], 'item' => [ 'itemType' => 'service', 'active' => false ] ], [ 'action' => 'update', 'danger' => 'service hide', 'linkState' => 'inactive', 'statusBefore' => 'instock', 'data' => [ 'isVirtual' => true, 'managesStock' => false, 'stockStatus' => 'outofstock' ], 'changes' => [ 'virtual', 'stock', 'stockStatus' ] ] ],
			'linked, was a service'          => [ [ 'link' => [ 'itemType' => 'service' ], 'product' => [ 'isVirtual' => true ] ], [ 'action' => 'update', 'data' => [ 'isVirtual' => false ], 'changes' => [ 'virtual' ] ] ],
			'linked, virtual by the owner'   => [ [ 'link' => [ 'itemType' => 'goods' ], 'product' => [ 'isVirtual' => true ] ], [ 'action' => 'update' ] ],
			'linked, bar code of the shop alone' => [ [ 'link' => [], 'product' => [ 'gtin' => '4006381333931' ] ], [ 'action' => 'update' ] ],
			'linked, wrong bar code'         => [ [ 'link' => [], 'item' => [ 'gtin' => '4006381333930' ] ], [ 'action' => 'update', 'notes' => 1, 'problem' => 'gtin_invalid' ] ],
			'linked, wrong, but the shop\'s' => [ [ 'link' => [], 'product' => [ 'gtin' => '4006381333930' ], 'item' => [ 'gtin' => '4006381333930' ] ], [ 'action' => 'update' ] ],
			'linked, bar code of another'    => [ [ 'link' => [], 'item' => [ 'gtin' => '4006381333931' ], 'gtinOwner' => 5 ], [ 'action' => 'update', 'notes' => 1, 'problem' => 'gtin_taken' ] ],
			'linked, its own bar code'       => [ [ 'link' => [], 'item' => [ 'gtin' => '4006381333931' ], 'gtinOwner' => 7 ], [ 'action' => 'update', 'data' => [ 'gtin' => '4006381333931' ], 'changes' => [ 'gtin' ] ] ],
			'linked, in the trash'           => [ [ 'link' => [], 'product' => [ 'status' => 'trash' ] ], [ 'skipped' => 'trash' ] ],
			'linked, product deleted'        => [ [ 'link' => [], 'product' => null ], [ 'action' => 'create', 'data' => self::fresh() ] ],
			'linked, nameless'               => [ [ 'link' => [], 'item' => [ 'name' => null ] ], [ 'skipped' => 'no name' ] ],
			'a variation'                    => [ [ 'link' => [], 'item' => [ 'name' => 'Novi', 'vatRate' => '10' ], 'product' => [ 'type' => 'variation' ], 'settings' => $always ], [ 'action' => 'update', 'data' => [ 'taxClass' => 'reduced-rate' ], 'changes' => [ 'taxClass' ] ] ],

			'inactive'                       => [ [ 'link' => [], 'item' => [ 'active' => false ] ], [ 'action' => 'update', 'data' => [ 'stock' => '0' ], 'changes' => [ 'stock' ], 'danger' => 'zero', 'linkState' => 'inactive', 'stockBefore' => '10' ] ],
			'inactive, nothing there'        => [ [ 'link' => [], 'item' => [ 'active' => false ], 'product' => [ 'stock' => '0' ] ], [ 'action' => 'update', 'linkState' => 'inactive' ] ],
			'inactive, keeps no stock'       => [ [ 'link' => [], 'item' => [ 'active' => false ], 'product' => [ 'managesStock' => false ] ], [ 'action' => 'update', 'data' => [ 'stockStatus' => 'outofstock' ], 'changes' => [ 'stockStatus' ], 'danger' => 'hide', 'linkState' => 'inactive', 'statusBefore' => 'instock' ] ],
			'inactive, to be hidden'         => [ [ 'link' => [], 'item' => [ 'active' => false ], 'settings' => [ 'missingProducts' => 'draft' ] ], [ 'action' => 'update', 'data' => [ 'status' => 'draft' ], 'changes' => [ 'status' ], 'danger' => 'hide', 'linkState' => 'inactive', 'statusBefore' => 'publish' ] ],
			'inactive variation, to be hidden' => [ [ 'link' => [], 'item' => [ 'active' => false ], 'product' => [ 'type' => 'variation' ], 'settings' => [ 'missingProducts' => 'draft' ] ], [ 'action' => 'update', 'data' => [ 'status' => 'private' ], 'changes' => [ 'status' ], 'danger' => 'hide', 'linkState' => 'inactive', 'statusBefore' => 'publish' ] ],
			'inactive, shown by the owner'   => [ [ 'link' => [ 'state' => 'inactive', 'statusBefore' => 'publish' ], 'item' => [ 'active' => false ], 'settings' => [ 'missingProducts' => 'draft' ] ], [ 'action' => 'update', 'linkState' => 'inactive', 'statusBefore' => 'publish' ] ],
			'inactive, to be left'           => [ [ 'link' => [], 'item' => [ 'active' => false ], 'settings' => [ 'missingProducts' => 'leave' ] ], [ 'action' => 'update', 'linkState' => 'inactive' ] ],
			'inactive, status never ours'    => [ [ 'link' => [], 'item' => [ 'active' => false ], 'settings' => [ 'missingProducts' => 'draft', 'fields' => [ 'status' => 'never' ] ] ], [ 'action' => 'update', 'linkState' => 'inactive' ] ],
			'active again'                   => [ [ 'link' => [ 'state' => 'inactive', 'statusBefore' => 'publish' ], 'product' => [ 'status' => 'draft' ] ], [ 'action' => 'update', 'data' => [ 'status' => 'publish' ], 'changes' => [ 'status' ] ] ],
			'active again, stock on creation' => [ [ 'link' => [ 'state' => 'inactive', 'stockBefore' => '6' ], 'product' => [ 'stock' => '0' ], 'settings' => [ 'fields' => [ 'stock' => 'create' ] ] ], [ 'action' => 'update', 'data' => [ 'stock' => '6' ], 'changes' => [ 'stock' ] ] ],
			'active again, back-orders came' => [ [ 'link' => [ 'state' => 'inactive', 'stockBefore' => '6' ], 'product' => [ 'stock' => '-2' ], 'settings' => [ 'fields' => [ 'stock' => 'create' ] ] ], [ 'action' => 'update', 'data' => [ 'stock' => '4' ], 'changes' => [ 'stock' ] ] ],
			'active again, restocked by the owner' => [ [ 'link' => [ 'state' => 'inactive', 'stockBefore' => '6' ], 'product' => [ 'stock' => '3' ], 'settings' => [ 'fields' => [ 'stock' => 'create' ] ] ], [ 'action' => 'update' ] ],
			'active again, stock is SORS’' => [ [ 'link' => [ 'state' => 'inactive', 'stockBefore' => '6' ], 'product' => [ 'stock' => '0' ] ], [ 'action' => 'update' ] ],
			'inactive for the second time, stock on creation' => [ [ 'link' => [ 'state' => 'inactive', 'stockBefore' => '6' ], 'item' => [ 'active' => false ], 'product' => [ 'stock' => '0' ], 'settings' => [ 'fields' => [ 'stock' => 'create' ] ] ], [ 'action' => 'update', 'linkState' => 'inactive', 'stockBefore' => '6' ] ],
			'active again, keeps no stock'   => [ [ 'link' => [ 'state' => 'inactive', 'statusBefore' => 'instock' ], 'product' => [ 'managesStock' => false, 'stockStatus' => 'outofstock' ] ], [ 'action' => 'update', 'data' => [ 'stockStatus' => 'instock' ], 'changes' => [ 'stockStatus' ] ] ],

			'found by its SKU'               => [ [ 'candidates' => [ [ 'id' => 9 ] ] ], [ 'action' => 'update', 'objectId' => 9, 'changes' => [ 'link' ] ] ],
			'found by its SKU, inactive'     => [ [ 'candidates' => [ [ 'id' => 9 ] ], 'item' => [ 'active' => false ] ], [ 'action' => 'update', 'objectId' => 9, 'changes' => [ 'link', 'stock' ], 'data' => [ 'stock' => '0' ], 'danger' => 'zero', 'linkState' => 'inactive', 'stockBefore' => '10' ] ],
			'two with its SKU'               => [ [ 'candidates' => [ [ 'id' => 9 ], [ 'id' => 10 ] ] ], [ 'skipped' => '#10' ] ],
			'its code is the SKU of another' => [ [ 'taken' => [ 'id' => 9 ] ], [ 'skipped' => '#9' ] ],
			'renamed in SORS'                => [ [ 'former' => [ 'code' => 'A0' ], 'formerProduct' => [ 'sku' => 'A0' ] ], [ 'skipped' => 'had the code A0 until now' ] ],
			'renamed, another has the SKU'   => [ [ 'former' => [ 'code' => 'A0' ], 'formerProduct' => [ 'sku' => 'A0' ], 'candidates' => [ [ 'id' => 9 ] ] ], [ 'skipped' => 'had the code A0 until now' ] ],
			'renamed, its product in the trash' => [ [ 'former' => [ 'code' => 'A0' ], 'formerProduct' => [ 'status' => 'trash' ] ], [ 'skipped' => 'had the code A0 until now' ] ],
			'renamed, and the SKU with it'   => [ [ 'former' => [ 'code' => 'A0' ], 'formerProduct' => [], 'item' => [ 'vatRate' => '10' ] ], [ 'action' => 'update', 'objectId' => 7, 'data' => [ 'taxClass' => 'reduced-rate' ], 'changes' => [ 'link', 'taxClass' ] ] ],
			'renamed, left alone'            => [ [ 'former' => [ 'code' => 'A0', 'leftAlone' => 'product', 'state' => 'inactive', 'statusBefore' => 'publish', 'stockBefore' => '4' ], 'formerProduct' => [], 'item' => [ 'vatRate' => '10' ] ], [ 'action' => 'update', 'objectId' => 7, 'changes' => [ 'link' ], 'linkState' => 'inactive', 'statusBefore' => 'publish', 'stockBefore' => '4' ] ],
			'one with a space behind it'     => [ [ 'candidates' => [ [ 'id' => 9, 'sku' => 'A1 ' ] ] ], [ 'skipped' => 'a space' ] ],
			'one that only folds to it'      => [ [ 'candidates' => [ [ 'id' => 9, 'sku' => 'a1' ] ] ], [ 'skipped' => '“a1”' ] ],
		];
	}

	private static function fresh(): array {
		return [
			'sku'          => 'A1',
			'name'         => 'Naziv',
			'status'       => 'draft',
			'taxClass'     => '',
			'managesStock' => true,
			'stock'        => '0',
			'regularPrice' => '120',
		];
	}

	/** @dataProvider plans */
	public function testPlan( array $case, array $expected ): void {
		$item               = new Product(
			( $case['item'] ?? [] ) + [
				'id'           => '1',
				'code'         => 'A1',
				'name'         => 'Naziv',
				'itemType'     => 'goods',
				'vatRate'      => '20',
				'priceWithVat' => '120',
				'active'       => true,
				'groupId'      => 'G',
			]
		);
		$subject            = new CatalogSubject();
		$subject->gtinOwner = $case['gtinOwner'] ?? 0;
		if ( isset( $case['link'] ) ) {
			$subject->link  = Shop::link( $case['link'] );
			$subject->state = array_key_exists( 'product', $case ) && null === $case['product'] ? null : Shop::product( $case['product'] ?? [] );
		}
		foreach ( $case['candidates'] ?? [] as $candidate ) {
			$subject->candidates[] = Shop::product( $candidate );
		}
		$subject->isDeleted   = $case['deleted'] ?? false;
		$subject->taken       = isset( $case['taken'] ) ? Shop::product( $case['taken'] ) : null;
		$subject->former      = isset( $case['former'] ) ? Shop::link( $case['former'] ) : null;
		$subject->formerState = isset( $case['formerProduct'] ) ? Shop::product( $case['formerProduct'] ) : null;
		$plan                 = ( new CatalogPlanner( Shop::rules( $case['settings'] ?? [], $case['groups'] ?? [] ) ) )->plan( $item, $subject );
		if ( isset( $expected['skipped'] ) ) {
			self::assertStringContainsString( $expected['skipped'], Sentence::shown( (string) $plan->skipped ) );
			return;
		}
		self::assertNull( $plan->skipped );
		self::assertEquals( ( $expected['data'] ?? [] ), array_filter( get_object_vars( $plan->data ), static fn( $value ): bool => null !== $value ) );
		self::assertSame( $expected['action'], $plan->action );
		if ( 'update' === $plan->action ) {
			self::assertSame( $expected['changes'] ?? [], array_column( $plan->changes, 'field' ) );
			self::assertSame( ! isset( $expected['changes'] ), $plan->isUnchanged() );
		}
		self::assertSame(
			[ $expected['danger'] ?? '', $expected['linkState'] ?? 'active', $expected['statusBefore'] ?? '', $expected['stockBefore'] ?? '', $expected['notes'] ?? 0, $expected['problem'] ?? '' ],
			[ $plan->danger, $plan->link->state, $plan->link->statusBefore, $plan->link->stockBefore, count( $plan->notes ), $plan->problem ]
		);
		self::assertSame( $expected['objectId'] ?? ( isset( $case['link'] ) && 'update' === $plan->action ? 7 : 0 ), $plan->objectId );
	}

	/** WordPress keeps 200 characters of it, as much as they are once they are escaped. */
	public function testALongBrandIsGivenOnce(): void {
		$name  = 'Fabrika & sinovi ' . str_repeat( 'd', 200 );
		$rules = new CatalogRules( Shop::settings( [ 'fields' => [ 'brand' => 'always' ] ] ), new TaxClasses( [], [ '' => 'Standard' ], static fn(): string => '0' ), [ 'B' => new Group( array_fill_keys( [ 'id', 'parent_id', 'term_id', 'left_alone', 'applied_name', 'applied_parent_id', 'applied_parent_term' ], null ) + [ 'group_id' => 'B', 'name' => $name ] ) ], 0, [], true );
		$item  = new Product( [ 'id' => '1', 'code' => 'A1', 'name' => 'Naziv', 'secondGroupId' => 'B' ] );

		$subject        = new CatalogSubject();
		$subject->link  = Shop::link();
		$subject->state = Shop::product();
		$plan           = ( new CatalogPlanner( $rules ) )->plan( $item, $subject );
		self::assertSame( 200, mb_strlen( Text::line( (string) $plan->data->brand ) ) );
		$subject->state->brands = [ Text::line( (string) $plan->data->brand ) ];
		self::assertTrue( ( new CatalogPlanner( $rules ) )->plan( $item, $subject )->isUnchanged() );
	}

	public function testAnEmptyChangeIsEmpty(): void {
		self::assertTrue( ( new ProductData() )->isEmpty() );
		$data              = new ProductData();
		$data->description = '';
		self::assertFalse( $data->isEmpty() );
	}
}
