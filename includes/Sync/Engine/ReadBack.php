<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sentence;

/**
 * Reads back what a run wrote, once all who listen have heard of it: it is planned again, against the shop as it is then, so
 * that a sale or another setting is no difference. What would change once more was undone by somebody, and is written a second
 * time; where that does not last either, a person is told.
 *
 * @phpstan-import-type Change from RunItem
 */
final class ReadBack {

	/** Items on a page: it costs as many queries for one. */
	private const SIZE = 500;
	/** Characters of a value that people are told. */
	private const SHOWN = 80;

	/** Which part follows once all is written. */
	public static function next( Run $run ): string {
		if ( Cursor::AGAIN === $run->cursor->phase ) {
			return Cursor::KEPT;
		}
		return 0 === $run->created + $run->updated ? Cursor::FINISH : Cursor::CONFIRM;
	}

	/** @param callable(non-empty-list<RunItem>): array<list<Change>> $plan By code: what would change. */
	public static function page( Run $run, Lease $lease, callable $plan ): void {
		$cursor  = $run->cursor;
		$isFirst = Cursor::CONFIRM === $cursor->phase;
		$size    = $cursor->size( self::SIZE );
		$items   = RunItems::unconfirmed( $run, $size );
		$changes = [] === $items ? [] : $plan( $items );
		$kept    = [];
		$undone  = [];
		foreach ( $items as $item ) {
			$cursor->after = $item->id;
			if ( [] === ( $changes[ $item->code ] ?? [] ) ) {
				$kept[] = $item->id;
				continue;
			}
			$undone[] = $item;
			$run->count( $item->outcome, -1 );
			if ( $isFirst ) {
				$item->outcome = RunItem::PLANNED;
			} else {
				$by            = $item->payload['by'] ?? '';
				$item->outcome = RunItem::SKIPPED;
				$item->problem = RunItem::NOT_KEPT;
				$item->reason  = self::why( $changes[ $item->code ], is_string( $by ) ? $by : '' );
				$item->changes = $changes[ $item->code ];
				$run->count( $item->outcome );
			}
		}
		if ( count( $items ) < $size ) {
			$cursor->enter( $isFirst && ( [] !== $undone || [] !== RunItems::planned( $run->id, 0, 1 ) ) ? Cursor::AGAIN : Cursor::FINISH );
		}
		$lease->hold(
			$run,
			static function () use ( $kept, $undone ): void {
				RunItems::confirm( $kept );
				RunItems::finish( $undone, true );
			}
		);
	}

	/**
	 * @param non-empty-list<Change> $changes
	 * @param string                 $by      Whose code writes into it as it is saved; '' = nobody knows.
	 */
	private static function why( array $changes, string $by ): string {
		$shop = self::values( $changes, 'from' );
		$sors = self::values( $changes, 'to' );
		return '' === $by
			/* translators: 1: values in the shop, 2: values in SORS */
			? Sentence::__( 'The shop has %1$s although SORS has %2$s: it was written twice, and something on this site changed it each time. Find out which plugin does, or leave the product alone under “Products from SORS”.', 'sors-api-for-woocommerce', $shop, $sors )
			/* translators: 1: values in the shop, 2: values in SORS, 3: name and version of a plugin, or a file */
			: Sentence::__( 'The shop has %1$s although SORS has %2$s: it was written twice, and “%3$s” changed it as it was saved. Change its settings or ask its maker, or leave the product alone under “Products from SORS”.', 'sors-api-for-woocommerce', $shop, $sors, $by );
	}

	/**
	 * @param non-empty-list<Change> $changes
	 * @param 'from'|'to'            $which
	 */
	private static function values( array $changes, string $which ): string {
		$values = [];
		foreach ( $changes as $change ) {
			$value    = (string) $change[ $which ];
			$isPrice  = '' !== $value && in_array( $change['field'], RunItem::PRICES, true );
			$values[] = $isPrice ? Sentence::price( $value ) : mb_strimwidth( '' === $value ? '—' : $value, 0, self::SHOWN, '…', 'UTF-8' );
		}
		return implode( ', ', $values );
	}
}
