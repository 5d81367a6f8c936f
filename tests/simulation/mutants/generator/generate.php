<?php
/**
 * Prints all mutants of PHP files as a list in JSON: file, line, method, offset and length in bytes, what stands there,
 * what takes its place.
 *
 * Arguments: the folder that names of files are relative to, then files or folders below it.
 */

declare( strict_types=1 );

namespace SorsApi\Simulation\Mutants;

'cli' === PHP_SAPI || exit;

require dirname( __DIR__, 4 ) . '/vendor/autoload.php';
require __DIR__ . '/Source.php';
require __DIR__ . '/Conditions.php';
require __DIR__ . '/Sql.php';
require __DIR__ . '/Visitor.php';

use PhpParser\NodeTraverser;
use PhpParser\ParserFactory;

/** @return list<string> */
$sors_files = static function ( string $path ): array {
	if ( is_file( $path ) ) {
		return [ $path ];
	}
	$found = [];
	foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( $path, \FilesystemIterator::SKIP_DOTS ) ) as $file ) {
		if ( 'php' === $file->getExtension() ) {
			$found[] = $file->getPathname();
		}
	}
	sort( $found );
	return $found;
};

[ , $sors_root ] = $argv;
$sors_parser     = ( new ParserFactory() )->createForNewestSupportedVersion();
$sors_mutants    = [];
foreach ( array_slice( $argv, 2 ) as $sors_path ) {
	foreach ( $sors_files( "$sors_root/$sors_path" ) as $sors_file ) {
		$sors_source  = new Source( substr( $sors_file, strlen( $sors_root ) + 1 ), (string) file_get_contents( $sors_file ) );
		$sors_visitor = new Visitor( $sors_source );
		( new NodeTraverser( $sors_visitor ) )->traverse( $sors_parser->parse( $sors_source->code ) ?? [] );
		array_push( $sors_mutants, ...$sors_source->mutants() );
	}
}
echo json_encode( $sors_mutants, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR );
