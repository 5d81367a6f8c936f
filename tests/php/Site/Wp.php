<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use PHPUnit\Framework\Assert;

/** WP-CLI on the test site, as typed. */
final class Wp {

	/** @return string What it says as it ends with that exit code. */
	public static function says( string $command, int $exit = 0, string $input = '' ): string {
		[ $code, $output ] = self::run( $command, $input );
		Assert::assertSame( $exit, $code, $output );
		return $output;
	}

	/**
	 * @param string $input What is typed, or comes through a pipe.
	 *
	 * @return array{int, string} Exit code and output.
	 */
	public static function run( string $command, string $input = '' ): array {
		// WooCommerce ends WP-CLI without a word where WP-CLI's package of plugin commands is not installed.
		$words = [ PHP_BINARY, '-d', 'display_errors=0', '-d', 'log_errors=0', dirname( __DIR__, 3 ) . '/vendor/wp-cli/wp-cli/php/boot-fs.php', '--exec=class Plugin_Command {}', '--allow-root', '--no-color', '--path=' . getenv( 'SORS_TEST_SITE' ) ];
		exec( 'printf %s ' . escapeshellarg( $input ) . ' | ' . implode( ' ', array_map( 'escapeshellarg', $words ) ) . ' ' . $command . ' 2>&1', $lines, $status );
		wp_cache_flush();
		// WP-CLI's own libraries are older than this PHP.
		return [ $status, implode( "\n", preg_grep( '/^(PHP )?Deprecated: .*vendor/', $lines, PREG_GREP_INVERT ) ) ];
	}
}
