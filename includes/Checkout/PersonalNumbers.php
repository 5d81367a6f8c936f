<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

/**
 * A person's number that an import, an app or an earlier version put into the company's fields. WooCommerce would show it
 * in the checkout, on orders and in mails, and copy it into sessions: it reads an empty field instead. Saving takes it out.
 */
final class PersonalNumbers {

	/** A number of thirteen digits that may be a company's there begins with a 4, which no person's does. */
	private const ANY_COUNTRY = 'MK';

	/** @var array<string, true> Metas that were read as empty, by type and id. */
	private static array $hidden = [];

	/**
	 * @param mixed $metas  Rows of the database.
	 * @param mixed $holder Not read yet, so nobody knows its country.
	 * @return mixed
	 */
	public static function hide( $metas, $holder ) {
		if ( ! is_array( $metas ) || ! ( $holder instanceof \WC_Order || $holder instanceof \WC_Customer ) ) {
			return $metas;
		}
		foreach ( $metas as $at => $meta ) {
			$field = is_object( $meta ) && isset( $meta->meta_key, $meta->meta_value ) ? self::field( (string) $meta->meta_key ) : '';
			if ( '' !== $field && self::isPersonal( $field, $meta->meta_value ) ) {
				// Others, such as a cache, may hold the same object.
				$metas[ $at ]             = clone $meta;
				$metas[ $at ]->meta_value = '';

				self::$hidden[ self::key( $holder, $meta->meta_id ?? 0 ) ] = true;
			}
		}
		return $metas;
	}

	/** @param mixed $holder */
	public static function remove( $holder ): void {
		if ( [] === self::$hidden || ! $holder instanceof \WC_Data ) {
			return;
		}
		foreach ( $holder->get_meta_data() as $meta ) {
			if ( '' === $meta->value && isset( self::$hidden[ self::key( $holder, $meta->id ) ] ) && '' !== self::field( (string) $meta->key ) ) {
				$holder->delete_meta_data_by_mid( (int) $meta->id );
			}
		}
	}

	/** @param mixed $value */
	public static function isPersonal( string $field, $value ): bool {
		return is_scalar( $value ) && '' !== (string) $value && '' === CompanyFields::shown( $field, $value, null ) . CompanyFields::shown( $field, $value, self::ANY_COUNTRY );
	}

	/** '' = it is none of ours. */
	private static function field( string $meta ): string {
		$field = 0 === strpos( $meta, CompanyFields::META ) ? substr( $meta, strlen( CompanyFields::META ) ) : '';
		return isset( CompanyFields::METAS[ $field ] ) ? $field : '';
	}

	/** @param mixed $id */
	private static function key( \WC_Data $holder, $id ): string {
		return ( $holder instanceof \WC_Customer ? 'user ' : 'order ' ) . ( is_numeric( $id ) ? (int) $id : 0 );
	}
}
