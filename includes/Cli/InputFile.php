<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

/** A file that a command is given by its path, or as standard input by "-". */
final class InputFile {

	public static function read( string $path ): string {
		// The error below says more than PHP's warning.
		$text = @file_get_contents( '-' === $path ? 'php://stdin' : $path );
		if ( false === $text ) {
			/* translators: %s: path of a file. */
			\WP_CLI::error( sprintf( __( 'The file %s cannot be read.', 'sors-api-for-woocommerce' ), $path ) );
		}
		return (string) $text;
	}
}
