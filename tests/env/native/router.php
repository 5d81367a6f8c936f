<?php
/**
 * What a web server's rewrite rules would do, for `php -S`.
 */

declare( strict_types=1 );

'cli-server' === PHP_SAPI || exit;

$sors_root = rtrim( (string) $_SERVER['DOCUMENT_ROOT'], '/' );
$sors_path = rawurldecode( (string) parse_url( (string) $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );

if ( is_dir( $sors_root . $sors_path ) && is_file( rtrim( $sors_root . $sors_path, '/' ) . '/index.php' ) && '/' !== $sors_path ) {
	if ( '/' !== substr( $sors_path, -1 ) ) {
		header( 'Location: ' . $sors_path . '/', true, 301 );
		return true;
	}
	$sors_path .= 'index.php';
	$_SERVER['SCRIPT_NAME']     = $sors_path;
	$_SERVER['PHP_SELF']        = $sors_path;
	$_SERVER['SCRIPT_FILENAME'] = $sors_root . $sors_path;
	chdir( dirname( $sors_root . $sors_path ) );
	require $sors_root . $sors_path;
	return true;
}

if ( '/' !== $sors_path && is_file( $sors_root . $sors_path ) ) {
	// PHP's own server forbids nothing and promises nothing: a browser would ask for each file again, with every page.
	$sors_type = [
		'css' => 'text/css',
		'js'  => 'text/javascript',
		'svg' => 'image/svg+xml',
	][ pathinfo( $sors_path, PATHINFO_EXTENSION ) ] ?? null;
	if ( null === $sors_type || '1' !== getenv( 'SORS_WEB_BROWSERS_KEEP' ) ) {
		return false;
	}
	header( "Content-Type: $sors_type; charset=UTF-8" );
	header( 'Cache-Control: public, max-age=31536000' );
	readfile( $sors_root . $sors_path );
	return true;
}

$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $sors_root . '/index.php';
require $sors_root . '/index.php';
return true;
