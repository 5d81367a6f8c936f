<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Rehearsal;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Page;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ListenerFailed;
use SorsApi\Sync\Engine\ReadAhead;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Stock\FigureFilters;
use SorsApi\Sync\Stock\LevelPage;
use SorsApi\Sync\Stock\StockFigure;

/** Prices of the price unit in the new database, compared with the shop's. */
final class RehearsedPrices {

	/** A server that ignores the page's number shows the same levels for ever: no more than so many for each item. */
	private const LEVELS_PER_ITEM = 3;

	private Api $api;
	private Links $links;
	private ProductReader $products;
	private RunItems $items;

	public function __construct( Api $api, Links $links, ProductReader $products, RunItems $items ) {
		$this->api      = $api;
		$this->links    = $links;
		$this->products = $products;
		$this->items    = $items;
	}

	/** Only where the shop's prices are SORS', and a level says of which item it is. */
	public function areCompared( Run $run, Settings $settings ): bool {
		return 'always' === $settings->fields['price']
			&& [] !== $run->cursor->units
			&& null === SettingsNotices::foreignPrices( $settings, SettingsStore::shopCurrency() )
			&& $this->api->supportsField( 'stockLevel', 'productCode' );
	}

	public function advance( Run $run, Lease $lease, Settings $settings ): void {
		$cursor   = $run->cursor;
		$unit     = $cursor->units[0];
		$query    = $this->api->supportsQuery( 'listInventory', 'businessUnitId' ) ? [ 'businessUnitId' => $unit ] : [];
		$ahead    = ReadAhead::from( $cursor, fn( ?string $at ): Page => $this->api->listInventory( $run->database, $query, $at ) );
		$records  = $ahead->records();
		$last     = $ahead->pages[ count( $ahead->pages ) - 1 ];
		$complete = null === $last->next || $cursor->seen > self::LEVELS_PER_ITEM * ( $cursor->listed + 1000 );
		$found    = $this->differences( $run, $settings, array_filter( $records, static fn( StockLevel $level ): bool => null !== $level->productCode && LevelPage::unitOf( $level, $unit, [ $unit ] ) === $unit ) );

		$cursor->page     = $last->next;
		$cursor->seen    += count( $records );
		$cursor->attempts = 0;
		$run->message     = Sentence::__( 'Comparing prices.', 'sors-api-for-woocommerce' );
		if ( $complete ) {
			$cursor->enter( Cursor::DOCUMENTS );
		}
		$lease->hold( $run, fn() => $this->items->put( $run->id, $cursor->reading, $found ) );
		if ( ! $complete ) {
			$ahead->complain();
		}
	}

	/**
	 * @param array<StockLevel> $levels
	 *
	 * @return list<RunItem> Of those whose price is another one.
	 */
	private function differences( Run $run, Settings $settings, array $levels ): array {
		$levels = array_column( $levels, null, 'productCode' );
		$links  = $this->links->byCodes( array_map( 'strval', array_keys( $levels ) ) );
		$states = $this->products->byIds( array_values( array_map( static fn( $link ): int => $link->objectId, $links ) ), ProductParts::figures() );
		$prices = [];
		foreach ( $links as $code => $link ) {
			$state = $states[ $link->objectId ] ?? null;
			if ( null === $state || ! $state->hasOwnPrice() || $link->isWithdrawn() || $link->isLeftAlone() ) {
				continue;
			}
			$price   = self::price( $levels[ $code ], $link, $settings );
			$current = ProductState::decimal( $state->regularPrice );
			if ( null !== $price && ( null === $current || ! Decimal::equals( $current, $price ) ) ) {
				$prices[ $link->code ] = [ (string) $current, $price ];
			}
		}
		$found = [];
		foreach ( $this->items->known( $run->id, $run->cursor->reading, array_map( 'strval', array_keys( $prices ) ) ) as $code => $item ) {
			// One that is doubled or not active has the greater trouble.
			if ( in_array( $item->problem, [ '', Findings::DIFFERS ], true ) && ! in_array( 'price', array_column( $item->changes, 'field' ), true ) ) {
				$item->code = (string) $code;
				RehearsalPage::differ( $item, 'price', ...$prices[ $code ] );
				$found[] = $item;
			}
		}
		return $found;
	}

	/** @return string|null Decimal; null = a sync would leave the product's price as it is. */
	private static function price( StockLevel $level, Link $link, Settings $settings ): ?string {
		$figure                  = new StockFigure();
		$figure->priceWithVat    = $level->priceWithVat;
		$figure->priceWithoutVat = $level->priceWithoutVat;
		try {
			return FigureFilters::priced( $figure, $link, $settings )->price( $link, $settings )->value;
		} catch ( \Throwable $error ) {
			ListenerFailed::over( $link->code, $error );
			return null;
		}
	}
}
