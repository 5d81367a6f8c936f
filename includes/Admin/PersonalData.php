<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Checkout\CompanyFields;
use SorsApi\Counterparts\CustomerKey;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\BuyerReader;
use SorsApi\Settings\SettingsStore;

/** What the shop keeps of one buyer, by e-mail address: a page of orders, and with the first page what has no order. */
final class PersonalData {

	private const ORDERS_A_PAGE = 20;

	/** Metas of orders and accounts that hold what a buyer said of a company, by field. */
	public const METAS = [
		CompanyFields::TYPE         => [ BuyerReader::TYPE_META, CompanyFields::META . CompanyFields::TYPE ],
		CompanyFields::PIB          => [ BuyerReader::PIB_META, CompanyFields::META . CompanyFields::PIB ],
		CompanyFields::REGISTRATION => [ BuyerReader::REGISTRATION_META, CompanyFields::META . CompanyFields::REGISTRATION ],
		CompanyFields::JBKJS        => [ BuyerReader::JBKJS_META, CompanyFields::META . CompanyFields::JBKJS ],
		CompanyFields::NAME         => [ BuyerReader::COMPANY_META, CompanyFields::META . CompanyFields::NAME ],
	];

	/** @var list<\WC_Order> */
	public array $orders = [];
	/**
	 * With the first page also those whose order is trashed, deleted, or no longer names the buyer.
	 *
	 * @var list<OutboxEntry>
	 */
	public array $entries = [];
	/**
	 * By what the buyer may be known in SORS.
	 *
	 * @var list<CustomerKey>
	 */
	public array $keys = [];
	/** With the first page: the account. */
	public ?\WP_User $user = null;
	public bool $isLast    = true;

	public static function ofEmail( string $email, int $page ): self {
		$data  = new self();
		$email = trim( $email );
		if ( '' === $email ) {
			return $data;
		}
		$user          = get_user_by( 'email', $email );
		$data->orders  = self::orders( $email, false === $user ? null : $user->ID, $page );
		$data->isLast  = count( $data->orders ) < self::ORDERS_A_PAGE;
		$data->entries = array_merge( [], ...array_map( static fn( \WC_Order $order ): array => OutboxTable::ofOrder( $order->get_id() ), $data->orders ) );
		foreach ( $data->orders as $order ) {
			$data->keys = array_merge( $data->keys, self::keysOf( $order ) );
		}
		if ( 1 === $page ) {
			$nameless      = static fn( OutboxEntry $entry ): bool => self::mentions( (string) $entry->body, $email ) && self::isNameless( $entry->orderId );
			$data->entries = array_merge( $data->entries, array_values( array_filter( OutboxTable::naming( $email ), $nameless ) ) );
			$data->user    = false === $user ? null : $user;
			$data->keys[]  = CustomerKey::ofEmail( $email );
			if ( null !== $data->user ) {
				$data->keys = array_merge( $data->keys, self::taxKey( get_user_meta( $data->user->ID, CompanyFields::META . CompanyFields::PIB, true ), null ) );
			}
		}
		return $data;
	}

	/** @return list<CustomerKey> */
	public static function keysOf( \WC_Order $order ): array {
		$buyer = BuyerReader::of( $order, SettingsStore::load() );
		$email = '' === $buyer->email ? [] : [ CustomerKey::ofEmail( $buyer->email ) ];
		return array_merge( $email, self::taxKey( $buyer->taxId, $buyer->country ) );
	}

	/**
	 * @param mixed $typed
	 * @return list<CustomerKey>
	 */
	private static function taxKey( $typed, ?string $country ): array {
		$bare = is_string( $typed ) && ! TaxNumber::isPersonal( $typed, $country ) ? Pib::normalise( $typed ) : '';
		return '' === $bare ? [] : [ new CustomerKey( CustomerKey::TAX_ID, $bare ) ];
	}

	/** @return list<\WC_Order> As WooCommerce itself looks for them: by address or account. */
	private static function orders( string $email, ?int $userId, int $page ): array {
		$found = wc_get_orders(
			[
				'customer' => null === $userId ? [ $email ] : [ $email, $userId ],
				'limit'    => self::ORDERS_A_PAGE,
				'paged'    => $page,
				'orderby'  => 'ID',
				'order'    => 'ASC',
				'type'     => 'shop_order',
			]
		);
		return array_values( array_filter( is_array( $found ) ? $found : [], static fn( $order ): bool => $order instanceof \WC_Order ) );
	}

	/** Whether the order says no more whose it was: only the text that was sent does. WooCommerce does not look for buyers in the trash. */
	private static function isNameless( int $orderId ): bool {
		$order = wc_get_order( $orderId );
		return ! $order instanceof \WC_Order || 'trash' === $order->get_status() || 'yes' === $order->get_meta( '_anonymized', true );
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
}
