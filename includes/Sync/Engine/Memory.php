<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Keeps a step from growing with the number of products it has touched. */
final class Memory {

	/** Drops what WordPress keeps of them for this request. A cache outside of PHP keeps what it has. */
	public static function forget(): void {
		if ( function_exists( 'wp_cache_supports' ) && wp_cache_supports( 'flush_runtime' ) ) {
			wp_cache_flush_runtime();
		}
	}
}
