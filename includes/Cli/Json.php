<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

/** What programs read. */
final class Json {

	/** @param mixed $value */
	public static function show( $value ): void {
		\WP_CLI::line( (string) wp_json_encode( $value, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) );
	}
}
