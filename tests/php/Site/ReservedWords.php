<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/**
 * Words that some database takes for its own where they stand unquoted, so that no table, column, key or alias of ours
 * may be one: those marked (R) in the chapters "Keywords and Reserved Words" of MySQL's manuals 5.7, 8.0, 8.4 and 9.0
 * to 9.7, and MariaDB's page "Reserved Words" for 10.3 to
 * 12.3 (but for its Oracle mode, which WordPress does not run in). MySQL's information_schema.KEYWORDS does not do: it calls
 * MANUAL, EXTERNAL, SETS and others free that are refused (MySQL's bugs 114874, 118844, 119904).
 */
final class ReservedWords {

	/** In all of them: a statement that a test has run can only mean the keyword. */
	private const EVERYWHERE = 'ACCESSIBLE ADD ALL ALTER ANALYZE AND AS ASC ASENSITIVE BEFORE BETWEEN BIGINT BINARY BLOB BOTH BY CALL CASCADE CASE CHANGE CHAR CHARACTER CHECK COLLATE COLUMN CONDITION CONSTRAINT CONTINUE CONVERT CREATE CROSS CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASES DAY_HOUR DAY_MICROSECOND DAY_MINUTE DAY_SECOND DEC DECIMAL DECLARE DEFAULT DELAYED DELETE DESC DESCRIBE DETERMINISTIC DISTINCT DISTINCTROW DIV DOUBLE DROP DUAL EACH ELSE ELSEIF ENCLOSED ESCAPED EXCEPT EXISTS EXIT EXPLAIN FALSE FETCH FLOAT FLOAT4 FLOAT8 FOR FORCE FOREIGN FROM FULLTEXT GRANT GROUP HAVING HIGH_PRIORITY HOUR_MICROSECOND HOUR_MINUTE HOUR_SECOND IF IGNORE IN INDEX INFILE INNER INOUT INSENSITIVE INSERT INT INT1 INT2 INT3 INT4 INT8 INTEGER INTERSECT INTERVAL INTO IS ITERATE JOIN KEY KEYS KILL LEADING LEAVE LEFT LIKE LIMIT LINEAR LINES LOAD LOCALTIME LOCALTIMESTAMP LOCK LONG LONGBLOB LONGTEXT LOOP LOW_PRIORITY MASTER_SSL_VERIFY_SERVER_CERT MATCH MAXVALUE MEDIUMBLOB MEDIUMINT MEDIUMTEXT MIDDLEINT MINUTE_MICROSECOND MINUTE_SECOND MOD MODIFIES NATURAL NOT NO_WRITE_TO_BINLOG NULL NUMERIC ON OPTIMIZE OPTIONALLY OR ORDER OUT OUTER OUTFILE OVER PARTITION PRECISION PRIMARY PROCEDURE PURGE RANGE READ READS READ_WRITE REAL RECURSIVE REFERENCES REGEXP RELEASE RENAME REPEAT REPLACE REQUIRE RESIGNAL RESTRICT RETURN REVOKE RIGHT RLIKE ROWS SCHEMAS SECOND_MICROSECOND SELECT SENSITIVE SEPARATOR SET SHOW SIGNAL SMALLINT SPATIAL SPECIFIC SQL SQLEXCEPTION SQLSTATE SQLWARNING SQL_BIG_RESULT SQL_CALC_FOUND_ROWS SQL_SMALL_RESULT SSL STARTING STRAIGHT_JOIN TABLE TERMINATED THEN TINYBLOB TINYINT TINYTEXT TO TRAILING TRIGGER TRUE UNDO UNION UNIQUE UNLOCK UNSIGNED UPDATE USAGE USE USING UTC_DATE UTC_TIME UTC_TIMESTAMP VALUES VARBINARY VARCHAR VARCHARACTER VARYING WHEN WHERE WHILE WITH WRITE XOR YEAR_MONTH ZEROFILL';

	/** In some: the database that the tests run on may let them pass as names. */
	private const SOMEWHERE = [
		'MySQL 5.7 and 8.0' => 'CUBE CUME_DIST DATABASE DENSE_RANK EMPTY FIRST_VALUE FUNCTION GENERATED GET GROUPING GROUPS IO_AFTER_GTIDS IO_BEFORE_GTIDS JSON_TABLE LAG LAST_VALUE LATERAL LEAD MASTER_BIND NTH_VALUE NTILE OF OPTIMIZER_COSTS OPTION PERCENT_RANK RANK ROW ROW_NUMBER SCHEMA STORED SYSTEM VIRTUAL WINDOW _FILENAME',
		'some MySQL 8.0.x'  => 'ADMIN ARRAY MEMBER PERSIST PERSIST_ONLY',
		'MySQL 8.4'         => 'MANUAL PARALLEL QUALIFY TABLESAMPLE',
		'MySQL 9'           => 'EXTERNAL LIBRARY SETS',
		'MariaDB'           => 'CONVERSION CURRENT_ROLE DELETE_DOMAIN_ID DO_DOMAIN_IDS GENERAL IGNORE_DOMAIN_IDS IGNORE_SERVER_IDS MASTER_DEMOTE_TO_REPLICA MASTER_DEMOTE_TO_SLAVE MASTER_HEARTBEAT_PERIOD OFFSET PAGE_CHECKSUM PARSE_VCOL_EXPR PORTION POSITION REF_SYSTEM_ID RETURNING SLOW STATS_AUTO_RECALC STATS_PERSISTENT STATS_SAMPLE_PAGES TO_DATE VECTOR',
	];

	/** Keywords of ours that every supported version knows as such. */
	private const MEANT = [ 'OFFSET' ];

	/** @var array<string, string> word => statement */
	private static array $seen = [];

	/** @return list<string> Those that may not stand unquoted. */
	public static function among( array $names ): array {
		$words = explode( ' ', self::EVERYWHERE . ' ' . implode( ' ', self::SOMEWHERE ) );
		return array_values( array_intersect( $names, array_map( 'strtolower', $words ) ) );
	}

	/** Looks at every statement of this process from now on. */
	public static function watch(): void {
		$words   = array_diff( explode( ' ', implode( ' ', self::SOMEWHERE ) ), self::MEANT );
		$pattern = '/\b(' . implode( '|', $words ) . ')\b(?!\s*\()/i';
		add_filter(
			'query',
			static function ( string $query ) use ( $pattern ): string {
				if ( preg_match( $pattern, $query ) ) {
					// What is quoted is a value, or a name that may be any word.
					$bare = (string) preg_replace( '/\'(?:[^\'\\\\]|\\\\.|\'\')*\'|"(?:[^"\\\\]|\\\\.)*"|`[^`]*`/s', '', $query );
					if ( preg_match( $pattern, $bare, $found ) && self::isOurs( $query ) ) {
						self::$seen[ $found[1] ] = $query;
					}
				}
				return $query;
			}
		);
	}

	/** @return array<string, string> What was seen since the last call: word => statement. */
	public static function seen(): array {
		$seen       = self::$seen;
		self::$seen = [];
		return $seen;
	}

	private static function isOurs( string $query ): bool {
		if ( false !== strpos( $query, 'sors_' ) ) {
			return true;
		}
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- Only of a statement with such a word.
		foreach ( array_column( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS, 8 ), 'class' ) as $class ) {
			if ( 0 === strpos( $class, 'SorsApi\\' ) && 0 !== strpos( $class, 'SorsApi\\Tests\\' ) ) {
				return true;
			}
		}
		return false;
	}
}
