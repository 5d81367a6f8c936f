<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Checkout\CompanyFields;
use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;

/** Shows a buyer what we keep (Tools → Export Personal Data). */
final class PrivacyExport {

	/** @return array{data: list<array<string, mixed>>, done: bool} */
	public static function export( string $email, int $page = 1 ): array {
		$data  = PersonalData::ofEmail( $email, $page );
		$parts = array_map( [ self::class, 'document' ], $data->entries );
		foreach ( CustomerTable::ofKeys( $data->keys ) as $customer ) {
			$parts[] = self::group(
				'sors_customers',
				__( 'Customer in SORS', 'sors-api-for-woocommerce' ),
				'sors-customer-' . $customer->id,
				[
					__( 'Recognised by', 'sors-api-for-woocommerce' ) => CustomerKey::ofText( $customer->matchKey )->value,
					__( 'Name', 'sors-api-for-woocommerce' )     => $customer->name,
					__( 'Code', 'sors-api-for-woocommerce' )     => $customer->customerCode,
					__( 'Database', 'sors-api-for-woocommerce' ) => $customer->database,
				]
			);
		}
		foreach ( $data->orders as $order ) {
			/* translators: %s: number of an order. */
			$parts[] = self::group( 'sors_company', sprintf( __( 'Order %s', 'sors-api-for-woocommerce' ), $order->get_order_number() ), 'sors-company-' . $order->get_id(), self::company( $order ) );
		}
		if ( null !== $data->user ) {
			$parts[] = self::group( 'sors_company', __( 'Account', 'sors-api-for-woocommerce' ), 'sors-account-' . $data->user->ID, self::company( new \WC_Customer( $data->user->ID ) ) );
			$linked  = LinkedCustomers::of( $data->user->ID );
			$parts[] = self::group(
				'sors_customers',
				__( 'Customer in SORS', 'sors-api-for-woocommerce' ),
				'sors-linked-' . $data->user->ID,
				null === $linked ? [] : [
					__( 'Code', 'sors-api-for-woocommerce' )                 => $linked['code'],
					__( 'Name', 'sors-api-for-woocommerce' )                 => $linked['name'],
					__( 'PIB', 'sors-api-for-woocommerce' )                  => $linked['taxId'] ?? '',
					__( 'Discount in percent', 'sors-api-for-woocommerce' ) => $linked['percent'],
				]
			);
		}
		return [
			'data' => array_values( array_filter( $parts, static fn( array $part ): bool => [] !== $part['data'] ) ),
			'done' => $data->isLast,
		];
	}

	/** @return array<string, string> Label => what an order, or an account, holds of a company. */
	public static function company( \WC_Data $holder ): array {
		$values = [];
		foreach ( PersonalData::METAS as $field => $metas ) {
			foreach ( $metas as $meta ) {
				$value = $holder->get_meta( $meta, true );
				if ( is_string( $value ) && '' !== $value ) {
					$values[ CompanyFields::labels()[ $field ] ] = $value;
				}
			}
		}
		return $values;
	}

	/** @return array<string, mixed> */
	private static function document( OutboxEntry $entry ): array {
		return self::group(
			'sors_documents',
			__( 'Documents in SORS', 'sors-api-for-woocommerce' ),
			'sors-document-' . $entry->id,
			[
				__( 'Order', 'sors-api-for-woocommerce' )          => (string) $entry->orderId,
				__( 'Number in SORS', 'sors-api-for-woocommerce' ) => (string) $entry->documentNumber,
				__( 'What was sent', 'sors-api-for-woocommerce' )  => (string) $entry->body,
				__( 'History', 'sors-api-for-woocommerce' )        => implode( "\n", array_column( History::of( $entry->id ), 'message' ) ),
			]
		);
	}

	/**
	 * @param array<string, string> $values
	 * @return array<string, mixed>
	 */
	private static function group( string $group, string $label, string $id, array $values ): array {
		$data = [];
		foreach ( $values as $name => $value ) {
			if ( '' !== $value ) {
				$data[] = [ 'name' => $name, 'value' => $value ];
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
