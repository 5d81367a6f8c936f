<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\LinkNotes;
use SorsApi\Store\Text;
use SorsApi\Sync\Catalog\CatalogPlanner;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;

/** What the last runs left out, or could not do, and a person has to put right. */
final class Conflicts {

	/**
	 * @param string $kind   Kind of run; '' = all.
	 * @param string $search Part of a code or a name; '' = all.
	 * @return array{items: list<array<string, mixed>>, total: int} Zod `conflict`, in the order in which they were found.
	 */
	public static function list( string $kind, string $search, int $limit, int $offset ): array {
		// The last that has compared everything: also one that asked SORS only for changes did.
		$newest = 'SELECT kind, MAX(id) AS id FROM ' . Tables::name( Tables::RUNS ) . ' WHERE kind IN (' . Sql::quoted( '' === $kind ? Run::KINDS : [ $kind ] ) . ') AND limited = 0 AND state IN (%s, %s) GROUP BY kind';
		/** @var array<int, string> $kindOf */
		$kindOf = array_column( Sql::rows( $newest, Run::SUCCEEDED, Run::AWAITING_APPROVAL ), 'kind', 'id' );
		$found = RunItems::conflicts( array_keys( $kindOf ), $search, [ CatalogPlanner::INACTIVE, RunItem::DELETED, RunItem::LEFT_ALONE ], $limit, $offset );
		$items = array_map( static fn( RunItem $item ): array => self::conflict( $item, $kindOf[ $item->runId ] ), $found['items'] );
		$total = $found['total'];
		$stock = array_search( 'stock', $kindOf, true );
		if ( false !== $stock ) {
			$standing = LinkNotes::standing( $stock, $search, $limit - count( $items ), max( 0, $offset - $total ) );
			array_push( $items, ...array_map( static fn( array $row ): array => self::standing( $row, $stock ), $standing['links'] ) );
			$total += $standing['total'];
		}
		return compact( 'items', 'total' );
	}

	/**
	 * @param array<string, string|null> $row See LinkNotes::standing().
	 * @return array<string, mixed> Zod `conflict`.
	 */
	private static function standing( array $row, int $runId ): array {
		$item          = RunItem::skipped( (string) $row['code'], Text::plain( (string) $row['name'] ), (string) $row['problem_reason'], (int) $row['object_id'], (string) $row['problem'] );
		$item->outcome = RunItem::UNCHANGED;
		$item->runId   = $runId;
		return [ 'id' => 'link-' . $row['id'] ] + self::conflict( $item, 'stock' );
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
