<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\DatabaseClock;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\UnitNames;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;
use SorsApi\Store\PendingChanges;
use SorsApi\Store\ProductParts;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Stock\StockFigure;
use SorsApi\Sync\Stock\StockPlan;
use SorsApi\Sync\Stock\StockPasses;
use SorsApi\Sync\Stock\StockRun;
use SorsApi\Sync\Stock\StockShop;

/**
 * A product as SORS sees it, its variations too, and how its stock comes about: planned by what plans a run.
 *
 * @phpstan-type Unit array{name: string, onHand: string|null, reserved: string|null, counted: string|null, readAt: string|null}
 * @phpstan-type LinkedItem array{
 *   productId: int, name: string, code: string, state: string, reason: string, changedAt: string|null, readAt: string|null,
 *   price: string|null, priceChanged: bool, priceType: string, priceUnit: string, stockMode: string, units: list<Unit>, figure: string|null, siteChange: string|null,
 *   orders: list<array{orderId: int, number: string, url: string|null, quantity: string}>, stock: string|null,
 *   shopStock: string|null, remarks: list<string>
 * }
 * @phpstan-type LastRuns array{catalog: string|null, stock: string|null, images: string|null}
 */
final class ProductReport {

	private StockShop $shop;
	private Runs $runs;

	public function __construct( StockShop $shop, Runs $runs ) {
		$this->shop = $shop;
		$this->runs = $runs;
	}

	/** @return array{lastRuns: LastRuns, items: non-empty-list<LinkedItem>}|null Zod `productDetails`; null where no item is linked to it. */
	public function of( int $productId ): ?array {
		$settings = SettingsStore::load();
		$links    = array_column( Links::ofProducts( [ $productId ] )[ $productId ] ?? [], null, 'code' );
		$levels   = Levels::byCodes( array_map( 'strval', array_keys( $links ) ) );
		$figures  = [];
		foreach ( $links as $code => $link ) {
			$figures[ $code ] = StockFigure::of( $levels[ $code ] ?? [], $settings );
			$figures[ $code ]->soughtAt( StockPasses::all()['full'], $settings, StockPasses::all()['told'] );
		}
		$items = [];
		foreach ( $this->shop->plan( $links, $figures, $settings, StockPasses::all()['full'] > 0, ProductParts::figures() ) as $code => $plan ) {
			if ( null !== $plan ) {
				self::promiseNothing( $plan, $figures[ $code ] );
				$items[] = self::item( $links[ $code ], $plan, $figures[ $code ], $levels[ $code ] ?? [], $settings );
			}
		}
		$lastRuns = [ 'catalog' => RunTable::lastWritten( 'catalog' ), 'stock' => RunTable::lastWritten( 'stock' ), 'images' => RunTable::lastWritten( 'images' ) ];
		return [] === $items ? null : Sentence::allShown( compact( 'lastRuns', 'items' ) );
	}

	/** Where the next run may leave the stock as it is. */
	private static function promiseNothing( StockPlan $plan, StockFigure $figure ): void {
		if ( null === $plan->target ) {
			return;
		}
		if ( ! OpenOrders::haveAll() ) {
			$plan->target   = null;
			$plan->unsynced = [];
			$plan->note( StockRun::countsOrders(), '' );
		} elseif ( null === $figure->quantity && ! $plan->isEmptied && null !== $plan->stock ) {
			// A reading of changes does not tell that there is none.
			$plan->target = null;
			$plan->note( __( 'SORS shows no stock of it; the next complete reading sets it to 0.', 'sors-api-for-woocommerce' ), '' );
		}
	}

	/** @throws RunRefused */
	public function sync( int $productId ): Run {
		$links = Links::ofProducts( [ $productId ] )[ $productId ] ?? [];
		if ( [] === $links ) {
			( new RunRefused( 'not_found', __( 'No item of SORS is linked to this product.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$codes = array_column( array_filter( $links, static fn( Link $link ): bool => ! $link->isLeftAlone() ), 'code' );
		if ( [] === $codes ) {
			( new RunRefused( 'left_alone', LinkState::whyLeftAlone( reset( $links ) ) ) )->throw();
		}
		return $this->runs->startStockOf( $codes );
	}

	/**
	 * @param list<Level> $levels
	 * @return LinkedItem
	 */
	private static function item( Link $link, StockPlan $plan, StockFigure $figure, array $levels, Settings $settings ): array {
		$price  = ( $plan->figure ?? $figure )->price( $link, $settings )->value;
		$orders = [];
		ksort( $plan->unsynced );
		foreach ( $plan->unsynced as $orderId => $quantity ) {
			$order    = wc_get_order( $orderId );
			$shown    = $order instanceof \WC_Order ? [ 'number' => $order->get_order_number(), 'url' => $order->get_edit_order_url() ] : [ 'number' => (string) $orderId, 'url' => null ];
			$orders[] = compact( 'orderId', 'quantity' ) + $shown;
		}
		$kept = __( 'By your settings the shop keeps this stock itself: no sync changes it.', 'sors-api-for-woocommerce' );
		return [
			'productId'  => $link->objectId,
			'name'       => Text::plain( $plan->state->name ),
			'code'       => $link->code,
			'state'      => LinkState::of( $link ),
			'reason'     => self::reason( $link ),
			'changedAt'  => Run::moment( $link->changedAt ),
			'readAt'     => self::moment( $figure->readAt ),
			'price'      => $price,
			'priceChanged' => $figure->price( $link, $settings )->value !== $price,
			'priceType'  => $settings->priceType,
			'priceUnit'  => UnitNames::of( $settings->database, $settings->priceUnit() ),
			'stockMode'  => $settings->stockMode,
			'units'      => array_map( static fn( Level $level ): array => self::unit( $level, $settings ), $levels ),
			// An item that is no longer offered counts as none.
			'figure'     => $plan->isEmptied ? '0' : $figure->quantity,
			'siteChange' => $plan->isEmptied ? null : self::siteChange( $figure->quantity, $plan->figure->quantity ?? null ),
			'orders'     => $orders,
			'stock'      => $plan->target,
			'shopStock'  => $plan->state->managesStock ? $plan->state->stock : null,
			// The reason says it.
			'remarks'    => $link->isLeftAlone() ? [] : [ ...( null === $plan->target && 'always' !== ( $settings->fields['stock'] ?? 'never' ) ? [ $kept ] : [] ), ...$plan->notes ],
		];
	}

	private static function reason( Link $link ): string {
		$reason = LinkState::reason( $link );
		return '' === $reason && [] !== PendingChanges::kinds( $link->code ) ? __( 'Changes of it wait for your decision: see SORS API → Products. If it was brought in again, the next syncs show them there.', 'sors-api-for-woocommerce' ) : $reason;
	}

	private static function siteChange( ?string $read, ?string $changed ): ?string {
		return null === $read || null === $changed || Decimal::equals( $read, $changed ) ? null : Decimal::subtract( $changed, $read );
	}

	/** @return Unit */
	private static function unit( Level $level, Settings $settings ): array {
		return [
			'name'     => UnitNames::of( $settings->database, $level->unitId ),
			'onHand'   => $level->onHand,
			'reserved' => $level->reserved,
			'counted'  => in_array( $level->unitId, $settings->businessUnitIds, true ) ? StockFigure::ofLevel( $level, $settings->stockMode ) : null,
			'readAt'   => self::moment( $level->readAt ),
		];
	}

	/** @param int $moment Microseconds. */
	private static function moment( int $moment ): ?string {
		return 0 === $moment ? null : DatabaseClock::iso( intdiv( $moment, 1000000 ) );
	}
}
