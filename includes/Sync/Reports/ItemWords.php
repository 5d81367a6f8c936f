<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Sors\Decimal;
use SorsApi\Sync\Engine\RunItem;

/** The words that the screen has for an item of a run: src/runs/states.ts and Changes.tsx. */
final class ItemWords {

	private const FIGURES = [ 'price', 'stock', 'vat' ];

	public static function outcome( RunItem $item ): string {
		$outcome = $item->shownOutcome();
		if ( RunItem::PLANNED === $outcome ) {
			return RunItem::CREATE === $item->action ? __( 'Will be created', 'sors-api-for-woocommerce' ) : __( 'Will be changed', 'sors-api-for-woocommerce' );
		}
		return [
			'created'          => __( 'Created', 'sors-api-for-woocommerce' ),
			'updated'          => __( 'Changed', 'sors-api-for-woocommerce' ),
			RunItem::UNCHANGED => __( 'Unchanged', 'sors-api-for-woocommerce' ),
			RunItem::SKIPPED   => __( 'Left out', 'sors-api-for-woocommerce' ),
			'failed'           => __( 'Failed', 'sors-api-for-woocommerce' ),
		][ $outcome ] ?? $outcome;
	}

	public static function field( string $field ): string {
		return [
			'name'        => __( 'Name', 'sors-api-for-woocommerce' ),
			'description' => __( 'Description', 'sors-api-for-woocommerce' ),
			'categories'  => __( 'Categories', 'sors-api-for-woocommerce' ),
			'brand'       => __( 'Brand', 'sors-api-for-woocommerce' ),
			'unit'        => __( 'Unit', 'sors-api-for-woocommerce' ),
			'price'       => __( 'Price', 'sors-api-for-woocommerce' ),
			'stock'       => __( 'Stock', 'sors-api-for-woocommerce' ),
			'stockStatus' => __( 'Availability', 'sors-api-for-woocommerce' ),
			'images'      => __( 'Images', 'sors-api-for-woocommerce' ),
			'status'      => __( 'Status', 'sors-api-for-woocommerce' ),
			'gtin'        => __( 'Bar code (GTIN)', 'sors-api-for-woocommerce' ),
			'virtual'     => __( 'Service', 'sors-api-for-woocommerce' ),
			'taxClass'    => __( 'Tax class', 'sors-api-for-woocommerce' ),
			'vat'         => __( 'VAT', 'sors-api-for-woocommerce' ),
			'link'        => __( 'Linked with SORS', 'sors-api-for-woocommerce' ),
		][ $field ] ?? $field;
	}

	/** @param string $point Of a decimal. */
	public static function value( string $field, ?string $value, string $point ): string {
		if ( in_array( $field, self::FIGURES, true ) && Decimal::isDecimal( (string) $value ) ) {
			return str_replace( '.', $point, (string) $value );
		}
		$words = [
			'status'      => [
				'publish' => __( 'Published', 'sors-api-for-woocommerce' ),
				'draft'   => __( 'Draft', 'sors-api-for-woocommerce' ),
			],
			'stockStatus' => [
				'instock'     => __( 'In stock', 'sors-api-for-woocommerce' ),
				'outofstock'  => __( 'Out of stock', 'sors-api-for-woocommerce' ),
				'onbackorder' => __( 'On backorder', 'sors-api-for-woocommerce' ),
			],
			'virtual'     => [
				'yes' => __( 'yes', 'sors-api-for-woocommerce' ),
				'no'  => __( 'no', 'sors-api-for-woocommerce' ),
			],
		];
		return $words[ $field ][ (string) $value ] ?? (string) $value;
	}
}
