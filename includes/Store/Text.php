<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Plain text from SORS in the form in which the shop stores it.
 *
 * Posts hold HTML, and what WordPress' filters do to it depends on who saves:
 * for an administrator nothing, in the background they take "<inox>" for a
 * forbidden tag. A text without any markup, quote or backslash passes all of
 * them untouched, so the stored form can be compared byte by byte.
 */
final class Text {

	/** One line: a name. */
	public static function line( string $plain ): string {
		return self::escape( self::cleanLine( $plain ) );
	}

	/** Several lines: a description. */
	public static function block( string $plain ): string {
		return self::escape( self::cleanBlock( $plain ) );
	}

	/** The name of a category: its filters also swallow what looks like a percent-encoded byte. */
	public static function term( string $plain ): string {
		return (string) preg_replace( '/%(?=[a-f0-9]{2})/i', '&#037;', self::line( $plain ) );
	}

	/** What a person reads. */
	public static function plain( string $stored ): string {
		return html_entity_decode( $stored, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	}

	/** Whether the shop has this name already, in our form or in the one an administrator typed. */
	public static function isLine( string $stored, string $plain ): bool {
		return self::line( $plain ) === $stored || self::cleanLine( $plain ) === self::cleanLine( self::plain( $stored ) );
	}

	public static function isBlock( string $stored, string $plain ): bool {
		return self::block( $plain ) === $stored || self::cleanBlock( $plain ) === self::cleanBlock( self::plain( $stored ) );
	}

	public static function cleanLine( string $plain ): string {
		return trim( (string) preg_replace( '/\s+/u', ' ', self::withoutControls( $plain ) ) );
	}

	private static function cleanBlock( string $plain ): string {
		return trim( str_replace( [ "\r\n", "\r" ], "\n", self::withoutControls( $plain ) ) );
	}

	private static function withoutControls( string $plain ): string {
		return (string) preg_replace( '/[\x00-\x08\x0B\x0C\x0E-\x1F]/', '', $plain );
	}

	private static function escape( string $clean ): string {
		return str_replace( '\\', '&#092;', htmlspecialchars( $clean, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8', true ) );
	}
}
