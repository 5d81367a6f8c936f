<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Outbox\Heartbeat;

'cli' === PHP_SAPI || exit;

/** A backup of the outbox, put back an hour after it was last at work. */
trait RestoresBackups {

	private array $backup = [];

	private function keep(): void {
		global $wpdb;
		$this->backup = $wpdb->get_results( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ), ARRAY_A );
	}

	private function putBack(): void {
		global $wpdb;
		$wpdb->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) );
		foreach ( $this->backup as $row ) {
			$wpdb->insert( Tables::name( Tables::OUTBOX ), $row );
		}
		$this->letAnHourBeSilent();
	}

	private function letAnHourBeSilent(): void {
		update_option( Heartbeat::OPTION, [ 'at' => time() - 3600 ], false );
	}

	private function decide( string $as ): void {
		$this->services->restoredBackup()->decide( $as );
		$this->services->restoredBackup()->allows( microtime( true ) + 20 );
	}
}
