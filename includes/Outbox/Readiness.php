<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderStorage;
use SorsApi\Orders\SubOrders;
use SorsApi\Orders\WholeRead;
use SorsApi\Refusal;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\Uptime;
use SorsApi\Sors\RepeatRule;

/** Whether the order of an entry is to be sent now, later or not. */
final class Readiness {

	public const EXPORT_OFF = 'export_off';

	/** Codes of orders that came while the export was off. */
	public const WHILE_OFF = [ self::EXPORT_OFF, 'before_export' ];

	/** Code of what may have arrived and is only looked up, since its order is no longer to be sent. */
	public const NOT_SENT_AGAIN = 'not_sent_again';

	/** Codes of orders that are left out again however often a person sends them. */
	public const WHATEVER_IS_ASKED = [ 'order_deleted', 'order_trashed', 'draft', 'no_items' ];

	/** WooCommerce's other statuses. */
	private const OPEN = [ 'on-hold', 'processing', 'completed' ];

	private const SETTLING = 'settling';

	/** Seconds. An order that keeps changing is read anyway after this long. */
	private const LONGEST_SETTLING = 900;

	/** Seconds between the look-ups of what is not sent again. */
	private const BETWEEN_LOOKUPS = 3600;

	/** Seconds. An order that has no items after a day will get none. */
	private const LONGEST_EMPTY = 86400;

