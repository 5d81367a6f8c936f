<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\RepeatRule;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

/** What a failure of SORS, or of the way to it, means for an entry: that depends on how far the entry had come. */
final class Failures {

	/** Seconds until our own check is made again: the product may be linked, the setting made by then. */
	public const RECHECK = 3600;

	/** Seconds: the wait after the first failed attempt, and the longest one. */
	private const FIRST_RETRY   = 30;
	private const LONGEST_RETRY = 3600;

	/** While looking a lost reply up: the reply is as lost as before. */
	public static function ofLookUp( OutboxEntry $entry, string $token, SorsError $error ): void {
		$isStopped = self::stopAll( $error, $entry->database );
		if ( OutboxEntry::UNCERTAIN === $entry->state ) {
			// A person reads why it is uncertain, not why one look-up of many failed.
			Transitions::lookLater( $entry, $token );
			return;
		}
		$lost = OutboxEntry::QUEUED === $entry->state ? 0 : $entry->secondsLost();
		// A key or a contract that stops everything is put before the owner as such; and one failure says little, however late it comes.
		if ( $lost >= RepeatRule::PATIENCE && $error->code() === $entry->errorCode && ( ! $isStopped || $error instanceof RateLimited ) ) {
			Transitions::uncertain( $entry, $token, 'lookup_failed', LookUp::failed( $error->getMessage() ), LookUp::rule( $entry )->lateLookUp() );
			return;
		}
		$seconds = max( self::seconds( $error, $entry->attempts ), min( self::LONGEST_RETRY, intdiv( $lost, 4 ) ) );
		Transitions::postpone( $entry, $token, $error->code(), $seconds, $error->getMessage() );
	}

	/** While reading what the document needs: nothing has been sent. */
	public static function ofPreparing( OutboxEntry $entry, string $token, SorsError $error ): void {
		if ( $error instanceof Rejected ) {
			Transitions::reject( $entry, $token, $error->sorsCode ?? $error->code(), $error->getMessage(), self::RECHECK );
			return;
		}
		if ( self::isRightMissing( $entry, $error ) ) {
			Transitions::reject( $entry, $token, $error->code(), MissingRight::words( $entry, $error ), self::RECHECK );
			return;
		}
		if ( self::stopAll( $error ) ) {
			Transitions::postpone( $entry, $token, $error->code(), self::seconds( $error, 1 ), $error->getMessage() );
			return;
		}
		Transitions::wait( $entry, $token, $error->code(), self::seconds( $error, $entry->attempts + 1 ), $error->getMessage(), $entry->attempts + 1 );
	}

	/** While sending the document itself. */
	public static function ofSending( OutboxEntry $entry, string $token, SorsError $error ): void {
		$isRefused = $error instanceof Rejected || self::isRightMissing( $entry, $error );
		if ( $error instanceof ReplyLost ) {
			self::heard( $error );
			Transitions::lost( $entry, $token, $error->silent, $error->getMessage() );
		} elseif ( $isRefused && $entry->mayHaveArrived() && $entry->isInDoubt() ) {
			Pause::end();
			Transitions::refusedRepeat( $entry, $token, self::code( $error ), MissingRight::words( $entry, $error ) );
		} else {
			self::notDone( $entry, $token, $error );
		}
	}

	private static function notDone( OutboxEntry $entry, string $token, SorsError $error ): void {
		if ( $error instanceof Rejected ) {
			Pause::end();
			Transitions::reject( $entry, $token, self::code( $error ), $error->getMessage(), null );
		} elseif ( self::isRightMissing( $entry, $error ) ) {
			// To ask once more for a cancelling does no harm; what a person may have entered by hand meanwhile is not sent.
			Transitions::reject( $entry, $token, $error->code(), MissingRight::words( $entry, $error ), OutboxEntry::ROLE_CANCEL === $entry->role ? self::RECHECK : null );
		} elseif ( self::stopAll( $error, $entry->database ) ) {
			Transitions::wait( $entry, $token, $error->code(), self::seconds( $error, 1 ), $error->getMessage(), $entry->attempts - 1 );
		} else {
			Transitions::wait( $entry, $token, $error->code(), self::seconds( $error, $entry->attempts ), $error->getMessage(), $entry->attempts );
		}
	}

