<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Settings\Settings;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Run;

/**
 * Which stock was read when: a scheduled run asks only for what changed since,
 * where SORS can tell, as long as everything was read within the last day.
 */
final class StockPasses {

	public const OPTION = 'sors_stock_passes';

	/** So old may the last complete reading be. */
	private const FULL = 23 * HOUR_IN_SECONDS;

	/** Changes are asked for from so long before the last reading: SORS' clock may be another than ours. */
	private const OVERLAP = HOUR_IN_SECONDS;

	/** @return string UTC `Y-m-d H:i:s`; '' = all there is. */
	public static function since( Settings $settings, int $now ): string {
		$passes = self::read();
		if ( Cursor::fingerprint( $settings ) !== $passes['settings'] || $now - $passes['full'] > self::FULL * 1000000 ) {
			return '';
		}
		return gmdate( 'Y-m-d H:i:s', intdiv( $passes['last'], 1000000 ) - self::OVERLAP );
	}

	/** The run's reading was written to the shop. */
	public static function note( Run $run, Settings $settings ): void {
		$passes             = self::read();
		$passes['last']     = $run->cursor->readFrom;
		$passes['full']     = '' === $run->cursor->since ? $run->cursor->readFrom : $passes['full'];
		$passes['settings'] = Cursor::fingerprint( $settings );
		update_option( self::OPTION, $passes, false );
	}

	/** @return array{full: int, last: int, settings: string} Moments in microseconds of the database's clock. */
	private static function read(): array {
		$passes = get_option( self::OPTION, [] );
		$passes = is_array( $passes ) ? $passes : [];
		return [
			'full'     => is_int( $passes['full'] ?? null ) ? $passes['full'] : 0,
			'last'     => is_int( $passes['last'] ?? null ) ? $passes['last'] : 0,
			'settings' => is_string( $passes['settings'] ?? null ) ? $passes['settings'] : '',
		];
	}
}
