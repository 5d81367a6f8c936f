<?php
declare( strict_types=1 );

namespace SorsApi\Log;

use SorsApi\Sors\Contract\Contract;

/**
 * What of a request may be logged. A value is shown only where the contract names its field and the field is known to
 * hold nothing of a buyer; of everything else only the length is logged. So a field that SORS adds later is masked until
 * it is listed here.
 */
final class Masking {

	/** Entities that are about a buyer => their fields that say nothing about the buyer. Every field of other entities is shown. */
	private const OPEN = [
		'customer' => [ 'id', 'type', 'discountPercent' ],
		'debt'     => [ 'customerId', 'currency', 'asOf' ],
		'document' => [ 'id', 'number', 'kind', 'businessUnitId', 'customerId', 'date', 'dueDate', 'externalReference', 'paymentMethod', 'currency', 'pricesIncludeVat', 'paidAmount', 'paidAt', 'sourceDocumentId', 'lines', 'total', 'status' ],
	];

	/** Parameters of lists that say nothing about a buyer. */
	private const OPEN_QUERY = [ 'businessUnitId', 'modifiedSince', 'from', 'to', 'externalReference' ];

	/** Parts of the envelope. SORS' messages are not among them: they may repeat what it was sent. */
	private const OPEN_ENVELOPE = [ 'success', 'code', 'total', 'errorField', 'errorCode' ];

	/** Longer texts are described, not shown. */
	private const LONGEST = 100;

	/** Entries of a list that are shown. */
	private const ITEMS = 20;

	private const LONGEST_BODY = 6000;

	/** @var array<string, true> Names on the wire whose values are shown. */
	private array $open = [];

	public function __construct( Contract $contract, string $operation ) {
		$masked = [];
		foreach ( array_keys( Contract::ENTITIES ) as $entity ) {
			foreach ( $contract->fields( $entity ) as $field => $path ) {
				$isOpen = ! isset( self::OPEN[ $entity ] ) || in_array( $field, self::OPEN[ $entity ], true );
				if ( $isOpen && 'base64' !== $contract->type( $entity, $field ) ) {
					$this->open[ self::name( $path ) ] = true;
				} elseif ( 'code' !== $field || self::isAboutCustomers( $operation ) ) {
					// A customer's code is masked; where the request is not about customers, the field is an item's code and is shown.
					$masked[ self::name( $path ) ] = true;
				}
			}
		}
		$asked = $contract->operation( $operation );
		foreach ( null === $asked ? [] : $asked->query as $parameter => $name ) {
			if ( in_array( $parameter, self::OPEN_QUERY, true ) ) {
				$this->open[ self::name( $name ) ] = true;
			} else {
				$masked[ self::name( $name ) ] = true;
			}
		}
		foreach ( self::OPEN_ENVELOPE as $part ) {
			$path = null === $asked ? null : $asked->envelope[ $part ];
			if ( is_string( $path ) ) {
				$this->open[ self::name( $path ) ] = true;
			}
		}
		foreach ( [ $contract->paging->page, $contract->paging->size, $contract->databaseName ] as $name ) {
			if ( null !== $name ) {
				$this->open[ self::name( $name ) ] = true;
			}
		}
		// A name that an item's and a buyer's field share is masked.
		$this->open = array_diff_key( $this->open, $masked );
	}

	/** The address without the host, each parameter that may be a buyer's masked. */
	public function url( string $url ): string {
		$path  = (string) wp_parse_url( $url, PHP_URL_PATH );
		$query = (string) wp_parse_url( $url, PHP_URL_QUERY );
		$shown = [];
		foreach ( '' === $query ? [] : explode( '&', $query ) as $pair ) {
			$parts   = explode( '=', $pair, 2 );
			$name    = rawurldecode( str_replace( '+', ' ', $parts[0] ) );
			$value   = rawurldecode( str_replace( '+', ' ', $parts[1] ?? '' ) );
			$shown[] = self::key( $name ) . '=' . ( $this->isOpen( $name, $value ) ? $value : self::length( $value ) );
		}
		return $path . ( [] === $shown ? '' : '?' . implode( '&', $shown ) );
	}

	/** A body as JSON with its shape kept, or words for what it is instead. */
	public function body( string $body ): string {
		if ( '' === trim( $body ) ) {
			return 'none';
		}
		$json = json_decode( $body, true );
		if ( null === $json && 'null' !== trim( $body ) ) {
			return '<' === ltrim( $body )[0] ? 'no JSON, more like a page' : 'no JSON';
		}
		$masked = (string) wp_json_encode( $this->masked( '', $json ), JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_PARTIAL_OUTPUT_ON_ERROR );
		return strlen( $masked ) > self::LONGEST_BODY ? mb_strcut( $masked, 0, self::LONGEST_BODY, 'UTF-8' ) . '…' : $masked;
	}

	/**
	 * @param string $name  The field that it is in.
	 * @param mixed  $value Decoded JSON.
	 * @return mixed
	 */
	private function masked( string $name, $value ) {
		if ( ! is_array( $value ) ) {
			return is_bool( $value ) || null === $value || $this->isOpen( $name, is_string( $value ) ? $value : (string) wp_json_encode( $value ) ) ? $value : self::length( is_scalar( $value ) ? (string) $value : '' );
		}
		$masked = [];
		if ( array_keys( $value ) !== array_keys( array_keys( $value ) ) ) {
			foreach ( $value as $key => $part ) {
				$masked[ self::key( (string) $key ) ] = $this->masked( (string) $key, $part );
			}
			return $masked;
		}
		foreach ( array_slice( $value, 0, self::ITEMS ) as $part ) {
			$masked[] = $this->masked( $name, $part );
		}
		if ( count( $value ) > self::ITEMS ) {
			$masked[] = sprintf( '… %d more', count( $value ) - self::ITEMS );
		}
		return $masked;
	}

	private function isOpen( string $name, string $value ): bool {
		return isset( $this->open[ $name ] ) && strlen( $value ) <= self::LONGEST && false === strpos( $value, '@' );
	}

	/** Some servers answer maps whose keys are data. */
	private static function key( string $name ): string {
		return 1 === preg_match( '/^[A-Za-z_][A-Za-z_.\-\[\]]{0,60}\d{0,3}$/D', $name ) ? $name : self::length( $name );
	}

	private static function length( string $value ): string {
		return sprintf( '(%d characters)', mb_strlen( $value, 'UTF-8' ) );
	}

	/** The last part of a path on the wire: what the value itself is called. */
	private static function name( string $path ): string {
		$dot = strrpos( $path, '.' );
		return false === $dot ? $path : substr( $path, $dot + 1 );
	}

	private static function isAboutCustomers( string $operation ): bool {
		return false !== strpos( $operation, 'Customer' );
	}
}
