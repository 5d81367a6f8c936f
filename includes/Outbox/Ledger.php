<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Settings\SettingsStore;

/** What the shop has sold and SORS' stock figure does not contain yet. */
final class Ledger {

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Reads past every cache, inside the caller's transaction; call it after the stock was read.
	 *
	 * @param list<int> $productIds Products and variations.
	 * @param int       $readAt     When the figure was asked of SORS: microseconds of the database's clock.
	 *
	 * @return array<int, string> Product or variation id => quantity (decimal, above 0); absent = 0.
	 */
	public function owed( array $productIds, int $readAt ): array {
		return [];
	}
}
