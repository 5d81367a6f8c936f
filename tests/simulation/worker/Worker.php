<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/**
 * One process of the shop. It goes on only when the controller lets it: before
 * a statement once its quota is used up, before each request to SORS, and when a row is locked.
 */
final class Worker {

	/** Seconds that a statement takes. */
	private const STATEMENT = 0.001;

	private static ?self $current = null;

	/** @var resource */
	private $socket;
	private int $id;
	private float $now = 0.0;
	/** Statements that may pass before the controller is asked again, the one that it was just asked about aside; below 0 = any number. */
	private int $quota      = -1;
	private int $statements = 0;
	private int $requests   = 0;

	/** @var array{php: float, database: float} Seconds that the clocks are ahead of the true time. */
	private array $skew = [ 'php' => 0.0, 'database' => 0.0 ];

	private array $answer = [ 'ok' => false, 'error' => 'The process ended early.' ];

	/** @param resource $socket */
	private function __construct( int $id, $socket ) {
		$this->id     = $id;
		$this->socket = $socket;
	}

	public static function begin( int $id, string $path ): void {
		$socket = stream_socket_client( 'unix://' . $path );
		if ( false === $socket ) {
			exit( 9 );
		}
		self::$current = new self( $id, $socket );
	}

	/** Null while WordPress is being loaded. */
	public static function current(): ?self {
		return self::$current;
	}

	public static function pass( float $seconds ): void {
		if ( null !== self::$current ) {
			self::$current->setTime( self::$current->now + $seconds );
		}
	}

	public function run(): void {
		global $wpdb;
		$this->say( [ 't' => 'hello', 'id' => $this->id ] );
		$order = $this->hear();
		$this->skew = (array) $order['skew'];
		$this->follow( $order );
		mt_srand( (int) $order['seed'] );
		// After WordPress' own, so that what it leaves to the end of the request is done by then.
		register_shutdown_function( [ $this, 'finish' ] );
		$wpdb->db_connect( false );
		wp_cache_flush();
		( new Requests( $this ) )->watch();
		Circumstances::begin( $order );
		try {
			$this->answer = [ 'ok' => true, 'result' => ( new Commands() )->carryOut( (string) $order['do'], (array) $order['args'] ) ];
		} catch ( \Throwable $error ) {
			$this->answer = [ 'ok' => false, 'error' => get_class( $error ) . ': ' . $error->getMessage() . ' in ' . basename( $error->getFile() ) . ':' . $error->getLine() ];
		}
	}

	public function finish(): void {
		$last = error_get_last();
		if ( null !== $last && in_array( $last['type'], [ E_ERROR, E_PARSE, E_CORE_ERROR, E_COMPILE_ERROR ], true ) ) {
			$this->answer = [ 'ok' => false, 'error' => $last['message'] ];
		}
		$this->say( [ 't' => 'done', 'memory' => memory_get_peak_usage() ] + $this->answer );
	}

	/** The database may be asked from now on; the controller wants to know by which connection, to wait for its end. */
	public function connected( int $thread ): void {
		$this->say( [ 't' => 'connected', 'thread' => $thread ] );
		$this->follow( $this->hear() );
	}

	public function beforeStatement( string $sql ): void {
		++$this->statements;
		$this->setTime( $this->now + self::STATEMENT );
		if ( 0 === $this->quota ) {
			$this->say( [ 't' => 'statement', 'sql' => substr( $sql, 0, 160 ) ] );
			$answer = $this->hear();
			$this->follow( $answer );
			if ( $answer['throws'] ?? false ) {
				throw new \Error( 'A filter of “query” broke.' );
			}
		} else {
			--$this->quota;
		}
	}

	/** @return bool False where the controller says that it is a deadlock, and that this one loses. */
	public function lockRefused( string $sql ): bool {
		$this->say( [ 't' => 'refused', 'sql' => substr( $sql, 0, 160 ) ] );
		$answer = $this->hear();
		$this->follow( $answer );
		return ! ( $answer['loses'] ?? false );
	}

	/** @return array<string, mixed> What the controller decided about it. */
	public function beforeRequest( array $request ): array {
		++$this->requests;
		$this->say( [ 't' => 'request' ] + $request );
		$answer = $this->hear();
		$this->follow( $answer );
		return $answer;
	}

	private function say( array $message ): void {
		$message += [ 'now' => $this->now, 'statements' => $this->statements, 'requests' => $this->requests ];
		fwrite( $this->socket, (string) json_encode( $message, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PRESERVE_ZERO_FRACTION ) . "\n" );
	}

	private function hear(): array {
		$line = fgets( $this->socket );
		if ( false === $line ) {
			// The controller is gone: nothing of this process is to be kept.
			posix_kill( posix_getpid(), SIGKILL );
		}
		return (array) json_decode( (string) $line, true );
	}

	private function follow( array $answer ): void {
		$this->setTime( (float) $answer['now'] );
		$this->quota = (int) $answer['quota'];
	}

	private function setTime( float $now ): void {
		$this->now = $now;
		putenv( sprintf( 'FAKETIME=%.6F', $now + $this->skew['php'] ) );
	}

	/** By the database's clock. */
	public function databaseTime(): float {
		return $this->now + $this->skew['database'];
	}
}
