<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Database;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Tests\Site\ReservedWords;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Our tables on the databases that shops have; what each statement says beside them, StoreTestCase looks at. */
final class TablesTest extends StoreTestCase {

	/** MyISAM and InnoDB of MySQL 5.7: bytes of one column in a key, and of a whole key. */
	private const LONGEST_COLUMN = 767;
	private const LONGEST_KEY = 1000;

	public function testNoNameIsAWordThatADatabaseReserves(): void {
		$names = [];
		foreach ( Tables::names() as $table ) {
			$keys    = self::db()->get_col( self::db()->prepare( 'SHOW INDEX FROM %i', Tables::name( $table ) ), 2 );
			$columns = self::db()->get_col( self::db()->prepare( 'SHOW COLUMNS FROM %i', Tables::name( $table ) ) );
			$names   = array_merge( $names, [ Tables::name( $table ) ], $columns, array_diff( $keys, [ 'PRIMARY' ] ) );
		}
		self::assertContains( 'payload_lock', $names );
		self::assertContains( 'order_role', $names );
		self::assertSame( [], ReservedWords::among( $names ) );
	}

	public function testAReservedWordInAStatementIsSeen(): void {
		self::assertSame( [], ReservedWords::seen() );
		self::db()->suppress_errors();
		self::db()->get_results( self::db()->prepare( "SELECT o.id AS manual, `rank`, 'sets' FROM %i o", Tables::name( Tables::OUTBOX ) ) );
		self::db()->get_results( 'SELECT 1 AS parallel' );
		self::assertSame( [ 'manual' ], array_keys( ReservedWords::seen() ), 'What is quoted may be any word, and others name theirs.' );
	}

	public function testRowsAndKeysFitWhateverTheDefaultsOfTheDatabase(): void {
		$name = Tables::name( '' );
		$like = self::db()->esc_like( $name ) . '%';
		self::assertSame( [ 'Dynamic' ], self::db()->get_col( self::db()->prepare( 'SELECT DISTINCT ROW_FORMAT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE %s', $like ) ) );
		$keys = self::db()->get_results(
			self::db()->prepare(
				"SELECT CONCAT(s.TABLE_NAME, '.', s.INDEX_NAME) AS name, MAX(IFNULL(s.SUB_PART * 4, IFNULL(c.CHARACTER_MAXIMUM_LENGTH * 4, 8))) AS widest, SUM(IFNULL(s.SUB_PART * 4, IFNULL(c.CHARACTER_MAXIMUM_LENGTH * 4, 8))) AS bytes FROM information_schema.STATISTICS s JOIN information_schema.COLUMNS c USING (TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME) WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE %s GROUP BY name",
				$like
			)
		);
		self::assertNotSame( [], $keys );
		foreach ( $keys as $key ) {
			self::assertLessThanOrEqual( self::LONGEST_COLUMN, (int) $key->widest, $key->name );
			self::assertLessThanOrEqual( self::LONGEST_KEY, (int) $key->bytes, $key->name );
		}
	}

	/** Plugins that rearrange the indexes call them what they like. */
	public function testAnIndexMayHaveAnyName(): void {
		$table = self::db()->prefix . 'indexed';
		Sql::run( "CREATE TABLE $table (a INT, KEY `a-b``c` (a))" );
		try {
			self::assertSame( [], Sql::column( "SELECT a FROM $table" . IndexHint::on( $table, 'a' ) . ' WHERE a = 1' ) );
		} finally {
			Sql::run( "DROP TABLE $table" );
		}
	}
}
