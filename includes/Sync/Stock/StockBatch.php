<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\StockChange;
use SorsApi\Sync\Engine\RunItem;

/** Pure: a batch of planned items sorted by how each is to be written, and what became of them. */
final class StockBatch {

	/** @var array<int, StockChange> By product: to be written in bulk; once that is done, those that were. */
	public array $changes = [];
	/** @var array<int, RunItem> By product: written, and to be announced. */
	public array $written = [];
	/** @var list<RunItem> Their outcome is known. */
	public array $finished = [];
	/** @var list<RunItem> To be written one by one. */
	public array $rest = [];
	/** @var list<int> Ids of links that are new no longer. */
	public array $stocked = [];
	/** @var array<int, array{RunItem, StockPlan}> By product, as $changes. */
	private array $bulk = [];

	/**
	 * @param list<RunItem>                 $batch
	 * @param array<string, StockPlan|null> $plans By code; what is deleted, or linked no more, has none.
	 */
	public function __construct( array $batch, array $plans ) {
		foreach ( $batch as $item ) {
			if ( isset( $item->payload['adopt'] ) ) {
				// It also needs a link.
				$this->rest[] = $item;
				continue;
			}
			$plan   = $plans[ $item->code ] ?? null;
			$change = self::settle( $item, $plan );
			if ( null === $change || null === $plan ) {
				$this->finished[] = $item;
				array_push( $this->stocked, ...( null === $plan || $plan->isFaulty ? [] : $plan->stocked() ) );
			} elseif ( BulkStockWriter::accepts( $change ) ) {
				$this->changes[ $plan->state->id ] = $change;
				$this->bulk[ $plan->state->id ]    = [ $item, $plan ];
			} else {
				$this->rest[] = $item;
			}
		}
	}

	/** @param array<int, StockChange> $written By product. */
	public function take( array $written ): void {
		$this->changes = $written;
		foreach ( $this->bulk as $id => [ $item, $plan ] ) {
			if ( isset( $written[ $id ] ) ) {
				$item->outcome        = RunItem::WRITTEN;
				$this->written[ $id ] = $item;
				array_push( $this->stocked, ...$plan->stocked() );
			} else {
				$this->rest[] = $item;
			}
		}
	}

	/**
	 * Takes over what is to become of an item by now.
	 *
	 * @param bool $isAdopted Its first change is a link: that has been made.
	 * @return StockChange|null What is to be written; null = nothing, and its outcome is known.
	 */
	public static function settle( RunItem $item, ?StockPlan $plan, bool $isAdopted = false ): ?StockChange {
		$item->changes = array_merge( $isAdopted ? array_slice( $item->changes, 0, 1 ) : [], null === $plan ? [] : $plan->changes );
		if ( null === $plan ) {
			$item->reason = Sentence::__( 'Its product was deleted in the meantime.', 'sors-api-for-woocommerce' );
		} else {
			$item->reason  = $plan->reason();
			$item->problem = $plan->problem;
		}
		if ( null !== $plan && [] !== $plan->changes ) {
			return $plan->toWrite();
		}
		if ( [] === $item->changes ) {
			$item->action  = RunItem::NONE;
			$item->outcome = null === $plan || $plan->isFaulty ? RunItem::SKIPPED : 'unchanged';
		} else {
			$item->outcome = 'updated';
		}
		return null;
	}
}