	/**
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 */
	public static function check( OutboxEntry $entry, ?\WC_Order $order, Settings $settings ): \WC_Order {
		if ( null === $order ) {
			( new Skip( 'order_deleted', Sentence::__( 'The order was deleted from the shop before it was sent.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$status = (string) $order->get_status();
		if ( 'trash' === $status ) {
			( new Skip( 'order_trashed', Sentence::__( 'The order is in the trash. It will be checked again if it is restored.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( OrderStorage::isDraft( $status ) ) {
			( new Skip( 'draft', Sentence::__( 'The order is only a draft so far.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( OutboxEntry::SKIPPED !== $entry->state ) {
			self::checkQuiet( $entry, $order );
		}
		if ( 'cancelled' === $status ) {
			$parent = SubOrders::isPart( $order, [ SubOrders::REPEATS ] ) ? SubOrders::parent( $order ) : null;
			if ( null !== $parent && ! OrderStorage::isOff( (string) $parent->get_status() ) && self::isSent( $parent ) ) {
				/* translators: %s: number of an order. */
				( new MappingRefused( OutboxEntry::PART_CANCELLED, Sentence::__( 'This part of order %s was cancelled, and its goods are in the document of that order. Refund them there as well, or correct that document in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', (string) $parent->get_order_number() ) ) )->throw();
			}
			( new Skip( 'order_cancelled', Sentence::__( 'The order was cancelled before it was sent.', 'sors-api-for-woocommerce' ), OutboxEntry::CANCELLED ) )->throw();
		}
		if ( ! $entry->askedFor ) {
			$inFamily = self::inFamily( $order );
			if ( null !== $inFamily ) {
				$inFamily->throw();
			}
			self::checkExport( $entry, $order, $status, $settings );
			$entry->eligibleAt ??= DatabaseClock::utc();
		}
		self::checkDatabase( $settings->database, $settings );
		return $order;
	}

	/**
	 * The same right before what may have arrived is sent once more. Where it is no longer to be sent, SORS may still make
	 * what was sent first: for a day that is looked up, and then the entry is left out like any other.
	 *
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 */
	public static function checkRepeat( OutboxEntry $entry, ?\WC_Order $order, Settings $settings ): \WC_Order {
		self::checkDatabase( (string) $entry->database, $settings );
		try {
			return self::check( $entry, $order, $settings );
		} catch ( Skip $needless ) {
			if ( OutboxEntry::QUEUED !== $entry->state && $entry->secondsLost() < RepeatRule::PATIENCE ) {
				/* translators: %s: why the order is no longer to be sent, a whole sentence. */
				( new Postponed( self::NOT_SENT_AGAIN, self::BETWEEN_LOOKUPS, Sentence::__( 'SORS’ answer was lost, SORS has no such document so far, and it is not sent again: %s It is looked up for a day, since a slow server may still make it.', 'sors-api-for-woocommerce', $needless->getMessage() ) ) )->throw();
			}
			/* translators: %s: why the order is no longer to be sent, a whole sentence. */
			( new Skip( $needless->code(), Sentence::__( 'SORS’ answer was lost, SORS has shown no such document since, and it is not sent again: %s', 'sors-api-for-woocommerce', $needless->getMessage() ), $needless->state ) )->throw();
		}
	}

	/** @throws Postponed */
	public static function checkDatabase( string $database, Settings $settings ): void {
		if ( ! $settings->takesOrders( $database ) ) {
			( new Postponed( 'test_database', 300, SettingsNotices::testDatabase( $database ) ) )->throw();
		}
	}

	private static function checkQuiet( OutboxEntry $entry, \WC_Order $order ): void {
		$settle   = Intake::settleSeconds();
		$modified = $order->get_date_modified();
		$age      = time() - ( null === $modified ? 0 : $modified->getTimestamp() );
		$waited   = time() - (int) strtotime( $entry->createdAt . ' UTC' );
		// Each burst of changes has its own time, however long the order has been there.
		$isLong = self::SETTLING === $entry->errorCode && time() - History::postponedAt( $entry->id ) >= self::LONGEST_SETTLING;
		if ( ! $entry->askedFor && $age < $settle && ! $isLong ) {
			self::settling( $settle - max( 0, $age ) )->throw();
		}
		WholeRead::items( $order, 'line_item', 'fee', 'shipping' );
		if ( [] !== $order->get_items( [ 'line_item', 'fee', 'shipping' ] ) ) {
			return;
		}
		if ( $waited > self::LONGEST_EMPTY ) {
			( new Skip( 'no_items', Sentence::__( 'The order has no items.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		( new Postponed( 'no_items', max( 60, intdiv( $waited, 2 ) ), Sentence::__( 'The order has no items yet.', 'sors-api-for-woocommerce' ) ) )->throw();
	}

	/**
	 * WooCommerce writes first what a refund takes off the order, and then that the goods are back: who reads it in between
	 * sees money alone, and the document would keep the goods.
	 *
	 * @throws Postponed
	 */
	public static function checkRefunds( OutboxEntry $entry, OrderSnapshot $order ): void {
		$settle = Intake::settleSeconds();
		$age    = null === $order->refundedAt ? $settle : abs( time() - $order->refundedAt );
		if ( ! $entry->askedFor && $age < $settle ) {
			self::settling( $settle - $age )->throw();
		}
	}

	private static function settling( int $seconds ): Postponed {
		return new Postponed( self::SETTLING, max( 1, $seconds ), Sentence::__( 'The order was changed just now; it is sent once it has been left alone for a while.', 'sors-api-for-woocommerce' ) );
	}

	public static function exportOff(): string {
		return Sentence::__( 'Sending orders to SORS is switched off in the settings.', 'sors-api-for-woocommerce' );
	}

	public static function beforeExport(): string {
		return Sentence::__( 'The order came while orders were not being sent. Press “Send now” if you want to send it anyway.', 'sors-api-for-woocommerce' );
	}

	/** Whether what the order holds is in a document, or will be. */
	public static function isSent( \WC_Order $order ): bool {
		$sale = OutboxTable::sale( $order->get_id() );
		return null !== $sale && ( OutboxEntry::SKIPPED !== $sale->state || $sale->isVouchedFor() );
	}

	/** @return Skip|MappingRefused|null What speaks against sending an order that belongs to another one; null = it is an order of its own. */
	public static function inFamily( \WC_Order $order ): ?Refusal {
		$parent = SubOrders::parent( $order );
		if ( SubOrders::isPart( $order ) ) {
			return null !== $parent ? self::partOf( $parent ) : new MappingRefused( OutboxEntry::REPEATS, Sentence::__( 'The order belongs to another one, which is in the trash or gone. If SORS has that one’s document, leave this one out; if not, send it.', 'sors-api-for-woocommerce' ) );
		}
		/* translators: %s: number of an order. */
		return null === $parent || ! SubOrders::mayRepeat( $order, $parent ) ? null : new MappingRefused( OutboxEntry::REPEATS, Sentence::__( 'All goods of this order also stand in order %s. If a plugin has split that order, leave this one out; if it is an order of its own, send it. If it asks for the rest of a price, leave it out as well, and see that the document of the other order has the full price.', 'sors-api-for-woocommerce', (string) $parent->get_order_number() ) );
	}

	public static function partOf( \WC_Order $parent ): Skip {
		/* translators: %s: number of an order. */
		return new Skip( OutboxEntry::PART, Sentence::__( 'The order belongs to order %s, which is sent as a whole.', 'sors-api-for-woocommerce', (string) $parent->get_order_number() ) );
	}

	/**
	 * What a status says of an order while exporting is on: true = it is sent, false = it is not, null = that depends on
	 * what it was before.
	 */
	public static function byStatus( string $status, Settings $settings ): ?bool {
		if ( in_array( $status, $settings->exportStatuses, true ) ) {
			return true;
		}
		return OrderStorage::isOff( $status ) ? false : null;
	}

	/**
	 * @throws MappingRefused
	 * @throws Skip
	 */
	private static function checkExport( OutboxEntry $entry, \WC_Order $order, string $status, Settings $settings ): void {
		if ( ! $settings->exportOrders ) {
			( new Skip( self::EXPORT_OFF, self::exportOff() ) )->throw();
		}
		$created = $order->get_date_created();
		if ( null !== $created && null === Uptime::exportedTo( $created->getTimestamp() ) ) {
			( new Skip( 'before_export', self::beforeExport() ) )->throw();
		}
		$known = self::byStatus( $status, $settings );
		$sent  = $known ?? null !== $entry->eligibleAt;
		/**
		 * Whether an order is sent, once exporting is on and the order is of a time when it was.
		 *
		 * @param bool      $sent  By the statuses that are sent: its own, or one before staff gave it another.
		 * @param \WC_Order $order
		 */
		$answer = apply_filters( 'sors_order_is_exported', $sent, $order );
		if ( ! is_bool( $answer ) ) {
			Log::ignored( 'sors_order_is_exported', $answer );
			$answer = $sent;
		}
		if ( $answer ) {
			return;
		}
		if ( $sent ) {
			( new Skip( 'kept_back', Sentence::__( 'Code of this site keeps the order back. It is checked again when the order changes.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( null === $known && ! in_array( $status, self::OPEN, true ) && ( null !== $order->get_date_paid() || $order->get_order_stock_reduced() ) ) {
			/* translators: %s: name of an order status. */
			( new MappingRefused( OutboxEntry::UNKNOWN_STATUS, Sentence::__( 'The order was first seen in the status “%s”, of which the settings say nothing, and it was paid or its goods were taken off stock. Send it, or leave it out. To send all such orders, tick that status in the settings.', 'sors-api-for-woocommerce', Sentence::status( $status ) ) ) )->throw();
		}
		/* translators: %s: name of an order status. */
		( new Skip( 'status', Sentence::__( 'Orders in the status “%s” are not sent. It is checked again when the status changes.', 'sors-api-for-woocommerce', Sentence::status( $status ) ) ) )->throw();
	}
}
