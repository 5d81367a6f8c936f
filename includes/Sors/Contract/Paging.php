<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

use SorsApi\Sentence;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;

/**
 * How lists are cut into pages, and the way from one page to the next.
 *
 * A list that ends too early is worse than one that fails: what was not read counts as discontinued in the shop. So a page
 * that is not full ends a list only where SORS does not say how many items there are, and a total that is not reached is
 * an error.
 *
 * A cursor is a text that the steps of a run keep between them; it holds no secret. Besides the place it carries what
 * shows that a server goes round in circles (one that ignores the page's number sends the first page for ever): the
 * fingerprint of an earlier page. By Brent's algorithm this page moves on at each power of two, so that a single
 * fingerprint finds a circle of any length. A server that gives a new page for ever is stopped by their number.
 *
 * @phpstan-type Place array{at: int, seen: int, mark: string, steps: int, limit: int}
 */
final class Paging {

	/** Millions of items. */
	public const MOST_PAGES = 20000;

	/** One of page, offset, none. */
	public string $style;

	/** Wire name of the page's number, or of the offset. */
	public ?string $page;

	/** Wire name of the page's size. */
	public ?string $size;

	/** Number of the first page; with offsets, of the first item. */
	public int $first;

	/** How many items we ask for. */
	public ?int $maxSize;

	/** @throws ContractError When the part lacks what its style needs. */
	public function __construct( Reader $part ) {
		$this->style   = $part->oneOf( 'style', [ 'page', 'offset', 'none' ] );
		$this->page    = $part->optionalText( 'page' );
		$this->size    = $part->optionalText( 'size' );
		$this->first   = $part->optionalInt( 'firstPage', 0 ) ?? 0;
		$this->maxSize = $part->optionalInt( 'maxSize', 1 );
		if ( 'none' !== $this->style && null === $this->page ) {
			throw $part->error( 'page', 'is missing, and this style needs it' );
		}
	}

	/**
	 * @param string|null $cursor Of the page to ask for; null = the first one.
	 * @return array<string, int> Wire name => value.
	 * @throws \InvalidArgumentException When next() did not make the cursor.
	 */
	public function parameters( ?string $cursor ): array {
		$place = self::decode( $cursor );
		if ( 'none' === $this->style ) {
			return [];
		}
		$size = null === $this->size || null === $this->maxSize ? [] : [ $this->size => $this->maxSize ];
		return $size + [ (string) $this->page => null === $place ? $this->first : $place['at'] ];
	}

	/**
	 * @param string|null  $cursor    Of the page that was read; null = the first one.
	 * @param array<mixed> $items     What it held.
	 * @param int|null     $total     What SORS says of all pages together.
	 * @param string       $operation For the words.
	 * @return string|null Cursor of the next page; null = this was the last one.
	 * @throws Malformed "paging" When the list goes round in a circle, ends before its total, or does not end.
	 */
	public function next( ?string $cursor, array $items, ?int $total, string $operation ): ?string {
		$place = self::decode( $cursor );
		$count = count( $items );
		$seen  = $count + ( null === $place ? 0 : $place['seen'] );
		if ( 'none' === $this->style ) {
			return null;
		}
		if ( $this->endsHere( null === $place, $count, $seen, $total ) ) {
			if ( 0 === $count && null !== $total && ( $seen < $total || ( 0 === $total && $seen > 0 ) ) ) {
				/* translators: 1: number of items read, 2: number of items announced. */
				self::broken( $operation, Sentence::__( 'the list ended after %1$d items, although SORS announced %2$d', 'sors-api-for-woocommerce', $seen, $total ) )->throw();
			}
			return null;
		}
		$at   = 'page' === $this->style ? 1 + ( null === $place ? $this->first : $place['at'] ) : $this->first + $seen;
		$next = self::after( $place, $at, $seen, md5( (string) json_encode( $items, JSON_PARTIAL_OUTPUT_ON_ERROR ) ) );
		if ( null === $next ) {
			self::broken( $operation, Sentence::__( 'the same page came twice, although another one was requested', 'sors-api-for-woocommerce' ) )->throw();
		}
		// By then this many pages have been read.
		if ( $next['limit'] + $next['steps'] > self::MOST_PAGES ) {
			self::tooLong( $operation, self::MOST_PAGES )->throw();
		}
		return (string) json_encode( [ $next['at'], $next['seen'], $next['mark'], $next['steps'], $next['limit'] ], JSON_UNESCAPED_SLASHES );
	}

	private function endsHere( bool $isFirst, int $count, int $seen, ?int $total ): bool {
		$size   = null === $this->size ? null : $this->maxSize;
		$isFull = null === $size || $count >= $size;
		if ( 0 === $count ) {
			return true;
		}
		if ( null !== $total && $total > $seen ) {
			return false;
		}
		if ( $total === $seen && ! ( $isFirst && $isFull ) ) {
			return true;
		}
		// No total, or one that cannot be right: some servers give the number of items on the page instead.
		return ! $isFull;
	}

	/**
	 * @param Place|null $place Where the page that was read began.
	 * @param int        $at    Number of the next page, or its offset.
	 * @param int        $seen  How many items have been read.
	 * @return Place|null Null when this page was there before: the list goes round in a circle.
	 */
	private static function after( ?array $place, int $at, int $seen, string $fingerprint ): ?array {
		if ( null !== $place && $fingerprint === $place['mark'] ) {
			return null;
		}
		$moves = null === $place || $place['steps'] + 1 >= $place['limit'];
		return [
			'at'    => $at,
			'seen'  => $seen,
			'mark'  => $moves ? $fingerprint : $place['mark'],
			'steps' => $moves ? 0 : $place['steps'] + 1,
			'limit' => null === $place ? 1 : $place['limit'] * ( $moves ? 2 : 1 ),
		];
	}

	/**
	 * @return Place|null Null for the first page.
	 * @throws \InvalidArgumentException When next() did not make it.
	 */
	private static function decode( ?string $cursor ): ?array {
		if ( null === $cursor ) {
			return null;
		}
		$parts = json_decode( $cursor, true );
		if ( ! is_array( $parts ) || ! isset( $parts[0], $parts[1], $parts[2], $parts[3], $parts[4] ) || ! is_int( $parts[0] ) || ! is_int( $parts[1] ) || ! is_string( $parts[2] ) || ! is_int( $parts[3] ) || ! is_int( $parts[4] ) ) {
			throw new \InvalidArgumentException( 'Not a cursor of ours.' );
		}
		return [
			'at'    => $parts[0],
			'seen'  => $parts[1],
			'mark'  => $parts[2],
			'steps' => $parts[3],
			'limit' => $parts[4],
		];
	}

	public static function tooLong( string $operation, int $pages ): Malformed {
		/* translators: %d: number of pages. */
		return self::broken( $operation, Sentence::_n( 'it has more than %d page', 'it has more than %d pages', $pages, 'sors-api-for-woocommerce', $pages ) );
	}

	public static function tooSlow( string $operation, int $seconds ): Malformed {
		/* translators: %d: number of seconds. */
		return self::broken( $operation, Sentence::_n( 'it had not ended after %d second', 'it had not ended after %d seconds', $seconds, 'sors-api-for-woocommerce', $seconds ) );
	}

	private static function broken( string $operation, string $fault ): Malformed {
		/* translators: 1: our name of the operation, 2: what is wrong. */
		return new Malformed( Sentence::__( 'SORS did not give the whole list (%1$s: %2$s). Nothing was changed. Try again; if this continues, show this to the person who looks after the site.', 'sors-api-for-woocommerce', $operation, $fault ), 'paging', $operation );
	}
}
