<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Outbox\Announcer;
use SorsApi\Outbox\Changes;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\GoneOrders;
use SorsApi\Outbox\OutboxRow;
use SorsApi\Outbox\Rows;
use SorsApi\Rest\Route;

/** The box on the order: what SORS has of it, what happened, and the one button that makes sense now. */
final class OrderBox {

	private Rows $rows;
	private Changes $changes;

	/** @var callable(): Outbox */
	private $outbox;

	/** @param callable(): Outbox $outbox */
	public function __construct( Rows $rows, Changes $changes, callable $outbox ) {
		$this->rows    = $rows;
		$this->changes = $changes;
		$this->outbox  = $outbox;
	}

	public function register(): void {
		add_action( 'add_meta_boxes', [ $this, 'add' ] );
	}

	public function add(): void {
		if ( ! current_user_can( Route::CAPABILITY ) ) {
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
		$orderId = $order->get_id();
		$sale    = $this->rows->sale( $orderId );
		if ( null !== $sale ) {
			$this->changes->check( $sale );
		}
		$result = get_transient( OrderActions::RESULT . get_current_user_id() );
		if ( is_string( $result ) && '' !== $result ) {
			delete_transient( OrderActions::RESULT . get_current_user_id() );
			echo '<p><strong>' . esc_html( $result ) . '</strong></p>';
		}
		$rows = ( $this->outbox )()->ofOrder( $orderId );
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

	private function showRow( OutboxRow $row ): void {
		echo '<div style="border-bottom:1px solid #dcdcde;margin-bottom:8px;padding-bottom:8px">';
		echo '<p>' . esc_html( self::title( $row ) ) . ' ' . wp_kses_post( OrderStates::badge( $row ) ) . '</p>';
		if ( null !== $row->documentNumber || null !== $row->documentId ) {
			echo '<p>' . esc_html( Announcer::kindName( (string) $row->kind ) ) . ' <strong>' . esc_html( (string) ( $row->documentNumber ?? $row->documentId ) ) . '</strong> (' . esc_html( (string) $row->database ) . ')</p>';
		}
		if ( null !== $row->errorMessage && '' !== $row->errorMessage ) {
			echo '<p>' . esc_html( $row->errorMessage ) . '</p>';
		}
		if ( null !== $row->nextAttemptAt && ! in_array( $row->state, [ OutboxRow::SENT, OutboxRow::REJECTED ], true ) ) {
			/* translators: %s: time of day. */
			echo '<p>' . esc_html( sprintf( __( 'Next try: %s', 'sors-api-for-woocommerce' ), (string) wp_date( 'H:i:s', (int) strtotime( $row->nextAttemptAt . ' UTC' ) ) ) ) . '</p>';
		}
		$this->showButtons( $row );
		$this->showHistory( $row );
		echo '</div>';
	}

	private function showButtons( OutboxRow $row ): void {
		$buttons = [];
		if ( in_array( $row->state, [ OutboxRow::QUEUED, OutboxRow::WAITING, OutboxRow::REJECTED, OutboxRow::SKIPPED ], true ) ) {
			$buttons[] = OrderActions::link( 'send', $row->id, __( 'Send now', 'sors-api-for-woocommerce' ), true );
		}
		if ( OutboxRow::UNCERTAIN === $row->state ) {
			$buttons[] = OrderActions::link( 'resend', $row->id, __( 'It is not there: send again', 'sors-api-for-woocommerce' ), true );
		}
		if ( in_array( $row->state, [ OutboxRow::UNCERTAIN, OutboxRow::REJECTED, OutboxRow::SKIPPED ], true ) && 'owner' !== $row->knownBy ) {
			$done      = OutboxRow::ROLE_SALE === $row->role ? __( 'SORS has it already', 'sors-api-for-woocommerce' ) : __( 'Done by hand in SORS', 'sors-api-for-woocommerce' );
			$buttons[] = OrderActions::link( 'known', $row->id, $done, false );
		}
		if ( OutboxRow::SENT === $row->state && OutboxRow::ROLE_SALE === $row->role && null !== $row->errorCode ) {
			$anew      = in_array( $row->errorCode, GoneOrders::CODES, true ) ? __( 'Cancel it in SORS', 'sors-api-for-woocommerce' ) : __( 'Cancel it in SORS and send anew', 'sors-api-for-woocommerce' );
			$buttons[] = OrderActions::link( 'anew', $row->id, $anew, true );
			$buttons[] = OrderActions::link( 'accept', $row->id, __( 'Leave it as it is', 'sors-api-for-woocommerce' ), false );
		}
		if ( [] !== $buttons ) {
			echo '<p>' . wp_kses_post( implode( ' ', $buttons ) ) . '</p>';
		}
		if ( OutboxRow::UNCERTAIN === $row->state ) {
			// Within the order's own form no other form may stand: the button says where to.
			printf(
				'<p><input type="text" name="sors_document_number" placeholder="%1$s" aria-label="%1$s"> <button class="button" type="submit" formnovalidate formmethod="post" formaction="%2$s">%3$s</button></p>',
				esc_attr__( 'Number in SORS', 'sors-api-for-woocommerce' ),
				esc_url( OrderActions::url( 'sent', $row->id ) ),
				esc_html__( 'It is this document', 'sors-api-for-woocommerce' )
			);
		}
	}

	private function showHistory( OutboxRow $row ): void {
		/** @var array{history: list<array{at: string, event: string, message: string}>} $details */
		$details = ( $this->outbox )()->details( $row->id );
		if ( [] === $details['history'] ) {
			return;
		}
		echo '<details><summary>' . esc_html__( 'History', 'sors-api-for-woocommerce' ) . '</summary><ul>';
		foreach ( $details['history'] as $event ) {
			echo '<li><small>' . esc_html( (string) wp_date( 'Y-m-d H:i', (int) strtotime( $event['at'] ) ) ) . '</small> ' . esc_html( $event['message'] ) . '</li>';
		}
		echo '</ul></details>';
	}

	private static function title( OutboxRow $row ): string {
		if ( OutboxRow::ROLE_RETURN === $row->role ) {
			/* translators: %d: number of a refund. */
			return sprintf( __( 'Refund %d', 'sors-api-for-woocommerce' ), $row->refundId );
		}
		return OutboxRow::ROLE_CANCEL === $row->role ? __( 'Cancelling', 'sors-api-for-woocommerce' ) : __( 'Order', 'sors-api-for-woocommerce' );
	}
}
