<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Log\Log;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\ForeignFailure;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;

/** Asks other code of the site which products some items are that are not linked yet. */
final class LinkedProducts {

	/** @var array<string, ProductState> By code: not in the trash, and linked to nothing. */
	public array $chosen = [];
	/** @var array<string, string> By code: why it cannot be told. */
	public array $failures = [];

	/** @param array<string, int> $found Code => product with this SKU; 0 = none, or several. */
	public static function ask( array $found, ProductParts $parts ): self {
		$asked  = new self();
		$wanted = $asked->answers( $found );
		$states = [] === $wanted ? [] : ProductReader::byIds( array_values( $wanted ), $parts );
		$taken  = [] === $wanted ? [] : Links::byObjectIds( array_values( $wanted ) );
		foreach ( $wanted as $code => $id ) {
			$state = $states[ $id ] ?? null;
			if ( null === $state || isset( $taken[ $id ] ) || in_array( $state->status, [ 'trash', 'auto-draft' ], true ) ) {
				Log::ignored( 'sors_linked_product', $id, 'no product, in the trash, or linked already' );
			} else {
				$asked->chosen[ $code ] = $state;
				// Not to two items.
				$taken[ $id ] = true;
			}
		}
		return $asked;
	}

	/**
	 * @param array<string, int> $found
	 * @return array<string, int> Where the answer is another.
	 */
	private function answers( array $found ): array {
		$wanted = [];
		foreach ( $found as $code => $id ) {
			try {
				/**
				 * Which product an item is, once: from then on they are linked.
				 *
				 * @param int    $id   Product or variation that has the code as its SKU; 0 = none, or several.
				 * @param string $code
				 */
				$answer = ForeignCode::run( static fn() => apply_filters( 'sors_linked_product', $id, (string) $code ) );
			} catch ( ForeignFailure $failure ) {
				$this->failures[ $code ] = ForeignCode::logged( $failure, "A filter over item $code" );
				continue;
			}
			if ( ! is_int( $answer ) || $answer < 0 ) {
				Log::ignored( 'sors_linked_product', $answer );
			} elseif ( 0 !== $answer && $answer !== $id ) {
				$wanted[ $code ] = $answer;
			}
		}
		return $wanted;
	}
}
