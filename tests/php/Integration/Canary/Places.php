<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Canary;

'cli' === PHP_SAPI || exit;

/** Everywhere that something may have been left, and what was found there so far. */
final class Places {

	private Canaries $canaries;

	/** @var array<string, array<string, string>> Whose => place => what of theirs. */
	private array $found = [];

	/** @var array<string, int> File => its size at the beginning. */
	private array $files = [];

	public function __construct() {
		$this->canaries = new Canaries();
		foreach ( self::files() as $file ) {
			$this->files[ $file ] = (int) filesize( $file );
		}
	}

	public function look( string $place, string $text ): void {
		foreach ( $this->canaries->in( $text ) as $whose => $what ) {
			$this->found[ $whose ][ $place ] = $what;
		}
	}

	public function found(): array {
		return array_map(
			static function ( array $places ): array {
				ksort( $places );
				return $places;
			},
			$this->found
		);
	}

	/** Every column of every row of every table. */
	public function database(): void {
		global $wpdb;
		foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) {
			foreach ( $wpdb->get_results( "SELECT * FROM `$table`", ARRAY_A ) as $row ) {
				foreach ( $row as $column => $value ) {
					$this->look( self::column( substr( $table, strlen( $wpdb->prefix ) ), $column, $row ), (string) $value );
				}
			}
		}
	}

	/** What was written into logs and mails since the beginning. */
	public function written(): void {
		clearstatcache();
		foreach ( self::files() as $file ) {
			$new = (string) file_get_contents( $file, false, null, $this->files[ $file ] ?? 0 );
			if ( 'mails.jsonl' !== basename( $file ) ) {
				$this->look( 'log ' . preg_replace( '/-\d{4}-.*/', '', basename( $file ) ), $new );
				continue;
			}
			foreach ( array_filter( explode( "\n", $new ) ) as $line ) {
				$mail = (array) json_decode( $line, true );
				$this->look( 'mail, ' . ( false === strpos( (string) $mail['subject'], 'SORS' ) ? 'WooCommerce\'s' : 'ours' ), (string) $line );
			}
		}
	}

	private static function column( string $table, string $column, array $row ): string {
		$name = $row['option_name'] ?? $row['meta_key'] ?? '';
		return "$table.$column" . ( '' === (string) $name ? '' : ' ' . preg_replace( '/[0-9a-f]{12,}|\d+/', 'N', (string) $name ) );
	}

	private static function files(): array {
		$logs = \Automattic\WooCommerce\Utilities\LoggingUtil::get_log_directory( false );
		return array_values( array_filter( array_merge( (array) glob( $logs . '*.log' ), [ WP_CONTENT_DIR . '/debug.log', WP_CONTENT_DIR . '/mails.jsonl' ] ), 'is_file' ) );
	}
}
