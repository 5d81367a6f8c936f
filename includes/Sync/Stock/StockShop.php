<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Ledger\FigureMoments;
use SorsApi\Ledger\Ledger;
use SorsApi\Settings\Settings;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\ForeignFailure;
use SorsApi\Store\Link;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\SellableObjects;
use SorsApi\Store\StockThreshold;

/** Plans stock and prices of some products against the shop as it is at this moment. */
final class StockShop {

	private Ledger $ledger;

	public function __construct( Ledger $ledger ) {
		$this->ledger = $ledger;
	}

	/**
	 * The shop's stock is read first, then the unsynced quantities: a sale between
	 * the two is subtracted at least, and shows in the stock when it is written.
	 *
	 * @param array<string, Link>        $links   By code.
	 * @param array<string, StockFigure> $figures By code.
	 * @param ProductParts               $parts   Figures, or what has to be known to write them.
	 * @return array<string, StockPlan|null> By code; null where the product was deleted.
	 */
	public function plan( array $links, array $figures, Settings $settings, bool $complete, ProductParts $parts ): array {
		$ids      = array_values( array_map( static fn( Link $link ): int => $link->objectId, $links ) );
		$states   = SellableObjects::of( ProductReader::byIds( $ids, $parts ), $parts );
		$unsynced = $this->unsynced( $links, $figures, $settings );
		$plans    = [];
		// Read each time: another plugin may decide by product or by request.
		$planner  = new StockPlanner( $settings, StockThreshold::sellsFractions(), StockThreshold::ofShop(), time() );
		$filtered = FigureFilters::areUsed();
		foreach ( $links as $code => $link ) {
			$state          = $states[ $link->objectId ] ?? null;
			$figure         = $figures[ $code ];
			$plans[ $code ] = null;
			if ( ! $state instanceof ProductState ) {
				continue;
			}
			try {
				$figure = $filtered ? FigureFilters::applied( $figure, $link, $settings ) : $figure;
			} catch ( ForeignFailure $failure ) {
				$figure          = clone $figure;
				$figure->failure = ForeignCode::logged( $failure, "A filter over item $link->code" );
			}
			$open           = $unsynced[ $link->objectId ] ?? [];
			$plans[ $code ] = $planner->plan( $link, $state, $figure, Ledger::sum( $open ), $complete );
			// Shown order by order where somebody asks for the reason.
			$plans[ $code ]->unsynced = $open;
			$plans[ $code ]->figure   = $figure;
		}
		return $plans;
	}

	/**
	 * @param array<string, Link>        $links   By code.
	 * @param array<string, StockFigure> $figures By code.
	 * @return array<int, non-empty-array<int, string>> As Ledger::byOrder().
	 */
	public function unsynced( array $links, array $figures, Settings $settings ): array {
		return $this->ledger->byOrder( self::moments( $links, $figures, $settings ), $settings );
	}

	/**
	 * @param array<string, Link>        $links   By code.
	 * @param array<string, StockFigure> $figures By code.
	 * @return array<int, FigureMoments> By product.
	 */
	private static function moments( array $links, array $figures, Settings $settings ): array {
		$moments = [];
		foreach ( $links as $code => $link ) {
			$moments[ $link->objectId ] = new FigureMoments( $figures[ $code ]->readAt, $settings->businessUnitIds, $figures[ $code ]->moments );
		}
		return $moments;
	}
}
