<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Documents\Balance;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;
use SorsApi\Sors\Api;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Document;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\RepeatRule;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

/**
 * Finds out whether SORS made the document whose reply was lost, and alone says that it may be sent once more. States of the entry:
 * sending, or waiting (a repeat did not leave); queued, where a person wants it sent again; uncertain, where only a hit changes anything.
 */
final class LookUp {

	/** Unusable answers after which a person has to look. */
	private const MOST_LOOKUPS = 6;

	/**
	 * @return bool Whether it may be sent once more. Else the entry has been dealt with.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function permits( OutboxEntry $entry, string $token, Api $api ): bool {
		if ( ! $api->findsByReference() || null === $entry->reference || null === $entry->database ) {
			if ( OutboxEntry::QUEUED === $entry->state && [] === $entry->shown ) {
				return true;
			}
			Transitions::uncertain( $entry, $token, 'no_lookup', Sentence::__( 'SORS’ answer was lost, and its interface offers no way to look the document up. Look in SORS whether the document is there, then say so here, or send it again.', 'sors-api-for-woocommerce' ), null );
			return false;
		}
		try {
			$found = DocumentSearch::find( $entry->database, $entry->reference, $api );
		} catch ( SorsError $error ) {
			if ( ! self::isUnusable( $error ) ) {
				throw $error;
			}
			self::unusable( $entry, $token, $error->getMessage() );
			return false;
		}
		if ( null === $found ) {
			self::unusable( $entry, $token, Sentence::__( 'SORS showed other documents than the one it was asked for.', 'sors-api-for-woocommerce' ) );
			return false;
		}
		if ( [] === $found ) {
			return self::missed( $entry, $token, $api );
		}
		self::judge( $entry, $token, $found, $api );
		return false;
	}

	/**
	 * The search showed nothing, and it is to be sent once more: another way is asked too, since that cannot be taken back.
	 * The search works, so what fails here says nothing of SORS as a whole.
	 */
	private static function permitsRepeat( OutboxEntry $entry, string $token, Api $api ): bool {
		try {
			$found = DocumentSearch::findElsewhere( $entry, $api );
		} catch ( SorsError $error ) {
			if ( ! self::isUnusable( $error ) && ! $error instanceof Unreachable ) {
				throw $error;
			}
			self::unusable( $entry, $token, $error->getMessage() );
			return false;
		}
		if ( [] !== $found ) {
			self::judge( $entry, $token, $found, $api );
			return false;
		}
		OutboxTable::update( $entry->id, [ 'lookups' => 0 ], $token );
		return true;
	}

	/** @param OutboxEntry $entry As it was when it was looked up: by now it is on its way once more. */
	public static function tellRepeat( OutboxEntry $entry, Api $api ): void {
		if ( $api->findsByReference() ) {
			$words = OutboxEntry::QUEUED === $entry->state
				? Sentence::__( 'SORS was asked once more, and has no such document. It is sent again.', 'sors-api-for-woocommerce' )
				: Sentence::__( 'SORS was asked several times, minutes apart, and has no such document. It is sent again.', 'sors-api-for-woocommerce' );
			History::add( $entry->id, 'missed', $words );
		}
	}

	/** An answer that says nothing of the document, now or ever: its address is wrong, or the key may not ask. */
	public static function isUnusable( SorsError $error ): bool {
		return $error instanceof Rejected || $error instanceof Malformed || ( $error instanceof AuthFailed && $error->isRestricted() );
	}

