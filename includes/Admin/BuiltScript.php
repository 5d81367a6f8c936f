<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

/** A script of ours on a page of WooCommerce. */
final class BuiltScript {

	/**
	 * @param string                 $name As webpack.config.js and bin/i18n/files.ts have it.
	 * @param list<non-empty-string> $needed
	 */
	public static function load( string $name, array $needed = [ 'wp-api-fetch' ] ): void {
		wp_enqueue_script( "sors-$name", plugins_url( "build/$name.js", SORS_API_FILE ), $needed, SORS_API_VERSION, [ 'in_footer' => true ] );
		wp_set_script_translations( "sors-$name", 'sors-api-for-woocommerce', dirname( SORS_API_FILE ) . '/languages' );
	}
}
