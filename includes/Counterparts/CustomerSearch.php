<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\MappingRefused;
use SorsApi\Sors\Api;
use SorsApi\Sors\Customer;

/** Looks a customer up in SORS by whatever search its API has. */
final class CustomerSearch {

	/**
	 * @param callable(): void $beforePage Called before each request: without a search of SORS' own it may take many.
	 *
	 * @throws MappingRefused Several fit.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function one( CustomerKey $key, string $database, Api $api, callable $beforePage ): ?Customer {
		$found = [];
		$next  = null;
		do {
			$beforePage();
			$page = $api->listCustomers( $database, self::query( $key, $api ), $next );
			foreach ( $page->items as $customer ) {
				if ( $key->fits( $customer ) ) {
					$found[ $customer->id . "\n" . $customer->code ] = $customer;
				}
			}
			$next = $page->next;
		} while ( null !== $next );
		if ( count( $found ) > 1 ) {
			throw new MappingRefused(
				'customer_ambiguous',
				sprintf(
					/* translators: 1: PIB, e-mail address or code, 2: names of customers. */
					__( 'Several customers in SORS have %1$s: %2$s. Leave it with one of them, then send the order again.', 'sors-api-for-woocommerce' ),
					$key->value,
					implode( ', ', array_map( [ self::class, 'named' ], array_values( $found ) ) )
				)
			);
		}
		return array_values( $found )[0] ?? null;
	}

	/**
	 * The narrowest search that the API has; without any, every customer is looked at.
	 *
	 * @return array{taxId?: string, email?: string, code?: string, search?: string}
	 */
	private static function query( CustomerKey $key, Api $api ): array {
		if ( $api->supportsQuery( 'listCustomers', $key->by ) ) {
			switch ( $key->by ) {
				case CustomerKey::TAX_ID:
					return [ 'taxId' => $key->value ];
				case CustomerKey::EMAIL:
					return [ 'email' => $key->value ];
				default:
					return [ 'code' => $key->value ];
			}
		}
		return $api->supportsQuery( 'listCustomers', 'search' ) ? [ 'search' => $key->value ] : [];
	}

	private static function named( Customer $customer ): string {
		return null === $customer->code ? (string) $customer->name : $customer->name . ' (' . $customer->code . ')';
	}
}