	/** @param non-empty-list<Document> $found Everything that carries the entry's reference: what was made from its document may, too. */
	public static function judge( OutboxEntry $entry, string $token, array $found, Api $api ): void {
		$open   = array_values( array_filter( $found, static fn( Document $document ): bool => 'cancelled' !== $document->status ) );
		$asSent = array_values( array_filter( $open, static fn( Document $document ): bool => DerivedDocuments::isAsSent( $document, $entry ) ) );
		if ( 1 === count( $asSent ) && self::isOurs( $entry, $asSent[0] ) ) {
			/* translators: %s: number of a document. */
			$words = Sentence::__( 'SORS has the document already: %s was found by its reference.', 'sors-api-for-woocommerce', $asSent[0]->name() );
			if ( ! $api->supportsField( 'document', 'status' ) ) {
				$words .= ' ' . Sentence::__( 'SORS does not say whether it was cancelled meanwhile: look there.', 'sors-api-for-woocommerce' );
			}
			Transitions::sent( $entry, $token, $asSent[0], OutboxEntry::FOUND, $words );
			return;
		}
		$shown = [] === $asSent ? $open : $asSent;
		OutboxTable::update( $entry->id, [ 'shown' => self::remembered( [] === $open ? $found : $shown ) ], $token );
		if ( [] === $open ) {
			/* translators: %s: numbers of documents. */
			self::uncertain( $entry, $token, 'found_cancelled', Sentence::__( 'SORS made the document, and it was cancelled there since: %s. If that was intended, press “SORS has it already”; if the order is still to be sent, send it again: it gets a new document.', 'sors-api-for-woocommerce', implode( ', ', Document::names( $found ) ) ) );
		} elseif ( count( $asSent ) > 1 ) {
			/* translators: %s: numbers of documents. */
			self::uncertain( $entry, $token, 'found_several', Sentence::__( 'SORS has several documents of this order: %s. Cancel all but one there: it is recognised within an hour, or choose it here.', 'sors-api-for-woocommerce', implode( ', ', Document::names( $asSent ) ) ) );
		} elseif ( [] === $asSent && ( count( $open ) > 1 || DerivedDocuments::hasSource( $open[0] ) ) ) {
			/* translators: %s: numbers of documents. */
			self::uncertain( $entry, $token, 'found_made', Sentence::__( 'In SORS, the document of this order is not open any more, and others that were made from it are: %s. If one of them stands for the order, choose it here; if several do, press “SORS has it already”.', 'sors-api-for-woocommerce', implode( ', ', Document::names( $open ) ) ) );
		} else {
			/* translators: 1: number of a document, 2: list of differences. */
			self::uncertain( $entry, $token, 'found_other', Sentence::__( 'SORS has a document with this order’s reference, %1$s, but it differs: %2$s. If it is the right one, say so here; if not, cancel it in SORS and send the order again: it gets a new document.', 'sors-api-for-woocommerce', $shown[0]->name(), implode( '; ', OrderNotes::differences( $entry, self::differences( $entry, $shown[0] ) ) ) ) );
		}
	}

	private static function missed( OutboxEntry $entry, string $token, Api $api ): bool {
		if ( [] !== $entry->shown ) {
			// It was there once: its reference is used up, whatever became of it.
			/* translators: %s: numbers of documents. */
			self::uncertain( $entry, $token, 'found_cancelled', Sentence::__(
				'SORS had the document of this order, and shows it no more: %s. If that was intended, press “SORS has it already”; if the order is still to be sent, send it again: it gets a new document.',
				'sors-api-for-woocommerce',
				implode( ', ', array_map( static fn( array $shown ): string => (string) ( $shown['number'] ?? $shown['id'] ), $entry->shown ) )
			) );
			return false;
		}
		if ( OutboxEntry::QUEUED === $entry->state ) {
			return self::permitsRepeat( $entry, $token, $api );
		}
		if ( OutboxEntry::UNCERTAIN === $entry->state ) {
			Transitions::lookLater( $entry, $token );
			return false;
		}
		if ( self::rule( $entry )->isOver() && null === $entry->refusal ) {
			self::uncertain( $entry, $token, 'lost_again', Sentence::__( 'SORS’ answers to this order were lost again and again, and it shows no such document. Sent once more, there might be two. Look in SORS whether the document is there, then say so here, or send it again.', 'sors-api-for-woocommerce' ) );
			return false;
		}
		if ( ! DocumentSearch::isTrusted( (string) $entry->database, $api ) ) {
			self::untrusted( $entry, $token );
			return false;
		}
		++$entry->lookupMisses;
		$rule = self::rule( $entry );
		// Right before a repeat more is asked: whether that is of use, too, is known only then.
		$entry->lookups = $rule->mayRepeat() ? $entry->lookups : 0;
		OutboxTable::update( $entry->id, [ 'lookups' => $entry->lookups, 'lookup_misses' => $entry->lookupMisses ], $token );
		if ( null !== $entry->refusal ) {
			return self::refused( $entry, $token, $rule, $entry->refusal );
		}
		if ( $rule->mayRepeat() ) {
			if ( ! DocumentSearch::isUp( (string) $entry->database, $api ) ) {
				self::untrusted( $entry, $token );
				return false;
			}
			return self::permitsRepeat( $entry, $token, $api );
		}
		Transitions::lookAgain( $entry, $token, $rule->nextLookUp(), 'reply_lost', Sentence::__( 'SORS’ answer was lost, and SORS has no such document so far. It is asked again before anything is sent, since a slow server may still make it.', 'sors-api-for-woocommerce' ) );
		return false;
	}

