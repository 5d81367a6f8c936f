<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Sync\Catalog\CatalogPlanner;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunTable;

/** What the last runs left out, or could not do, and a person has to put right. */
final class Conflicts {

	/** Runs that read only what had changed are many, at most a day of them follow a complete one. */
	private const RUNS = 120;

	private RunTable $runs;
	private RunItems $items;

	public function __construct( RunTable $runs, RunItems $items ) {
		$this->runs  = $runs;
		$this->items = $items;
	}

	/**
	 * @param string $kind   Kind of run; '' = all.
	 * @param string $search Part of a code or a name; '' = all.
	 *
	 * @return array{items: list<array<string, mixed>>, total: int} Zod `conflict`, in the order in which they were found.
	 */
	public function list( string $kind, string $search, int $limit, int $offset ): array {
		$runs   = [];
		$kindOf = [];
		foreach ( '' === $kind ? Run::KINDS : [ $kind ] as $one ) {
			$ids = $this->current( $one );
			if ( [] !== $ids ) {
				$runs[]  = $ids;
				$kindOf += array_fill_keys( $ids, $one );
			}
		}
		if ( [] === $runs ) {
			return [
				'items' => [],
				'total' => 0,
			];
		}
		$found = $this->items->conflicts( $runs, $search, CatalogPlanner::INACTIVE, $limit, $offset );
		return [
			'items' => array_map( static fn( RunItem $item ): array => self::conflict( $item, $kindOf[ $item->runId ] ), $found['items'] ),
			'total' => $found['total'],
		];
	}

	/**
	 * The last complete run of the kind, and those after it that read only what had changed.
	 *
	 * @return list<int>
	 */
	private function current( string $kind ): array {
		$ids = [];
		foreach ( $this->runs->list( [ 'kind' => $kind, 'per_page' => self::RUNS ] )['items'] as $run ) {
			if ( in_array( $run->state, [ Run::SUCCEEDED, Run::AWAITING_APPROVAL ], true ) ) {
				$ids[] = $run->id;
				if ( ! $run->partial ) {
					return $ids;
				}
			}
		}
		return $ids;
	}

	/** @return array<string, mixed> Zod `conflict`. */
	private static function conflict( RunItem $item, string $kind ): array {
		$shown = $item->toArray();
		return [
			'id'         => $kind . '-' . $item->id,
			'source'     => $kind,
			'code'       => '' === $item->problem ? 'other' : $item->problem,
			'outcome'    => in_array( $item->outcome, [ 'failed', RunItem::SKIPPED ], true ) ? $item->outcome : 'partly',
			'itemCode'   => $item->code,
			'itemName'   => $item->name,
			'productId'  => $shown['productId'],
			'productUrl' => $shown['productUrl'],
			'message'    => $item->reason ?? __( 'No reason was given.', 'sors-api-for-woocommerce' ),
			'runId'      => $item->runId,
		];
	}
}
