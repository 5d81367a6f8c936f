<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Findings;
use SorsApi\Issues\SentDecision;
use SorsApi\Log\Log;
use SorsApi\OrderView\OrderDesk;
use SorsApi\OrderView\Words;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Overview\CustomerDebt;
use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\SorsError;

/** What the buttons of the box on the order do. Afterwards the order is shown again, with the result in a sentence. */
final class OrderActions {

	/** Transient, with the user's id. */
	public const RESULT = 'sors_order_result_';

	private const ACTION = 'sors_order';

	private OrderDesk $desk;
	private SentDecision $decision;
	private Outbox $outbox;
	private CustomerDebt $debt;

	public function __construct( OrderDesk $desk, SentDecision $decision, Outbox $outbox, CustomerDebt $debt ) {
		$this->desk     = $desk;
		$this->decision = $decision;
		$this->outbox   = $outbox;
		$this->debt     = $debt;
	}

	public function register(): void {
		add_action( 'admin_post_' . self::ACTION, [ $this, 'handle' ] );
	}

	/** @param int $id Of an entry; for `queue` and `debt` of an order. */
	public static function url( string $do, int $id ): string {
		$query = [
			'action'  => self::ACTION,
			'do'      => $do,
			'id'      => (string) $id,
			'sors_ok' => wp_create_nonce( self::ACTION . $do . $id ),
		];
		return add_query_arg( $query, admin_url( 'admin-post.php' ) );
	}

	/** @param string|null $confirm Asked by the box's script, else by a page of its own. */
	public static function link( string $do, int $id, string $text, bool $first, ?string $confirm = null ): string {
		$asks = null === $confirm ? '' : sprintf( ' data-confirm="%s"', esc_attr( $confirm ) );
		return sprintf( '<a class="button%s" href="%s"%s>%s</a>', $first ? ' button-primary' : '', esc_url( self::url( $do, $id ) ), $asks, esc_html( $text ) );
	}

	public function handle(): void {
		$do    = isset( $_GET['do'] ) && is_string( $_GET['do'] ) ? sanitize_text_field( wp_unslash( $_GET['do'] ) ) : '';
		$id    = isset( $_GET['id'] ) && is_numeric( $_GET['id'] ) ? (int) $_GET['id'] : 0;
		$nonce = isset( $_GET['sors_ok'] ) && is_string( $_GET['sors_ok'] ) ? sanitize_key( $_GET['sors_ok'] ) : '';
		if ( ! current_user_can( Access::CAPABILITY ) || false === wp_verify_nonce( $nonce, self::ACTION . $do . $id ) ) {
			wp_die( esc_html__( 'This link is no longer valid. Go back, reload the page and try again.', 'sors-api-for-woocommerce' ), '', [ 'response' => 403 ] );
		}
		$back  = Menu::url();
		$asked = null;
		try {
			$order = wc_get_order( in_array( $do, [ 'queue', 'debt' ], true ) ? $id : $this->orderOf( $id ) );
			$back  = $order instanceof \WC_Order ? $order->get_edit_order_url() : $back;
			$asked = isset( $_GET['sure'] ) ? null : $this->question( $do, $id );
		} catch ( StorageError $error ) {
			// Not known whether it is to be asked first, so it is not done.
			Log::error( $error, "What is asked before \"$do\"" );
			$this->goBack( $error->getMessage(), $back );
		}
		if ( null !== $asked ) {
			Question::ask( '<p>' . esc_html( $asked['confirm'] ) . '</p>', $asked['label'], $asked['label'], add_query_arg( 'sure', '1', self::url( $do, $id ) ), $back );
		}
		$this->goBack( $this->perform( $do, $id ), $back );
	}

	/** @return never */
	private function goBack( string $result, string $url ): void {
		set_transient( self::RESULT . get_current_user_id(), Sentence::shown( $result ), 60 );
		wp_safe_redirect( $url );
		exit;
	}

