<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Store\Levels;

/** How many items each business unit has, so that the right ones are chosen. */
final class UnitItems {

	private Api $api;
	private int $seconds;

	/** @param int $seconds That one answer may take; units beyond that stay uncounted. */
	public function __construct( Api $api, int $seconds = 10 ) {
		$this->api     = $api;
		$this->seconds = $seconds;
	}

	/**
	 * SORS says the total with the first page of a unit's stock. How many of them are in stock is known after a stock run.
	 *
	 * @return list<array{id: string, items: int|null, inStock: int|null}> Null where it is not known.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function of( Settings $settings ): array {
		$counts   = [];
		$isAsked  = $this->api->supportsQuery( 'listInventory', 'businessUnitId' );
		$inStock  = Levels::inStock();
		$deadline = microtime( true ) + $this->seconds;
		foreach ( $this->api->listBusinessUnits( $settings->database ) as $unit ) {
			$counts[] = [
				'id'      => $unit->id,
				'items'   => $isAsked && microtime( true ) < $deadline ? $this->api->listInventory( $settings->database, [ 'businessUnitId' => $unit->id ], null, false )->total : null,
				'inStock' => $inStock[ $unit->id ] ?? null,
			];
		}
		return $counts;
	}
}
