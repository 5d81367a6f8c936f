<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;
use SorsApi\Store\Links;

/**
 * Stands between reading and applying: lets a run continue, or makes it wait for a person.
 *
 * What an owner would want to be asked about is counted by class. A class over its share is held; where only all classes
 * together are over, all are. The rest is applied, then the run waits with what is held. There is one such set for each
 * kind of run: the next run compares it again, and takes over what still differs, until a person has decided.
 */
final class Approval {

	/** So that a small shop is not asked about every other change. */
	private const AT_LEAST = 10;

	private RunTable $runs;
	private RunItems $items;
	private HeldItems $held;
	private Links $links;

	public function __construct( RunTable $runs, RunItems $items, HeldItems $held, Links $links ) {
		$this->runs  = $runs;
		$this->items = $items;
		$this->held  = $held;
		$this->links = $links;
	}

	/**
	 * Decides about the whole difference, and leaves the cursor at the first
	 * phase of applying. To be saved by the caller.
	 *
	 * @param string $warning SORS showed nothing where there was something before, as a sentence; '' = no such thing.
	 *                        That is hardly meant, however few products it affects: nothing of it is applied unseen.
	 */
	public function decide( Run $run, Settings $settings, string $firstPhase, string $warning = '' ): void {
		$cursor = $run->cursor;
		$before = $this->runs->waiting( $run );
		$this->items->dropOutdated( $run->id, $cursor->reading );
		$kept          = $this->held->keep( $run->id, $before );
		$run->skipped -= $kept;

		$cursor->holdsUnread = $kept > 0;
		$planned = $this->items->count( $run->id, [ RunItem::PLANNED ] );
		if ( $cursor->reading > 1 ) {
			// What an interrupted applying had finished is read again as unchanged, and counted already.
			$run->unchanged = max( 0, $run->processed - $planned - $run->skipped - $run->created - $run->updated );
		}
		$cursor->enter( $firstPhase );
		$isPreview = 'preview' === $run->mode && ! $cursor->approved;
		$isEmpty   = '' !== $warning && $planned + $cursor->missing > 0 && ! ( $cursor->approved && $cursor->warned );

		$cursor->warned       = $cursor->warned || $isEmpty;
		$cursor->holdsMissing = false;
		if ( $isEmpty ) {
			$this->held->holdAll( $run->id );
			$cursor->holdsMissing = $cursor->missing > 0;
		} else {
			$this->hold( $run, $settings, $before );
		}
		/* translators: %d: number of the newer run */
		$this->runs->supersede( $before, sprintf( __( 'Replaced by run %d, which has compared everything again. What still waits for a decision waits there.', 'sors-api-for-woocommerce' ), $run->id ) );
		if ( $isPreview && 0 === $planned && ! $cursor->holdsMissing ) {
			$run->succeed( __( 'Nothing would change: the shop is as SORS says.', 'sors-api-for-woocommerce' ) );
			return;
		}
		// From here on it counts what was written, now or after a person's approval.
		$run->processed = $run->unchanged + $run->skipped + $run->created + $run->updated;
		if ( $isEmpty || $isPreview ) {
			$run->state   = Run::AWAITING_APPROVAL;
			$run->message = trim( $warning . ' ' . $this->stopped( $run, $planned ) );
		} else {
			$run->state   = Run::APPLYING;
			$run->message = __( 'Writing to the shop.', 'sors-api-for-woocommerce' );
		}
	}

	/** All that may be written is. To be saved by the caller. */
	public function finish( Run $run, string $firstPhase ): void {
		$held = $this->items->count( $run->id, [ RunItem::HELD ] );
		if ( 0 === $held && ! $run->cursor->holdsMissing ) {
			$run->complete();
			return;
		}
		$run->cursor->enter( $firstPhase );
		$run->processed = $run->created + $run->updated + $run->unchanged + $run->skipped + $run->failed;
		$run->total     = $run->processed + $held;
		$run->state     = Run::AWAITING_APPROVAL;
		/* translators: %s: list such as "12 products would go out of stock, 3 products would be taken off sale" */
		$run->message = sprintf( __( 'Held back to be safe: %s. Everything else is done. Check it, then approve or discard.', 'sors-api-for-woocommerce' ), $this->list( $run ) ) . $this->sellable( $run );
	}

	/** @param list<int> $before Runs that wait: what they hold stays held. */
	private function hold( Run $run, Settings $settings, array $before ): void {
		$missing = $run->cursor->missing > $run->cursor->approvedMissing ? $run->cursor->missing : 0;
		$counts  = $this->counts( $run->id, false );
		$over    = [];
		foreach ( Danger::CLASSES as $class ) {
			if ( $this->isOver( $counts[ $class ] + ( Danger::HIDE === $class ? $missing : 0 ), $settings ) ) {
				$over[] = $class;
			}
		}
		if ( [] === $over && $this->isOver( $counts['items'] + $missing, $settings ) ) {
			$over = Danger::CLASSES;
		}
		$run->cursor->holdsMissing = $missing > 0 && in_array( Danger::HIDE, $over, true );
		$held                      = [];
		foreach ( $this->held->dangerous( $run->id, RunItem::PLANNED, $before ) as $item ) {
			if ( ! Danger::isWithin( $item['danger'], $item['approved'] ) && ( $item['held'] || [] !== array_intersect( Danger::classes( $item['danger'] ), $over ) ) ) {
				$held[] = $item['id'];
			}
		}
		$this->held->hold( $held );
	}

