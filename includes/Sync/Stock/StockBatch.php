<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Sentence;
use SorsApi\Store\BulkResult;
use SorsApi\Store\BulkStockWriter;
use SorsApi\Store\Link;
use SorsApi\Store\StockChange;
use SorsApi\Sync\Engine\RunItem;

/** Pure: a batch of planned items sorted by how each is to be written, and what became of them. */
final class StockBatch {

	/** @var array<string, Link> By code. */
	public array $links = [];

	/** @var array<string, StockFigure> By code. */
	public array $figures = [];

	/** @var list<RunItem> Their outcome is known. */
	public array $finished = [];

	/** @var array<int, RunItem> By product: written, and to be announced. */
	public array $written = [];

	/** @var list<RunItem> To be written one by one. */
	public array $rest = [];

	/** @var list<int> Ids of their links. */
	public array $stocked = [];

	/** @var array<string, RunItem> By code. */
	private array $items = [];

	/** @var array<int, RunItem> By product: to be written in bulk. */
	private array $bulk = [];

	/** @var array<string, true> By code: see StockPlan::givesStock(). */
	private array $withoutStock = [];

	/**
	 * @param list<RunItem>    $batch
	 * @param array<string, Link> $links By code.
	 */
	public function __construct( array $batch, array $links ) {
		foreach ( $batch as $item ) {
			if ( isset( $item->payload['adopt'] ) ) {
				// It also needs a link.
				$this->rest[] = $item;
			} elseif ( isset( $links[ $item->code ] ) ) {
				$this->items[ $item->code ]   = $item;
				$this->links[ $item->code ]   = $links[ $item->code ];
				$this->figures[ $item->code ] = StockFigure::fromPayload( $item->payload );
			} else {
				$this->finish( $item, RunItem::SKIPPED, self::deleted() );
			}
		}
	}

	/**
	 * @param array<string, StockPlan|null> $plans By code.
	 * @return list<StockChange> To be written in bulk.
	 */
	public function sort( array $plans ): array {
		$changes = [];
		foreach ( $plans as $code => $plan ) {
			$item = $this->items[ $code ];
			if ( null === $plan ) {
				$this->finish( $item, RunItem::SKIPPED, self::deleted() );
				continue;
			}
			if ( ! $plan->givesStock() ) {
				$this->withoutStock[ $code ] = true;
			}
			if ( [] === $plan->changes ) {
				$this->settle( $item, $plan );
				continue;
			}
			$item->changes = $plan->changes;
			$item->reason  = $plan->reason();
			$change        = $plan->toWrite();
			if ( BulkStockWriter::accepts( $change ) ) {
				$changes[]                      = $change;
				$this->bulk[ $plan->state->id ] = $item;
			} else {
				$this->rest[] = $item;
			}
		}
		return $changes;
	}

	public function take( BulkResult $result ): void {
		foreach ( $this->bulk as $id => $item ) {
			if ( isset( $result->lost[ $id ] ) || isset( $result->refused[ $id ] ) ) {
				$this->rest[] = $item;
				continue;
			}
			$this->markStocked( $item );
			$item->outcome        = RunItem::WRITTEN;
			$this->written[ $id ] = $item;
		}
	}

	public static function deleted(): string {
		return Sentence::__( 'Its product was deleted in the meantime.', 'sors-api-for-woocommerce' );
	}

	/** It has become right since it was read. */
	private function settle( RunItem $item, StockPlan $plan ): void {
		$item->problem = $plan->problem;
		if ( $plan->isFaulty ) {
			$this->finish( $item, RunItem::SKIPPED, $plan->reason() );
			return;
		}
		$this->markStocked( $item );
		$this->finish( $item, 'unchanged', $plan->reason() );
	}

	private function markStocked( RunItem $item ): void {
		if ( ! isset( $this->withoutStock[ $item->code ] ) ) {
			$this->stocked[] = $this->links[ $item->code ]->id;
		}
	}

	private function finish( RunItem $item, string $outcome, ?string $reason ): void {
		$item->outcome    = $outcome;
		$item->reason     = $reason;
		$item->action     = RunItem::NONE;
		$item->changes    = [];
		$this->finished[] = $item;
	}
}
