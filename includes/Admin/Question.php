<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

/** A page of its own that asks before something is done. */
final class Question {

	/**
	 * @param string $html  What is asked, escaped.
	 * @param string $label Of the button that does it; not escaped, as the title.
	 * @param string $yes   Address that does it.
	 * @param string $no    Where it goes on otherwise.
	 */
	public static function ask( string $html, string $title, string $label, string $yes, string $no ): void {
		wp_die(
			sprintf(
				'%s<p><a class="button" href="%s">%s</a> <a class="button" href="%s">%s</a></p>',
				wp_kses_post( $html ),
				esc_url( $yes ),
				esc_html( $label ),
				esc_url( $no ),
				esc_html__( 'Do nothing', 'sors-api-for-woocommerce' )
			),
			esc_html( $title ),
			[ 'response' => 200 ]
		);
	}
}
