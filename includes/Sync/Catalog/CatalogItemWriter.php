<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\Gtin;
use SorsApi\Store\Link;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\ProductWriter;
use SorsApi\Store\StockChange;
use SorsApi\Store\StockLock;
use SorsApi\Store\StockWriter;
use SorsApi\Store\ExcludedItems;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\UnwrittenItem;

/** Plans one item again, against the shop as it is now, and writes it: all of it, or nothing. */
final class CatalogItemWriter {

	private Run $run;
	private Lease $lease;
	private CatalogShop $shop;
	private CatalogPlanner $planner;
	/** @var array<int|string, int> Bar code => product that was given it since these items were looked up. */
	private array $given = [];

	public function __construct( Run $run, Lease $lease, Settings $settings ) {
		$this->run     = $run;
		$this->lease   = $lease;
		$this->shop    = new CatalogShop( $run, $settings );
		$this->planner = new CatalogPlanner( $this->shop->rules );
	}

	/** The item of SORS that a planned item comes from. */
	public static function source( RunItem $item ): Product {
		$fields = $item->payload['item'] ?? [];
		return new Product( is_array( $fields ) && [] !== $fields ? $fields : [ 'code' => $item->code ] );
	}

	/**
	 * @param list<RunItem> $items
	 * @return array<string, CatalogSubject> By code: what the shop has of them by now.
	 */
	public function subjects( array $items ): array {
		return $this->shop->subjects( array_map( [ self::class, 'source' ], $items ) );
	}

	/** @throws LeaseLost */
	public function write( RunItem $item, CatalogSubject $subject ): void {
		$written = clone $item;
		try {
			Transaction::retried(
				function () use ( $item, &$subject, &$written ): void {
					$written = clone $item;
					$this->lease->hold( $this->run, fn() => $this->apply( $written, $subject ) );
				},
				Transaction::ATTEMPTS,
				function () use ( $item, &$subject ): void {
					$subject = $this->subjects( [ $item ] )[ $item->code ];
				}
			);
			$gtin = $written->newValue( 'gtin' );
			if ( null !== $gtin ) {
				$this->given[ $gtin ] = $written->objectId;
			}
		} catch ( \Throwable $error ) {
			UnwrittenItem::fail( $this->run, $this->lease, $item, $error );
		} finally {
			BulkCaches::clearPersistent( array_merge( [ $item->objectId, $written->objectId ], array_keys( $subject->state->variations ?? [] ) ) );
		}
	}

	private function apply( RunItem $item, CatalogSubject $subject ): void {
		$source = self::source( $item );
		// An item before it in the same batch may have taken the bar code.
		$subject->gtinOwner = $this->given[ (string) Gtin::valid( (string) $source->gtin ) ] ?? $subject->gtinOwner;

		$plan = $this->plan( $item, $subject );
		$this->mustBeAsRead( $plan, $subject->link );
		$item->changes = $plan->changes;
		$item->reason  = $plan->reason();
		$item->problem = $plan->problem;
		if ( null !== $plan->skipped ) {
			$item->outcome = RunItem::SKIPPED;
			$item->action  = RunItem::NONE;
		} elseif ( RunItem::CREATE === $plan->action ) {
			$item->objectId = ProductWriter::create( $plan->data );
			$item->outcome  = 'created';
		} elseif ( $plan->isUnchanged() ) {
			$item->outcome = 'unchanged';
			$item->action  = RunItem::NONE;
		} else {
			$item->objectId = $plan->objectId;
			$item->outcome  = 'updated';

			$item->payload['by'] = ForeignCode::writersInto(
				Cursor::AGAIN === $this->run->cursor->phase ? [ $plan->objectId, ...array_keys( $plan->variations ) ] : [],
				ProductParts::catalog( true )->meta,
				static function () use ( $plan ): void {
					foreach ( [ $plan->objectId => $plan->data ] + $plan->variations as $id => $data ) {
						if ( ! $data->isEmpty() ) {
							ProductWriter::update( $id, $data );
						}
					}
					StockWriter::syncParent( [] === $plan->variations ? 0 : $plan->objectId );
				}
			);
		}
		if ( null === $plan->skipped ) {
			$this->link( $item, $source, $subject, $plan );
		} elseif ( null !== $subject->link && ! isset( $item->payload['discontinued'] ) ) {
			// Its product is not touched; orders with it need what the item is by now.
			self::identify( $this->run, $subject->link, $source );
			$subject->link->state = $subject->link->stateOfOne();
			Links::save( $subject->link );
		}
		$this->run->count( $item->outcome );
		RunItems::finish( [ $item ], true );
	}

