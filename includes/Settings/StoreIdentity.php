<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * The shop's identity in SORS: the store id is part of every document's
 * reference, so two shops must never share one. A database that was copied to
 * another address (staging, a developer's machine) carries the id along; until
 * a person has said whether the shop moved or this is a copy, nothing may be
 * sent.
 */
final class StoreIdentity {

	public const ID_OPTION      = 'sors_store_id';
	public const ADDRESS_OPTION = 'sors_store_address';

	/** Former ids: list of [ id, the day on which it was given up, whether its documents are this shop's ]. */
	public const FORMER_OPTION = 'sors_former_store_ids';

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/** Ten characters of a-z and 0-9, minted at the first call. */
	public function storeId(): string {
		$id = self::option( self::ID_OPTION );
		if ( '' === $id ) {
			$this->mint();
			$id = self::option( self::ID_OPTION );
		}
		return $id;
	}

	/** True when the site answers at another address than the one where the id was minted or confirmed. */
	public function isCopy(): bool {
		$known = self::option( self::ADDRESS_OPTION );
		return '' !== $known && self::address() !== $known;
	}

	/** Where the id belongs: host and path; '' before it was minted. */
	public function knownAddress(): string {
		return self::option( self::ADDRESS_OPTION );
	}

	/** "The shop moved here": the id stays and sending goes on. */
	public function confirmMoved(): void {
		update_option( self::ADDRESS_OPTION, self::address(), true );
		do_action( 'sors_store_moved' );
	}

	/** "This is a copy": a new id, and no orders are sent from here until the export is switched on. */
	public function confirmCopy(): void {
		$this->settings->update( [ 'exportOrders' => false ] );
		/**
		 * This shop is a copy of another one, and gets a new store id. Before it has one: were the process to die
		 * in between, a person is asked again, and what is the original's is never taken for its own.
		 *
		 * @param string $former Store id of the original.
		 */
		do_action( 'sors_store_copied', $this->storeId() );
		// Those are the original's.
		delete_option( self::FORMER_OPTION );
		delete_option( self::ID_OPTION );
		$this->mint();
	}

	/**
	 * A new id: SORS has documents under the present one that this shop does not know, and would meet them again with
	 * ids of orders that are used once more. References that are stored stay as they are.
	 *
	 * @param bool $own Whether the present id was this shop's alone.
	 */
	public function renew( bool $own ): void {
		// First: were the process to die in between, no id would be forgotten.
		update_option( self::FORMER_OPTION, array_merge( self::former(), [ [ $this->storeId(), wp_date( 'Y-m-d' ), $own ] ] ), false );
		delete_option( self::ID_OPTION );
		$this->mint();
	}

	/**
	 * Whether a document of that day with this id in its reference is one that this shop should know.
	 *
	 * @param string|null $day Y-m-d. Documents up to the day on which an id was given up were decided on then.
	 */
	public function owns( string $id, ?string $day ): bool {
		foreach ( self::former() as [ $former, $until, $own ] ) {
			if ( $former === $id ) {
				return $own && null !== $day && $day > $until;
			}
		}
		return $this->storeId() === $id;
	}

	/** @return list<array{string, string, bool}> */
	public static function former(): array {
		$stored = get_option( self::FORMER_OPTION, [] );
		$former = [];
		foreach ( is_array( $stored ) ? $stored : [] as $one ) {
			if ( is_array( $one ) && is_string( $one[0] ?? null ) && is_string( $one[1] ?? null ) ) {
				$former[] = [ $one[0], $one[1], true === ( $one[2] ?? false ) ];
			}
		}
		return $former;
	}

	/**
	 * Host, port and path of the site. Neither the scheme nor "www." makes
	 * another shop of it, nor the port of a developer's own machine, which
	 * changes with every start. The option itself is read: translation plugins
	 * filter home_url() by language.
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

	private function mint(): void {
		$id = '';
		for ( $i = 0; $i < 10; $i++ ) {
			$id .= '0123456789abcdefghijklmnopqrstuvwxyz'[ random_int( 0, 35 ) ];
		}
		// The address first: were the process to die in between, an id without an address would never be seen as copied.
		update_option( self::ADDRESS_OPTION, self::address(), true );
		add_option( self::ID_OPTION, $id, '', true );
	}

	private static function option( string $name ): string {
		$value = get_option( $name, '' );
		return is_string( $value ) ? $value : '';
	}
}
