<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Log\Log;
use SorsApi\OrderView\Asks;
use SorsApi\OrderView\OrderDesk;
use SorsApi\OrderView\OrderRecord;
use SorsApi\OrderView\TimeLine;
use SorsApi\OrderView\Words;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Readiness;
use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Sors\Api;

/**
 * The box on the order: its story and the buttons that make sense now, as in the app.
 *
 * @phpstan-import-type Ask from Asks
 * @phpstan-import-type Button from Asks
 */
final class OrderBox {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	public function register(): void {
		add_action( 'add_meta_boxes', [ $this, 'add' ] );
	}

	public function add(): void {
		if ( ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		foreach ( array_unique( [ wc_get_page_screen_id( 'shop-order' ), 'shop_order' ] ) as $screen ) {
			add_meta_box( 'sors-order', __( 'SORS', 'sors-api-for-woocommerce' ), [ $this, 'show' ], $screen, 'side', 'high' );
		}
	}

	/** @param mixed $post A post, or the order itself. */
	public function show( $post ): void {
		$order = $post instanceof \WC_Order ? $post : wc_get_order( $post instanceof \WP_Post ? $post->ID : 0 );
		if ( ! $order instanceof \WC_Order ) {
			return;
		}
		// WordPress' buttons never wrap, and the box is narrow.
		echo '<style>#sors-order .sors-document{margin-block:1em}#sors-order .button{display:inline-flex;align-items:center;justify-content:center;text-align:center;height:auto;padding-block:4px;line-height:1.4;white-space:normal}</style>';
		try {
			$this->showOrder( $order );
		} catch ( StorageError $error ) {
			Log::error( $error, 'The box of order ' . $order->get_id() );
			echo '<p>' . esc_html( Sentence::shown( $error->getMessage() ) ) . '</p>';
		}
	}

	private function showOrder( \WC_Order $order ): void {
		$orderId = $order->get_id();
		$sale    = OutboxTable::sale( $orderId );
		if ( null !== $sale ) {
			ChangedOrders::check( $sale );
		}
		$desk   = new OrderDesk( $this->api );
		$record = $desk->record( $orderId );
		if ( null === $record ) {
			self::showUnsent( $order );
			return;
		}
		self::showResult( (string) $record->why() );
		echo '<p>' . wp_kses_post( OrderStates::badge( $record->leading() ) ) . '</p>';
		$asks = ( new Asks( $record, $this->api->can( 'cancelDocument' ) ) )->all();
		foreach ( $asks as $place => $ask ) {
			self::showAsk( $ask, 0 === $place, OutboxEntry::UNCERTAIN !== $record->leading()->state );
		}
		self::showWayToOlder( $record->leading() );
		$this->showNextTry( $record->leading() );
		$events = $desk->events( $record );
		self::showStory( $record, $events, array_column( $asks, 'problem' ) );
		$this->showCustomer( $record );
		OrderDocuments::show( $desk->documents( $record ) );
		self::showEvents( $events );
		if ( $this->api->can( 'getCustomerDebt' ) ) {
			echo '<p>' . wp_kses_post( OrderActions::link( 'debt', $orderId, __( 'Look up what the buyer owes', 'sors-api-for-woocommerce' ), false ) ) . '</p>';
		}
	}

	/** One that the outbox does not know. */
	private static function showUnsent( \WC_Order $order ): void {
		if ( 'auto-draft' === $order->get_status() ) {
			echo '<p>' . esc_html__( 'Once it is saved, it can be sent to SORS here.', 'sors-api-for-woocommerce' ) . '</p>';
			return;
		}
		$refusal = Outbox::reasonAgainst( $order );
		if ( null !== $refusal ) {
			$refusal = Sentence::shown( $refusal );
			self::showResult( $refusal );
			echo '<p>' . esc_html( $refusal ) . '</p>';
			return;
		}
		self::showResult( '' );
		echo '<p>' . esc_html__( 'This order is not on its way to SORS. Press the button to send it.', 'sors-api-for-woocommerce' ) . '</p>';
		echo '<p>' . wp_kses_post( OrderActions::link( 'queue', $order->get_id(), __( 'Send to SORS', 'sors-api-for-woocommerce' ), true ) ) . '</p>';
	}

	/** Shows the result of the button that was pressed, unless the order says the same. */
	private static function showResult( string $said ): void {
		$result = get_transient( OrderActions::RESULT . get_current_user_id() );
		if ( ! is_string( $result ) || '' === $result ) {
			return;
		}
		delete_transient( OrderActions::RESULT . get_current_user_id() );
		if ( $result !== $said ) {
			echo '<p role="status"><strong>' . esc_html( $result ) . '</strong></p>';
		}
	}

	/**
	 * @param Ask  $ask
	 * @param bool $mayType A number, also where SORS shows documents: an uncertain one is chosen.
	 */
	private static function showAsk( array $ask, bool $isFirst, bool $mayType ): void {
		if ( ! $isFirst || OutboxEntry::ROLE_SALE !== $ask['role'] ) {
			echo '<p><strong>' . esc_html( $ask['about'] ) . '</strong></p>';
		}
		if ( null !== $ask['problem'] ) {
			echo '<p>' . esc_html( $ask['problem'] ) . '</p>';
		}
		foreach ( $ask['buttons'] as $at => $button ) {
			if ( 'sent' === $button['as'] ) {
				self::showNaming( $ask['entryId'], $button, $isFirst && 0 === $at, $mayType );
			} else {
				if ( null !== $button['confirm'] ) {
					BuiltScript::load( 'order-box' );
				}
				echo '<p>' . wp_kses_post( OrderActions::link( $button['as'], $ask['entryId'], $button['label'], $isFirst && 0 === $at, $button['confirm'] ) ) . '</p>';
			}
			if ( null !== $button['hint'] ) {
				echo '<p class="description">' . esc_html( $button['hint'] ) . '</p>';
			}
		}
	}

	/**
	 * "It is this document": at once where it is known which, else the button's script lets choose among those that SORS has.
	 * The order's own form cannot contain another form, so the script asks the REST route.
	 *
	 * @param Button $button
	 */
	private static function showNaming( int $entryId, array $button, bool $isFirst, bool $mayType ): void {
		BuiltScript::load( 'order-box' );
		printf(
			'<div class="sors-document" data-entry="%1$d" data-chosen="%9$s"%8$s><button class="button%2$s" type="button"%3$s>%4$s</button><p class="sors-document__number" hidden><input type="text" id="sors-document-%1$d" name="sors_document_%1$d" placeholder="%5$s" aria-label="%5$s" maxlength="%6$d"> <button class="button" type="button" data-typed>%7$s</button></p> <strong role="alert"></strong></div>',
			(int) $entryId,
			$isFirst ? ' button-primary' : '',
			null === $button['document'] ? '' : sprintf( ' data-document="%s"', esc_attr( (string) wp_json_encode( $button['document'] ) ) ),
			esc_html( $button['label'] ),
			esc_attr__( 'Number in SORS', 'sors-api-for-woocommerce' ),
			(int) OutboxEntry::LONGEST_NUMBER,
			esc_html__( 'It is this document', 'sors-api-for-woocommerce' ),
			$mayType ? ' data-may-type' : '',
			esc_attr__( 'Done. Reload the page to see it.', 'sors-api-for-woocommerce' )
		);
	}

	/** One of those that came while sending was off. */
	private static function showWayToOlder( OutboxEntry $entry ): void {
		if ( OutboxEntry::SKIPPED === $entry->state && in_array( $entry->errorCode, Readiness::WHILE_OFF, true ) ) {
			$url = Menu::url( [ 'path' => 'orders', 'view' => 'older' ] );
			printf( '<p><a href="%s">%s</a></p>', esc_url( $url ), esc_html__( 'Send older orders', 'sors-api-for-woocommerce' ) );
		}
	}

	/** An uncertain one is only looked up, and nothing is sent. */
	private function showNextTry( OutboxEntry $entry ): void {
		if ( null !== $entry->nextAttemptAt && ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ], true ) ) {
			/* translators: %s: date and time. */
			echo '<p>' . esc_html( sprintf( __( 'Next try: %s', 'sors-api-for-woocommerce' ), Words::moment( $entry->nextAttemptAt ) ) ) . '</p>';
		}
	}

	/**
	 * @param list<array{entryId: int, at: string, event: string, message: string, by: ?string}> $events
	 * @param list<?string>                                                                      $asked  What is asked above is not said twice.
	 */
	private static function showStory( OrderRecord $record, array $events, array $asked ): void {
		echo '<ol class="sors-story">';
		foreach ( TimeLine::of( $record, $events ) as $step ) {
			$when = Words::moment( $step['at'] ) . ( null === $step['by'] ? '' : ', ' . $step['by'] );
			echo '<li class="is-' . esc_attr( $step['tone'] ) . '"><strong>' . esc_html( $step['text'] ) . '</strong><br><small>' . esc_html( $when ) . '</small>';
			echo null === $step['detail'] || in_array( $step['detail'], $asked, true ) ? '' : '<br>' . esc_html( $step['detail'] );
			echo '</li>';
		}
		echo '</ol>';
	}

	private function showCustomer( OrderRecord $record ): void {
		$sale     = $record->document();
		$customer = null === $sale || null === $sale->customerId ? null : CustomerTable::ofDocument( (string) $sale->database, $sale->customerId );
		if ( null !== $customer ) {
			$code = '' === $customer->customerCode || '' === $customer->name ? $customer->customerCode : " ($customer->customerCode)";
			/* translators: %s: name and code of a customer. */
			echo '<p>' . esc_html( sprintf( __( 'Customer in SORS: %s', 'sors-api-for-woocommerce' ), $customer->name . $code ) ) . '</p>';
		}
	}

	/** @param list<array{entryId: int, at: string, event: string, message: string, by: ?string}> $events */
	private static function showEvents( array $events ): void {
		if ( [] === $events ) {
			return;
		}
		echo '<details><summary>' . esc_html__( 'Everything noted', 'sors-api-for-woocommerce' ) . '</summary><ul>';
		foreach ( OrderDesk::noted( $events ) as $event ) {
			$when = Words::moment( $event['at'] );
			echo '<li><small>' . esc_html( null === $event['by'] ? $when : $when . ', ' . $event['by'] ) . '</small> ' . esc_html( $event['message'] ) . '</li>';
		}
		echo '</ul></details>';
	}
}
