<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Counterparts\Customers;
use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/** Does with one claimed entry what its state asks for: prepares and sends it, cancels, or looks a lost reply up. */
final class EntryHandler {

	/** States in which there is something to do: between being asked for and being claimed, an entry may have left them. */
	private const OPEN = [ OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::REJECTED, OutboxEntry::SENDING, OutboxEntry::UNCERTAIN, OutboxEntry::SENT ];

	/** Workers in a row that may be cut off at an entry before it is put aside. */
	private const DEATHS = 3;

	private FirstLook $firstLook;

	public function __construct( FirstLook $firstLook ) {
		$this->firstLook = $firstLook;
	}

	public function handle( OutboxEntry $entry, string $token, Api $api ): void {
		OrderReader::forget();
		try {
			$isUnseen = $entry->isUnseen();
			if ( $isUnseen && SettingsStore::fresh()->exportOrders ) {
				$entry->state = OutboxEntry::QUEUED;
				OutboxTable::update( $entry->id, [ 'state' => $entry->state ], $token );
			}
			if ( ! $isUnseen && ! in_array( $entry->state, self::OPEN, true ) ) {
				Transitions::leave( $entry, $token );
			} elseif ( $entry->deaths >= self::DEATHS ) {
				$this->putAside( $entry, $token );
			} elseif ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
				$this->cancel( $entry, $token, $api );
			} elseif ( OutboxEntry::SENT === $entry->state ) {
				Transitions::announce( $entry, $token, true );
			} elseif ( $entry->mayHaveArrived() || $entry->wasInDoubt() ) {
				$this->clear( $entry, $token, $api );
			} else {
				$this->send( $entry, $token, $api );
			}
		} catch ( \Throwable $error ) {
			// Another plugin's filter, most likely. One broken order must not stop the others.
			Log::error( $error, "Entry $entry->id (order $entry->orderId, $entry->role)" );
			/* translators: %s: technical message. */
			$message = Sentence::__( 'Something went wrong in the shop: %s', 'sors-api-for-woocommerce', $error->getMessage() );
			Transitions::postpone( $entry, $token, OutboxEntry::BROKEN, Failures::retryAfter( 4 ), $message );
		}
	}

	/**
	 * Each worker that took it was cut off: another plugin ended it, or memory or time ran out. It waits for a person; a
	 * document that is there already, or is to be cancelled, is tried again a day later.
	 */
	private function putAside( OutboxEntry $entry, string $token ): void {
		$message = Sentence::__( 'The server cut the work off each time it came to this order. Usually another plugin ends the process, or memory or time runs out: see the error log of the server, or ask your host.', 'sors-api-for-woocommerce' );
		Log::warning( "Entry $entry->id (order $entry->orderId, $entry->role): $entry->deaths workers in a row were cut off" );
		if ( OutboxEntry::SENT === $entry->state || OutboxEntry::ROLE_CANCEL === $entry->role ) {
			Transitions::postpone( $entry, $token, 'cut_off', DAY_IN_SECONDS, $message );
		} elseif ( $entry->mayHaveArrived() ) {
			$it = Sentence::__( 'Its document may be in SORS: look there, then say so here, or send it again.', 'sors-api-for-woocommerce' );
			Transitions::uncertain( $entry, $token, 'cut_off', "$message $it", DAY_IN_SECONDS );
		} else {
			Transitions::reject( $entry, $token, 'cut_off', $message . ' ' . Sentence::__( 'Then send it again.', 'sors-api-for-woocommerce' ), null );
		}
	}

	/** @param bool $again Whether a request left before, and SORS has shown that it has nothing of it. */
	private function send( OutboxEntry $entry, string $token, Api $api, bool $again = false ): void {
		$prepared = $this->filed( $entry, $token, fn(): Prepared => $this->prepare( $entry, $api ) );
		if ( null === $prepared ) {
			return;
		}
		$document = $prepared->mapped->document;
		if ( $again && $document->externalReference === $entry->reference ) {
			$this->request( $this->begin( $entry, $token, $prepared->columns(), $api ), $token, $api );
			return;
		}
		$found = $this->filed( $entry, $token, fn(): array => $this->firstLook->find( $entry, $prepared, $api ) );
		if ( null === $found ) {
			return;
		}
		FirstLook::take( $found, $entry, $document );
		$begun = $this->begin( $entry, $token, $prepared->columns(), $again && [] === $found ? $api : null );
		if ( [] === $found ) {
			$this->request( $begun, $token, $api );
		} elseif ( null !== $begun ) {
			LookUp::judge( $begun, $token, $found, $api );
		}
	}

	/** A request left before, and its reply was lost: the very body that may have arrived is sent again, if it is at all. */
	private function clear( OutboxEntry $entry, string $token, Api $api ): void {
		if ( OutboxEntry::SENDING === $entry->state && null === $entry->lostAt ) {
			Pause::silence();
			$entry = Transitions::died( $entry, $token );
		}
		if ( null === $entry || ! $this->permits( $entry, $token, $api ) ) {
			return;
		}
		$paused = Pause::stopsWrites();
		if ( $paused > 0 ) {
			Transitions::postpone( $entry, $token, 'writes_paused', $paused, (string) ( Pause::current()['message'] ?? '' ) );
		} elseif ( OutboxEntry::QUEUED === $entry->state && null !== $entry->refusal ) {
			// A repeat was refused for what is in it, and a person has put that right since: it is made from the order again.
			$entry->payloadLock = OutboxEntry::UNLOCKED;
			OutboxTable::update( $entry->id, [ 'payload_lock' => OutboxEntry::UNLOCKED, 'refusal' => null ], $token );
			$this->send( $entry, $token, $api, true );
		} elseif ( null === $entry->body || ! $entry->isInDoubt() || ( OutboxEntry::ROLE_RETURN === $entry->role && null === RefundReader::load( $entry->refundId ) ) ) {
			// It was erased since, and a person wants the order sent; or it no longer exists; or there is nothing left to take back.
			$this->send( $entry, $token, $api, true );
		} elseif ( OutboxEntry::ROLE_SALE !== $entry->role || null !== $this->filed( $entry, $token, fn(): \WC_Order => Readiness::checkRepeat( $entry, OrderReader::load( $entry->orderId ), SettingsStore::fresh() ) ) ) {
			$this->request( $this->begin( $entry, $token, [], $api ), $token, $api );
		}
	}

	private function cancel( OutboxEntry $entry, string $token, Api $api ): void {
		$begun = $this->filed( $entry, $token, fn(): ?OutboxEntry => Canceller::begin( $entry, $token, SettingsStore::fresh(), $api ) );
		if ( null === $begun ) {
			return;
		}
		try {
			Canceller::request( $begun, $api );
		} catch ( SorsError $error ) {
			Failures::ofCancelling( $begun, $token, $error );
			return;
		}
		Pause::end();
		Canceller::finish( $begun, $token );
	}

	/**
	 * The entry says that a request leaves before it does: a process that finds it later knows what to look for.
	 *
	 * @param array<string, int|string|null> $prepared Columns of what is sent; [] to send once more what the entry holds.
	 * @param Api|null                       $asked    That showed nothing of an earlier request; null = there was none.
	 * @return OutboxEntry|null The entry as it is while its request is on the way; null where another worker took it.
	 */
	private function begin( OutboxEntry $entry, string $token, array $prepared, ?Api $asked ): ?OutboxEntry {
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => $entry->isLocked() ? OutboxEntry::IN_DOUBT : OutboxEntry::LOCKED,
			'attempts'        => $entry->attempts + 1,
			'lost_at'         => null,
			'refusal'         => null,
			'next_attempt_at' => DatabaseClock::utc(),
		] + array_filter( [ 'eligible_at' => $entry->eligibleAt ] ) + OutboxTable::renewedLease();
		if ( [] !== $prepared ) {
			$columns += $prepared + OutboxTable::NOT_ACKNOWLEDGED;
			if ( $prepared['reference'] !== $entry->reference ) {
				// Of another store id: what SORS has shown was the former reference.
				$columns['shown'] = null;
			}
		}
		OutboxTable::update( $entry->id, $columns, $token );
		$sending = OutboxTable::get( $entry->id );
		if ( null === $sending || $sending->leaseOwner !== $token || OutboxEntry::SENDING !== $sending->state || null === $sending->body ) {
			return null;
		}
		if ( null !== $asked ) {
			LookUp::tellRepeat( $entry, $asked );
		}
		// Written back where this request turns out not to have left: the earlier one is as lost as before.
		$sending->lostAt = $entry->lostAt;
		return $sending;
	}

	/** @param OutboxEntry|null $entry Null where another worker took it meanwhile. */
	private function request( ?OutboxEntry $entry, string $token, Api $api ): void {
		if ( null === $entry ) {
			return;
		}
		try {
			$made = AnsweredDocument::create( $entry, $api );
		} catch ( SorsError $error ) {
			if ( $error instanceof Rejected && OutboxEntry::ROLE_SALE === $entry->role ) {
				SalePreparation::refused( $entry );
			}
			Failures::ofSending( $entry, $token, $error );
			return;
		}
		Pause::end();
		Transitions::sent( $entry, $token, $made, OutboxEntry::ANSWERED, self::words( $entry, $made ) );
	}

	private function permits( OutboxEntry $entry, string $token, Api $api ): bool {
		try {
			$permits = LookUp::permits( $entry, $token, $api );
		} catch ( SorsError $error ) {
			Failures::ofLookUp( $entry, $token, $error );
			return false;
		}
		Pause::answered();
		return $permits;
	}

	/**
	 * What comes before a request: whatever speaks against it is filed, and null answered.
	 *
	 * @template T
	 * @param callable(): T $do
	 * @return T|null
	 */
	private function filed( OutboxEntry $entry, string $token, callable $do ) {
		try {
			return $do();
		} catch ( SorsError $error ) {
			Failures::ofPreparing( $entry, $token, $error );
		} catch ( Postponed $postponed ) {
			if ( Customers::LOST_IN_SILENCE === $postponed->code() ) {
				Pause::silence();
			}
			Transitions::postpone( $entry, $token, $postponed->code(), $postponed->after, $postponed->getMessage() );
		} catch ( MappingRefused $refused ) {
			Transitions::reject( $entry, $token, $refused->code(), $refused->getMessage(), Failures::RECHECK );
		} catch ( Skip $skip ) {
			$order = OutboxEntry::ROLE_SALE === $entry->role ? OrderReader::load( $entry->orderId ) : null;
			Transitions::skip( $entry, $token, $skip, null !== $order && 'completed' === $order->get_status() );
		}
		return null;
	}

	private function prepare( OutboxEntry $entry, Api $api ): Prepared {
		$settings = SettingsStore::fresh();
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			return ReturnPreparation::prepare( $entry, $settings, $api );
		}
		$order = Readiness::check( $entry, OrderReader::load( $entry->orderId ), $settings );
		DiscountedTwice::check( $entry, $order );
		return SalePreparation::prepare( $entry, $order, $settings, $api );
	}

	private static function words( OutboxEntry $entry, Document $document ): string {
		/* translators: 1: kind of document, 2: its number. */
		$words = Sentence::__( 'SORS made the %1$s %2$s.', 'sors-api-for-woocommerce', OrderNotes::kindName( (string) $entry->kind ), $document->name() );
		if ( null !== $document->total && null !== $entry->total && ! Decimal::equals( Decimal::round( $document->total, 2 ), $entry->total ) ) {
			/* translators: 1: amount by SORS, 2: amount of the order. */
			$words .= ' ' . Sentence::__( 'Its total there is %1$s; the order’s is %2$s. Compare the two.', 'sors-api-for-woocommerce', Sentence::amount( $document->total ), Sentence::amount( $entry->total ) );
		}
		return $words;
	}
}
