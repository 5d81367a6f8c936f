<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;

/** The end of a run that has done its work, in one sentence. */
final class Ending {

	/** To be saved by the caller. */
	public function succeed( Run $run ): void {
		$run->state      = RunState::SUCCEEDED;
		$run->hasCursor  = false;
		$run->finishedAt = DatabaseClock::utc();
		$run->processed  = $run->created + $run->updated + $run->unchanged + $run->skipped + $run->failed;
		$run->total      = $run->processed;
		$run->message    = self::sentence( $run );
	}

	private static function sentence( Run $run ): string {
		$parts = array_filter(
			[
				/* translators: %s: number of products */
				self::part( _n( '%s product made', '%s products made', $run->created, 'sors-api-for-woocommerce' ), $run->created ),
				/* translators: %s: number of products */
				self::part( _n( '%s changed', '%s changed', $run->updated, 'sors-api-for-woocommerce' ), $run->updated ),
				/* translators: %s: number of products */
				self::part( _n( '%s left out', '%s left out', $run->skipped, 'sors-api-for-woocommerce' ), $run->skipped ),
				/* translators: %s: number of products */
				self::part( _n( '%s failed', '%s failed', $run->failed, 'sors-api-for-woocommerce' ), $run->failed ),
			]
		);
		if ( 0 === $run->created + $run->updated + $run->failed ) {
			array_unshift( $parts, __( 'nothing to change', 'sors-api-for-woocommerce' ) );
		}
		/* translators: %s: list such as "12 products made, 3 changed" */
		return sprintf( __( 'Done: %s.', 'sors-api-for-woocommerce' ), implode( ', ', $parts ) );
	}

	private static function part( string $text, int $number ): string {
		return 0 === $number ? '' : sprintf( $text, number_format_i18n( $number ) );
	}
}
