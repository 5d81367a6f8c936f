<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\DocumentMapper;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Orders\RefundReader;
use SorsApi\Outbox\Capture;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Outbox\Pause;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\SorsError;

/** Completes orders of which SORS said that the goods left, if the owner wants that. */
final class OrderCompletion {

	private const LIMIT = 200;

	/** Processes that it ended: most likely another plugin does. */
	private const DEATHS = 3;

	private const FROM = 'processing';
	private const TO   = 'completed';

	/** Columns of an entry whose completion is over. */
	private const ENDED = [ 'completes_at' => null ];

	private const NOW   = 'now';
	private const LATER = 'later';
	private const NEVER = 'never';

	private OutboxTable $entries;
	private History $history;
	private SettingsStore $settings;
	private StoreIdentity $identity;
	private ChangedOrders $changes;
	private SentDocuments $documents;
	private Outcomes $outcomes;
	private Pause $pause;

	public function __construct( OutboxTable $entries, History $history, SettingsStore $settings, StoreIdentity $identity, ChangedOrders $changes, SentDocuments $documents, Outcomes $outcomes, Pause $pause ) {
		$this->entries   = $entries;
		$this->history   = $history;
		$this->settings  = $settings;
		$this->identity  = $identity;
		$this->changes   = $changes;
		$this->documents = $documents;
		$this->outcomes  = $outcomes;
		$this->pause     = $pause;
	}

	public function run( int $seconds ): void {
		$deadline = microtime( true ) + $seconds;
		$settings = $this->settings->fresh();
		foreach ( $this->identity->isCopy() ? [] : $this->entries->brokenCompletions( self::LIMIT ) as $id ) {
			Log::guard( "The completion of the order of entry $id, which broke off", fn() => $this->endBroken( $id ) );
		}
		if ( ! $settings->completeOrders ) {
			// Switched on again some day, it holds for what SORS says from then on.
			$this->entries->forgetCompletions();
			return;
		}
		foreach ( $this->identity->isCopy() || $this->pause->blocks() ? [] : $this->entries->completing( self::LIMIT ) as $id ) {
			if ( microtime( true ) >= $deadline ) {
				return;
			}
			Log::guard( "Completing the order of entry $id", fn() => $this->complete( $id, $settings ) );
		}
	}

	/** Under the lease of its entry: no second process completes the order, sends, cancels or replaces its document meanwhile. */
	private function complete( int $id, Settings $settings ): void {
		$entry = $this->entries->claim( $id, false );
		if ( null === $entry ) {
			return;
		}
		$columns = [ 'completes_at' => DatabaseClock::utc( HOUR_IN_SECONDS ) ];
		try {
			$verdict = $entry->completes ? $this->verdict( $entry, $settings ) : self::LATER;
			if ( self::NOW === $verdict ) {
				// The order may have changed while SORS answered.
				$verdict = $this->isStillSo( $entry ) ? $this->verdict( $entry, $settings ) : self::LATER;
			}
			if ( self::NOW === $verdict ) {
				$columns = $this->changeStatus( $entry ) ? self::ENDED : [ 'completes' => 0 ];
			} elseif ( self::NEVER === $verdict || $entry->completesUntil <= DatabaseClock::utc() ) {
				$columns = [ 'completes' => 0 ];
				$this->giveUp( $entry, $verdict );
			}
		} finally {
			$this->entries->completion( $entry, $columns + OutboxTable::NO_LEASE );
		}
	}

	/** The process that began to complete the order was ended, or met a fault, before it knew what became of it. */
	private function endBroken( int $id ): void {
		$entry = $this->entries->claim( $id, false );
		if ( null === $entry ) {
			return;
		}
		$columns = [];
		try {
			$columns = ! $entry->completedBySors || $this->wasSaved( $entry ) ? self::ENDED : [ 'completes' => 0 ];
		} finally {
			$this->entries->completion( $entry, $columns + OutboxTable::NO_LEASE );
		}
	}

