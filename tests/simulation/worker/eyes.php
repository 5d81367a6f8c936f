<?php
/**
 * The controller's own view of the database, past every worker. Arguments: socket, name of the
 * database. Each line of standard input is a JSON list of statements; the answer is a line with their rows.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );
$sors_database = new mysqli( null, 'root', '', $argv[2], 0, $argv[1] );
$sors_database->set_charset( 'utf8mb4' );
$sors_database->query( "SET time_zone = '+00:00'" );
while ( false !== ( $sors_line = fgets( STDIN ) ) ) {
	$sors_answers = [];
	try {
		foreach ( json_decode( $sors_line, true ) as $sors_sql ) {
			$sors_rows      = $sors_database->query( $sors_sql );
			$sors_answers[] = $sors_rows instanceof mysqli_result ? $sors_rows->fetch_all( MYSQLI_ASSOC ) : [];
		}
		$sors_answer = [ 'rows' => $sors_answers ];
	} catch ( mysqli_sql_exception $error ) {
		$sors_answer = [ 'error' => $error->getMessage() ];
	}
	fwrite( STDOUT, json_encode( $sors_answer, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE ) . "\n" );
}
