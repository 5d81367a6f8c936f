<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * Copies of the tables in which a run keeps what it learns of SORS while it reads. A preview of another database works on
 * them, so that nothing of it can get into what the shop knows of its own.
 */
final class PreviewTables {

	public const PREFIX = 'preview_';

	/** Stock levels and what waits are not brought along: those of another database say nothing about this one. */
	private const FILLED = [ Tables::LINKS, Tables::EXCLUDED_ITEMS, Tables::GROUPS ];

	public const COPIED = [ Tables::LINKS, Tables::EXCLUDED_ITEMS, Tables::GROUPS, Tables::STOCK, Tables::PENDING ];

	private static bool $areUsed = false;

	public static function areUsed(): bool {
		return self::$areUsed;
	}

	/** Meanwhile the names of the tables are those of their copies. */
	public static function with( callable $work ): void {
		self::$areUsed = true;
		try {
			$work();
		} finally {
			self::$areUsed = false;
		}
	}

	/** As the shop's are now. */
	public static function fill(): void {
		self::clear();
		foreach ( self::FILLED as $table ) {
			$columns = implode( ', ', Tables::columnNames( $table ) );
			Sql::run( 'INSERT INTO ' . self::name( $table ) . " ($columns) SELECT $columns FROM " . Tables::original( $table ) );
		}
	}

	public static function clear(): void {
		foreach ( self::COPIED as $table ) {
			Sql::run( 'DELETE FROM ' . self::name( $table ) );
		}
	}

	private static function name( string $table ): string {
		return Tables::original( self::PREFIX . $table );
	}
}
