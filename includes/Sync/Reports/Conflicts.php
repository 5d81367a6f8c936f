<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sync\Catalog\CatalogPlanner;
use SorsApi\Sync\Engine\PlannedItem;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunState;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\StoredItem;

/** What the last runs left out, or could not do, and a person has to mend. */
final class Conflicts {

	/** Runs that read only what had changed are many, at most a day of them follow a complete one. */
	private const RUNS = 120;

	private RunTable $runs;

	public function __construct( RunTable $runs ) {
		$this->runs = $runs;
	}

	/**
	 * @param string $kind   Kind of run; '' = all.
	 * @param string $search Part of a code or a name; '' = all.
	 *
	 * @return array{items: list<array<string, mixed>>, total: int} Zod `conflict`, in the order in which they were found.
	 */
	public function list( string $kind, string $search, int $limit, int $offset ): array {
		global $wpdb;
		$parts = [];
		foreach ( '' === $kind ? Run::KINDS : [ $kind ] as $one ) {
			$runs = $this->current( $one );
			if ( [] !== $runs ) {
				$parts[] = '(' . self::newestIn( $runs ) . ')';
			}
		}
		if ( [] === $parts ) {
			return [
				'items' => [],
				'total' => 0,
			];
		}
		$where = '(' . implode( ' OR ', $parts ) . ') AND ' . $wpdb->prepare( "(i.outcome = 'failed' OR (i.problem <> %s AND (i.problem <> '' OR i.outcome = %s)))", CatalogPlanner::INACTIVE, PlannedItem::SKIPPED );
		if ( '' !== $search ) {
			$like   = '%' . $wpdb->esc_like( $search ) . '%';
			$where .= $wpdb->prepare( ' AND (i.code LIKE %s OR i.name LIKE %s)', $like, $like );
		}
		$from  = 'FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' i JOIN ' . Tables::name( Tables::RUNS ) . " r ON r.id = i.run_id WHERE $where";
		$items = [];
		foreach ( 0 === $limit ? [] : Sql::rows( "SELECT i.*, r.kind $from ORDER BY i.run_id DESC, i.id LIMIT $limit OFFSET $offset" ) as $row ) {
			$items[] = self::conflict( $row );
		}
		return [
			'items' => $items,
			'total' => (int) Sql::value( "SELECT COUNT(*) $from" ),
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
			if ( in_array( $run->state, [ RunState::SUCCEEDED, RunState::AWAITING_APPROVAL ], true ) ) {
				$ids[] = $run->id;
				if ( ! $run->partial ) {
					return $ids;
				}
			}
		}
		return $ids;
	}

	/**
	 * An item that a later run has shown again counts as it was there.
	 *
	 * @param non-empty-list<int> $runs
	 */
	private static function newestIn( array $runs ): string {
		$in    = implode( ', ', $runs );
		$newer = 1 === count( $runs ) ? '' : ' AND NOT EXISTS (SELECT 1 FROM ' . Tables::name( Tables::RUN_ITEMS ) . " n WHERE n.run_id IN ($in) AND n.code_hash = i.code_hash AND n.run_id > i.run_id)";
		return "i.run_id IN ($in)$newer";
	}

	/**
	 * @param array<string, string|null> $row
	 *
	 * @return array<string, mixed> Zod `conflict`.
	 */
	private static function conflict( array $row ): array {
		$item    = ( new StoredItem( $row ) )->toArray();
		$outcome = in_array( $item['outcome'], [ 'failed', PlannedItem::SKIPPED ], true ) ? $item['outcome'] : 'partly';
		return [
			'id'         => $row['kind'] . '-' . $row['id'],
			'source'     => $row['kind'],
			'code'       => '' === (string) $row['problem'] ? 'other' : $row['problem'],
			'outcome'    => $outcome,
			'itemCode'   => $item['code'],
			'itemName'   => $item['name'],
			'productId'  => $item['productId'],
			'productUrl' => $item['productUrl'],
			'message'    => $item['reason'] ?? __( 'No reason was given.', 'sors-api-for-woocommerce' ),
			'runId'      => (int) $row['run_id'],
		];
	}
}
