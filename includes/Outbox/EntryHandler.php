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

	private SettingsStore $settings;
	private OrderReader $orders;
	private SalePreparation $sales;
	private ReturnPreparation $returns;
	private Canceller $canceller;
	private OutboxTable $entries;
	private LookUp $lookUp;
	private Transitions $transitions;
	private Failures $failures;
	private Pause $pause;
	private RestoredBackup $restored;

	public function __construct( SettingsStore $settings, OrderReader $orders, SalePreparation $sales, ReturnPreparation $returns, Canceller $canceller, OutboxTable $entries, LookUp $lookUp, Transitions $transitions, Failures $failures, Pause $pause, RestoredBackup $restored ) {
		$this->settings    = $settings;
		$this->orders      = $orders;
		$this->sales       = $sales;
		$this->returns     = $returns;
		$this->canceller   = $canceller;
		$this->entries     = $entries;
		$this->lookUp      = $lookUp;
		$this->transitions = $transitions;
		$this->failures    = $failures;
		$this->pause       = $pause;
		$this->restored    = $restored;
	}

	public function handle( OutboxEntry $entry, string $token, Api $api ): void {
		OrderReader::forget();
		try {
			if ( ! in_array( $entry->state, self::OPEN, true ) ) {
				$this->transitions->leave( $entry, $token );
			} elseif ( $entry->deaths >= self::DEATHS ) {
				$this->putAside( $entry, $token );
			} elseif ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
				$this->cancel( $entry, $token, $api );
			} elseif ( OutboxEntry::SENT === $entry->state ) {
				$this->transitions->announce( $entry, $token, true );
			} elseif ( $entry->mayHaveArrived() ) {
				$this->clear( $entry, $token, $api );
			} else {
				$this->send( $entry, $token, $api );
			}
		} catch ( \Throwable $error ) {
			// Another plugin's filter, most likely. One broken order must not stop the others.
			Log::error( $error, "Entry $entry->id (order $entry->orderId, $entry->role)" );
			/* translators: %s: technical message. */
			$message = sprintf( __( 'Something went wrong in the shop: %s', 'sors-api-for-woocommerce' ), $error->getMessage() );
			$this->transitions->postpone( $entry, $token, OutboxEntry::BROKEN, Failures::retryAfter( 4 ), $message );
		}
	}

	/**
	 * Each worker that took it was cut off: another plugin ended it, or memory or time ran out. It waits for a person; a
	 * document that is there already, or is to be cancelled, is tried again a day later.
	 */
	private function putAside( OutboxEntry $entry, string $token ): void {
		$message = __( 'The server cut the work off each time it came to this order. Usually another plugin ends the process, or memory or time runs out: see the error log of the server, or ask your host.', 'sors-api-for-woocommerce' );
		Log::warning( "Entry $entry->id (order $entry->orderId, $entry->role): $entry->deaths workers in a row were cut off" );
		if ( OutboxEntry::SENT === $entry->state || OutboxEntry::ROLE_CANCEL === $entry->role ) {
			$this->transitions->postpone( $entry, $token, 'cut_off', DAY_IN_SECONDS, $message );
		} elseif ( $entry->mayHaveArrived() ) {
			$this->transitions->uncertain( $entry, $token, 'cut_off', $message . ' ' . __( 'Its document may be in SORS: look there, then say so here, or send it again.', 'sors-api-for-woocommerce' ), DAY_IN_SECONDS );
		} else {
			$this->transitions->reject( $entry, $token, 'cut_off', $message . ' ' . __( 'Then send it again.', 'sors-api-for-woocommerce' ), null );
		}
	}

	private function send( OutboxEntry $entry, string $token, Api $api ): void {
		$prepared = $this->filed(
			$entry,
			$token,
			function () use ( $entry, $api ): Prepared {
				$prepared = $this->prepare( $entry, $api );
				$this->restored->checkFirst( $entry, $prepared );
				return $prepared;
			}
		);
		if ( $prepared instanceof Prepared ) {
			$this->request( $this->begin( $entry, $token, $prepared ), $token, $api, $prepared );
		}
	}

	/** A request left before, and its reply was lost: the very body that may have arrived is sent again, if it is at all. */
	private function clear( OutboxEntry $entry, string $token, Api $api ): void {
		if ( OutboxEntry::SENDING === $entry->state && null === $entry->lostAt ) {
			$this->pause->silence();
			$entry = $this->transitions->died( $entry, $token );
		}
		if ( null === $entry || ! $this->permits( $entry, $token, $api ) ) {
			return;
		}
		$paused = $this->pause->stopsWrites();
		if ( $paused > 0 ) {
			$this->transitions->postpone( $entry, $token, 'writes_paused', $paused, (string) ( $this->pause->current()['message'] ?? '' ) );
		} elseif ( null === $entry->body ) {
			// It was erased since, and a person wants the order sent.
			$this->send( $entry, $token, $api );
		} else {
			$this->request( $this->begin( $entry, $token, null ), $token, $api, null );
		}
	}

	private function cancel( OutboxEntry $entry, string $token, Api $api ): void {
		$begun = $this->filed( $entry, $token, fn(): ?OutboxEntry => $this->canceller->begin( $entry, $token, $this->settings->fresh(), $api ) );
		if ( ! $begun instanceof OutboxEntry ) {
			return;
		}
		try {
			$this->canceller->request( $begun, $api );
		} catch ( SorsError $error ) {
			$this->failures->ofCancelling( $begun, $token, $error );
			return;
		}
		$this->pause->end();
		$this->canceller->finish( $begun, $token );
	}

	/**
	 * The entry says that a request leaves before it does: a process that finds it later knows what to look for.
	 *
	 * @param Prepared|null $prepared Null to send once more what the entry holds.
	 *
	 * @return OutboxEntry|null The entry as it is while its request is on the way; null where another worker took it.
	 */
	private function begin( OutboxEntry $entry, string $token, ?Prepared $prepared ): ?OutboxEntry {
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => $entry->isLocked() ? OutboxEntry::IN_DOUBT : OutboxEntry::LOCKED,
			'attempts'        => $entry->attempts + 1,
			'lost_at'         => null,
			'refusal'         => null,
			'next_attempt_at' => DatabaseClock::utc(),
		] + OutboxTable::renewedLease();
		if ( null !== $prepared ) {
			$document = $prepared->document;
			$columns += [
				'reference'        => $document->externalReference,
				'database_name'    => $prepared->database,
				'kind'             => $document->kind,
				'body'             => $prepared->body,
				'document_date'    => $document->date,
				'total'            => $document->total,
				'customer_id'      => $document->customerId,
				'business_unit_id' => $document->businessUnitId,
				'quantities'       => (string) wp_json_encode( (object) $prepared->quantities ),
				'refund_ids'       => (string) wp_json_encode( $prepared->refundIds ),
				'contents'         => null === $prepared->contents ? null : (string) wp_json_encode( $prepared->contents ),
				'compared_at'      => $prepared->readAt,
				'acknowledged_at'  => null,
				'acknowledged_by'  => '',
			];
			if ( $document->externalReference !== $entry->reference ) {
				// Of another store id: what SORS has shown was the former reference.
				$columns['shown'] = null;
			}
		}
		$this->entries->update( $entry->id, $columns, $token );
		$sending = $this->entries->get( $entry->id );
		if ( null === $sending || $sending->leaseOwner !== $token || OutboxEntry::SENDING !== $sending->state || null === $sending->body ) {
			return null;
		}
		// Written back where this request turns out not to have left: the earlier one is as lost as before.
		$sending->lostAt = $entry->lostAt;
		return $sending;
	}

	/**
	 * @param OutboxEntry|null $entry Null where another worker took it meanwhile.
	 */
	private function request( ?OutboxEntry $entry, string $token, Api $api, ?Prepared $prepared ): void {
		if ( null === $entry ) {
			return;
		}
		try {
			$document = $api->createDocument( (string) $entry->database, (string) $entry->kind, (string) $entry->body );
		} catch ( SorsError $error ) {
			if ( $error instanceof Rejected && null !== $prepared ) {
				$this->sales->refused( $prepared );
			}
			$this->failures->ofSending( $entry, $token, $error );
			return;
		}
		$this->pause->end();
		$this->transitions->sent( $entry, $token, $document, OutboxEntry::ANSWERED, self::words( $entry, $document ) );
	}

	private function permits( OutboxEntry $entry, string $token, Api $api ): bool {
		try {
			$permits = $this->lookUp->permits( $entry, $token, $api );
		} catch ( SorsError $error ) {
			$this->failures->ofLookUp( $entry, $token, $error );
			return false;
		}
		$this->pause->answered();
		return $permits;
	}

	/**
	 * What comes before a request: whatever speaks against it is filed, and null answered.
	 *
	 * @param callable(): (Prepared|OutboxEntry|null) $do
	 *
	 * @return Prepared|OutboxEntry|null
	 */
	private function filed( OutboxEntry $entry, string $token, callable $do ) {
		try {
			return $do();
		} catch ( SorsError $error ) {
			$this->failures->ofPreparing( $entry, $token, $error );
		} catch ( Postponed $postponed ) {
			if ( Customers::LOST_IN_SILENCE === $postponed->code() ) {
				$this->pause->silence();
			}
			$this->transitions->postpone( $entry, $token, $postponed->code(), $postponed->after, $postponed->getMessage() );
		} catch ( MappingRefused $refused ) {
			$this->transitions->reject( $entry, $token, $refused->code(), $refused->getMessage(), Failures::RECHECK );
		} catch ( Skip $skip ) {
			$order = OutboxEntry::ROLE_SALE === $entry->role ? $this->orders->load( $entry->orderId ) : null;
			$this->transitions->skip( $entry, $token, $skip, null !== $order && 'completed' === $order->get_status() );
		}
		return null;
	}

	/**
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws SorsError
	 */
	private function prepare( OutboxEntry $entry, Api $api ): Prepared {
		$settings = $this->settings->fresh();
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			return $this->returns->prepare( $entry, $settings, $api );
		}
		$order = Readiness::check( $entry, $this->orders->load( $entry->orderId ), $settings );
		return $this->sales->prepare( $entry, $order, $settings, $api );
	}

	private static function words( OutboxEntry $entry, Document $document ): string {
		/* translators: 1: kind of document, 2: its number. */
		$words = sprintf( __( 'SORS made the %1$s %2$s.', 'sors-api-for-woocommerce' ), OrderNotes::kindName( (string) $entry->kind ), $document->name() );
		if ( null !== $document->total && null !== $entry->total && ! Decimal::equals( Decimal::round( $document->total, 2 ), $entry->total ) ) {
			/* translators: 1: amount by SORS, 2: amount of the order. */
			$words .= ' ' . sprintf( __( 'Its total there is %1$s RSD; the order\'s is %2$s RSD. Compare the two.', 'sors-api-for-woocommerce' ), $document->total, $entry->total );
		}
		return $words;
	}
}
