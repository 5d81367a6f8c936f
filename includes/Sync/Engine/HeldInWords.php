<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sentence;

/** What a run that waits tells a person: what it holds, what it has written all the same. */
final class HeldInWords {

	/** What waits, told in figures. */
	public static function stopped( Run $run, int $waiting ): string {
		$list = $run->cursor->quiet ? '' : self::list( $run );
		$back = $run->cursor->quiet ? '' : self::back( $run );
		if ( '' !== $list ) {
			/* translators: 1: list such as "61 of 232 products on sale (26 %) would go out of stock, 40 of 232 products on sale (17 %) would change their price", 2: percentage */
			return Sentence::__( 'Stopped to be safe: %1$s. That waits for your decision; your limit is %2$s %%.', 'sors-api-for-woocommerce', $list, Sentence::number( $run->cursor->limit ) ) . ( '' === $back ? '' : " $back" );
		}
		if ( '' !== $back && 'preview' !== $run->mode ) {
			return $back;
		}
		if ( 'preview' !== $run->mode && ! $run->cursor->quiet ) {
			return Sentence::__( 'Stopped to be safe. Check what would change, then approve or discard.', 'sors-api-for-woocommerce' );
		}
		if ( $run->cursor->approved || $run->cursor->quiet ) {
			/* translators: %s: number of items */
			return Sentence::_n( '%s item that you did not choose waits for your decision.', '%s items that you did not choose wait for your decision.', $waiting, 'sors-api-for-woocommerce', Sentence::number( $waiting ) );
		}
		/* translators: %s: number of items */
		return Sentence::_n( '%s item would change. Check it, then approve or discard.', '%s items would change. Check them, then approve or discard.', $waiting, 'sors-api-for-woocommerce', Sentence::number( $waiting ) );
	}

	/** Products that were left alone until now. */
	private static function back( Run $run ): string {
		$back = HeldItems::counts( $run->id, true )[ Danger::BACK ];
		/* translators: %s: number of products */
		return 0 === $back ? '' : Sentence::_n( '%s product that you had left alone would change. Check it, then approve or discard.', '%s products that you had left alone would change. Check them, then approve or discard.', $back, 'sors-api-for-woocommerce', Sentence::number( $back ) );
	}

	/** What is held, in words. */
	private static function list( Run $run ): string {
		$counts  = HeldItems::counts( $run->id, true );
		$missing = $run->cursor->holdsMissing ? $run->cursor->missing : 0;
		$zero    = $counts[ Danger::ZERO ];
		$hide    = $counts[ Danger::HIDE ];
		$price   = $counts[ Danger::PRICE ];
		$bare    = $counts[ Danger::PICTURES ];
		$service = $counts[ Danger::SERVICE ];
		$filed   = $counts[ Danger::CATEGORIES ];
		$new     = $counts[ Danger::PUBLISH ];
		$all     = $run->cursor->onSale;
		$parts   = [
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $zero ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would go out of stock', '%1$s of %2$s products on sale (%3$s %%) would go out of stock', $zero, 'sors-api-for-woocommerce', ...self::share( $zero, $all ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $hide ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would be taken off sale', '%1$s of %2$s products on sale (%3$s %%) would be taken off sale', $hide, 'sors-api-for-woocommerce', ...self::share( $hide, $all ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $price ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would change its price', '%1$s of %2$s products on sale (%3$s %%) would change their price', $price, 'sors-api-for-woocommerce', ...self::share( $price, $all ) ),
			/* translators: %s: number of products */
			0 === $bare ? '' : Sentence::_n( '%s product would lose all its images', '%s products would lose all their images', $bare, 'sors-api-for-woocommerce', Sentence::number( $bare ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $service ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would become a service, without a stock and without shipping', '%1$s of %2$s products on sale (%3$s %%) would become services, without a stock and without shipping', $service, 'sors-api-for-woocommerce', ...self::share( $service, $all ) ),
			/* translators: 1: number of products, 2: number of all that can be bought, 3: percentage */
			0 === $filed ? '' : Sentence::_n( '%1$s of %2$s products on sale (%3$s %%) would be taken off a category', '%1$s of %2$s products on sale (%3$s %%) would be taken off a category', $filed, 'sors-api-for-woocommerce', ...self::share( $filed, $all ) ),
			/* translators: %s: number of products */
			0 === $new ? '' : Sentence::_n( '%s new product would be published', '%s new products would be published', $new, 'sors-api-for-woocommerce', Sentence::number( $new ) ),
			/* translators: %s: number of items */
			0 === $missing ? '' : Sentence::_n( 'SORS no longer shows %s item that the shop has', 'SORS no longer shows %s items that the shop has', $missing, 'sors-api-for-woocommerce', Sentence::number( $missing ) ),
		];
		return implode( ', ', array_filter( $parts ) );
	}

	/** What the run has written, though something waits. */
	public static function applied( Run $run ): string {
		$changes = RunItems::countApplied( $run->id );
		$all     = $changes['all'];
		if ( 0 === $all ) {
			return '';
		}
		if ( $changes['price'] === $all && 0 === $changes['stock'] ) {
			/* translators: %s: number of changes */
			return Sentence::_n( '%s price change was applied.', '%s price changes were applied.', $all, 'sors-api-for-woocommerce', Sentence::number( $all ) );
		}
		if ( $changes['stock'] === $all && 0 === $changes['price'] ) {
			/* translators: %s: number of changes */
			return Sentence::_n( '%s stock change was applied.', '%s stock changes were applied.', $all, 'sors-api-for-woocommerce', Sentence::number( $all ) );
		}
		/* translators: %s: number of changes */
		return Sentence::_n( '%s other change was applied.', '%s other changes were applied.', $all, 'sors-api-for-woocommerce', Sentence::number( $all ) );
	}

	/** Who waits with these sells what is not there. */
	public static function sellable( Run $run ): string {
		$names = HeldItems::goingOutOfStock( $run->id, 3 );
		if ( [] === $names ) {
			return '';
		}
		// It is read on narrow cards: the page of the run has all of them.
		$list = implode( ', ', array_slice( $names, 0, 2 ) ) . ( count( $names ) > 2 ? ' …' : '' );
		/* translators: %s: names of products */
		return Sentence::__( 'Until you decide, these can still be bought, although SORS has none left to sell: %s', 'sors-api-for-woocommerce', $list );
	}

	/** @return array{string, string, string} Of how many it is how many, and how many percent. */
	private static function share( int $number, int $onSale ): array {
		$all = max( $number, $onSale );
		return [ Sentence::number( $number ), Sentence::number( $all ), Sentence::number( round( 100 * $number / $all ) ) ];
	}
}
