<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Database;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class IndexHintTest extends StoreTestCase {

	/** Plugins that rearrange the indexes call them what they like. */
	public function testAnIndexMayHaveAnyName(): void {
		global $wpdb;
		$table = $wpdb->prefix . 'indexed';
		Sql::run( "CREATE TABLE $table (a INT, KEY `a-b``c` (a))" );
		try {
			self::assertSame( [], Sql::column( "SELECT a FROM $table" . IndexHint::on( $table, 'a' ) . ' WHERE a = 1' ) );
		} finally {
			Sql::run( "DROP TABLE $table" );
		}
	}
}
