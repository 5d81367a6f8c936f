<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** The mails of the site, which are kept in a file instead of being sent. */
final class Mails {

	public static function during( callable $do ): array {
		$file = WP_CONTENT_DIR . '/mails.jsonl';
		file_put_contents( $file, '' );
		$do();
		return array_map( static fn( string $line ): array => json_decode( $line, true ), array_values( array_filter( explode( "\n", (string) file_get_contents( $file ) ) ) ) );
	}
}
