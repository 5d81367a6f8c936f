<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Sors\Api;
use SorsApi\Sors\Product;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Links;

/**
 * The services in SORS' price list, of which some stand for shipping and for fees.
 *
 * SORS lists items page by page and cannot be asked for services alone. So the list is read for some seconds at a time,
 * and the next question goes on from there.
 *
 * What was read says when SORS was asked last, 0 = not yet. If it was, and no page is next, it was read to the end.
 *
 * @phpstan-type Read array{database: string, next: string|null, at: int, services: array<string, array{code: string, name: string, active: bool}>, vatRates: array<string, string>}
 */
final class ServiceItems {

	public const OPTION = 'sors_services_read';

	/** Seconds until what was read is read again: a service may be new in SORS. */
	private const FRESH = 600;

	/** More than this many are no list to choose from. */
	private const MOST = 500;

	private Api $api;
	private int $seconds;

	/** The list was begun by this object's last question. */
	private bool $isNew = false;

	/** @param int $seconds That one question may spend on reading. */
	public function __construct( Api $api, int $seconds = 8 ) {
		$this->api     = $api;
		$this->seconds = $seconds;
	}

	/**
	 * @return array{listed: bool, complete: bool, items: list<array{code: string, name: string, active: bool}>} Not listed where SORS
	 *         does not say which items are services; not complete while there is more to read: ask again.
	 * @throws SorsError
	 */
	public function list( string $database ): array {
		if ( ! $this->api->supportsField( 'product', 'itemType' ) ) {
			return [ 'listed' => false, 'complete' => true, 'items' => [] ];
		}
		$read = $this->read( $database );
		return [
			'listed'   => true,
			'complete' => self::isComplete( $read ),
			'items'    => array_values( $read['services'] ),
		];
	}

	/**
	 * @param array<string, list<string>> $codes Field of the settings => codes.
	 * @return array{errors: array<string, string>, warnings: array<string, string>} Field => sentence.
	 */
	public function judge( array $codes, string $database ): array {
		$said = [ 'errors' => [], 'warnings' => [] ];
		if ( [] === $codes || '' === $database ) {
			return $said;
		}
		try {
			$list = $this->list( $database );
			if ( ! $this->isNew && $list['listed'] && $list['complete'] && [] !== array_filter( array_merge( ...array_values( $codes ) ), static fn( string $code ): bool => null === self::known( $code, $list['items'] ) ) ) {
				// It may have been entered in SORS since the list was read.
				delete_option( self::OPTION );
				$list = $this->list( $database );
			}
		} catch ( SorsError $error ) {
			/* translators: %s: why, a sentence. */
			$said['warnings'] = array_fill_keys( array_keys( $codes ), sprintf( __( 'Saved, but the item code could not be compared with SORS. %s', 'sors-api-for-woocommerce' ), $error->getMessage() ) );
			return $said;
		}
		foreach ( $list['listed'] ? $codes : [] as $field => $chosen ) {
			foreach ( $chosen as $code ) {
				$service = self::known( $code, $list['items'] );
				if ( null === $service && $list['complete'] && count( $list['items'] ) < self::MOST ) {
					/* translators: %s: code. */
					$said['errors'][ $field ] = sprintf( __( 'SORS has no service with the code %s. Choose one from the list, or enter the service in SORS first.', 'sors-api-for-woocommerce' ), $code );
				} elseif ( null === $service ) {
					$said['warnings'][ $field ] = __( 'Saved, but not compared with SORS yet: its price list is long and was not read to the end. Save once more in a moment.', 'sors-api-for-woocommerce' );
				} elseif ( ! $service['active'] ) {
					$said['warnings'][ $field ] = __( 'This service is not active in SORS, which may refuse documents with it.', 'sors-api-for-woocommerce' );
				}
			}
		}
		return $said;
	}

	/**
	 * @param list<array{code: string, name: string, active: bool}> $services
	 * @return array{code: string, name: string, active: bool}|null Codes are compared exactly.
	 */
	private static function known( string $code, array $services ): ?array {
		foreach ( $services as $service ) {
			if ( $code === $service['code'] ) {
				return $service;
			}
		}
		return null;
	}

	/** @return Read */
	private function read( string $database ): array {
		$read        = $this->stored( $database );
		$this->isNew = 0 === $read['at'];
		$deadline    = microtime( true ) + $this->seconds;
		try {
			while ( ! self::isComplete( $read ) ) {
				$page = $this->api->listProducts( $database, [], $read['next'], false );
				foreach ( $page->items as $item ) {
					if ( 'service' === $item->itemType && '' !== $item->code && count( $read['services'] ) < self::MOST ) {
						$read['services'][ 'c' . $item->code ] = self::service( $item );
						if ( null !== $item->vatRate ) {
							$read['vatRates'][ 'c' . $item->code ] = $item->vatRate;
						}
					}
				}
				$read['next'] = $page->next;
				$read['at']   = time();
				if ( microtime( true ) >= $deadline ) {
					break;
				}
			}
		} catch ( SorsError $error ) {
			// The place may no longer be good: the next question starts from the beginning.
			delete_option( self::OPTION );
			throw $error;
		}
		update_option( self::OPTION, $read, false );
		return $read;
	}

	/** Percent, as last read, with the catalogue or for a list to choose from; null = not known. SORS is not asked. */
	public static function vatRate( string $code ): ?string {
		$link = Links::byCodes( [ $code ] )[ $code ] ?? null;
		if ( null !== $link && '' !== $link->vatRate ) {
			return $link->vatRate;
		}
		$stored = get_option( self::OPTION );
		$rates  = is_array( $stored ) ? $stored['vatRates'] ?? [] : [];
		return is_array( $rates ) && is_string( $rates[ 'c' . $code ] ?? null ) ? $rates[ 'c' . $code ] : null;
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, string> Code => name, as last read for a list to choose from. SORS is not asked.
	 */
	public static function names( array $codes ): array {
		$stored = get_option( self::OPTION );
		$read   = is_array( $stored ) && is_array( $stored['services'] ?? null ) ? $stored['services'] : [];
		$names  = [];
		foreach ( $codes as $code ) {
			$service = $read[ 'c' . $code ] ?? null;
			if ( is_array( $service ) && is_string( $service['name'] ?? null ) ) {
				$names[ $code ] = $service['name'];
			}
		}
		return $names;
	}

	/** @param Read $read */
	private static function isComplete( array $read ): bool {
		return 0 !== $read['at'] && null === $read['next'];
	}

	/** @return array{code: string, name: string, active: bool} */
	private static function service( Product $item ): array {
		return [ 'code' => $item->code, 'name' => $item->name ?? $item->code, 'active' => $item->active ?? true ];
	}

	/** @return Read */
	private function stored( string $database ): array {
		$stored = get_option( self::OPTION );
		if ( is_array( $stored ) && $database === ( $stored['database'] ?? '' ) && is_int( $stored['at'] ?? null ) && time() - $stored['at'] < self::FRESH ) {
			/** @var Read $stored Written by read() alone. */
			return $stored;
		}
		return [
			'database' => $database,
			'next'     => null,
			'at'       => 0,
			'services' => [],
			'vatRates' => [],
		];
	}
}
