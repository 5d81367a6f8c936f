<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Database\StorageError;
use SorsApi\Log\Log;
use SorsApi\Sentence;

/** What the database refused, and no command caught: in words, not as it is stored. */
final class Uncaught {

	public static function inWords(): void {
		$others = set_exception_handler(
			static function ( \Throwable $error ) use ( &$others ): void {
				if ( $error instanceof StorageError ) {
					Log::error( $error, 'A command' );
					\WP_CLI::error( Sentence::shown( $error->getMessage() ) );
				}
				if ( null === $others ) {
					throw $error;
				}
				$others( $error );
			}
		);
	}
}
