<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * Keeps the database from scanning a whole table: with a list of many keys it thinks that cheaper, and is wrong where
 * pages follow one another. Where rows are locked, it would lock every row of every product, and the places between
 * them.
 */
final class IndexHint {

	/** @var array<string, array<int|string, string>> Table => column => index that begins with it, looked up once a process: plugins are known to rearrange the indexes. */
	private static array $known = [];

	/**
	 * @return string To follow the table's name; '' where there is nothing to say.
	 * @psalm-taint-escape sql
	 */
	public static function on( string $table, string $column ): string {
		if ( DatabaseClock::isInProcess() ) {
			return '';
		}
		if ( ! isset( self::$known[ $table ] ) ) {
			$first = array_filter( array_reverse( Sql::rows( 'SHOW INDEX FROM %i WHERE Seq_in_index = 1', $table ) ), [ self::class, 'canBeForced' ] );

			self::$known[ $table ] = array_map( 'strval', array_column( $first, 'Key_name', 'Column_name' ) );
		}
		$index = self::$known[ $table ][ $column ] ?? '';
		return '' === $index ? '' : ' FORCE INDEX (`' . str_replace( '`', '``', $index ) . '`)';
	}

	/** @param array<string, string|null> $index As MySQL and MariaDB show it: each has a word of its own for one that is not to be used. */
	private static function canBeForced( array $index ): bool {
		return 'BTREE' === ( $index['Index_type'] ?? '' ) && 'YES' !== ( $index['Ignored'] ?? 'NO' ) && 'NO' !== ( $index['Visible'] ?? 'YES' );
	}
}
