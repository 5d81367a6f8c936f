<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Database\DatabaseClock;
use SorsApi\Sentence;
use SorsApi\Sors\ConnectionProbe;

/**
 * Tests the connection, and keeps the answer for the overview and Site Health.
 *
 * @phpstan-type TestResult array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null}
 */
final class LastTest {

	public const OPTION = 'sors_last_test';

	private ConnectionProbe $probe;

	/** @var \Closure(string, int): int */
	private \Closure $worked;

	/** @param \Closure(string, int): int $worked When SORS last did what was asked of it in a database, after that Unix time; 0 = it has not. */
	public function __construct( ConnectionProbe $probe, \Closure $worked ) {
		$this->probe  = $probe;
		$this->worked = $worked;
	}

	/**
	 * @param string $database '' = none is chosen yet; then only the key is tried.
	 * @return TestResult
	 */
	public function run( string $database ): array {
		$result = $this->probe->test( $database );
		$tests  = [ $database => [ 'at' => DatabaseClock::iso( time() ), 'result' => $result ] ];
		// One that is only tried does not replace what is known of the chosen one.
		$chosen = SettingsStore::load()->database;
		update_option( self::OPTION, $tests + array_intersect_key( (array) get_option( self::OPTION, [] ), [ $chosen => true ] ), false );
		if ( $result['ok'] ) {
			/** The connection was tested and works: what stopped because it did not may go on. */
			do_action( 'sors_connection_works' );
		}
		return $result;
	}

	/**
	 * What speaks against the key that is being tried. Nothing is kept of it.
	 *
	 * @param string $database '' = none is chosen yet.
	 * @return array{code: string, message: string}|null Null also where it cannot be told before a database is chosen.
	 */
	public function problemOfKey( string $database ): ?array {
		$result = $this->probe->test( '' );
		$code   = $result['ok'] ? '' : ( $result['problem']['code'] ?? '' );
		if ( 'no_database' === $code && '' === $database ) {
			return null;
		}
		if ( '' !== $database && in_array( $code, [ 'no_database', 'key_restricted' ], true ) ) {
			$result = $this->probe->test( $database );
		}
		return $result['ok'] ? null : $result['problem'];
	}

	/**
	 * After one that failed, work that went well says more: it counts as the test.
	 *
	 * @return array{at: string, result: TestResult}|null Of the chosen database, or of any while none is chosen; null before its first test.
	 */
	public function last(): ?array {
		$tests  = (array) get_option( self::OPTION, [] );
		$chosen = SettingsStore::load()->database;
		$stored = '' === $chosen ? reset( $tests ) : ( $tests[ $chosen ] ?? null );
		if ( ! is_array( $stored ) || ! is_string( $stored['at'] ?? null ) || ! is_array( $stored['result'] ?? null ) ) {
			return null;
		}
		/** @var array{at: string, result: TestResult} $stored Written by run() alone. */
		$worked = $stored['result']['ok'] || '' === $chosen ? 0 : ( $this->worked )( $chosen, (int) strtotime( $stored['at'] ) );
		if ( $worked > 0 ) {
			return [
				'at'     => DatabaseClock::iso( $worked ),
				'result' => [ 'ok' => true, 'latencyMs' => null, 'problem' => null ],
			];
		}
		return Sentence::allShown( $stored );
	}

	/** After the key was changed, what an older key brought says nothing any more. */
	public function forget(): void {
		delete_option( self::OPTION );
	}
}
