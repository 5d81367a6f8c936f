<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\Contract\PagingRules;
use SorsApi\Sors\Malformed;

/**
 * From page to page, in the contract's style.
 *
 * A list that ends too early is worse than one that fails: what was not read counts as gone in the shop. So a page that
 * is not full ends a list only where SORS does not say how many items there are, and a total that does not come true is
 * an error.
 */
final class Pager {

	private PagingRules $rules;

	public function __construct( PagingRules $rules ) {
		$this->rules = $rules;
	}

	/** @return array<string, string|int> Wire name => value, for the page at the cursor. */
	public function parameters( ?Cursor $cursor ): array {
		$parameters = [];
		if ( null !== $this->rules->size && null !== $this->rules->maxSize && 'none' !== $this->rules->style ) {
			$parameters[ $this->rules->size ] = $this->rules->maxSize;
		}
		if ( 'cursor' === $this->rules->style && null !== $cursor ) {
			$parameters[ (string) $this->rules->cursorParam ] = $cursor->at;
		}
		if ( 'page' === $this->rules->style || 'offset' === $this->rules->style ) {
			$parameters[ (string) $this->rules->page ] = null === $cursor ? $this->rules->first : $cursor->at;
		}
		return $parameters;
	}

	/**
	 * @param array<mixed> $items What this page held.
	 * @param int|null     $total What SORS says of all pages together.
	 * @param string|null  $token The server's token of the next page, where it gives one.
	 *
	 * @throws Malformed "paging" When the list goes round in a circle, or ends before its total.
	 */
	public function next( ?Cursor $asked, array $items, ?int $total, ?string $token, string $operation ): ?Cursor {
		$count = count( $items );
		$seen  = $count + ( null === $asked ? 0 : $asked->seen );
		if ( 'none' === $this->rules->style ) {
			return null;
		}
		$ends = 'cursor' === $this->rules->style ? null === $token : $this->endsHere( $asked, $count, $seen, $total );
		if ( $ends ) {
			if ( 0 === $count && null !== $total && ( $seen < $total || ( 0 === $total && $seen > 0 ) ) ) {
				/* translators: 1: number of items read, 2: number of items announced. */
				throw self::broken( $operation, sprintf( __( 'the list ended after %1$d items, while SORS speaks of %2$d', 'sors-api-for-woocommerce' ), $seen, $total ) );
			}
			return null;
		}
		$at   = 'page' === $this->rules->style ? 1 + (int) ( null === $asked ? $this->rules->first : $asked->at ) : $this->rules->first + $seen;
		$next = Cursor::after( $asked, 'cursor' === $this->rules->style ? (string) $token : $at, $seen, md5( json_encode( $items, JSON_PARTIAL_OUTPUT_ON_ERROR ) . '|' . $token ) );
		if ( null === $next ) {
			throw self::broken( $operation, __( 'the same page came twice, although another one was asked for', 'sors-api-for-woocommerce' ) );
		}
		return $next;
	}

	private function endsHere( ?Cursor $asked, int $count, int $seen, ?int $total ): bool {
		$size   = $this->rules->pageSize();
		$isFull = null === $size || $count >= $size;
		if ( 0 === $count ) {
			return true;
		}
		if ( null !== $total && $total > $seen ) {
			return false;
		}
		if ( $total === $seen && ! ( null === $asked && $isFull ) ) {
			return true;
		}
		// No total, or one that cannot be it: some servers give the number of items on the page for the total.
		return ! $isFull;
	}

	private static function broken( string $operation, string $fault ): Malformed {
		return new Malformed(
			sprintf(
				/* translators: 1: our name of the operation, 2: what is wrong. */
				__( 'SORS did not give the whole list (%1$s: %2$s). Nothing was changed because of it. Try again; if it stays, show this to whoever looks after the site.', 'sors-api-for-woocommerce' ),
				$operation,
				$fault
			),
			'paging',
			$operation
		);
	}
}
