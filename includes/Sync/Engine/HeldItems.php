<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\ExcludedItems;
use SorsApi\Sync\Pending\Danger;

/** Which planned items of a run are not written, or not all of them. Same table as RunItems. */
final class HeldItems {

	/** @param array<string, list<int>> $held What comes to their danger, or nothing => items that are not written before a person agrees. */
	public static function hold( array $held ): void {
		foreach ( $held as $always => $ids ) {
			$danger = '' === $always ? 'danger' : Sql::prepare( "TRIM(CONCAT(%s, ' ', danger))", $always );
			Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . " SET outcome = %s, danger = $danger WHERE id IN ($in)", RunItem::HELD ) );
		}
	}

	/**
	 * Of those of which only the price waits, what would be sold beyond SORS' stock is written without it; where the price is
	 * that of a sale, all the rest.
	 *
	 * @param array<int, list<string>> $waiting By id: classes for which the price waits.
	 * @return array<int, true> By id: those that are written without it.
	 */
	public static function splitPrice( array $waiting ): array {
		$split = [];
		foreach ( [] === $waiting ? [] : Sql::rows( 'SELECT * FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE id IN (' . implode( ', ', array_keys( $waiting ) ) . ')' ) as $row ) {
			$item = RunItem::fromRow( $row );
			if ( $item->lowersStock() || ( [ Danger::PRICE ] !== $waiting[ $item->id ] && count( $item->changes ) > 1 ) ) {
				$split[ $item->id ] = true;
				Sql::update( Tables::name( Tables::RUN_ITEMS ), [ 'payload' => (string) wp_json_encode( [ 'priceWithVat' => null, 'priceWithoutVat' => null ] + $item->payload ) ], $item->id );
			}
		}
		return $split;
	}

	/**
	 * New products that a person does not want: as if they had been made, and deleted for good.
	 *
	 * @param list<int>    $ids
	 * @param list<string> $besides Codes of items that orders need: these come in.
	 * @return int How many.
	 */
	public static function leaveOut( int $runId, array $ids, array $besides ): int {
		$table = Tables::name( Tables::RUN_ITEMS );
		$left  = [];
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			$in = implode( ', ', array_map( 'intval', $chunk ) );
			foreach ( Sql::rows( "SELECT * FROM $table WHERE run_id = %d AND action = %s AND outcome IN (%s, %s) AND id IN ($in)", $runId, RunItem::CREATE, RunItem::PLANNED, RunItem::HELD ) as $row ) {
				$item   = RunItem::fromRow( $row );
				$fields = $item->payload['item'] ?? [];
				$code   = is_array( $fields ) && is_string( $fields['code'] ?? null ) ? $fields['code'] : $item->code;
				if ( ! in_array( $code, $besides, true ) ) {
					$left[ $item->id ] = [ $code, $item->name ];
				}
			}
		}
		ExcludedItems::add( array_column( $left, 1, 0 ) );
		Sql::inChunks( array_keys( $left ), static fn( string $in ): int => Sql::run( "UPDATE $table SET outcome = %s, problem = %s, reason = %s, payload = NULL WHERE id IN ($in)", RunItem::SKIPPED, RunItem::DELETED, RunItem::whyLeftOut() ) );
		return count( $left );
	}
}
