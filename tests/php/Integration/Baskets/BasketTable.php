<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

'cli' === PHP_SAPI || exit;

/** What became of all baskets of a run, for docs/baskets.md. */
final class BasketTable {

	private const WHY = [
		'vat_differs'    => 'another VAT than the item has: sales abroad, shipping and fees of a rate for which no service was chosen, bundles across rates, taxed discounts on what was not taxed',
		'total_differs'  => 'something that left no trace lowered the total: payment or discount?',
		'total_raised'   => 'something that left no trace raised the total',
		'total_negative' => 'negative fees of an order made by hand exceed what all costs',
	];

	/** @var array<string, array<string, int>> Way => question, or empty for what was sent => baskets. */
	private array $ways = [];
	private array $features = [];
	private int $shops = 0;
	private int $wrong = 0;

	/** @param string $file Where the counts of the run before are, if it is to go on; empty = nowhere. */
	public static function from( string $file ): self {
		$table = new self();
		foreach ( is_file( $file ) ? (array) json_decode( (string) file_get_contents( $file ), true ) : [] as $name => $counts ) {
			$table->$name = $counts;
		}
		return $table;
	}

	public function keep( string $file ): void {
		file_put_contents( $file, wp_json_encode( get_object_vars( $this ) ) );
	}

	public function addShop(): void {
		++$this->shops;
	}

	/** @param string|null $question Empty = sent as seen; null = neither that nor rightly asked. */
	public function add( DrawnBasket $basket, ?string $question ): void {
		if ( null === $question ) {
			++$this->wrong;
			return;
		}
		$this->ways[ $basket->way ][ $question ] = ( $this->ways[ $basket->way ][ $question ] ?? 0 ) + 1;
		foreach ( array_filter( $basket->features() ) as $feature => $has ) {
			$this->features[ $feature ] = ( $this->features[ $feature ] ?? 0 ) + 1;
		}
	}

	public function text(): string {
		$ways = [];
		$all  = [];
		foreach ( array_intersect_key( DrawnBasket::WAYS, $this->ways ) as $way => $name ) {
			$ways[] = self::row( $name, array_sum( $this->ways[ $way ] ), $this->ways[ $way ][''] ?? 0 );
			foreach ( $this->ways[ $way ] as $question => $baskets ) {
				$all[ $question ] = ( $all[ $question ] ?? 0 ) + $baskets;
			}
		}
		$ways[] = self::row( 'all', array_sum( $all ), $all[''] ?? 0 );
		$asked  = [];
		foreach ( array_diff_key( $all, [ '' => 0 ] ) as $question => $baskets ) {
			$asked[] = "| `$question` | " . self::WHY[ $question ] . " | $baskets |";
		}
		$features = array_map( static fn( string $feature, int $baskets ): string => "$feature $baskets", array_keys( $this->features ), $this->features );
		return implode(
			"\n",
			[
				'# Baskets from seeds',
				'',
				'Made by [a command](../CONTRIBUTING.md#histories-from-seeds), of [drawn shops and baskets](../tests/php/Integration/Baskets).',
				'',
				'Seen with WordPress ' . get_bloginfo( 'version' ) . ' and WooCommerce ' . WC_VERSION . ": $this->shops shops. With " . implode( ', ', $features ) . ". Sent otherwise than seen, or asked without reason: $this->wrong.",
				'',
				'| the order came by | baskets | sent as seen | asked |',
				'| --- | --- | --- | --- |',
				...$ways,
				'',
				'| asked | why | baskets |',
				'| --- | --- | --- |',
				...$asked,
				'',
			]
		);
	}

	private static function row( string $name, int $baskets, int $sent ): string {
		return "| $name | $baskets | $sent | " . ( $baskets - $sent ) . ' |';
	}
}