	/**
	 * Items are looked up many at once, and written one after the other: meanwhile somebody may have saved a product with the
	 * SKU of a new one, sold some of the stock that is to be replaced, given the product another category, or left it alone.
	 * Then it is looked up and planned once more. A group that was left alone is not looked at: the plan would not know of it.
	 */
	private function mustBeAsRead( CatalogPlan $plan, ?Link $link ): void {
		$sku = RunItem::CREATE === $plan->action ? (string) $plan->data->sku : '';
		if ( '' !== $sku && [] !== array_filter( ProductReader::bySkus( [ $sku ], ProductParts::identity(), false ), static fn( ProductState $state ): bool => $state->sku === $sku ) ) {
			/* translators: %s: SKU */
			( new TransactionBroken( Sentence::__( 'A product with the SKU %s was saved while this one was to be made. The next sync looks again.', 'sors-api-for-woocommerce', $sku ) ) )->throw();
		}
		if ( [] !== StockLock::lost( array_map( static fn( ProductState $read ): StockChange => new StockChange( $read, '0', null ), $plan->stocked ) ) ) {
			( new TransactionBroken( Sentence::__( 'Its stock kept changing while it was to be written. The next sync sets it.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		// WooCommerce is given all categories of a product, so one that came since would be taken off.
		$filed = null === $plan->filed ? null : ( ProductReader::byIds( [ $plan->filed->id ], ProductParts::catalog( false ) )[ $plan->filed->id ]->categories ?? [] );
		$now   = null === $link || ( [] === $plan->variations && $plan->data->isEmpty() ) ? null : Links::byCodes( [ $link->code ] )[ $link->code ] ?? null;
		if ( ( null !== $plan->filed && $plan->filed->categories !== $filed ) || ( null !== $now && Link::BY_PRODUCT === $now->leftAlone && ! $link->isLeftAlone() ) ) {
			( new TransactionBroken( Sentence::__( 'Somebody changed the product while it was to be written. The next sync looks again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	public function plan( RunItem $item, CatalogSubject $subject ): CatalogPlan {
		if ( ! isset( $item->payload['discontinued'] ) ) {
			return $this->planner->plan( self::source( $item ), $subject );
		}
		if ( null !== $subject->link && $subject->link->isLeftAlone() ) {
			return CatalogPlan::leftAlone( $subject->link );
		}
		return null === $subject->link || null === $subject->state || $subject->state->isTrashed()
			? CatalogPlan::skip( Sentence::__( 'Its product was deleted in the meantime.', 'sors-api-for-woocommerce' ), 'deleted' )
			: $this->planner->planDiscontinued( $subject->link, $subject->state );
	}

	private function link( RunItem $item, Product $source, CatalogSubject $subject, CatalogPlan $plan ): void {
		$link = $subject->link ?? new Link( $item->code, $item->objectId );
		if ( null !== $subject->former && $subject->former->objectId === $plan->objectId ) {
			$link                = $subject->former;
			$link->code          = $item->code;
			$link->missingPasses = 0;
		}
		$plan->noteIn( $link );
		if ( ! isset( $item->payload['discontinued'] ) ) {
			LinkChoices::follow( $this->planner->followGroup( $link, $source ) ? [ $link->code ] : [] );
			$link->fresh       = RunItem::CREATE === $plan->action || ( $link->fresh && $link->objectId === $plan->objectId );
			$link->awaitsPrice = $link->awaitsPrice && $link->objectId === $plan->objectId;
			$link->objectId    = 0 === $item->objectId ? $plan->objectId : $item->objectId;
			$link->productId   = RunItem::CREATE === $plan->action ? $item->objectId : $link->productId;
			self::identify( $this->run, $link, $source );
			$link->itemType    = (string) $source->itemType;
			$link->seenRunId   = $this->run->id;
			$link->seenReading = $this->run->cursor->reading;
		}
		Links::save( $link );
		if ( $subject->isDeleted ) {
			ExcludedItems::end( $link->code );
		}
	}

	/** What orders say of the item. */
	public static function identify( Run $run, Link $link, Product $source ): void {
		$link->database = $run->database;
		$link->sorsId   = (string) $source->id;
		$link->unit     = mb_substr( trim( (string) $source->unit ), 0, 32 );
		$link->vatRate  = null === $source->vatRate ? '' : Decimal::normalise( $source->vatRate );
	}
}
