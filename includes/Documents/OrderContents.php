<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * What of an order makes its document, in short: kept with the entry when the document is made, and compared later with
 * what the order holds by then. Refunds are left out: they have entries of their own. Pure.
 *
 * @phpstan-type Line array{objectId: int, name: string, quantity: string, total: string}
 * @phpstan-type Contents array{lines: array<string, Line>, buyer: array<string, string>}
 */
final class OrderContents {

	private const TENDER = 'tender ';

	/**
	 * By product, not by line: other plugins, and a buyer who pays once more, write the same lines again.
	 *
	 * @return Contents Of the buyer only what recognises a change.
	 */
	public static function of( OrderSnapshot $order ): array {
		$lines = [];
		foreach ( $order->lines as $line ) {
			$key           = $line->type . ' ' . ( 0 !== $line->objectId() ? $line->objectId() : $line->name );
			$lines[ $key ] = [
				'objectId' => $line->objectId(),
				'name'     => $line->name,
				'quantity' => Decimal::add( $lines[ $key ]['quantity'] ?? '0', $line->quantity ),
				// Not rounded: by which rounding an order was placed may look otherwise under other settings.
				'total'    => array_reduce( $line->taxes, [ Decimal::class, 'add' ], Decimal::add( $lines[ $key ]['total'] ?? '0', $line->net ) ),
			];
		}
		foreach ( $order->tenders as $tender ) {
			$key           = self::TENDER . $tender['label'];
			$lines[ $key ] = [
				'objectId' => 0,
				'name'     => $tender['label'],
				'quantity' => '1',
				'total'    => Decimal::subtract( $lines[ $key ]['total'] ?? '0', $tender['amount'] ),
			];
		}
		$buyer = $order->buyer;
		return [
			'lines' => $lines,
			'buyer' => [
				'taxId'    => self::numbers( $buyer ),
				'buyer'    => self::mark( [ $buyer->name, $buyer->company, $buyer->address, $buyer->postalCode, $buyer->city, $buyer->country ] ),
				'delivery' => self::mark( [ $order->deliveryName, $order->deliveryAddress, $order->deliveryPostalCode, $order->deliveryCity, $order->deliveryCountry ] ),
			],
		];
	}

	/**
	 * Whether the document was made with the buyer's numbers.
	 *
	 * @param Contents $sent
	 */
	public static function hasNumbersOf( array $sent, Buyer $buyer ): bool {
		return ( $sent['buyer']['taxId'] ?? '' ) === self::numbers( $buyer );
	}

	/**
	 * What of the document was paid by other means than the gateway.
	 *
	 * @param Contents $sent
	 */
	public static function tendered( array $sent ): string {
		$paid = '0';
		foreach ( $sent['lines'] as $key => $line ) {
			$paid = 0 === strpos( (string) $key, self::TENDER ) ? Decimal::subtract( $paid, $line['total'] ) : $paid;
		}
		return $paid;
	}

	private static function numbers( Buyer $buyer ): string {
		return self::mark( [ $buyer->taxId, $buyer->registrationNumber ] );
	}

	/**
	 * What is different in the order by now.
	 *
	 * @param Contents $sent
	 * @return array{quantities?: list<array{objectId: int, name: string, order: string, document: string}>, amounts?: list<array{name: string, line: string, order: string, document: string}>, buyer?: array<string, string>}
	 */
	public static function difference( array $sent, OrderSnapshot $order ): array {
		$now    = self::of( $order );
		$change = [];
		foreach ( array_keys( $sent['lines'] + $now['lines'] ) as $key ) {
			$line   = $now['lines'][ $key ] ?? $sent['lines'][ $key ];
			$before = $sent['lines'][ $key ] ?? [ 'quantity' => '0', 'total' => '0' ];
			$after  = $now['lines'][ $key ] ?? [ 'quantity' => '0', 'total' => '0' ];
			if ( ! Decimal::equals( $before['quantity'], $after['quantity'] ) && 0 !== $line['objectId'] ) {
				$change['quantities'][] = [
					'objectId' => $line['objectId'],
					'name'     => $line['name'],
					'order'    => $after['quantity'],
					'document' => $before['quantity'],
				];
			} elseif ( ! Decimal::equals( Decimal::round( $before['total'], 2 ), Decimal::round( $after['total'], 2 ) ) ) {
				$change['amounts'][] = [
					'name'     => $line['name'],
					// Without names, so that an accepted difference is known again.
					'line'     => self::mark( [ (string) $key ] ),
					'order'    => Decimal::round( $after['total'], 2 ),
					'document' => Decimal::round( $before['total'], 2 ),
				];
			}
		}
		// Erased at the buyer's wish: the document belongs to the books and keeps what it has.
		$buyer = $order->anonymized ? [] : array_diff_assoc( $now['buyer'], $sent['buyer'] );
		return [] === $buyer ? $change : $change + [ 'buyer' => $buyer ];
	}

	/** @param list<string> $texts */
	private static function mark( array $texts ): string {
		return '' === implode( '', $texts ) ? '' : substr( hash( 'sha256', implode( "\n", $texts ) ), 0, 32 );
	}
}
