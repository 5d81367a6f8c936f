<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

/** Files what SORS, or the way to it, had against a row. What it means depends on how far the row had come. */
final class Failures {

	/** Seconds until our own check is made again: the product may be linked, the setting made by then. */
	public const RECHECK = 3600;

	/** Seconds until a lost reply is looked up for the first time. */
	private const FIRST_LOOKUP = 30;

	private Transitions $transitions;
	private Pause $pause;

	public function __construct( Transitions $transitions, Pause $pause ) {
		$this->transitions = $transitions;
		$this->pause       = $pause;
	}

	/** While looking a lost reply up: the reply is as lost as before. */
	public function ofLookUp( OutboxEntry $row, string $token, SorsError $error ): void {
		$this->stopAll( $error );
		$this->transitions->postpone( $row, $token, $error->code(), self::seconds( $error, $row->attempts ), $error->getMessage() );
	}

	/** While reading what the document needs: nothing has been sent. */
	public function ofPreparing( OutboxEntry $row, string $token, SorsError $error ): void {
		if ( $error instanceof Rejected ) {
			$this->transitions->reject( $row, $token, $error->sorsCode ?? $error->code(), $error->getMessage(), self::RECHECK );
			return;
		}
		if ( $this->stopAll( $error ) ) {
			$this->transitions->postpone( $row, $token, $error->code(), self::seconds( $error, 1 ), $error->getMessage() );
			return;
		}
		$this->transitions->wait( $row, $token, $error->code(), self::seconds( $error, $row->attempts + 1 ), $error->getMessage(), $row->attempts + 1 );
	}

	/** While sending the document itself. */
	public function ofSending( OutboxEntry $row, string $token, SorsError $error ): void {
		if ( $error instanceof ReplyLost ) {
			$this->transitions->lost( $row, $token, self::FIRST_LOOKUP, $error->getMessage() );
		} elseif ( $error instanceof Rejected ) {
			$this->pause->end();
			$this->transitions->reject( $row, $token, $error->sorsCode ?? $error->code(), $error->getMessage(), null );
		} elseif ( $this->stopAll( $error ) ) {
			$this->transitions->wait( $row, $token, $error->code(), self::seconds( $error, 1 ), $error->getMessage(), $row->attempts - 1 );
		} else {
			$this->transitions->wait( $row, $token, $error->code(), self::seconds( $error, $row->attempts ), $error->getMessage(), $row->attempts );
		}
	}

	/** While cancelling: asking once more does no harm. */
	public function ofCancelling( OutboxEntry $row, string $token, SorsError $error ): void {
		if ( $error instanceof ReplyLost ) {
			$row->payloadLock = OutboxEntry::IN_DOUBT;
			$this->transitions->wait( $row, $token, $error->code(), self::seconds( $error, $row->attempts ), $error->getMessage(), $row->attempts );
			return;
		}
		$this->ofSending( $row, $token, $error );
	}

	/** Whether the failure is no row's own: then it does not count as an attempt. */
	private function stopAll( SorsError $error ): bool {
		if ( $error instanceof AuthFailed ) {
			$this->pause->keyRefused( $error->getMessage() );
			return true;
		}
		if ( $error instanceof ContractError ) {
			$this->pause->contractBroken( $error->getMessage() );
			return true;
		}
		if ( $error instanceof RateLimited ) {
			$this->pause->rateLimited( $error->getMessage(), self::seconds( $error, 1 ) );
			return true;
		}
		if ( $error instanceof Unreachable || $error instanceof Malformed ) {
			$this->pause->unreachable( $error->getMessage(), $error instanceof Unreachable ? $error->retryAfterSeconds : null );
		}
		return false;
	}

	private static function seconds( SorsError $error, int $attempt ): int {
		$asked = $error instanceof RateLimited || $error instanceof Unreachable ? $error->retryAfterSeconds : null;
		// A rate limit of days is a mistake of somebody's; an hour is long enough to ask again.
		return null === $asked ? RetryPolicy::after( max( 1, $attempt ) ) : max( 1, min( 3600, $asked ) );
	}
}
