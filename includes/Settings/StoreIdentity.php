<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * The shop's identity in SORS: the store id is part of every document's reference, so two shops must never share one. A
 * database that was copied (staging, a developer's machine) carries the id along; until a person has said whether this
 * is the shop or a copy, nothing may be sent.
 *
 * The place where the id belongs is kept as a hash: cloning tools replace the
 * shop's address wherever they find it in the database.
 */
final class StoreIdentity {

	public const ID_OPTION    = 'sors_store_id';
	public const PLACE_OPTION = 'sors_store_place';

	/** For people to read only: a tool may have replaced it. */
	public const ADDRESS_OPTION = 'sors_store_address';

	/** Why this may be a copy. */
	public const OTHER_ADDRESS     = 'address';
	public const OTHER_ENVIRONMENT = 'environment';

	private const PRODUCTION = 'production';

	/** Ten characters of a-z and 0-9, minted at the first call. */
	public static function storeId(): string {
		$id = self::option( self::ID_OPTION );
		if ( '' === $id ) {
			// The place first: were the process to die in between, an id without one would never be seen as copied.
			if ( '' === self::option( self::PLACE_OPTION ) ) {
				self::keep( self::PRODUCTION );
			}
			self::mint();
			$id = self::option( self::ID_OPTION );
		}
		return $id;
	}

	/** A reference in this shop's form that no document or payment can have. */
	public static function unusedReference(): string {
		return self::storeId() . '-0-none-' . bin2hex( random_bytes( 4 ) );
	}

	public static function isCopy(): bool {
		return null !== self::doubt();
	}

	/**
	 * Why this may be another site than the one where the id was minted or confirmed. A site that says of itself that
	 * it is not the production one is only ever confirmed by a person.
	 *
	 * @return self::OTHER_ADDRESS|self::OTHER_ENVIRONMENT|null Null = it is the shop.
	 */
	public static function doubt(): ?string {
		$known = self::option( self::PLACE_OPTION );
		if ( '' === $known && '' === self::option( self::ID_OPTION ) ) {
			// Without an id there is nothing yet that could have been copied.
			$known = self::place( self::PRODUCTION );
		}
		if ( self::place( wp_get_environment_type() ) === $known ) {
			return null;
		}
		foreach ( [ self::PRODUCTION, 'staging', 'development', 'local' ] as $type ) {
			if ( self::place( $type ) === $known ) {
				return self::OTHER_ENVIRONMENT;
			}
		}
		return self::OTHER_ADDRESS;
	}

	/** Host and path where the id belongs, for people; '' before it was minted. */
	public static function knownAddress(): string {
		return self::option( self::ADDRESS_OPTION );
	}

	/** "This is the shop", perhaps at a new address: the id stays and sending goes on. */
	public static function confirmMoved(): void {
		self::keep( wp_get_environment_type() );
		do_action( 'sors_store_moved' );
	}

	/** "This is a copy": a new id, and no orders are sent from here until the export is switched on. */
	public static function confirmCopy(): void {
		SettingsStore::update( [ 'exportOrders' => false ] );
		/**
		 * This shop is a copy of another one, and gets a new store id. Before it has one: were the process to die
		 * in between, a person is asked again, and what is the original's is never taken for its own.
		 *
		 * @param string $former Store id of the original.
		 */
		do_action( 'sors_store_copied', self::storeId() );
		delete_option( self::ID_OPTION );
		self::keep( wp_get_environment_type() );
		self::mint();
	}

	/**
	 * Host, port and path of the site. Neither the scheme nor "www." makes another shop of it, nor the port of a
	 * developer's own machine, which changes with every start. The option itself is read: translation plugins filter
	 * home_url() by language.
	 */
	public static function address(): string {
		$home  = get_option( 'home' );
		$parts = wp_parse_url( strtolower( is_string( $home ) ? $home : '' ) );
		$parts = is_array( $parts ) ? $parts : [];
		$host  = (string) preg_replace( '/^www\./', '', $parts['host'] ?? '' );
		$local = in_array( $host, [ 'localhost', '127.0.0.1', '[::1]' ], true );
		$port  = isset( $parts['port'] ) && ! $local ? ':' . $parts['port'] : '';
		return $host . $port . rtrim( $parts['path'] ?? '', '/' );
	}

	private static function keep( string $environment ): void {
		delete_option( DoubtElsewhere::OPTION );
		update_option( self::ADDRESS_OPTION, self::address(), true );
		update_option( self::PLACE_OPTION, self::place( $environment ), true );
	}

	private static function place( string $environment ): string {
		return hash( 'sha256', $environment . '|' . self::address() );
	}

	private static function mint(): void {
		$id = '';
		for ( $i = 0; $i < 10; $i++ ) {
			$id .= '0123456789abcdefghijklmnopqrstuvwxyz'[ random_int( 0, 35 ) ];
		}
		add_option( self::ID_OPTION, $id, '', true );
	}

	private static function option( string $name ): string {
		$value = get_option( $name, '' );
		return is_string( $value ) ? $value : '';
	}
}
