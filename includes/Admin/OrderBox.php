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
use SorsApi\Log\Log;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Outbox\Outbox;
use SorsApi\Settings\Access;
use SorsApi\Sors\Api;

/** The box on the order: what SORS has of it, what happened, and the one button that makes sense now. */
final class OrderBox {

	private OutboxTable $rows;
	private ChangedOrders $changes;

	private CustomerTable $customers;
	private Outbox $outbox;
	private Api $api;

	public function __construct( OutboxTable $rows, ChangedOrders $changes, CustomerTable $customers, Outbox $outbox, Api $api ) {
		$this->rows      = $rows;
		$this->changes   = $changes;
		$this->customers = $customers;
		$this->outbox    = $outbox;
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
		try {
			$this->showOrder( $order->get_id() );
		} catch ( StorageError $error ) {
			Log::error( $error, 'The box of order ' . $order->get_id() );
			echo '<p>' . esc_html( $error->getMessage() ) . '</p>';
		}
	}

	private function showOrder( int $orderId ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null !== $sale ) {
			$this->changes->check( $sale );
		}
		$rows = $this->outbox->ofOrder( $orderId );
		self::showResult( $rows );
		if ( [] === $rows ) {
			echo '<p>' . esc_html__( 'This order is not on its way to SORS. Save it, or press the button.', 'sors-api-for-woocommerce' ) . '</p>';
			echo '<p>' . wp_kses_post( OrderActions::link( 'queue', $orderId, __( 'Send to SORS', 'sors-api-for-woocommerce' ), true ) ) . '</p>';
			return;
		}
		foreach ( $rows as $row ) {
			$this->showRow( $row );
		}
		echo '<p>' . wp_kses_post( OrderActions::link( 'debt', $orderId, __( 'Look up what the buyer owes', 'sors-api-for-woocommerce' ), false ) ) . '</p>';
	}

	/** @param list<OutboxEntry> $rows What the button that was pressed has to say; a row may say the same below. */
	private static function showResult( array $rows ): void {
		$result = get_transient( OrderActions::RESULT . get_current_user_id() );
		if ( ! is_string( $result ) || '' === $result ) {
			return;
		}
		delete_transient( OrderActions::RESULT . get_current_user_id() );
		foreach ( $rows as $row ) {
			if ( IssueText::problem( $row ) === $result ) {
				return;
			}
		}
		echo '<p role="status"><strong>' . esc_html( $result ) . '</strong></p>';
	}

	private function showRow( OutboxEntry $row ): void {
		echo '<p>' . esc_html( self::title( $row ) ) . ' ' . wp_kses_post( OrderStates::badge( $row ) ) . '</p>';
		if ( null !== $row->documentNumber || null !== $row->documentId ) {
			echo '<p>' . esc_html( OrderNotes::kindName( (string) $row->kind ) ) . ' <strong>' . esc_html( (string) ( $row->documentNumber ?? $row->documentId ) ) . '</strong> (' . esc_html( (string) $row->database ) . ')</p>';
		}
		$this->showCustomer( $row );
		$problem = (string) IssueText::problem( $row );
		if ( '' !== $problem ) {
			echo '<p>' . esc_html( $problem ) . '</p>';
		}
		if ( null !== $row->nextAttemptAt && ! in_array( $row->state, [ OutboxEntry::SENT, OutboxEntry::REJECTED ], true ) ) {
			/* translators: %s: time of day. */
			echo '<p>' . esc_html( sprintf( __( 'Next try: %s', 'sors-api-for-woocommerce' ), (string) wp_date( 'H:i:s', (int) strtotime( $row->nextAttemptAt . ' UTC' ) ) ) ) . '</p>';
		}
		$this->showButtons( $row );
		$this->showHistory( $row );
		echo '<hr>';
	}

	private function showCustomer( OutboxEntry $row ): void {
		$customer = OutboxEntry::ROLE_SALE === $row->role && null !== $row->customerId ? $this->customers->ofDocument( (string) $row->database, $row->customerId ) : null;
		if ( null !== $customer ) {
			$code = '' === $customer->customerCode ? '' : ' (' . $customer->customerCode . ')';
			/* translators: %s: name and code of a customer. */
			echo '<p>' . esc_html( sprintf( __( 'Customer in SORS: %s', 'sors-api-for-woocommerce' ), $customer->name . $code ) ) . '</p>';
		}
	}

	private function showButtons( OutboxEntry $row ): void {
		$buttons = [];
		$byHand  = null;
		foreach ( Remedies::of( $row, $this->api->can( 'cancelDocument' ) ) as $at => $remedy ) {
			if ( 'sent' === $remedy['as'] ) {
				$byHand = $remedy['label'];
			} else {
				$buttons[] = OrderActions::link( $remedy['as'], $row->id, $remedy['label'], 0 === $at );
			}
		}
		if ( [] !== $buttons ) {
			echo '<p>' . wp_kses_post( implode( ' ', $buttons ) ) . '</p>';
		}
		if ( null !== $byHand ) {
			// Within the order's own form no other form may stand: the button says where to.
			printf(
				'<p><input type="text" name="sors_document_number" placeholder="%1$s" aria-label="%1$s"> <button class="button" type="submit" formnovalidate formmethod="post" formaction="%2$s">%3$s</button></p>',
				esc_attr__( 'Number in SORS', 'sors-api-for-woocommerce' ),
				esc_url( OrderActions::url( 'sent', $row->id ) ),
				esc_html( $byHand )
			);
		}
	}

	private function showHistory( OutboxEntry $row ): void {
		$history = $this->outbox->history( $row->id );
		if ( [] === $history ) {
			return;
		}
		echo '<details><summary>' . esc_html__( 'History', 'sors-api-for-woocommerce' ) . '</summary><ul>';
		foreach ( $history as $event ) {
			echo '<li><small>' . esc_html( (string) wp_date( 'Y-m-d H:i', (int) strtotime( $event['at'] ) ) ) . '</small> ' . esc_html( $event['message'] ) . '</li>';
		}
		echo '</ul></details>';
	}

	private static function title( OutboxEntry $row ): string {
		if ( OutboxEntry::ROLE_RETURN === $row->role ) {
			/* translators: %d: number of a refund. */
			return sprintf( __( 'Refund %d', 'sors-api-for-woocommerce' ), $row->refundId );
		}
		return OutboxEntry::ROLE_CANCEL === $row->role ? __( 'Cancelling', 'sors-api-for-woocommerce' ) : __( 'Order', 'sors-api-for-woocommerce' );
	}
}
