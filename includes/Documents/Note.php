<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * What a clerk at the till reads of an order on its document. Always in Serbian, like the till, and in one form, so that
 * a second is enough: none of this is translated.
 */
final class Note {

	/** SORS payment method => words; of others the shop's own name is said. */
	private const METHODS = [
		'card'           => 'platna kartica',
		'bankTransfer'   => 'prenos na račun',
		'cash'           => 'gotovina',
		'cheque'         => 'ček',
		'cashOnDelivery' => 'pouzećem',
	];

	/**
	 * @param string                  $total  What the document comes to.
	 * @param string                  $paid   How much of it was paid.
	 * @param string                  $method SORS payment method.
	 * @param \DateTimeImmutable|null $paidAt Null where nothing was paid.
	 * @param bool                    $withBuyer The document's customer is not the buyer.
	 */
	public static function of( OrderSnapshot $order, string $total, string $paid, string $method, ?\DateTimeImmutable $paidAt, bool $withBuyer ): string {
		$lines = [ self::joined(
			[
				sprintf( 'Web porudžbina %s od %s', self::safe( $order->number ), self::day( $order->placedOn ) ),
				'Plaćanje: ' . self::payment( $order, $total, $paid, $method, $paidAt ),
				'E-pošta: ' . self::orNone( self::safe( $order->buyer->email ) ),
				'Isporuka: ' . self::orNone( self::delivery( $order ) ),
			]
		) ];
		if ( $withBuyer ) {
			$buyer   = $order->buyer;
			$who     = [ $buyer->company, $buyer->name, $buyer->phone, $buyer->address, trim( $buyer->postalCode . ' ' . $buyer->city ) ];
			$lines[] = self::joined( [ 'Kupac: ' . self::orNone( self::listed( $who ) ), '' === $buyer->taxId ? '' : 'PIB: ' . self::safe( $buyer->taxId ) ] );
		}
		if ( '' !== $order->customerNote ) {
			$lines[] = 'Napomena kupca: „' . self::safe( $order->customerNote ) . '“';
		}
		return implode( "\n", $lines );
	}

	/** @param string $sale The document that the goods were sold by. */
	public static function ofReturn( OrderSnapshot $order, string $sale ): string {
		return sprintf( 'Povraćaj po web porudžbini %s (%s)', self::safe( $order->number ), $sale );
	}

	private static function payment( OrderSnapshot $order, string $total, string $paid, string $method, ?\DateTimeImmutable $paidAt ): string {
		if ( Decimal::compare( $total, '0' ) <= 0 ) {
			return 'nema';
		}
		$how = self::METHODS[ $method ] ?? self::safe( $order->gatewayTitle );
		if ( Decimal::compare( $paid, '0' ) <= 0 ) {
			return self::listed( [ sprintf( 'NIJE PLAĆENO %s RSD', self::amount( $total ) ), $how ] );
		}
		$isWhole = Decimal::compare( $paid, $total ) >= 0;
		$tenders = array_map( static fn( array $tender ): string => self::safe( $tender['label'] ) . ' ' . self::amount( Decimal::subtract( $tender['amount'], $tender['refunded'] ) ), $order->tenders );
		return self::listed(
			[
				sprintf( 'plaćeno %s%s RSD', self::amount( $paid ), $isWhole ? '' : ' od ' . self::amount( $total ) ),
				...$tenders,
				$isWhole || '' === $how ? $how : "ostatak $how",
				null === $paidAt ? '' : self::day( $paidAt->setTimezone( new \DateTimeZone( OrderSnapshot::TIME_ZONE ) )->format( 'Y-m-d' ) ),
			]
		);
	}

	private static function delivery( OrderSnapshot $order ): string {
		$country = 'RS' === $order->deliveryCountry ? '' : $order->deliveryCountry;
		$where   = self::listed( [ $order->deliveryName, $order->deliveryAddress, trim( $order->deliveryPostalCode . ' ' . $order->deliveryCity ), $country ] );
		$how     = self::safe( $order->shippingTitle );
		return '' === $where || '' === $how ? $where . $how : "$where ($how)";
	}

	/** @param list<string> $parts */
	private static function joined( array $parts ): string {
		return implode( ' | ', array_diff( $parts, [ '' ] ) );
	}

	/** @param list<string> $texts */
	private static function listed( array $texts ): string {
		return implode( ', ', array_diff( array_map( [ self::class, 'safe' ], $texts ), [ '' ] ) );
	}

	/** What somebody typed, on one line, without our separators, quotes and ends of labels: it cannot pass for ours. */
	private static function safe( string $typed ): string {
		$line = (string) preg_replace( [ '/\s*\R\s*/u', '/[\p{Z}\p{C}]+/u', '/(?<!\d):(?!\/\/)|[：∶﹕꞉]/u', '/[|｜│┃¦❘∣︱]/u', '/["„“”‟〝〞＂″]/u' ], [ ' / ', ' ', '.', '/', "'" ], trim( $typed ) );
		return trim( $line );
	}

	private static function orNone( string $text ): string {
		return '' === $text ? 'nema' : $text;
	}

	private static function amount( string $amount ): string {
		return number_format( (float) $amount, 2, ',', '.' );
	}

	/** @param string $day Y-m-d. */
	private static function day( string $day ): string {
		return implode( '.', array_reverse( explode( '-', $day ) ) ) . '.';
	}
}
