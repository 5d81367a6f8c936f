<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\Postponed;
use SorsApi\Sors\Api;
use SorsApi\Sors\Rejected;
use SorsApi\Store\Links;

/**
 * Finds items again by code in a database that no catalogue run has read yet.
 *
 * SORS lists items page by page and cannot be asked for one. So the list is
 * read until the wanted ones were there, no longer than a claim on a row
 * lasts; whoever comes next, in whatever process, goes on from there.
 */
final class ItemReading {

	/** Where the reading stands: database, cursor of the next page, and when it came to the end. */
	public const OPTION = 'sors_items_read';

	/** Seconds until what was not there is looked for once more. */
	private const FRESH = 3600;

	private Links $links;
	private int $seconds;

	/** @param int $seconds That one order may spend on it. */
	public function __construct( Links $links, int $seconds = 20 ) {
		$this->links   = $links;
		$this->seconds = $seconds;
	}

	/**
	 * Afterwards the links of all these codes say what this database has of them.
	 *
	 * @param list<string> $codes
	 *
	 * @throws Postponed There is more to read.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function find( array $codes, string $database, Api $api ): void {
		$state    = $this->state( $database );
		$deadline = microtime( true ) + $this->seconds;
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
			$this->links->moveTo( $database, $page->items );
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
		throw new Postponed( 'reading_items', 5, __( 'SORS has a new database, and its items are being found again by their codes. The order follows as soon as they are.', 'sors-api-for-woocommerce' ) );
	}

	/** @return array{database: string, next: string|null, ended: int} */
	private function state( string $database ): array {
		$stored = get_option( self::OPTION );
		if ( is_array( $stored ) && $database === ( $stored['database'] ?? null ) ) {
			return [
				'database' => $database,
				'next'     => is_string( $stored['next'] ?? null ) ? $stored['next'] : null,
				'ended'    => is_int( $stored['ended'] ?? null ) ? $stored['ended'] : 0,
			];
		}
		return [
			'database' => $database,
			'next'     => null,
			'ended'    => 0,
		];
	}

	/** PHP makes numbers of numeric keys. */
	private static function key( string $code ): string {
		return 'c' . $code;
	}
}
