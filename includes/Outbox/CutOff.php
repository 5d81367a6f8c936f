<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Log\Log;
use SorsApi\Sentence;

/** An entry at which one worker after the other was cut off. */
final class CutOff {

	/**
	 * Each worker that took it was cut off: another plugin ended it, or memory or time ran out. It waits for a person; a
	 * document that is there already, or is to be cancelled, is tried again a day later.
	 */
	public static function putAside( OutboxEntry $entry, string $token, Transitions $transitions ): void {
		$message = Sentence::__( 'The server cut the work off each time it came to this order. Usually another plugin ends the process, or memory or time runs out: see the error log of the server, or ask your host.', 'sors-api-for-woocommerce' );
		Log::warning( "Entry $entry->id (order $entry->orderId, $entry->role): $entry->deaths workers in a row were cut off" );
		if ( OutboxEntry::SENT === $entry->state || OutboxEntry::ROLE_CANCEL === $entry->role ) {
			$transitions->postpone( $entry, $token, 'cut_off', DAY_IN_SECONDS, $message );
		} elseif ( $entry->mayHaveArrived() ) {
			$it = Sentence::__( 'Its document may be in SORS: look there, then say so here, or send it again.', 'sors-api-for-woocommerce' );
			$transitions->uncertain( $entry, $token, 'cut_off', "$message $it", DAY_IN_SECONDS );
		} else {
			$transitions->reject( $entry, $token, 'cut_off', $message . ' ' . Sentence::__( 'Then send it again.', 'sors-api-for-woocommerce' ), null );
		}
	}
}
