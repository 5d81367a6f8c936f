<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * How far a long piece of work has come, kept in an option, and carried forward by any number of processes. A process
 * that finds another one was faster has done its part for nothing, but nothing is counted twice.
 */
final class ProgressOption {

	private const TRIES = 5;

	private string $name;

	public function __construct( string $name ) {
		$this->name = $name;
	}

	/** @return array<string, mixed> As another process may have left it a moment ago; empty = there is none. */
	public function read(): array {
		wp_cache_delete( $this->name, 'options' );
		$stored = get_option( $this->name, [] );
		/** @var array<string, mixed> $stored */
		$stored = is_array( $stored ) ? $stored : [];
		return $stored;
	}

	/** @param array<string, mixed> $progress Replaces whatever was there. */
	public function write( array $progress ): void {
		update_option( $this->name, $progress, false );
	}

	/**
	 * Given up where other processes change it each time.
	 *
	 * @param callable(array<string, mixed>): array<string, mixed> $change From what is stored to what is to be; the same = nothing is to be changed.
	 */
	public function change( callable $change ): void {
		for ( $tries = 0; $tries < self::TRIES; $tries++ ) {
			$before = $this->read();
			$after  = $change( $before );
			if ( $after === $before ) {
				return;
			}
			if ( [] === $before ) {
				$this->write( $after );
				return;
			}
			if ( $this->advance( $before, $after ) ) {
				return;
			}
		}
	}

	/**
	 * @param array<string, mixed> $before What read() gave.
	 * @param array<string, mixed> $after  Another one than before.
	 * @return bool False where another process has changed it meanwhile.
	 */
	public function advance( array $before, array $after ): bool {
		global $wpdb;
		$changed = Sql::run( "UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s AND option_value = %s", (string) maybe_serialize( $after ), $this->name, (string) maybe_serialize( $before ) );
		wp_cache_delete( $this->name, 'options' );
		return $changed > 0;
	}
}