	/** @return array{label: string, confirm: string}|null What is asked first; null = nothing. */
	public function question( string $do, int $id ): ?array {
		$orderId = in_array( $do, [ 'queue', 'debt' ], true ) ? 0 : $this->orderOf( $id );
		$asks    = 0 === $orderId ? [] : $this->desk->asks( $orderId );
		foreach ( $asks as $ask ) {
			foreach ( $ask['entryId'] === $id ? $ask['buttons'] : [] as $button ) {
				if ( $button['as'] === $do && null !== $button['confirm'] ) {
					return [ 'label' => $button['label'], 'confirm' => $button['confirm'] ];
				}
			}
		}
		return null;
	}

	/** 0 = unknown. */
	private function orderOf( int $id ): int {
		$entry = OutboxTable::get( $id );
		return null === $entry ? 0 : $entry->orderId;
	}

	/** @return string The result, a sentence. */
	public function perform( string $do, int $id ): string {
		Findings::forgetCounts();
		try {
			switch ( $do ) {
				case 'queue':
					$result = $this->outbox->send( [ $id ] );
					return isset( $result['items'][0] ) ? $this->result( $this->outbox->sendEntry( $result['items'][0]->id ) ) : ( $result['refused'][0]['reason'] ?? '' );
				case 'send':
					return $this->result( $this->outbox->sendEntry( $id ) );
				case 'resend':
					$this->outbox->resolve( $id, [ 'as' => 'resend' ] );
					return __( 'It is queued again.', 'sors-api-for-woocommerce' );
				case 'acknowledged':
					$this->outbox->resolve( $id, [ 'as' => 'acknowledged' ] );
					return __( 'Noted.', 'sors-api-for-woocommerce' );
				case SentDecision::ACCEPT:
				case SentDecision::REPLACE:
				case SentDecision::OTHERS:
					return $this->decision->decide( $id, $do );
				case 'debt':
					return self::debtSentence( $this->debt->forOrder( $id ) );
			}
		} catch ( StorageError $error ) {
			Log::error( $error, "The button \"$do\"" );
			return $error->getMessage();
		} catch ( OutboxRefused | SorsError $error ) {
			return $error->getMessage();
		}
		return '';
	}

	private function result( OutboxEntry $entry ): string {
		if ( OutboxEntry::SENT === $entry->state ) {
			/* translators: %s: number of a document. */
			return sprintf( __( 'SORS has it: %s.', 'sors-api-for-woocommerce' ), $entry->documentName() );
		}
		return (string) $entry->errorMessage;
	}

	/**
	 * As src/screens/orders/CustomerDebt.tsx has it.
	 *
	 * @param array{customerName: string, balance: string, overdue: string|null, currency: string, asOf: string|null} $debt
	 */
	public static function debtSentence( array $debt ): string {
		$sum   = static fn( string $amount ): string => Words::amount( $amount, $debt['currency'] );
		$words = [ self::owes( $debt['customerName'], $debt['balance'], $sum ) ];
		if ( null !== $debt['overdue'] && 0 !== Decimal::compare( $debt['overdue'], '0' ) ) {
			/* translators: %s: sum of money */
			$words[] = sprintf( __( 'Overdue: %s.', 'sors-api-for-woocommerce' ), $sum( $debt['overdue'] ) );
		}
		if ( '' !== (string) $debt['asOf'] ) {
			// The sentence ends with a dot of its own.
			$asOf = (string) preg_replace( '/\.$/D', '', OrderDocuments::date( (string) $debt['asOf'] ) );
			/* translators: %s: date and time */
			$words[] = sprintf( __( 'As of %s.', 'sors-api-for-woocommerce' ), $asOf );
		}
		return implode( ' ', $words );
	}

	/** @param callable(string): string $sum */
	private static function owes( string $customer, string $balance, callable $sum ): string {
		switch ( Decimal::compare( $balance, '0' ) ) {
			case 0:
				/* translators: %s: name of a customer */
				return sprintf( __( '%s owes nothing.', 'sors-api-for-woocommerce' ), $customer );
			case -1:
				/* translators: 1: name of a customer, 2: sum of money */
				return sprintf( __( '%1$s has a credit of %2$s.', 'sors-api-for-woocommerce' ), $customer, $sum( Decimal::absolute( $balance ) ) );
			default:
				/* translators: 1: name of a customer, 2: sum of money */
				return sprintf( __( '%1$s owes %2$s.', 'sors-api-for-woocommerce' ), $customer, $sum( $balance ) );
		}
	}
}
