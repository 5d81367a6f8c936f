<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\Item;
use SorsApi\Documents\LineItems;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Postponed;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Rejected;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\Translations;

/** Finds the SORS items of an order, with the ids that they have in one database. */
final class Items {

	/** Where the reading of a new database stands: its name, cursor of the next page, and when it came to the end. */
	public const OPTION = 'sors_items_read';

	/** Seconds until what was not there is looked for once more. */
	private const FRESH = 3600;

	/** Seconds that one order may spend on reading a new database. */
	private const PATIENCE = 20;

	/**
	 * @throws Postponed
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function of( OrderSnapshot $order, string $database, Settings $settings, Api $api ): LineItems {
		$objectIds = [];
		foreach ( $order->lines as $line ) {
			$objectIds[] = $line->objectId();
			$objectIds[] = $line->productId;
		}
		$objectIds = array_values( array_unique( array_filter( $objectIds ) ) );
		$codes     = $settings->chargeCodes();
		$byObject  = Translations::links( $objectIds );
		$byCode    = Links::byCodes( $codes );
		$elsewhere = self::elsewhere( array_merge( array_values( $byObject ), array_values( $byCode ) ), $database );
		if ( [] !== $elsewhere ) {
			// Ids change with the yearly database, codes do not.
			self::find( $elsewhere, $database, $api );
			$byObject = Translations::links( $objectIds );
			$byCode   = Links::byCodes( $codes );
		}
		$items = [];
		foreach ( $byObject as $objectId => $link ) {
			$items[ $objectId ] = self::item( $link, $database );
		}
		$others = [];
		foreach ( $byCode as $link ) {
			$others[] = self::item( $link, $database );
		}
		$without = array_values( array_diff( $objectIds, array_keys( $items ) ) );
		return new LineItems( $items, $others, $settings, ExcludedItems::unlinkedAmong( $without ) );
	}

	/**
	 * @param list<Link> $links
	 * @return list<string> Codes of items that were last seen in another database.
	 */
	private static function elsewhere( array $links, string $database ): array {
		$codes = [];
		foreach ( $links as $link ) {
			if ( $link->database !== $database ) {
				$codes[] = $link->code;
			}
		}
		return array_values( array_unique( $codes ) );
	}

	private static function item( Link $link, string $database ): Item {
		$id = $link->database === $database && '' !== $link->sorsId ? $link->sorsId : null;
		return new Item( $link->code, $id, '' === $link->vatRate ? null : $link->vatRate, '' === $link->unit ? null : $link->unit, Link::DUPLICATE === $link->state );
	}

	/**
	 * Finds items again by code in a database that no catalogue run has read yet.
	 *
	 * SORS lists items page by page and cannot be asked for one. So the list is read until the wanted ones were there,
	 * no longer than a claim on an entry lasts; the next order, in whatever process, goes on from there. Afterwards the links of all these codes say what this database has of them.
	 *
	 * @param list<string> $codes
	 * @throws Postponed There is more to read.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function find( array $codes, string $database, Api $api, int $seconds = self::PATIENCE ): void {
		$state    = self::state( $database );
		$deadline = microtime( true ) + $seconds;
		$wanted   = array_flip( array_map( [ self::class, 'key' ], $codes ) );
		if ( 0 !== $state['ended'] && time() - $state['ended'] < self::FRESH ) {
			return;
		}
		do {
			try {
				$page = $api->listProducts( $database, [], $state['next'] );
			} catch ( Rejected $refused ) {
				// The cursor of an earlier process may no longer be good.
				delete_option( self::OPTION );
				throw $refused;
			}
			Links::moveTo( $database, $page->items );
			foreach ( $page->items as $product ) {
				unset( $wanted[ self::key( $product->code ) ] );
			}
			$state['next']  = $page->next;
			$state['ended'] = null === $page->next ? time() : 0;
			update_option( self::OPTION, $state, false );
			if ( [] === $wanted || 0 !== $state['ended'] ) {
				return;
			}
		} while ( microtime( true ) < $deadline );
		( new Postponed( 'reading_items', 5, Sentence::__( 'SORS has a new database, and its items are being found again by their codes. The order follows as soon as they are.', 'sors-api-for-woocommerce' ) ) )->throw();
	}

	/** @return array{database: string, next: string|null, ended: int} */
	private static function state( string $database ): array {
		$stored = get_option( self::OPTION );
		$stored = is_array( $stored ) && $database === ( $stored['database'] ?? null ) ? $stored : [];
		return [
			'database' => $database,
			'next'     => is_string( $stored['next'] ?? null ) ? $stored['next'] : null,
			'ended'    => is_int( $stored['ended'] ?? null ) ? $stored['ended'] : 0,
		];
	}

	/** PHP makes numbers of numeric keys. */
	private static function key( string $code ): string {
		return 'c' . $code;
	}
}
