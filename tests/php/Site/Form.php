<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

'cli' === PHP_SAPI || exit;

/** What a browser sends of a form that nobody has touched. */
final class Form {

	/**
	 * @param string $which XPath of what its fields are in.
	 *
	 * @return array<string, mixed> As PHP makes $_POST of it.
	 */
	public static function fields( string $html, string $which ): array {
		$page     = new \DOMDocument();
		$lenient  = libxml_use_internal_errors( true );
		$page->loadHTML( '<?xml encoding="utf-8"?>' . $html );
		libxml_clear_errors();
		libxml_use_internal_errors( $lenient );
		$pairs = [];
		foreach ( ( new \DOMXPath( $page ) )->query( "$which//*[(self::input or self::select or self::textarea) and @name and not(@disabled)]" ) ?: [] as $field ) {
			if ( ! $field instanceof \DOMElement ) {
				continue;
			}
			foreach ( self::values( $field ) as $value ) {
				$pairs[] = rawurlencode( $field->getAttribute( 'name' ) ) . '=' . rawurlencode( $value );
			}
		}
		parse_str( implode( '&', $pairs ), $fields );
		return $fields;
	}

	private static function values( \DOMElement $field ): array {
		if ( 'textarea' === $field->tagName ) {
			return [ $field->textContent ];
		}
		if ( 'input' === $field->tagName ) {
			$type = strtolower( $field->getAttribute( 'type' ) );
			if ( in_array( $type, [ 'submit', 'button', 'image', 'file', 'reset' ], true ) || ( in_array( $type, [ 'checkbox', 'radio' ], true ) && ! $field->hasAttribute( 'checked' ) ) ) {
				return [];
			}
			return [ $field->hasAttribute( 'value' ) || 'checkbox' !== $type ? $field->getAttribute( 'value' ) : 'on' ];
		}
		$options  = iterator_to_array( $field->getElementsByTagName( 'option' ), false );
		$selected = array_values( array_filter( $options, static fn( \DOMElement $option ): bool => $option->hasAttribute( 'selected' ) ) );
		if ( ! $field->hasAttribute( 'multiple' ) ) {
			$selected = array_slice( [] === $selected ? $options : $selected, [] === $selected ? 0 : -1, 1 );
		}
		return array_map( static fn( \DOMElement $option ): string => $option->hasAttribute( 'value' ) ? $option->getAttribute( 'value' ) : $option->textContent, $selected );
	}
}
