<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Log\Log;
use SorsApi\Sors\Page;
use SorsApi\Sors\Product;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\ForeignFailure;

/**
 * Lets other code of the site change what SORS says of an item. Where items are read: so the shop is compared with the
 * same that is written to it, and no run finds a difference that is none.
 */
final class ItemFilter {

	private const TEXTS = [ 'name', 'description', 'gtin', 'groupId', 'secondGroupId' ];

	/** @var array<string, string> By code: why an item cannot be told. */
	public array $failures = [];

	/**
	 * @param Page<Product> $page
	 * @return Page<Product>
	 */
	public function page( Page $page ): Page {
		return has_filter( 'sors_item' ) ? new Page( array_map( [ $this, 'item' ], $page->items ), $page->next, $page->total ) : $page;
	}

	private function item( Product $item ): Product {
		$all    = get_object_vars( $item );
		$fields = array_intersect_key( $all, array_flip( array_merge( self::TEXTS, [ 'active' ] ) ) );
		try {
			/**
			 * What SORS says of an item, before it is compared with the shop.
			 *
			 * @param array<string, string|bool|null> $fields
			 * @param string                          $code
			 */
			$answer = ForeignCode::run( static fn() => apply_filters( 'sors_item', $fields, $item->code ) );
		} catch ( ForeignFailure $failure ) {
			$this->failures[ $item->code ] = ForeignCode::logged( $failure, "A filter over item $item->code" );
			return $item;
		}
		foreach ( is_array( $answer ) ? $answer : [ '' => $answer ] as $name => $value ) {
			if ( ! ( 'active' === $name ? null === $value || is_bool( $value ) : in_array( $name, self::TEXTS, true ) && ( null === $value || is_string( $value ) ) ) ) {
				Log::ignored( 'sors_item', $value, "as $name" );
				return $item;
			}
		}
		/** @var array<string, string|bool|null> $answer */
		return $answer === $fields ? $item : ( new Product( $answer + $all ) )->withFaults( $item->faults() );
	}
}
