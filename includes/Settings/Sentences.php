<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Log\Log;

/** What is wrong with what was sent, field by field, for the person who filled it in. */
final class Sentences {

	/**
	 * The schema's own words go into the log.
	 *
	 * @param non-empty-array<string, string> $problems Field ('' = the whole) => what Schema says.
	 * @param string                          $schema   Name of the schema.
	 * @param array<array-key, mixed>         $sent     Field => value.
	 * @return non-empty-array<string, string>
	 */
	public static function of( array $problems, string $schema, array $sent ): array {
		$fields = Schema::children( Schema::load( $schema )['properties'] ?? [] );
		foreach ( $problems as $field => $words ) {
			Log::info( "Refused by the schema $schema: $words" );
			$problems[ $field ] = self::sentence( $field, $fields[ $field ] ?? [], $sent[ $field ] ?? null );
		}
		return $problems;
	}

	/**
	 * @param array<string, mixed> $schema
	 * @param mixed                $sent
	 */
	private static function sentence( string $field, array $schema, $sent ): string {
		if ( [] === $schema && '' !== $field ) {
			return __( 'This version of the plugin does not know this field. Reload the page; if it comes from a file, update the plugin, or take it out of the file.', 'sors-api-for-woocommerce' );
		}
		$longest = $schema['maxLength'] ?? null;
		if ( is_int( $longest ) && is_string( $sent ) && mb_strlen( $sent ) > $longest ) {
			/* translators: %s: number of characters. */
			return sprintf( __( 'This is too long: it may have %s characters at most.', 'sors-api-for-woocommerce' ), number_format_i18n( $longest ) );
		}
		if ( is_int( $schema['minimum'] ?? null ) && is_int( $schema['maximum'] ?? null ) ) {
			/* translators: 1: smallest, 2: largest number. */
			return sprintf( __( 'Enter a whole number from %1$s to %2$s.', 'sors-api-for-woocommerce' ), number_format_i18n( $schema['minimum'] ), number_format_i18n( $schema['maximum'] ) );
		}
		if ( 'alertEmail' === $field ) {
			return __( 'This is not an e-mail address. Enter one, such as shop@example.com, or leave the field empty.', 'sors-api-for-woocommerce' );
		}
		if ( 'schedule' === $field ) {
			return __( 'Choose from the list how often each sync starts, and a time of day such as 03:00.', 'sors-api-for-woocommerce' );
		}
		return __( 'The shop cannot use what was sent here. Reload the page and try again. If this comes back, the log says more: WooCommerce → Status → Logs.', 'sors-api-for-woocommerce' );
	}
}
