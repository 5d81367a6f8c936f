<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\BulkCaches;
use SorsApi\Store\ForeignCode;
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

	/** An item is tried this many times where the database gives up its transaction. */
	private const ATTEMPTS = 5;

	/** @var array<int|string, true> Bar codes that were given to products since this began. */
	private array $given = [];

	/** The item of SORS that a planned item comes from. */
	public static function source( RunItem $item ): Product {
		$fields = $item->payload['item'] ?? [];
		return new Product( is_array( $fields ) && [] !== $fields ? $fields : [ 'code' => $item->code ] );
	}

	/**
	 * @param callable(): CatalogSubject $reload What the shop has of the item by now.
	 * @throws LeaseLost
	 */
	public function write( Run $run, Lease $lease, RunItem $item, Product $source, CatalogSubject $subject, CatalogPlanner $planner, callable $reload ): void {
		$written = clone $item;
		try {
			Transaction::retried(
				function () use ( $run, $lease, $item, $source, $planner, &$subject, &$written ): void {
					$written = clone $item;
					$lease->hold( $run, fn() => $this->apply( $run, $written, $source, $subject, $planner ) );
				},
				self::ATTEMPTS,
				static function () use ( $reload, &$subject ): void {
					$subject = $reload();
				}
			);
		} catch ( \Throwable $error ) {
			UnwrittenItem::fail( $run, $lease, $item, $error );
		} finally {
			BulkCaches::clearPersistent( array_merge( [ $item->objectId, $written->objectId ], array_keys( $subject->state->variations ?? [] ) ) );
		}
	}

	private function apply( Run $run, RunItem $item, Product $source, CatalogSubject $subject, CatalogPlanner $planner ): void {
		$plan = self::plan( $item, $source, $subject, $planner );
		$this->mustBeAsRead( $plan, $subject->link );
		$this->settleGtin( $plan );
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
				Cursor::AGAIN === $run->cursor->phase ? [ $plan->objectId, ...array_keys( $plan->variations ) ] : [],
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
			$this->link( $run, $item, $source, $subject, $plan, $planner );
		} elseif ( null !== $subject->link && ! isset( $item->payload['discontinued'] ) ) {
			// Its product is not touched; orders with it need what the item is by now.
			self::identify( $run, $subject->link, $source );
			$subject->link->state = $subject->link->stateOfOne();
			Links::save( $subject->link );
		}
		$run->count( $item->outcome );
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
		if ( $this->isFiledElsewhere( $plan->filed ) || ( null !== $link && ( [] !== $plan->variations || ! $plan->data->isEmpty() ) && $this->wasLeftAlone( $link ) ) ) {
			( new TransactionBroken( Sentence::__( 'Somebody changed the product while it was to be written. The next sync looks again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** WooCommerce is given all categories of a product, so one that came since would be taken off. */
	private function isFiledElsewhere( ?ProductState $read ): bool {
		return null !== $read && $read->categories !== ( ProductReader::byIds( [ $read->id ], ProductParts::filing() )[ $read->id ]->categories ?? [] );
	}

	private function wasLeftAlone( Link $read ): bool {
		$now = Links::byCodes( [ $read->code ] )[ $read->code ] ?? null;
		return null !== $now && Link::BY_PRODUCT === $now->leftAlone && ! $read->isLeftAlone();
	}

	public static function plan( RunItem $item, Product $source, CatalogSubject $subject, CatalogPlanner $planner ): CatalogPlan {
		if ( ! isset( $item->payload['discontinued'] ) ) {
			return $planner->plan( $source, $subject );
		}
		if ( null !== $subject->link && $subject->link->isLeftAlone() ) {
			return CatalogPlan::leftAlone( $subject->link );
		}
		return null === $subject->link || null === $subject->state || $subject->state->isTrashed()
			? CatalogPlan::skip( Sentence::__( 'Its product was deleted in the meantime.', 'sors-api-for-woocommerce' ), 'deleted' )
			: $planner->planDiscontinued( $subject->link, $subject->state );
	}

	/**
	 * An item before it in the same batch may have taken the bar code. Only then is it looked up again: WooCommerce's table has no index on bar codes, and is read from end to end each time.
	 */
	private function settleGtin( CatalogPlan $plan ): void {
		$gtin = $plan->data->gtin;
		if ( null === $gtin ) {
			return;
		}
		$owner = isset( $this->given[ $gtin ] ) ? ( ProductReader::byGtins( [ $gtin ] )[ $gtin ] ?? 0 ) : 0;
		$this->given[ $gtin ] = true;
		if ( 0 === $owner || $owner === $plan->objectId ) {
			return;
		}
		$plan->data->gtin = null;
		$plan->changes = array_values( array_filter( $plan->changes, static fn( array $change ): bool => 'gtin' !== $change['field'] ) );
		$plan->gtinTaken( $gtin, $owner );
	}

	private function link( Run $run, RunItem $item, Product $source, CatalogSubject $subject, CatalogPlan $plan, CatalogPlanner $planner ): void {
		$link = $subject->link ?? new Link( $item->code, $item->objectId );
		if ( null !== $subject->former && $subject->former->objectId === $plan->objectId ) {
			$link                = $subject->former;
			$link->code          = $item->code;
			$link->missingPasses = 0;
		}
		$plan->noteIn( $link, $link->objectId === $plan->objectId ? $link->categories : [] );
		if ( ! isset( $item->payload['discontinued'] ) ) {
			LinkChoices::follow( $planner->followGroup( $link, $source ) ? [ $link->code ] : [] );
			$link->fresh       = RunItem::CREATE === $plan->action || ( $link->fresh && $link->objectId === $plan->objectId );
			$link->awaitsPrice = $link->awaitsPrice && $link->objectId === $plan->objectId;
			$link->objectId    = 0 === $item->objectId ? $plan->objectId : $item->objectId;
			$link->productId   = RunItem::CREATE === $plan->action ? $item->objectId : $link->productId;
			self::identify( $run, $link, $source );
			$link->itemType    = (string) $source->itemType;
			$link->seenRunId   = $run->id;
			$link->seenReading = $run->cursor->reading;
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
