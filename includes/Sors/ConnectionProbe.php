<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Sentence;

/**
 * Tries the connection, and says in a shop owner's words what it found.
 *
 * Codes of problems: no_key, key_unreadable, key_refused, key_restricted, no_database, unknown_database, unreachable,
 * not_json, wrong_address, rate_limited, server_error, slow, contract.
 */
final class ConnectionProbe {

	/** Milliseconds from which a request counts as slow. */
	private const SLOW_MS = 3000;

	private const TIMEOUT_SECONDS = 15;

	private Connection $connection;

	/** @var \Closure(): float Seconds since any moment. */
	private \Closure $clock;

	private ?int $slowestMs = null;

	/** @param (\Closure(): float)|null $clock Seconds, for tests. */
	public function __construct( Connection $connection, ?\Closure $clock = null ) {
		$this->connection = $connection;
		$this->clock      = $clock ?? static fn(): float => hrtime( true ) / 1e9;
	}

	/**
	 * @param string $database '' when none is chosen yet: then only the key is tried, if SORS can list its databases.
	 * @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null} latencyMs is the time of
	 *         the slowest request, null where none was sent; a problem beside ok is a warning.
	 */
	public function test( string $database ): array {
		$this->slowestMs = null;
		if ( ! $this->connection->keys()->isReadable() ) {
			return $this->problem( 'key_unreadable', Sentence::__( 'The saved API key can no longer be read, because the secret keys of this site (its “salts”) were changed. Nothing is broken: enter the API key again and press “Save and test”.', 'sors-api-for-woocommerce' ) );
		}
		if ( ! $this->connection->keys()->key()->isSet() ) {
			return $this->problem( 'no_key', Sentence::__( 'No API key has been entered yet, so the plugin cannot connect to SORS. Enter the key that you got from Softkom and press “Save and test”.', 'sors-api-for-woocommerce' ) );
		}
		try {
			// Before the clock starts: a fault of the contract or the address is not a slow answer.
			$this->connection->contract();
			$api = new Api( $this->connection->withTimeout( self::TIMEOUT_SECONDS ) );
			return '' === trim( $database ) ? $this->testKey( $api ) : $this->testDatabase( $api, trim( $database ) );
		} catch ( SorsError $error ) {
			return $this->ofError( $error );
		}
	}

	/** @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null} */
	private function testKey( Api $api ): array {
		if ( null === $this->databases( $api ) ) {
			return $this->problem( 'no_database', Sentence::__( 'The API key can only be tried together with a database. Enter the name of your database (in SORS, at the top of the window) and press “Use this database”.', 'sors-api-for-woocommerce' ) );
		}
		return $this->problem( 'no_database', Sentence::__( 'SORS accepts the API key. Now choose the database to work with.', 'sors-api-for-woocommerce' ), true );
	}

	/** @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null} */
	private function testDatabase( Api $api, string $database ): array {
		try {
			$this->timed( static fn(): array => $api->listBusinessUnits( $database ) );
		} catch ( Rejected $refusal ) {
			return $this->ofRefusal( $api, $database, $refusal );
		} catch ( \InvalidArgumentException $error ) {
			/* translators: %s: name of a database. */
			return $this->problem( 'unknown_database', Sentence::__( '“%s” cannot be the name of a database. Choose the database from the list, or enter its name exactly as SORS shows it.', 'sors-api-for-woocommerce', $database ) );
		}
		if ( $this->slowestMs >= self::SLOW_MS ) {
			/* translators: %s: seconds, e.g. "4.2". */
			return $this->problem( 'slow', Sentence::__( 'The connection works, but SORS took %s seconds to answer. Everything will be done, only slowly. If this continues, ask Softkom whether the server is busy.', 'sors-api-for-woocommerce', number_format( (float) $this->slowestMs / 1000, 1 ) ), true );
		}
		return [ 'ok' => true, 'latencyMs' => $this->slowestMs, 'problem' => null ];
	}

	/**
	 * When even a request this simple is refused, it is because of the database, unless the server does not know the request.
	 *
	 * @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null}
	 */
	private function ofRefusal( Api $api, string $database, Rejected $refusal ): array {
		$names = array_column( $this->databases( $api ) ?? [], 'name' );
		if ( in_array( $database, $names, true ) ) {
			return $this->ofError( $refusal );
		}
		/* translators: %s: name of a database. */
		$message = Sentence::__( 'SORS accepts the API key, but the key does not open a database called “%s”. Choose the database from the list, or enter its name exactly as SORS shows it.', 'sors-api-for-woocommerce', $database );
		if ( [] !== $names ) {
			/* translators: %s: names of databases. */
			$message .= ' ' . Sentence::__( 'The key opens: %s.', 'sors-api-for-woocommerce', implode( ', ', array_slice( $names, 0, 20 ) ) );
		}
		return $this->problem( 'unknown_database', $message );
	}

	/** @return list<Database>|null See Api::databasesIfListed(). */
	private function databases( Api $api ): ?array {
		return $api->supports( 'listDatabases' ) ? $this->timed( static fn(): ?array => $api->databasesIfListed() ) : null;
	}

	/** @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null} */
	private function ofError( SorsError $error ): array {
		if ( $error instanceof ContractError ) {
			return $this->problem( 'wrong_address' === $error->code() ? 'wrong_address' : 'contract', $error->getMessage() );
		}
		if ( $error instanceof Malformed ) {
			return $this->problem( in_array( $error->code(), [ 'not_json', 'wrong_address' ], true ) ? $error->code() : 'contract', $error->getMessage() );
		}
		if ( $error instanceof Rejected ) {
			return $this->problem( 'server_error', $error->getMessage() );
		}
		// key_refused, key_restricted, rate_limited, unreachable, server_error.
		return $this->problem( $error->code(), $error->getMessage() );
	}

	/**
	 * @template T
	 * @param \Closure(): T $ask
	 * @return T
	 */
	private function timed( \Closure $ask ) {
		$from = ( $this->clock )();
		try {
			return $ask();
		} finally {
			$this->slowestMs = max( (int) $this->slowestMs, (int) round( ( ( $this->clock )() - $from ) * 1000 ) );
		}
	}

	/** @return array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}} */
	private function problem( string $code, string $message, bool $isWarning = false ): array {
		return [
			'ok'        => $isWarning,
			'latencyMs' => $this->slowestMs,
			'problem'   => [ 'code' => $code, 'message' => $message ],
		];
	}
}
