<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Database\Tables;

/** By what a shop was made: one that is kept from another recipe is not the shop that is measured. */
final class Recipe {

	private const OPTION = 'bench_made_by';

	/** @param list<string> $files That make it, below tests/. */
	public static function of( int $size, array $files ): string {
		$parts = [ (string) $size, Tables::version(), WC_VERSION ];
		foreach ( $files as $file ) {
			$parts[] = (string) hash_file( 'sha256', dirname( __DIR__, 2 ) . "/$file" );
		}
		return hash( 'sha256', implode( ' ', $parts ) );
	}

	public static function isFollowed( string $recipe ): bool {
		return get_option( self::OPTION ) === $recipe;
	}

	/** Once all is there: what broke off is made anew. */
	public static function follow( string $recipe ): void {
		update_option( self::OPTION, $recipe, false );
	}
}