	/** @return bool Whether WooCommerce had written all of it, or it is over in another way. If not, it is taken back, and a person may complete it. */
	private function wasSaved( OutboxEntry $entry ): bool {
		$order = $this->order( $entry );
		if ( null === $order || ! in_array( $order->get_status(), [ self::FROM, self::TO ], true ) ) {
			return true;
		}
		if ( null === $order->get_date_completed() ) {
			$this->takeBack( $entry );
			return false;
		}
		if ( self::TO === $order->get_status() && ! in_array( History::COMPLETED, array_column( $this->history->of( $entry->id ), 'event' ), true ) ) {
			/* translators: %s: number of a document. */
			$this->tell( $entry, Sentence::__( 'By what SORS says of %s, the goods left: the order was completed, but the server cut that off. The buyer may not have been mailed.', 'sors-api-for-woocommerce', $entry->documentName() ) );
		}
		return true;
	}

	private function takeBack( OutboxEntry $entry ): void {
		OrderStorage::current()->moveStatus( $entry->orderId, self::TO, self::FROM );
		OrderReader::forget();
		/* translators: %s: number of a document. */
		$this->tell( $entry, Sentence::__( 'By what SORS says of %s, the goods left, but the order could not be completed: another plugin prevented that, or the server cut it off. Complete it yourself.', 'sors-api-for-woocommerce', $entry->documentName() ) );
	}

	private function giveUp( OutboxEntry $entry, string $verdict ): void {
		if ( $entry->completes && ( self::LATER === $verdict || $entry->deaths >= self::DEATHS ) ) {
			/* translators: %s: number of a document. */
			$this->history->add( $entry->id, History::OUTCOME, Sentence::__( 'By what SORS says of %s, the goods left, but the order is not completed automatically any more: it waited too long, or broke off again and again. Complete it yourself.', 'sors-api-for-woocommerce', $entry->documentName() ) );
		}
	}

	/** What was read may be of days ago, or of a page without the document itself. */
	private function isStillSo( OutboxEntry $sale ): bool {
		try {
			if ( ! $this->documents->canRead() ) {
				return true;
			}
			$own = $this->documents->read( (string) $sale->database, (string) $sale->documentId );
		} catch ( SorsError $error ) {
			return false;
		}
		if ( null === $own || 'cancelled' === $own->status ) {
			// What was made from it may stand for it.
			return [] !== OutboxEntry::madeIds( $sale->outcome );
		}
		$this->outcomes->note( $sale, [ $own ] );
		$now = $this->entries->get( $sale->id );
		return null !== $now && $now->completes;
	}

	/** @return bool Whether it was tried. If it failed, a person may complete it. */
	private function changeStatus( OutboxEntry $entry ): bool {
		$order = $this->order( $entry );
		if ( null === $order || self::FROM !== $order->get_status() ) {
			return false;
		}
		/* translators: %s: number of a document. */
		$why = Sentence::__( 'By what SORS says of %s, the goods left: the order was completed.', 'sors-api-for-woocommerce', $entry->documentName() );
		// First, since other plugins are asked, and may break: nothing is written yet.
		self::setStatus( $order, OrderNotes::harmless( $why ) );
		// Before it: whatever ends this process, a payment is not taken for one that the shop noted.
		if ( ! $this->entries->beginCompletion( $entry ) ) {
			return true;
		}
		$storage = OrderStorage::current();
		if ( ! $storage->moveStatus( $entry->orderId, self::FROM, self::TO ) ) {
			return false;
		}
		Capture::unnoted( $entry->orderId, static fn() => Log::guard( "Saving the completed order $entry->orderId", static fn() => $order->save() ) );
		if ( self::isUnsaved( $order ) ) {
			$this->takeBack( $entry );
			return false;
		}
		$this->history->add( $entry->id, History::COMPLETED, $why );
		$now = $this->order( $entry );
		if ( null !== $now && self::TO !== $now->get_status() ) {
			$this->standBack( $entry, $now->get_status() );
			return true;
		}
		Capture::unnoted( $entry->orderId, static fn() => $storage->announceStatus( $entry->orderId, self::FROM, self::TO ) );
		return true;
	}

