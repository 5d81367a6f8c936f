<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Ledger\Ledger;
use SorsApi\Settings\Settings;
use SorsApi\Store\Link;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Store\StockThreshold;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\Cursor;

/** Of products whose stock and prices need not be compared: see ProductFingerprints. */
final class StockFingerprints {

	/**
	 * @param array<string, Link>            $links    By code.
	 * @param array<string, StockFigure>     $figures  By code.
	 * @param array<int, array<int, string>> $unsynced By product: see Ledger::byOrder().
	 * @return array<string, string> By code; one that is absent has to be compared.
	 */
	public static function of( array $links, array $figures, array $unsynced, Settings $settings ): array {
		if ( [] === $links ) {
			return [];
		}
		$prints = [];
		$rules  = [ Cursor::fingerprint( $settings ), $settings->chargeCodes(), get_option( 'woocommerce_notify_no_stock_amount', 0 ), StockThreshold::sellsFractions(), wc_get_price_decimals() ];
		$failed = [];
		$others = Translations::of( array_map( static fn( Link $link ): int => $link->objectId, array_values( $links ) ), $failed );
		// Which languages follow is up to other plugins.
		$all = new ProductFingerprints( $links, [ ...$rules, [] === $others ? [] : get_option( 'active_plugins' ) ], $others );
		foreach ( $links as $code => $link ) {
			$figure          = $figures[ $code ];
			$sors            = [ $figure->quantity, $figure->priceWithVat, $figure->priceWithoutVat, $figure->conflict, $figure->unreadable, Ledger::sum( $unsynced[ $link->objectId ] ?? [] ) ];
			$prints[ $code ] = null === $figure->quantity || $link->fresh || $link->awaitsPrice || isset( $failed[ $link->objectId ] ) ? '' : $all->of( $link, $sors );
		}
		return array_filter( $prints );
	}
}
