<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** A form of the shop that is sent to admin-ajax.php: WooCommerce ends such a request itself. */
final class ShopRequest {

	/** @return array<string, mixed> What WooCommerce answered. */
	public static function of( callable $handler, array $post ): array {
		$_POST    = wp_slash( $post );
		$_REQUEST = $_POST;
		add_filter( 'wp_doing_ajax', '__return_true' );
		// An Error: WooCommerce catches what is an Exception.
		add_filter( 'wp_die_ajax_handler', static fn(): callable => static function (): void {
			throw new RequestOver();
		} );
		ob_start();
		try {
			$handler();
		} catch ( RequestOver $over ) { // phpcs:ignore Generic.CodeAnalysis.EmptyStatement -- It is as good as answered.
		} finally {
			$answer = (string) ob_get_clean();
		}
		return (array) json_decode( $answer, true );
	}
}