	/** Somebody gave it another status while WooCommerce took its goods off sale as those of a completed one. */
	private function standBack( OutboxEntry $entry, string $status ): void {
		if ( false !== has_action( "woocommerce_order_status_$status", 'wc_maybe_increase_stock_levels' ) ) {
			wc_maybe_increase_stock_levels( $entry->orderId );
		}
		$this->tell( $entry, Sentence::__( 'While the order was being completed, it was given another status, which stands. The buyer may have been mailed that it is complete.', 'sors-api-for-woocommerce' ) );
	}

	/** The database has the status already: written again, it would overwrite the one that somebody gave the order since. */
	private static function setStatus( \WC_Order $order, string $note ): void {
		$order->set_status( self::TO, $note );
		$changes = $order->get_changes();
		$order->apply_changes();
		if ( isset( $changes['date_completed'] ) ) {
			$order->set_date_completed( null );
			$order->set_date_completed( $changes['date_completed'] );
		}
		if ( isset( $changes['date_paid'] ) ) {
			$order->set_date_paid( null );
			$order->set_date_paid( $changes['date_paid'] );
		}
	}

	/** Another plugin broke it before WooCommerce wrote anything, or told anybody. */
	private static function isUnsaved( \WC_Order $order ): bool {
		return isset( $order->get_changes()['date_completed'] );
	}

	private function tell( OutboxEntry $entry, string $what ): void {
		$this->history->add( $entry->id, History::OUTCOME, $what );
		Log::guard( "The note of the completion of entry $entry->id", static fn() => ( new OrderNotes() )->note( $entry->orderId, $what ) );
	}

	/** @return self::NOW|self::LATER|self::NEVER */
	private function verdict( OutboxEntry $sale, Settings $settings ): string {
		$order = $this->order( $sale );
		if ( $sale->deaths >= self::DEATHS || null === $order || self::FROM !== $order->get_status() || OrderReader::wasCompleted( $order ) || OutboxEntry::SENT !== $sale->state ) {
			return self::NEVER;
		}
		$this->changes->check( $sale );
		$entries = $this->entries->ofOrder( $sale->orderId );
		$refunds = $sale->refundIds;
		foreach ( $entries as $entry ) {
			if ( OutboxEntry::ROLE_SALE === $entry->role && $entry->revision > $sale->revision ) {
				return self::NEVER;
			}
			if ( null !== $entry->issue || self::isOpen( $entry, $sale ) ) {
				return self::LATER;
			}
			$refunds[] = $entry->refundId;
		}
		foreach ( RefundReader::of( $sale->orderId ) as $refund ) {
			if ( ! in_array( $refund->get_id(), $refunds, true ) ) {
				return self::LATER;
			}
		}
		$isPaid = null !== $order->get_date_paid() || in_array( $order->get_payment_method(), DocumentMapper::paidOnDelivery( $settings ), true );
		return $isPaid ? self::NOW : self::LATER;
	}

	/** A refund or a cancelling of which something is still to be done, or decided. */
	private static function isOpen( OutboxEntry $entry, OutboxEntry $sale ): bool {
		if ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
			return $entry->revision === $sale->revision && OutboxEntry::SKIPPED !== $entry->state;
		}
		return OutboxEntry::ROLE_RETURN === $entry->role && ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ], true );
	}

	/** As it is now: another plugin may have changed it since this process read it. */
	private function order( OutboxEntry $entry ): ?\WC_Order {
		OrderReader::forget();
		return ( new OrderReader() )->load( $entry->orderId );
	}
}
