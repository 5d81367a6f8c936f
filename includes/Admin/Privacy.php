<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderStorage;

/**
 * Requests for personal data (Tools → Export / Erase Personal Data): what we
 * keep of a buyer besides the order itself is the text of the documents sent,
 * what SORS replied, and which customer in SORS belongs to the e-mail address.
 */
final class Privacy {

	private const ORDERS_A_PAGE = 20;

	/** In these states the text may still be needed: to be sent, or sent again word for word. */
	private const UNFINISHED = [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING, OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED ];

	private OutboxTable $table;
	private History $history;
	private CustomerTable $customers;

	public function __construct( OutboxTable $table, History $history, CustomerTable $customers ) {
		$this->table     = $table;
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
		foreach ( $this->entriesOf( $orders, $email, $page ) as $entry ) {
			$data[] = self::group(
				'sors_documents',
				__( 'Documents in SORS', 'sors-api-for-woocommerce' ),
				'sors-document-' . $entry->id,
				[
					__( 'Order', 'sors-api-for-woocommerce' )          => (string) $entry->orderId,
					__( 'Number in SORS', 'sors-api-for-woocommerce' ) => (string) $entry->documentNumber,
					__( 'What was sent', 'sors-api-for-woocommerce' )  => (string) $entry->body,
					__( 'History', 'sors-api-for-woocommerce' )        => implode( "\n", array_column( $this->history->of( $entry->id ), 'message' ) ),
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
		foreach ( $this->entriesOf( $orders, $email, $page ) as $entry ) {
			$unfinished = in_array( $entry->state, self::UNFINISHED, true );
			$retained   = $retained || $unfinished;
			$sent       = $sent || null !== $entry->documentId;
			if ( ! $unfinished && null !== $entry->body ) {
				$this->table->update(
					$entry->id,
					[
						'body'     => null,
						'contents' => null,
					]
				);
				$removed = true;
			}
			if ( ! $unfinished && $this->history->eraseWords( $entry->id ) ) {
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
	 * @return list<OutboxEntry> The first page also has those of trashed and deleted orders.
	 */
	private function entriesOf( array $orders, string $email, int $page ): array {
		$entries = 1 === $page ? self::withoutOrder( $email ) : [];
		return array_merge( $entries, ...array_map( [ $this->table, 'ofOrder' ], $orders ) );
	}

	/**
	 * What was sent for a buyer whose order is trashed, where WooCommerce does not look for buyers, or deleted: only the
	 * text itself says whose it was.
	 *
	 * @return list<OutboxEntry>
	 */
	private static function withoutOrder( string $email ): array {
		global $wpdb;
		$email = trim( $email );
		if ( '' === $email ) {
			return [];
		}
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$entries = OutboxTable::many(
			(string) $wpdb->prepare(
				"SELECT r.* FROM $table r LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->type} = 'shop_order'
				WHERE r.body LIKE %s AND (o.{$storage->id} IS NULL OR o.{$storage->status} = 'trash') ORDER BY r.id",
				'%' . $wpdb->esc_like( $email ) . '%'
			)
		);
		return array_values( array_filter( $entries, static fn( OutboxEntry $entry ): bool => self::mentions( (string) $entry->body, $email ) ) );
	}

	/** Whether the whole address is in any field or note: a longer one that contains it belongs to somebody else. */
	private static function mentions( string $body, string $email ): bool {
		$found = false;
		$texts = json_decode( $body, true );
		$visit = static function ( $text ) use ( $email, &$found ): void {
			$found = $found || ( is_string( $text ) && 1 === preg_match( '/(?<![\w.%+-])' . preg_quote( $email, '/' ) . '(?![\w-]|\.\w)/iu', $text ) );
		};
		if ( is_array( $texts ) ) {
			array_walk_recursive( $texts, $visit );
		}
		return $found;
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
