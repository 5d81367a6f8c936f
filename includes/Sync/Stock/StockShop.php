<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Ledger\FigureMoments;
use SorsApi\Ledger\Ledger;
use SorsApi\Settings\Settings;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Link;
use SorsApi\Store\ProductFingerprints;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\SellableObjects;
use SorsApi\Store\StockThreshold;
use SorsApi\Store\Translations;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\UnreadableRecords;

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
			$figure         = $filtered ? FigureFilters::applied( $figure, $link, $settings ) : $figure;
			$open           = $unsynced[ $link->objectId ] ?? [];
			$plans[ $code ] = $planner->plan( $link, $state, $figure, Ledger::sum( $open ), $complete );
			// Shown order by order where somebody asks for the reason.
			$plans[ $code ]->unsynced = $open;
			$plans[ $code ]->figure   = $figure;
		}
		return $plans;
	}

	/**
	 * Of products that need not be compared: see ProductFingerprints.
	 *
	 * @param array<string, Link>        $links   By code.
	 * @param array<string, StockFigure> $figures By code.
	 * @return array<string, string> By code; one that is absent has to be compared.
	 */
	public function fingerprints( Run $run, array $links, array $figures, Settings $settings ): array {
		$prints = [];
		if ( [] === $links || $run->limited || $run->isElsewhere() || FigureFilters::areUsed() ) {
			return $prints;
		}
		$unsynced = $this->unsynced( $links, $figures, $settings );
		$rules    = [ Cursor::fingerprint( $settings ), $settings->chargeCodes(), get_option( 'woocommerce_notify_no_stock_amount', 0 ), StockThreshold::sellsFractions(), wc_get_price_decimals() ];
		$failed   = [];
		$others   = Translations::of( array_map( static fn( Link $link ): int => $link->objectId, array_values( $links ) ), $failed );
		// Which languages follow is up to other plugins.
		$all = new ProductFingerprints( $links, [ ...$rules, [] === $others ? [] : get_option( 'active_plugins' ) ], $others );
		foreach ( $links as $code => $link ) {
			$figure          = $figures[ $code ];
			$sors            = [ $figure->quantity, $figure->priceWithVat, $figure->priceWithoutVat, $figure->conflict, $figure->unreadable, Ledger::sum( $unsynced[ $link->objectId ] ?? [] ) ];
			$prints[ $code ] = null === $figure->quantity || $link->fresh || $link->awaitsPrice || isset( $failed[ $link->objectId ] ) ? '' : $all->of( $link, $sors );
		}
		return array_filter( $prints );
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, StockFigure> By code. In a reading of changes, what did not change is as it was read before.
	 */
	public static function figures( Run $run, Settings $settings, array $codes ): array {
		$levels     = Levels::byCodes( $codes );
		$unreadable = self::unreadable( $run, $codes );
		$showsAll   = $run->cursor->showsWhatIsGone();
		$passes     = StockPasses::all();
		$sought     = $run->cursor->isComplete() ? $run->cursor->readFrom : $passes['full'];
		$told       = $showsAll ? $run->cursor->readFrom : $passes['told'];
		$figures    = [];
		foreach ( $codes as $code ) {
			$own              = array_filter( $levels[ $code ] ?? [], static fn( Level $level ): bool => ! $showsAll || $level->runId === $run->id );
			$figures[ $code ] = StockFigure::of( array_values( $own ), $settings );
			// That a unit has none is told by a complete reading only.
			$figures[ $code ]->soughtAt( $sought, $settings, $told );
			if ( isset( $unreadable[ $code ] ) ) {
				$figures[ $code ]->unreadable = (string) $unreadable[ $code ]->reason;
				// Else a level that was read before stands for it.
				$figures[ $code ]->quantity = true === $unreadable[ $code ]->payload['kept'] ? $figures[ $code ]->quantity : null;
			}
		}
		return $figures;
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, RunItem> By code: those with a record that this reading could not read.
	 */
	public static function unreadable( Run $run, array $codes ): array {
		$known = 0 === $run->cursor->unreadable ? [] : RunItems::known( $run->id, $run->cursor->reading, $codes );
		return array_filter( $known, static fn( RunItem $item ): bool => UnreadableRecords::PROBLEM === $item->problem && isset( $item->payload['kept'] ) );
	}

	/**
	 * @param array<string, Link>        $links   By code.
	 * @param array<string, StockFigure> $figures By code.
	 * @return array<int, non-empty-array<int, string>> As Ledger::byOrder().
	 */
	public function unsynced( array $links, array $figures, Settings $settings ): array {
		$moments = [];
		foreach ( $links as $code => $link ) {
			$moments[ $link->objectId ] = new FigureMoments( $figures[ $code ]->readAt, $settings->businessUnitIds, $figures[ $code ]->moments );
		}
		return $this->ledger->byOrder( $moments, $settings );
	}
}