	/**
	 * The repeat was refused, and what was sent first did not arrive either.
	 *
	 * @param array{code: string, message: string} $refusal
	 */
	private static function refused( OutboxEntry $entry, string $token, RepeatRule $rule, array $refusal ): bool {
		if ( $rule->isMissing() ) {
			Transitions::reject( $entry, $token, $refusal['code'], $refusal['message'], null );
		} else {
			Transitions::lookAgain( $entry, $token, RepeatRule::BETWEEN_LOOKUPS, 'reply_lost', (string) $entry->errorMessage );
		}
		return false;
	}

	private static function untrusted( OutboxEntry $entry, string $token ): void {
		if ( $entry->secondsLost() >= RepeatRule::PATIENCE ) {
			self::uncertain( $entry, $token, 'lookup_untrusted', Sentence::__( 'SORS’ answer was lost. SORS shows no such document, but it does not show others of this shop by their reference either, so that says nothing. Look in SORS whether the document is there, then say so here, or send it again.', 'sors-api-for-woocommerce' ) );
			return;
		}
		Transitions::lookAgain( $entry, $token, self::rule( $entry )->nextLookUp(), 'lookup_untrusted', Sentence::__( 'SORS’ answer was lost. SORS shows no such document, but it has not yet been seen to find one of this shop by its reference, so that says nothing. It is asked again; after a day you will be asked to look in SORS.', 'sors-api-for-woocommerce' ) );
	}

	private static function unusable( OutboxEntry $entry, string $token, string $message ): void {
		if ( OutboxEntry::UNCERTAIN === $entry->state ) {
			Transitions::lookLater( $entry, $token );
			return;
		}
		$lookups = $entry->lookups + 1;
		OutboxTable::update( $entry->id, [ 'lookups' => $lookups ], $token );
		if ( $lookups >= self::MOST_LOOKUPS || self::rule( $entry )->isOver() ) {
			Transitions::uncertain( $entry, $token, 'lookup_failed', self::failed( $message ), self::rule( $entry )->lateLookUp() );
			return;
		}
		Transitions::lookAgain( $entry, $token, Failures::retryAfter( $lookups ), 'reply_lost', $message );
	}

	/** @param string $message What SORS answered, time after time. */
	public static function failed( string $message ): string {
		/* translators: %s: what SORS answered. */
		return Sentence::__( 'SORS’ answer was lost, and the document cannot be looked up: %s Look in SORS whether it is there, then say so here, or send it again.', 'sors-api-for-woocommerce', $message );
	}

	/** A hit later on settles it still. */
	private static function uncertain( OutboxEntry $entry, string $token, string $code, string $message ): void {
		Transitions::uncertain( $entry, $token, $code, $message, self::rule( $entry )->lateLookUp() );
	}

	public static function rule( OutboxEntry $entry ): RepeatRule {
		return new RepeatRule( $entry->answeredLosses, $entry->silentLosses, $entry->lookupMisses, $entry->secondsLost() );
	}

	/** SORS may have taken a standing discount off once more, which is told when it is filed. */
	private static function isOurs( OutboxEntry $entry, Document $document ): bool {
		$differs = array_keys( self::differences( $entry, $document ) );
		return [] === $differs || ( [ 'total' ] === $differs && null !== DiscountedTwice::issue( $entry, $document->total ) );
	}

	/** @return array<string, mixed> As Balance gives it, of the head alone: by that it is recognised. */
	private static function differences( OutboxEntry $entry, Document $document ): array {
		return array_intersect_key( Balance::of( $entry->asSent(), $document ), array_flip( [ 'kind', 'date', 'total' ] ) );
	}

	/** @param list<Document> $documents */
	private static function remembered( array $documents ): string {
		return (string) wp_json_encode( array_map( static fn( Document $document ): array => [ 'id' => $document->id, 'number' => $document->number ], $documents ) );
	}
}
