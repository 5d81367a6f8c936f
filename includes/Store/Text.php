<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Plain text from SORS in the form in which the shop stores it.
 *
 * Posts hold HTML, and what WordPress' filters do to it depends on the user who saves: nothing for an administrator, while
 * in the background they take "<inox>" for a forbidden tag. A text without markup, double quotes or backslashes passes all of them
 * untouched, so the stored form can be compared byte by byte. Apostrophes stay as they are, so that a search finds them.
 */
final class Text {

	/**
	 * A title as WordPress itself stores what a person types, since editors show what is stored: only what a browser, or
	 * WooCommerce's search for products, would read as something else is escaped. See OwnTexts::withTitle().
	 */
	public static function title( string $plain ): string {
		$unambiguous = self::withoutEntities( self::cleanLine( $plain ) );
		return self::withoutCoded( str_replace( [ '<', '>', '\\' ], [ '&lt;', '&gt;', '&#092;' ], $unambiguous ) );
	}

	/**
	 * One line: a name of a category or brand. What looks like a percent-encoded byte is decoded by WooCommerce's search for
	 * products, which prints the result as HTML, and removed by the filters of a category's name.
	 */
	public static function line( string $plain ): string {
		return self::withoutCoded( self::escape( self::cleanLine( $plain ) ) );
	}

	/** Several lines: a description, in which no shortcode runs. */
	public static function block( string $plain ): string {
		return str_replace( '[', '&#091;', self::escape( self::cleanBlock( $plain ) ) );
	}

	/** In which nothing reads as an entity but what stands for its "&". */
	public static function withoutEntities( string $plain ): string {
		return (string) preg_replace( '/&(?=#[0-9x]|[a-z0-9]+;)/i', '&amp;', $plain );
	}

	/** As much of a text as is no longer than this once it is a stored line. */
	public static function cut( string $plain, int $most ): string {
		// Escaping only makes it longer.
		$clean = trim( mb_substr( self::cleanLine( $plain ), 0, $most ) );
		while ( mb_strlen( self::line( $clean ) ) > $most ) {
			$clean = trim( mb_substr( $clean, 0, -1 ) );
		}
		return $clean;
	}

	/** The name of a category as WordPress stores it when somebody types it. */
	public static function typedTerm( string $plain ): string {
		return htmlspecialchars( self::cleanLine( $plain ), ENT_NOQUOTES | ENT_SUBSTITUTE, 'UTF-8', false );
	}

	/** What people read: a stored text without its escapes, and without control characters, which a checkout takes too. */
	public static function plain( string $stored ): string {
		return self::withoutControls( html_entity_decode( $stored, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) );
	}

	/** Whether the shop already has this name: in our form, or as an administrator typed it. */
	public static function isLine( string $stored, string $plain ): bool {
		return self::line( $plain ) === $stored || self::cleanLine( $plain ) === self::cleanLine( self::plain( $stored ) );
	}

	/** Whether the shop already has this description, in our form or as an administrator typed it. */
	public static function isBlock( string $stored, string $plain ): bool {
		return self::block( $plain ) === $stored || self::cleanBlock( $plain ) === self::cleanBlock( self::plain( $stored ) );
	}

	/** One line without control characters and superfluous spaces, not escaped. */
	public static function cleanLine( string $plain ): string {
		return trim( (string) preg_replace( '/\s+/u', ' ', self::withoutControls( $plain ) ) );
	}

	private static function cleanBlock( string $plain ): string {
		return trim( str_replace( [ "\r\n", "\r" ], "\n", self::withoutControls( $plain ) ) );
	}

	private static function withoutControls( string $plain ): string {
		return (string) preg_replace( '/[\x00-\x08\x0B\x0C\x0E-\x1F]/', '', $plain );
	}

	/** Without percent-encoded bytes. */
	private static function withoutCoded( string $line ): string {
		return (string) preg_replace( '/%(?=[a-f0-9]{2})/i', '&#037;', $line );
	}

	private static function escape( string $clean ): string {
		return str_replace( '\\', '&#092;', htmlspecialchars( $clean, ENT_COMPAT | ENT_SUBSTITUTE, 'UTF-8', true ) );
	}
}
