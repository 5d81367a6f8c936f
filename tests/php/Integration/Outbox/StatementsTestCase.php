<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Entries as they stand in the table, by names. */
abstract class StatementsTestCase extends StoreTestCase {

	protected const MOMENT = '2026-01-01 12:00:00';

	protected const DOUBT = [ 'payload_lock' => 'in_doubt' ];

	/** @var array<string, int> Id of each entry by its name. */
	protected array $ids = [];

	/** @return list<int> Their ids. */
	protected function of( string ...$names ): array {
		return array_values( array_map( fn( string $name ): int => $this->ids[ $name ], $names ) );
	}

	protected function insert( string $name, array $columns ): void {
		$columns += [
			'order_id'    => 1000 + count( $this->ids ),
			'role'        => 'sale',
			'state'       => 'rejected',
			'settlement'  => 'settled',
			'compared_at' => self::MOMENT,
			'created_at'  => self::MOMENT,
			'updated_at'  => self::MOMENT,
		];
		self::assertSame( 1, self::db()->insert( OutboxTable::name(), $columns ), self::db()->last_error );
		$this->ids[ $name ] = self::db()->insert_id;
	}

	/** @return array<string, array<string, string|null>> By name, but for when they were changed last. */
	protected function rows(): array {
		$rows = [];
		foreach ( self::db()->get_results( 'SELECT * FROM ' . OutboxTable::name() . ' ORDER BY id', ARRAY_A ) as $row ) {
			$rows[ array_search( (int) $row['id'], $this->ids, true ) ] = array_diff_key( $row, [ 'updated_at' => '' ] );
		}
		return $rows;
	}
}