	/**
	 * @param bool $held Of what is held, or of what no person has agreed to.
	 *
	 * @return array<string, int> Class => items; "items" = all of them.
	 */
	private function counts( int $runId, bool $held ): array {
		$counts = array_fill_keys( Danger::CLASSES, 0 ) + [ 'items' => 0 ];
		foreach ( $this->held->dangerous( $runId, $held ? RunItem::HELD : RunItem::PLANNED ) as $item ) {
			if ( ! $held && Danger::isWithin( $item['danger'], $item['approved'] ) ) {
				continue;
			}
			++$counts['items'];
			foreach ( Danger::classes( $item['danger'] ) as $class ) {
				++$counts[ $class ];
			}
		}
		return $counts;
	}

	/** Nothing is applied before a person has seen it. */
	private function stopped( Run $run, int $planned ): string {
		$list = $this->list( $run );
		if ( '' !== $list ) {
			/* translators: %s: list such as "12 products would go out of stock, 3 products would be taken off sale" */
			return sprintf( __( 'Stopped to be safe: %s. Check it, then approve or discard.', 'sors-api-for-woocommerce' ), $list );
		}
		if ( 'preview' !== $run->mode ) {
			return __( 'Stopped to be safe. Check what would change, then approve or discard.', 'sors-api-for-woocommerce' );
		}
		/* translators: %s: number of items */
		return sprintf( _n( '%s item would change. Check it, then approve or discard.', '%s items would change. Check them, then approve or discard.', $planned, 'sors-api-for-woocommerce' ), number_format_i18n( $planned ) );
	}

	/** What is held, in words. */
	private function list( Run $run ): string {
		$counts  = $this->counts( $run->id, true );
		$missing = $run->cursor->holdsMissing ? $run->cursor->missing : 0;
		$parts   = [
			/* translators: %s: number of products */
			self::part( _n( '%s product would go out of stock', '%s products would go out of stock', $counts[ Danger::ZERO ], 'sors-api-for-woocommerce' ), $counts[ Danger::ZERO ] ),
			/* translators: %s: number of products */
			self::part( _n( '%s product would be taken off sale', '%s products would be taken off sale', $counts[ Danger::HIDE ], 'sors-api-for-woocommerce' ), $counts[ Danger::HIDE ] ),
			/* translators: %s: number of products */
			self::part( _n( '%s product would change its price', '%s products would change their price', $counts[ Danger::PRICE ], 'sors-api-for-woocommerce' ), $counts[ Danger::PRICE ] ),
			/* translators: %s: number of products */
			self::part( _n( '%s product would lose all its pictures', '%s products would lose all their pictures', $counts[ Danger::PICTURES ], 'sors-api-for-woocommerce' ), $counts[ Danger::PICTURES ] ),
			/* translators: %s: number of items */
			self::part( _n( 'SORS no longer shows %s item that the shop has', 'SORS no longer shows %s items that the shop has', $missing, 'sors-api-for-woocommerce' ), $missing ),
		];
		return implode( ', ', array_filter( $parts ) );
	}

	/** Who waits with these sells what is not there. */
	private function sellable( Run $run ): string {
		$names = $this->held->goingOutOfStock( $run->id, 6 );
		if ( [] === $names ) {
			return '';
		}
		$more = count( $names ) > 5;
		$list = implode( ', ', array_slice( $names, 0, 5 ) ) . ( $more ? ' …' : '' );
		/* translators: %s: names of products */
		return ' ' . sprintf( __( 'Until then these can still be bought, although SORS has none left to sell: %s', 'sors-api-for-woocommerce' ), $list );
	}

	private static function part( string $text, int $number ): string {
		return 0 === $number ? '' : sprintf( $text, number_format_i18n( $number ) );
	}

	private function isOver( int $dangerous, Settings $settings ): bool {
		return self::isOverLimit( $dangerous, $this->links->count(), $settings->safetyLimitPercent );
	}

	/**
	 * Is this more than an owner would want to happen without being asked?
	 *
	 * @param int $dangerous    Products that would be zeroed, hidden or re-priced.
	 * @param int $linked       Products that are linked to SORS.
	 * @param int $limitPercent safetyLimitPercent.
	 */
	public static function isOverLimit( int $dangerous, int $linked, int $limitPercent ): bool {
		return $dangerous >= self::AT_LEAST && $dangerous * 100 > $linked * $limitPercent;
	}
}