	/** While cancelling: asking once more does no harm. */
	public static function ofCancelling( OutboxEntry $entry, string $token, SorsError $error ): void {
		if ( $error instanceof ReplyLost ) {
			self::heard( $error );
			$entry->payloadLock = OutboxEntry::IN_DOUBT;
			// So many answers were about the document, and showed it open.
			$entry->answeredLosses += $error->shownUndone ? 1 : 0;
			Transitions::wait( $entry, $token, $error->code(), self::seconds( $error, $entry->attempts ), $error->getMessage(), $entry->attempts );
			return;
		}
		self::notDone( $entry, $token, $error );
	}

	/**
	 * The key is a good one, and lacks a right that this entry alone needs. Where a document of a sale is refused, or
	 * something is not to be read, it may be the whole key that was restricted: until SORS has accepted it for others since.
	 */
	private static function isRightMissing( OutboxEntry $entry, SorsError $error ): bool {
		if ( ! $error instanceof AuthFailed || ! $error->isRestricted() ) {
			return false;
		}
		return in_array( $error->operation, MissingRight::OF_ONE_ENTRY, true ) || ( $error->code() === $entry->errorCode && Pause::isOver() );
	}

	/** Writes that meet with silence are not to follow each other: each leaves a doubt behind. */
	private static function heard( ReplyLost $error ): void {
		if ( $error->silent ) {
			Pause::silence();
		} else {
			Pause::endSilence();
		}
	}

	/**
	 * Whether the failure concerns all entries alike: then it does not count as an attempt.
	 *
	 * @param string|null $database That was asked; null = the one in use.
	 */
	private static function stopAll( SorsError $error, ?string $database = null ): bool {
		if ( $error instanceof AuthFailed ) {
			if ( null !== $database && $database !== SettingsStore::load()->database ) {
				// A closed year may be closed to the key as well; the shop's own orders go on.
				return false;
			}
			Pause::keyRefused( $error->getMessage() );
			return true;
		}
		if ( $error instanceof ContractError ) {
			Pause::contractBroken( $error->getMessage() );
			return true;
		}
		if ( $error instanceof RateLimited ) {
			Pause::rateLimited( $error->getMessage(), self::seconds( $error, 1 ) );
			return true;
		}
		if ( $error instanceof Unreachable || $error instanceof Malformed ) {
			Pause::unreachable( $error->getMessage(), $error instanceof Unreachable ? $error->retryAfterSeconds : null );
		}
		return false;
	}

	private static function code( SorsError $error ): string {
		return ( $error instanceof Rejected ? $error->sorsCode : null ) ?? $error->code();
	}

	/** Seconds to wait after so many failed attempts. */
	public static function retryAfter( int $attempts ): int {
		return self::delay( $attempts, random_int( 0, 1000 ) / 1000 );
	}

	/**
	 * Doubles with every attempt, up to an hour; the random part keeps the entries of one bad moment from coming back all at once.
	 *
	 * @param int   $attempts 1 = the first one has failed.
	 * @param float $random   0 to 1.
	 * @return int Seconds.
	 */
	public static function delay( int $attempts, float $random ): int {
		$delay = min( self::LONGEST_RETRY, self::FIRST_RETRY * 2 ** min( 10, max( 0, $attempts - 1 ) ) );
		return (int) round( $delay * ( 0.75 + 0.5 * $random ) );
	}

	private static function seconds( SorsError $error, int $attempt ): int {
		$asked = $error instanceof RateLimited || $error instanceof Unreachable ? $error->retryAfterSeconds : null;
		// A rate limit of days is a mistake; after an hour SORS is asked again.
		return null === $asked ? self::retryAfter( max( 1, $attempt ) ) : max( 1, min( 3600, $asked ) );
	}
}
