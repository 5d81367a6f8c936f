<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Properties;

use Eris\Facade;
use Eris\Generator;
use Eris\Generators;
use PHPUnit\Framework\TestCase;

'cli' === PHP_SAPI || exit;

/**
 * Things that hold whatever comes in: tried on some hundred random inputs, and of one that breaks them the smallest is
 * shown. ERIS_SEED, which a failure names, brings the same inputs again.
 *
 * Eris' own trait wants a newer PHPUnit than PHP 7.4 has; its facade wants none.
 */
abstract class PropertyTestCase extends TestCase {

	private const TRIES = 300;

	private int $seed = 0;

	protected function setUp(): void {
		if ( ! class_exists( Facade::class ) ) {
			self::markTestSkipped( 'giorgiosironi/eris is not installed: run composer install (PHP 8.1 or newer).' );
		}
		$seed       = getenv( 'ERIS_SEED' );
		$this->seed = is_string( $seed ) && '' !== $seed ? (int) $seed : random_int( 1, 2000000000 );
	}

	/**
	 * @param list<Generator> $inputs
	 * @param callable        $holds  Asserts; is given one value of each.
	 */
	final protected function forAll( array $inputs, callable $holds ): void {
		$before = getenv( 'ERIS_SEED' );
		putenv( 'ERIS_SEED=' . $this->seed );
		try {
			( new Facade() )->limitTo( self::TRIES )->forAll( ...$inputs )->then( $holds );
		} finally {
			putenv( false === $before ? 'ERIS_SEED' : "ERIS_SEED=$before" );
		}
	}

	protected function onNotSuccessfulTest( \Throwable $t ): void {
		if ( 0 !== $this->seed && ! $t instanceof \PHPUnit\Framework\SkippedTest ) {
			fwrite( STDERR, "\nERIS_SEED=$this->seed vendor/bin/phpunit --filter " . $this->getName() . "\n" );
		}
		throw $t;
	}

	/** @return Generator A decimal with so many places, as a text: "-12.5". */
	final protected static function decimals( int $least, int $most, int $places ): Generator {
		$unit = 10 ** $places;
		return Generators::map( static fn( int $n ): string => self::decimal( $n, $places ), Generators::choose( $least * $unit, $most * $unit ) );
	}

	final protected static function decimal( int $n, int $places ): string {
		$digits = str_pad( (string) abs( $n ), $places + 1, '0', STR_PAD_LEFT );
		return \SorsApi\Sors\Decimal::normalise( ( $n < 0 ? '-' : '' ) . substr( $digits, 0, strlen( $digits ) - $places ) . ( 0 === $places ? '' : '.' . substr( $digits, -$places ) ) );
	}
}
