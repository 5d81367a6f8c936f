<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

'cli' === PHP_SAPI || exit;

/** Makes another answer of a real one: one that can still be read and holds hostile values, or one that hardly can. */
final class Mutator {

	private const DEEP = 600;

	private Dice $dice;

	/** @var array<string, string> Text that stands for what json_encode() cannot write => that. */
	private array $raw = [];

	/** @var array<int, true> Numbers of the nodes to be changed, in the order of reading. */
	private array $targets = [];
	private int $node = 0;
	private \stdClass $dropped;

	public function __construct( Dice $dice ) {
		$this->dice    = $dice;
		$this->dropped = new \stdClass();
	}

	public function of( string $json ): string {
		if ( $this->dice->onceIn( 15 ) ) {
			return $this->damaged( $json );
		}
		$tree    = json_decode( $json, false, 512, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR );
		$changed = $this->dice->onceIn( 3 ) ? $this->changed( $tree ) : $this->poisoned( $tree, $this->dice->pick( [ 3, 8, 25 ] ) );
		return strtr( (string) json_encode( $changed, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION | JSON_INVALID_UTF8_SUBSTITUTE, 4096 ), $this->raw );
	}

	private function damaged( string $json ): string {
		return $this->dice->pick(
			[
				'',
				'null',
				'[]',
				'{}',
				'0',
				'"' . $json,
				substr( $json, 0, (int) ( strlen( $json ) / 2 ) ),
				"\xEF\xBB\xBF" . $json,
				$json . '<!-- ' . Hostile::text( $this->dice ) . ' -->',
				'<html><body>' . Hostile::text( $this->dice ) . '</body></html>',
				str_repeat( '[', 100000 ),
				str_repeat( '{"a":', self::DEEP ) . '1' . str_repeat( '}', self::DEEP ),
				"\x1F\x8B\x08" . $json,
				mb_convert_encoding( $json, "ISO-8859-2", "UTF-8" ) . "\xFF",
			]
		);
	}

	/**
	 * Values of the same kind, each with a bad will.
	 *
	 * @param mixed $node
	 *
	 * @return mixed
	 */
	private function poisoned( $node, int $rarity ) {
		if ( is_array( $node ) ) {
			return array_map( fn( $inner ) => $this->poisoned( $inner, $rarity ), $node );
		}
		if ( $node instanceof \stdClass ) {
			$new = new \stdClass();
			foreach ( get_object_vars( $node ) as $name => $inner ) {
				$new->$name = $this->poisoned( $inner, $rarity );
			}
			return $new;
		}
		if ( ! $this->dice->onceIn( $rarity ) ) {
			return $node;
		}
		if ( is_string( $node ) ) {
			return $this->dice->pick( [ '', $node . ' ', ' ' ] ) . Hostile::text( $this->dice );
		}
		if ( is_bool( $node ) ) {
			return ! $node;
		}
		return is_numeric( $node ) ? $this->dice->pick( [ -$node, $node * 1000, $node / 3, 0, $node + 0.005, 1e9 ] ) : Hostile::text( $this->dice );
	}

	/**
	 * One to three places where it has another form.
	 *
	 * @param mixed $tree
	 *
	 * @return mixed
	 */
	private function changed( $tree ) {
		$this->rebuilt( $tree );
		$nodes = $this->node;
		for ( $i = $this->dice->upTo( 2 ); $i >= 0; $i-- ) {
			$this->targets[ $this->dice->upTo( $nodes - 1 ) ] = true;
		}
		$this->node = 0;
		$new        = $this->rebuilt( $tree );
		return $new === $this->dropped ? null : $new;
	}

	/**
	 * @param mixed $node
	 *
	 * @return mixed
	 */
	private function rebuilt( $node ) {
		if ( isset( $this->targets[ $this->node++ ] ) ) {
			return $this->replaced( $node );
		}
		if ( is_array( $node ) ) {
			$list = array_map( fn( $inner ) => $this->rebuilt( $inner ), $node );
			return array_values( array_filter( $list, fn( $inner ): bool => $inner !== $this->dropped ) );
		}
		if ( ! $node instanceof \stdClass ) {
			return $node;
		}
		$new = new \stdClass();
		foreach ( get_object_vars( $node ) as $name => $inner ) {
			$value = $this->rebuilt( $inner );
			if ( $value !== $this->dropped ) {
				$new->$name = $value;
			}
		}
		return $new;
	}

	/**
	 * @param mixed $node
	 *
	 * @return mixed
	 */
	private function replaced( $node ) {
		if ( is_array( $node ) && [] !== $node && ! $this->dice->onceIn( 4 ) ) {
			return $this->otherList( $node );
		}
		switch ( $this->dice->upTo( 9 ) ) {
			case 0:
				return $this->dropped;
			case 1:
				return null;
			case 2:
				return $this->dice->pick( [ [], new \stdClass(), [ $node ], (object) [ '0' => $node ], (object) [ 'value' => $node ] ] );
			case 3:
				return $this->dice->pick( [ true, false, 0, 1, '', -1 ] );
			case 4:
				return $this->raw( Hostile::rawNumber( $this->dice ) );
			case 5:
				return $this->raw( Hostile::rawText( $this->dice ) );
			case 6:
				return $this->raw( str_repeat( '[', self::DEEP ) . str_repeat( ']', self::DEEP ) );
			case 7:
				return is_scalar( $node ) ? $this->dice->pick( [ (string) $node, (float) $node, [ $node, $node ] ] ) : Hostile::text( $this->dice );
			case 8:
				return $node instanceof \stdClass ? $this->withStrangers( $node ) : Hostile::text( $this->dice );
			default:
				return Hostile::text( $this->dice );
		}
	}

	/** @return mixed */
	private function otherList( array $list ) {
		$one = $this->dice->pick( $list );
		switch ( $this->dice->upTo( 5 ) ) {
			case 0:
				return array_merge( $list, [ $one ] );
			case 1:
				return array_reverse( $list );
			case 2:
				return array_slice( $list, 1 );
			case 3:
				return (object) array_combine( array_map( static fn( int $at ): string => "k$at", array_keys( $list ) ), $list );
			case 4:
				return array_merge( $list, [ null ] );
			default:
				return $this->withTwins( $list );
		}
	}

	/** One record has a value of another: two items with one code, or one id. */
	private function withTwins( array $list ): array {
		$first = $list[0];
		if ( ! $first instanceof \stdClass || [] === get_object_vars( $first ) ) {
			return array_merge( $list, $list );
		}
		$name = $this->dice->pick( array_keys( get_object_vars( $first ) ) );
		foreach ( $list as $at => $record ) {
			if ( $record instanceof \stdClass && $this->dice->onceIn( 2 ) ) {
				$list[ $at ]        = clone $record;
				$list[ $at ]->$name = $first->$name;
			}
		}
		return $list;
	}

	private function withStrangers( \stdClass $record ): \stdClass {
		$new = clone $record;
		foreach ( [ '__proto__', 'constructor', '0', '<b>', str_repeat( 'k', 300 ), "a\tb" ] as $name ) {
			$new->$name = Hostile::text( $this->dice );
		}
		return $new;
	}

	private function raw( string $text ): string {
		$mark = sprintf( 'raw-%d-raw', count( $this->raw ) );

		$this->raw[ '"' . $mark . '"' ] = $text;
		return $mark;
	}
}
