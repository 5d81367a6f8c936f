<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use PHPUnit\Framework\AssertionFailedError;
use SorsApi\Log\Log;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/**
 * Tries one thing after another, each from a seed of its own and from the same shop. A failure names its seed:
 * SORS_FUZZ_SEED=17 (or 17-300) plays that alone, SORS_FUZZ=5000 so many.
 */
trait Fuzzing {

	private LogBook $log;

	/** @var list<string> What was tried with this seed, for a failure's words. */
	private array $tried = [];

	private array $noticed = [];

	/** @param callable(Dice): void $try Asserts. */
	private function fromSeeds( int $many, callable $try ): void {
		$this->log = LogBook::open();
		$shop      = new SavedShop();
		foreach ( self::seeds( $many ) as $seed ) {
			if ( 0 === $seed % 50 && $seed > $many ) {
				fwrite( STDERR, $this->getName() . ": seed $seed\n" );
			}
			$this->tried        = [];
			$this->noticed      = [];
			$this->log->entries = [];
			set_error_handler( [ $this, 'notice' ] );
			try {
				$try( new Dice( $seed ) );
				self::assertSame( [], $this->noticed, 'PHP complained.' );
				self::assertSame( [], $this->errors(), 'Something broke and was caught at the last moment.' );
			} catch ( \Throwable $broken ) {
				$words = $broken instanceof AssertionFailedError && method_exists( $broken, 'getComparisonFailure' ) && null !== $broken->getComparisonFailure() ? $broken->getComparisonFailure()->getDiff() : '';
				throw new AssertionFailedError( sprintf( "SORS_FUZZ_SEED=%d --filter %s\n%s\n%s: %s\n%s\n%s\n%s", $seed, $this->getName(), implode( "\n", $this->tried ), get_class( $broken ), $broken->getMessage(), $words, implode( "\n", $this->noticed ), $broken instanceof AssertionFailedError ? '' : $broken->getTraceAsString() ) );
			} finally {
				restore_error_handler();
			}
			$shop->restore();
		}
	}

	/**
	 * Rules that have some of these answered otherwise.
	 *
	 * @param array<string, list<string>> $answers Operation => JSON of its real answers.
	 */
	private function mutated( Dice $dice, array $answers ): array {
		$rules = [];
		foreach ( $answers as $operation => $bodies ) {
			if ( $dice->onceIn( 3 ) ) {
				continue;
			}
			$body          = ( new Mutator( $dice ) )->of( $dice->pick( $bodies ) );
			$times         = $dice->pick( [ 1, 1, 2, null ] );
			$commit        = $dice->onceIn( 2 );
			$this->tried[] = sprintf( '%s, %s times%s: %s', $operation, $times ?? 'all', $commit ? ', done' : '', strlen( $body ) > 4000 ? substr( $body, 0, 4000 ) . '…' : $body );
			$rules[]       = [
				'operation' => $operation,
				'times'     => $times,
				'action'    => [ 'kind' => 'body', 'body' => base64_encode( $body ), 'encoding' => 'base64', 'commit' => $commit ],
			];
		}
		return $rules;
	}

	/** @return list<string> Of the plugin's log. */
	private function errors(): array {
		$errors = array_filter( $this->log->entries, static fn( array $entry ): bool => 'error' === $entry['level'] && Log::SOURCE === ( $entry['context']['source'] ?? '' ) );
		return array_values( array_column( $errors, 'line' ) );
	}

	/** An error handler. */
	public function notice( int $level, string $words, string $file = '', int $line = 0 ): bool {
		if ( 0 !== ( error_reporting() & $level ) && self::isOurs( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) ) ) {
			$this->noticed[] = "$words in $file:$line";
		}
		return true;
	}

	/** What WooCommerce does by itself may break: it is not made for such orders either. */
	private function inTheShop( callable $do ): void {
		try {
			$do();
		} catch ( \Throwable $broken ) {
			if ( $broken instanceof AssertionFailedError || self::isOurs( array_merge( [ [ 'file' => $broken->getFile() ] ], $broken->getTrace() ) ) ) {
				throw $broken;
			}
			$this->tried[] = 'WooCommerce: ' . $broken->getMessage();
		}
	}

	private static function isOurs( array $trace ): bool {
		foreach ( $trace as $frame ) {
			if ( 0 === strpos( (string) ( $frame['file'] ?? '' ), dirname( (string) SORS_API_FILE ) . '/includes/' ) ) {
				return true;
			}
		}
		return false;
	}

	private static function seeds( int $many ): iterable {
		$wanted = (string) getenv( 'SORS_FUZZ_SEED' );
		if ( '' !== $wanted ) {
			$ends = array_map( 'intval', explode( '-', $wanted ) );
			return range( $ends[0], $ends[1] ?? $ends[0] );
		}
		return range( 1, (int) getenv( 'SORS_FUZZ' ) ?: $many );
	}
}
