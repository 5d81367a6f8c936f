<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Settings\Settings;

/** A mail to whoever looks after the shop, dressed as WooCommerce's own. */
final class Mail {

	/**
	 * In the language of the site, whoever's request it is sent in.
	 *
	 * @param callable(): array{string, string} $write Heading, and what follows as escaped HTML.
	 */
	public static function send( Settings $settings, callable $write ): void {
		$switched = switch_to_locale( get_locale() );
		try {
			[ $heading, $html ] = $write();
			self::deliver( $settings, $heading, $html );
		} finally {
			if ( $switched ) {
				restore_previous_locale();
			}
		}
	}

	private static function deliver( Settings $settings, string $heading, string $html ): void {
		$admin   = get_option( 'admin_email' );
		$to      = '' !== $settings->alertEmail ? $settings->alertEmail : ( is_string( $admin ) ? $admin : '' );
		$blog    = get_option( 'blogname' );
		$subject = '[' . wp_specialchars_decode( is_string( $blog ) ? $blog : '', ENT_QUOTES ) . '] SORS: ' . $heading;
		if ( is_callable( [ WC(), 'mailer' ] ) ) {
			$mailer = WC()->mailer();
			$mailer->send( $to, $subject, $mailer->wrap_message( $heading, $html ) );
			return;
		}
		wp_mail( $to, $subject, $html, [ 'Content-Type: text/html; charset=UTF-8' ] );
	}
}
