<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;

'cli' === PHP_SAPI || exit;

/** A backup of the outbox, put back later. */
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
	}

	/** An order that was sent after the backup which is put back. */
	private function restoredAfterSending( int $quantity = 2 ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => $quantity ] );
		$this->keep();
		$this->work();
		self::assertCount( 1, $this->documents() );
		$this->putBack();
		return $order;
	}
}
