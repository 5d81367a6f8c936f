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
		$kindOf = [];
		foreach ( self::newestRuns() as $row ) {
			if ( '' === $kind || $row['kind'] === $kind ) {
				$kindOf[ (int) $row['id'] ] = (string) $row['kind'];
			}
		}
		$runs = array_keys( $kindOf );
		if ( [] === $runs ) {
			return [
				'items' => [],
				'total' => 0,
			];
		}
		$found = RunItems::conflicts( $runs, $search, [ CatalogPlanner::INACTIVE, RunItem::DELETED, RunItem::LEFT_ALONE ], $limit, $offset );
		$list  = array_map( static fn( RunItem $item ): array => self::conflict( $item, $kindOf[ $item->runId ] ), $found['items'] );
		$stock = array_search( 'stock', $kindOf, true );
		if ( false === $stock ) {
			return [
				'items' => $list,
				'total' => $found['total'],
			];
		}
		$standing = LinkNotes::standing( $stock, $search, $limit - count( $list ), max( 0, $offset - $found['total'] ) );
		return [
			'items' => array_merge( $list, array_map( static fn( array $row ): array => self::standing( $row, $stock ), $standing['links'] ) ),
			'total' => $found['total'] + $standing['total'],
		];
	}

	/**
	 * @param array<string, string|null> $row See LinkNotes::standing().
	 * @return array<string, mixed> Zod `conflict`.
	 */
	private static function standing( array $row, int $runId ): array {
		$item           = new RunItem( (string) $row['code'], Text::plain( (string) $row['name'] ), RunItem::NONE, RunItem::UNCHANGED );
		$item->runId    = $runId;
		$item->objectId = (int) $row['object_id'];
		$item->problem  = (string) $row['problem'];
		$item->reason   = (string) $row['problem_reason'];
		return [ 'id' => 'link-' . $row['id'] ] + self::conflict( $item, 'stock' );
	}

	/** @return list<array<string, string|null>> Of each kind the last that has compared everything: also one that asked SORS only for changes did. */
	private static function newestRuns(): array {
		return Sql::rows( 'SELECT kind, MAX(id) AS id FROM ' . Tables::name( Tables::RUNS ) . ' WHERE kind IN (' . Sql::quoted( Run::KINDS ) . ') AND limited = 0 AND state IN (%s, %s) GROUP BY kind', Run::SUCCEEDED, Run::AWAITING_APPROVAL );
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
