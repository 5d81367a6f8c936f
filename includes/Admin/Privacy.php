<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

/**
 * Requests for personal data (Tools → Export / Erase Personal Data): what we
 * keep of a buyer besides the order itself is the text of the documents sent,
 * what SORS answered, and which customer in SORS belongs to the e-mail address.
 */
final class Privacy {

	private const ORDERS_A_PAGE = 20;

	/** In these the text may be needed yet: to be sent, or sent again word for word. */
	private const UNFINISHED = [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING, OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED ];

	private OutboxTable $rows;
	private History $history;
	private CustomerTable $customers;

	public function __construct( OutboxTable $rows, History $history, CustomerTable $customers ) {
		$this->rows      = $rows;
		$this->history   = $history;
		$this->customers = $customers;
	}

	public function register(): void {
		add_filter( 'wp_privacy_personal_data_exporters', [ $this, 'addExporter' ] );
		add_filter( 'wp_privacy_personal_data_erasers', [ $this, 'addEraser' ] );
		add_action( 'admin_init', [ self::class, 'addPolicy' ] );
	}

	/**
	 * @param array<string, array<string, mixed>> $exporters
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public function addExporter( array $exporters ): array {
		$exporters['sors-api-for-woocommerce'] = [
			'exporter_friendly_name' => __( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'callback'               => [ $this, 'export' ],
		];
		return $exporters;
	}

	/**
	 * @param array<string, array<string, mixed>> $erasers
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public function addEraser( array $erasers ): array {
		$erasers['sors-api-for-woocommerce'] = [
			'eraser_friendly_name' => __( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'callback'             => [ $this, 'erase' ],
		];
		return $erasers;
	}

	public static function addPolicy(): void {
		wp_add_privacy_policy_content(
			__( 'SORS API for WooCommerce', 'sors-api-for-woocommerce' ),
			'<p>' . esc_html__( 'Orders are sent to our business software SORS, where they become documents: the name, address, e-mail, phone, company and tax number of the buyer, the goods, prices and the way of payment and delivery. The documents are kept there as long as the law on bookkeeping demands.', 'sors-api-for-woocommerce' ) . '</p>'
		);
	}

	/** @return array{data: list<array<string, mixed>>, done: bool} */
	public function export( string $email, int $page = 1 ): array {
		$orders = self::orders( $email, $page );
		$data   = [];
		foreach ( $this->rowsOf( $orders, $email, $page ) as $row ) {
			$data[] = self::group(
				'sors_documents',
				__( 'Documents in SORS', 'sors-api-for-woocommerce' ),
				'sors-document-' . $row->id,
				[
					__( 'Order', 'sors-api-for-woocommerce' )          => (string) $row->orderId,
					__( 'Number in SORS', 'sors-api-for-woocommerce' ) => (string) $row->documentNumber,
					__( 'What was sent', 'sors-api-for-woocommerce' )  => (string) $row->body,
					__( 'History', 'sors-api-for-woocommerce' )        => implode( "\n", array_column( $this->history->of( $row->id ), 'message' ) ),
				]
			);
		}
		foreach ( 1 === $page ? $this->customers->ofEmail( $email ) : [] as $customer ) {
			$data[] = self::group(
				'sors_customers',
				__( 'Customer in SORS', 'sors-api-for-woocommerce' ),
				'sors-customer-' . $customer->id,
				[
					__( 'Name', 'sors-api-for-woocommerce' )     => $customer->name,
					__( 'Code', 'sors-api-for-woocommerce' )     => $customer->customerCode,
					__( 'Database', 'sors-api-for-woocommerce' ) => $customer->database,
				]
			);
		}
		return [
			'data' => $data,
			'done' => count( $orders ) < self::ORDERS_A_PAGE,
		];
	}

	/** @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool} */
	public function erase( string $email, int $page = 1 ): array {
		$orders   = self::orders( $email, $page );
		$removed  = 1 === $page && $this->customers->erase( $email );
		$retained = false;
		$sent     = false;
		foreach ( $this->rowsOf( $orders, $email, $page ) as $row ) {
			$unfinished = in_array( $row->state, self::UNFINISHED, true );
			$retained   = $retained || $unfinished;
			$sent       = $sent || null !== $row->documentId;
			if ( ! $unfinished && null !== $row->body ) {
				$this->rows->update( $row->id, [ 'body' => null ] );
				$removed = true;
			}
			if ( ! $unfinished && $this->history->eraseWords( $row->id ) ) {
				$removed = true;
			}
		}
		$messages = [];
		if ( $retained ) {
			$messages[] = __( 'Some orders have not reached SORS yet. What is to be sent of them is kept until then; erase again afterwards.', 'sors-api-for-woocommerce' );
		}
		if ( $sent ) {
			$messages[] = __( 'Documents and the customer in SORS itself belong to the books and were not touched. Look there whether anything may be erased.', 'sors-api-for-woocommerce' );
		}
		return [
			'items_removed'  => $removed,
			'items_retained' => $retained,
			'messages'       => $messages,
			'done'           => count( $orders ) < self::ORDERS_A_PAGE,
		];
	}

	/**
	 * @param list<int> $orders
	 *
	 * @return list<OutboxEntry> With the first page those of orders that are gone.
	 */
	private function rowsOf( array $orders, string $email, int $page ): array {
		$rows = 1 === $page ? GoneBuyers::rows( $email ) : [];
		return array_merge( $rows, ...array_map( [ $this->rows, 'ofOrder' ], $orders ) );
	}

	/** @return list<int> */
	private static function orders( string $email, int $page ): array {
		$ids = wc_get_orders(
			[
				'billing_email' => $email,
				'limit'         => self::ORDERS_A_PAGE,
				'paged'         => $page,
				'orderby'       => 'ID',
				'order'         => 'ASC',
				'type'          => 'shop_order',
				'return'        => 'ids',
			]
		);
		return is_array( $ids ) ? array_values( array_map( 'intval', array_filter( $ids, 'is_numeric' ) ) ) : [];
	}

	/**
	 * @param array<string, string> $values
	 *
	 * @return array<string, mixed>
	 */
	private static function group( string $group, string $label, string $id, array $values ): array {
		$data = [];
		foreach ( $values as $name => $value ) {
			if ( '' !== $value ) {
				$data[] = [
					'name'  => $name,
					'value' => $value,
				];
			}
		}
		return [
			'group_id'    => $group,
			'group_label' => $label,
			'item_id'     => $id,
			'data'        => $data,
		];
	}
}
