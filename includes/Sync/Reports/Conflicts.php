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

	/** How far back it looks, past runs that failed or were stopped. */
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
			$id = $this->current( $one );
			if ( null !== $id ) {
				$runs[]        = $id;
				$kindOf[ $id ] = $one;
			}
		}
		if ( [] === $runs ) {
			return [
				'items' => [],
				'total' => 0,
			];
		}
		$found = $this->items->conflicts( $runs, $search, [ CatalogPlanner::INACTIVE, RunItem::DELETED ], $limit, $offset );
		return [
			'items' => array_map( static fn( RunItem $item ): array => self::conflict( $item, $kindOf[ $item->runId ] ), $found['items'] ),
			'total' => $found['total'],
		];
	}

	/** The last run of the kind that has compared everything: also one that asked SORS only for changes did. */
	private function current( string $kind ): ?int {
		foreach ( $this->runs->list( [ 'kind' => $kind, 'per_page' => self::RUNS ] )['items'] as $run ) {
			if ( in_array( $run->state, [ Run::SUCCEEDED, Run::AWAITING_APPROVAL ], true ) ) {
				return $run->id;
			}
		}
		return null;
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
