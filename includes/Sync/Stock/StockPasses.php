<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\Settings;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Pending\PendingList;

defined( 'ABSPATH' ) || exit;

/** When stock was read, by readings that were written to the shop. Moments in microseconds of the database's clock; 0 = never. */
final class StockPasses {

	public const OPTION = 'sors_stock_passes';
	/** Everything is read again this many seconds before its time: a scheduled run may begin a little early, and the next one may be hours away. */
	private const EARLY = 600;
	/** Changes are requested from this long before the last reading, in seconds: SORS' clock may differ from ours. */
	private const OVERLAP = HOUR_IN_SECONDS;

	/**
	 * A run that a person started reads everything, unless it is of some items only; so does a second reading.
	 *
	 * @param bool $tellsChanges Whether SORS can be asked for them.
	 * @return string UTC `Y-m-d H:i:s`; '' = everything.
	 */
	public static function since( Run $run, Settings $settings, bool $tellsChanges ): string {
		$passes  = self::all();
		$partial = $tellsChanges && ( 'schedule' === $run->startedBy || $run->limited ) && 1 === $run->cursor->reading;
		$oldest  = $settings->fullStockHours * HOUR_IN_SECONDS - self::EARLY;
		$isOld   = Cursor::fingerprint( $settings ) !== $passes['settings'] || $run->cursor->readFrom - $passes['full'] > $oldest * 1000000;
		// Changes do not tell that a unit, or an item that a person has agreed to empty, still shows nothing.
		$isAsked = [] !== $passes['emptied'] || null !== PendingList::lastApproved( 'stock', $run->cursor->settings );
		// Once the clock was set back, nobody knows when the last reading was by SORS' clock.
		if ( ! $partial || $isOld || $isAsked || DatabaseClock::now() < $passes['last'] || null !== ChangesWatch::reason( $run->database ) ) {
			return '';
		}
		return gmdate( 'Y-m-d H:i:s', intdiv( $passes['last'], 1000000 ) - self::OVERLAP );
	}

	/** @param list<string> $emptied Units that show nothing, which waits for a person. */
	public static function note( Run $run, Settings $settings, array $emptied ): void {
		$passes             = self::all();
		$passes['last']     = $run->cursor->readFrom;
		$passes['full']     = $run->cursor->isComplete() ? $run->cursor->readFrom : $passes['full'];
		$passes['told']     = $run->cursor->showsWhatIsGone() ? $run->cursor->readFrom : $passes['told'];
		$passes['settings'] = Cursor::fingerprint( $settings );
		$passes['emptied']  = $emptied;
		update_option( self::OPTION, $passes, false );
	}

	/** @return array{full: int, told: int, last: int, settings: string, emptied: list<string>} When all was last read; the same, and all of it could be told; when some was. Units that showed nothing at last, which waits for a person. */
	public static function all(): array {
		$passes = get_option( self::OPTION, [] );
		/** @var array{full: int, told: int, last: int, settings: string, emptied: list<string>} $passes Only this class writes it. */
		$passes = ( is_array( $passes ) ? $passes : [] ) + [ 'full' => 0, 'told' => 0, 'last' => 0, 'settings' => '', 'emptied' => [] ];
		return $passes;
	}
}
