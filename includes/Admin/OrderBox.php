<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Remedies;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Log\Log;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Outbox\Outbox;
use SorsApi\Settings\Access;
use SorsApi\Sors\Api;

/** The box on the order: its documents in SORS, their history, and the buttons that make sense now. */
final class OrderBox {

	public const SCRIPT = 'sors-order-box';

	private OutboxTable $table;
	private ChangedOrders $changes;
	private CustomerTable $customers;
	private Outbox $outbox;
	private Api $api;

	public function __construct( OutboxTable $table, ChangedOrders $changes, CustomerTable $customers, Outbox $outbox, Api $api ) {
		$this->table     = $table;
		$this->changes   = $changes;
		$this->customers = $customers;
		$this->outbox    = $outbox;
		$this->api       = $api;
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
		try {
			$this->showOrder( $order->get_id() );
		} catch ( StorageError $error ) {
			Log::error( $error, 'The box of order ' . $order->get_id() );
			echo '<p>' . esc_html( $error->getMessage() ) . '</p>';
		}
	}

	private function showOrder( int $orderId ): void {
		$sale = $this->table->sale( $orderId );
		if ( null !== $sale ) {
			$this->changes->check( $sale );
		}
		$entries = $this->outbox->ofOrder( $orderId );
		self::showResult( $entries );
		if ( [] === $entries ) {
			echo '<p>' . esc_html__( 'This order is not on its way to SORS. Save it, or press the button.', 'sors-api-for-woocommerce' ) . '</p>';
			echo '<p>' . wp_kses_post( OrderActions::link( 'queue', $orderId, __( 'Send to SORS', 'sors-api-for-woocommerce' ), true ) ) . '</p>';
			return;
		}
		foreach ( $entries as $entry ) {
			$this->showEntry( $entry );
		}
		echo '<p>' . wp_kses_post( OrderActions::link( 'debt', $orderId, __( 'Look up what the buyer owes', 'sors-api-for-woocommerce' ), false ) ) . '</p>';
	}

	/** @param list<OutboxEntry> $entries Shows the result of the button that was pressed, unless an entry below says the same. */
	private static function showResult( array $entries ): void {
		$result = get_transient( OrderActions::RESULT . get_current_user_id() );
		if ( ! is_string( $result ) || '' === $result ) {
			return;
		}
		delete_transient( OrderActions::RESULT . get_current_user_id() );
		foreach ( $entries as $entry ) {
			if ( IssueText::problem( $entry ) === $result ) {
				return;
			}
		}
		echo '<p role="status"><strong>' . esc_html( $result ) . '</strong></p>';
	}

	private function showEntry( OutboxEntry $entry ): void {
		echo '<p>' . esc_html( self::title( $entry ) ) . ' ' . wp_kses_post( OrderStates::badge( $entry ) ) . '</p>';
		if ( null !== $entry->documentNumber || null !== $entry->documentId ) {
			echo '<p>' . esc_html( OrderNotes::kindName( (string) $entry->kind ) ) . ' <strong>' . esc_html( $entry->documentName() ) . '</strong> (' . esc_html( (string) $entry->database ) . ')</p>';
		}
		$this->showCustomer( $entry );
		$problem = (string) IssueText::problem( $entry );
		if ( '' !== $problem ) {
			echo '<p>' . esc_html( $problem ) . '</p>';
		}
		if ( null !== $entry->nextAttemptAt && ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::REJECTED ], true ) ) {
			/* translators: %s: time of day. */
			echo '<p>' . esc_html( sprintf( __( 'Next try: %s', 'sors-api-for-woocommerce' ), (string) wp_date( 'H:i:s', (int) strtotime( $entry->nextAttemptAt . ' UTC' ) ) ) ) . '</p>';
		}
		$this->showButtons( $entry );
		$this->showHistory( $entry );
		echo '<hr>';
	}

	private function showCustomer( OutboxEntry $entry ): void {
		$customer = OutboxEntry::ROLE_SALE === $entry->role && null !== $entry->customerId ? $this->customers->ofDocument( (string) $entry->database, $entry->customerId ) : null;
		if ( null !== $customer ) {
			$code = '' === $customer->customerCode ? '' : ' (' . $customer->customerCode . ')';
			/* translators: %s: name and code of a customer. */
			echo '<p>' . esc_html( sprintf( __( 'Customer in SORS: %s', 'sors-api-for-woocommerce' ), $customer->name . $code ) ) . '</p>';
		}
	}

	private function showButtons( OutboxEntry $entry ): void {
		$buttons = [];
		$byHand  = null;
		foreach ( Remedies::of( $entry, $this->api->can( 'cancelDocument' ), CountedDocuments::isCarriedOver( $entry ) ) as $at => $remedy ) {
			if ( 'sent' === $remedy['as'] ) {
				$byHand = $remedy['label'];
			} else {
				$buttons[] = OrderActions::link( $remedy['as'], $entry->id, $remedy['label'], 0 === $at );
			}
		}
		if ( [] !== $buttons ) {
			echo '<p>' . wp_kses_post( implode( ' ', $buttons ) ) . '</p>';
		}
		if ( null !== $byHand ) {
			self::showNumberField( $entry->id, $byHand );
		}
	}

	/** The order's own form cannot contain another form: the button's script asks the REST route. */
	private static function showNumberField( int $entryId, string $button ): void {
		wp_enqueue_script( self::SCRIPT, plugins_url( 'build/order-box.js', SORS_API_FILE ), [ 'wp-api-fetch' ], SORS_API_VERSION, [ 'in_footer' => true ] );
		printf(
			'<p class="sors-document"><input type="text" id="sors-document-%1$d" name="sors_document_%1$d" placeholder="%2$s" aria-label="%2$s" maxlength="%3$d"> <button class="button" type="button" data-entry="%1$d">%4$s</button> <strong role="alert"></strong></p>',
			(int) $entryId,
			esc_attr__( 'Number in SORS', 'sors-api-for-woocommerce' ),
			(int) OutboxEntry::LONGEST_NUMBER,
			esc_html( $button )
		);
	}

	private function showHistory( OutboxEntry $entry ): void {
		$history = $this->outbox->history( $entry->id );
		if ( [] === $history ) {
			return;
		}
		echo '<details><summary>' . esc_html__( 'History', 'sors-api-for-woocommerce' ) . '</summary><ul>';
		foreach ( $history as $event ) {
			$when = (string) wp_date( 'Y-m-d H:i', (int) strtotime( $event['at'] ) );
			echo '<li><small>' . esc_html( null === $event['by'] ? $when : $when . ', ' . $event['by'] ) . '</small> ' . esc_html( $event['message'] ) . '</li>';
		}
		echo '</ul></details>';
	}

	private static function title( OutboxEntry $entry ): string {
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			/* translators: %d: number of a refund. */
			return sprintf( __( 'Refund %d', 'sors-api-for-woocommerce' ), $entry->refundId );
		}
		return OutboxEntry::ROLE_CANCEL === $entry->role ? __( 'Cancelling', 'sors-api-for-woocommerce' ) : __( 'Order', 'sors-api-for-woocommerce' );
	}
}
