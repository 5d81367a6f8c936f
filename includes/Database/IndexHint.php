<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * Keeps the database from scanning a whole table where rows are locked: with a
 * list of many keys in a small shop it thinks that cheaper, and would lock every
 * row of every product, and the places between them.
 */
final class IndexHint {

	/** @var array<string, string> Table and column => hint, looked up once a process: plugins are known to rearrange the indexes. */
	private static array $known = [];

	/**
	 * @return string To follow the table's name; '' where there is nothing to say.
	 *
	 * @psalm-taint-escape sql
	 */
	public static function on( string $table, string $column ): string {
		if ( DatabaseClock::isInProcess() ) {
			return '';
		}
		$key = "$table $column";
		if ( ! isset( self::$known[ $key ] ) ) {
			$index               = Sql::rows( 'SHOW INDEX FROM %i WHERE Column_name = %s AND Seq_in_index = 1', $table, $column )[0]['Key_name'] ?? '';
			self::$known[ $key ] = '' === (string) $index ? '' : ' FORCE INDEX (`' . str_replace( '`', '``', (string) $index ) . '`)';
		}
		return self::$known[ $key ];
	}
}
