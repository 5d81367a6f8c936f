<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/**
 * Where a list is to be read on. It is kept as a text between steps and holds no secret.
 *
 * Besides the place it carries what is needed to notice a server that goes round in circles (one that ignores the
 * page's number sends the first page for ever): the fingerprint of an earlier page. By Brent's algorithm this page is
 * moved on at each power of two, which finds a circle of any length with a single one kept.
 */
final class Cursor {

	/** @var int|string Number of the page, offset, or the server's token. */
	public $at;

	/** How many items the pages before had. */
	public int $seen;
	public string $mark;
	public int $steps;
	public int $limit;

	/**
	 * @param int|string $at
	 */
	public function __construct( $at, int $seen, string $mark, int $steps = 0, int $limit = 1 ) {
		$this->at    = $at;
		$this->seen  = $seen;
		$this->mark  = $mark;
		$this->steps = $steps;
		$this->limit = $limit;
	}

	/**
	 * @param int|string $at
	 *
	 * @return self|null Null when this page was there before: the list goes round in a circle.
	 */
	public static function after( ?self $asked, $at, int $seen, string $fingerprint ): ?self {
		if ( null === $asked ) {
			return new self( $at, $seen, $fingerprint );
		}
		if ( $fingerprint === $asked->mark ) {
			return null;
		}
		if ( $asked->steps + 1 >= $asked->limit ) {
			return new self( $at, $seen, $fingerprint, 0, $asked->limit * 2 );
		}
		return new self( $at, $seen, $asked->mark, $asked->steps + 1, $asked->limit );
	}

	public function encode(): string {
		return (string) json_encode( [ $this->at, $this->seen, $this->mark, $this->steps, $this->limit ], JSON_UNESCAPED_SLASHES );
	}

	/**
	 * @throws \InvalidArgumentException When it was not made by encode().
	 */
	public static function decode( string $text ): self {
		$parts = json_decode( $text, true );
		if ( ! is_array( $parts ) || ! isset( $parts[0], $parts[1], $parts[2], $parts[3], $parts[4] ) || ! is_int( $parts[1] ) || ! is_string( $parts[2] ) || ! is_int( $parts[3] ) || ! is_int( $parts[4] ) || ( ! is_int( $parts[0] ) && ! is_string( $parts[0] ) ) ) {
			throw new \InvalidArgumentException( 'Not a cursor of ours.' );
		}
		return new self( $parts[0], $parts[1], $parts[2], $parts[3], $parts[4] );
	}
}
