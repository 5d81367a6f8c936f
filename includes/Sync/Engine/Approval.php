<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;
use SorsApi\Store\Links;

/** Stands between reading and applying: lets a run continue, or makes it wait for a person. */
final class Approval {

	/** So that a small shop is not asked about every other change. */
	private const AT_LEAST = 10;

	private RunItems $items;
	private Links $links;

	public function __construct( RunItems $items, Links $links ) {
		$this->items = $items;
		$this->links = $links;
	}

	/**
	 * Decides about the whole difference, and leaves the cursor at the first
	 * phase of applying. To be saved by the caller.
	 *
	 * @param string $warning SORS showed nothing where there was something before, as a sentence; '' = no such thing.
	 *                        That is hardly meant, however few products it affects: a person has to decide.
	 */
	public function decide( Run $run, Settings $settings, string $firstPhase, string $warning = '' ): void {
		$cursor = $run->cursor;
		$this->items->dropOutdated( $run->id, $cursor->reading );
		$counts = $this->items->counts( $run->id );
		if ( $cursor->reading > 1 ) {
			// What an interrupted applying had finished is read again as unchanged, and counted already.
			$run->unchanged = max( 0, $run->processed - $counts['planned'] - $run->skipped - $run->created - $run->updated );
		}
		$cursor->enter( $firstPhase );
		$empty = '' !== $warning && $counts['planned'] + $cursor->missing > 0 && ! ( $cursor->approved && $cursor->warned );
		$stops = self::isOverLimit( $counts['dangerous'] + ( $cursor->approved ? 0 : $cursor->missing ), $this->links->count(), $settings->safetyLimitPercent );

		$cursor->warned = $cursor->warned || $empty;
		if ( $empty || $stops ) {
			$run->state   = Run::AWAITING_APPROVAL;
			$run->message = $this->alarm( $run->kind, $counts['dangerous'], $cursor->missing );
		} elseif ( 'preview' === $run->mode && ! $cursor->approved && $counts['planned'] > 0 ) {
			$run->state = Run::AWAITING_APPROVAL;
			/* translators: %s: number of items */
			$run->message = sprintf( _n( '%s item would change. Check it, then approve or discard.', '%s items would change. Check them, then approve or discard.', $counts['planned'], 'sors-api-for-woocommerce' ), number_format_i18n( $counts['planned'] ) );
		} elseif ( 'preview' === $run->mode && ! $cursor->approved ) {
			$run->succeed( __( 'Nothing would change: the shop is as SORS says.', 'sors-api-for-woocommerce' ) );
		} else {
			$run->state   = Run::APPLYING;
			$run->message = __( 'Writing to the shop.', 'sors-api-for-woocommerce' );
		}
		if ( Run::SUCCEEDED !== $run->state ) {
			// From here on it counts what was written, now or after a person's approval.
			$run->processed = $run->unchanged + $run->skipped + $run->created + $run->updated;
		}
		$run->message = trim( $warning . ' ' . $run->message );
	}

	private function alarm( string $kind, int $dangerous, int $missing ): string {
		if ( 'images' === $kind ) {
			/* translators: %s: number of products */
			return sprintf( _n( 'Stopped to be safe: %s product would lose all its pictures. Check it, then approve or discard.', 'Stopped to be safe: %s products would lose all their pictures. Check them, then approve or discard.', $dangerous, 'sors-api-for-woocommerce' ), number_format_i18n( $dangerous ) );
		}
		if ( $missing > 0 && 0 === $dangerous ) {
			/* translators: %s: number of items */
			return sprintf( _n( 'Stopped to be safe: SORS no longer shows %s item that the shop has. Approve only if that is right. Otherwise discard, and check the chosen database.', 'Stopped to be safe: SORS no longer shows %s items that the shop has. Approve only if that is right. Otherwise discard, and check the chosen database.', $missing, 'sors-api-for-woocommerce' ), number_format_i18n( $missing ) );
		}
		if ( 0 === $dangerous + $missing ) {
			return __( 'Stopped to be safe. Check what would change, then approve or discard.', 'sors-api-for-woocommerce' );
		}
		$products = $dangerous + $missing;
		/* translators: %s: number of products */
		return sprintf( _n( 'Stopped to be safe: %s product would be taken off sale, go out of stock or change its price. Check it, then approve or discard.', 'Stopped to be safe: %s products would be taken off sale, go out of stock or change their price. Check them, then approve or discard.', $products, 'sors-api-for-woocommerce' ), number_format_i18n( $products ) );
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
