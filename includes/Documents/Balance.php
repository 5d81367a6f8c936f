<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;

/**
 * What SORS shows of a document otherwise than it was sent. What it does not show cannot differ; settings, links and
 * catalogue of today have no say. Pure.
 *
 * @phpstan-type Differing array{item: string, of: 'quantity'|'amount', sent: string, shown: string}
 * @phpstan-type Difference array{kind?: string, date?: string, total?: string, paid?: string, lines?: list<Differing>}
 */
final class Balance {

	private const PARA = '0.01';

	/** @return Difference As SORS shows it; [] = none. */
	public static function of( Document $sent, Document $shown ): array {
		$difference = [];
		if ( null !== $sent->kind && null !== $shown->kind && $sent->kind !== $shown->kind ) {
			$difference['kind'] = $shown->kind;
		}
		if ( null !== $sent->date && null !== $shown->date && $sent->date !== $shown->date ) {
			$difference['date'] = $shown->date;
		}
		if ( null !== $sent->total && null !== $shown->total && ! Decimal::areWithin( $shown->total, $sent->total, self::PARA ) ) {
			$difference['total'] = $shown->total;
		}
		// More is a payment that was entered there; and where SORS keeps no payments it may say 0 of each document.
		$paid = Decimal::normalise( $shown->paidAmount ?? '0' );
		if ( '0' !== $paid && null !== $sent->paidAmount && Decimal::compare( Decimal::add( $paid, self::PARA ), $sent->paidAmount ) < 0 ) {
			$difference['paid'] = $paid;
		}
		$lines = [] === $sent->lines || [] === $shown->lines ? [] : self::lines( $sent->lines, $shown->lines, true === $sent->pricesIncludeVat ? $shown->total : null );
		return [] === $lines ? $difference : $difference + [ 'lines' => $lines ];
	}

	/**
	 * By items, since SORS, or code of the site, may put the lines of one together; only where each line tells its own.
	 *
	 * @param non-empty-list<DocumentLine> $sent
	 * @param non-empty-list<DocumentLine> $shown
	 * @param string|null                  $total Of what is shown; null = amounts cannot be compared with those that were sent.
	 * @return list<Differing>
	 */
	private static function lines( array $sent, array $shown, ?string $total ): array {
		$were = self::sums( $sent, 'productCode' );
		$are  = self::sums( $shown, 'productCode' );
		if ( null === $were || null === $are ) {
			$were = self::sums( $sent, 'productId' );
			$are  = self::sums( $shown, 'productId' );
		}
		if ( null === $were || null === $are ) {
			return [];
		}
		// SORS may show amounts without VAT, or none.
		$tells   = [] === array_filter( $shown, static fn( DocumentLine $line ): bool => null === $line->quantity );
		$isMoney = null !== $total && Decimal::areWithin( $total, self::total( $are ), self::PARA );
		$lines   = [];
		foreach ( array_keys( $were + $are ) as $key ) {
			$was = $were[ $key ] ?? [ '0', '0', 0 ];
			$is  = $are[ $key ] ?? [ '0', '0', 0 ];
			$of  = ! $tells || Decimal::equals( $was[0], $is[0] ) ? 'amount' : 'quantity';
			if ( 'amount' === $of && ( ! $isMoney || Decimal::areWithin( $was[1], $is[1], Decimal::multiply( self::PARA, (string) max( $was[2], $is[2] ) ) ) ) ) {
				continue;
			}
			$at      = 'quantity' === $of ? 0 : 1;
			$lines[] = [
				'item'  => substr( $key, 1 ),
				'of'    => $of,
				'sent'  => $was[ $at ],
				'shown' => $is[ $at ],
			];
		}
		return $lines;
	}

	/**
	 * @param list<DocumentLine>        $lines
	 * @param 'productCode'|'productId' $name
	 * @return array<string, array{string, string, int}>|null Item => its pieces, its amount and how many lines it has; null = one is without item.
	 */
	private static function sums( array $lines, string $name ): ?array {
		$sums = [];
		foreach ( $lines as $line ) {
			$item = 'productCode' === $name ? $line->productCode : $line->productId;
			if ( null === $item ) {
				return null;
			}
			// Else PHP makes numbers of numeric keys.
			$key          = "i$item";
			$sum          = $sums[ $key ] ?? [ '0', '0', 0 ];
			$sums[ $key ] = [ Decimal::add( $sum[0], $line->quantity ?? '0' ), Decimal::add( $sum[1], $line->lineTotal ?? '0' ), $sum[2] + 1 ];
		}
		return $sums;
	}

	/** @param array<string, array{string, string, int}> $sums */
	private static function total( array $sums ): string {
		return array_reduce( array_column( $sums, 1 ), [ Decimal::class, 'add' ], '0' );
	}
}
