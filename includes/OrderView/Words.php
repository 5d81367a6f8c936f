<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Sentence;

/** The same words for an order wherever it is shown, dates and amounts as the shop writes them. */
final class Words {

	/** What state an order is in, by the entry that says so. */
	public static function state( OutboxEntry $entry ): string {
		$state  = OrderQueries::state( $entry );
		$isOpen = in_array( $state, [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING ], true );
		if ( OutboxEntry::ROLE_CANCEL === $entry->role && $isOpen ) {
			return __( 'Being cancelled', 'sors-api-for-woocommerce' );
		}
		switch ( $state ) {
			case OrderQueries::DIFFERS:
				return __( 'Differs', 'sors-api-for-woocommerce' );
			case OutboxEntry::SENT:
				return __( 'In SORS', 'sors-api-for-woocommerce' );
			case OutboxEntry::SENDING:
				return __( 'Being sent', 'sors-api-for-woocommerce' );
			case OutboxEntry::WAITING:
				return __( 'Will be retried', 'sors-api-for-woocommerce' );
			case OutboxEntry::REJECTED:
				return __( 'Refused', 'sors-api-for-woocommerce' );
			case OutboxEntry::UNCERTAIN:
				return __( 'Uncertain', 'sors-api-for-woocommerce' );
			case OutboxEntry::SKIPPED:
				return __( 'Not sent', 'sors-api-for-woocommerce' );
			case OutboxEntry::CANCELLED:
				return _x( 'Cancelled', 'state of an order', 'sors-api-for-woocommerce' );
			default:
				return __( 'Queued', 'sors-api-for-woocommerce' );
		}
	}

	/** Kind and number: "Reservation 2/2026". */
	public static function document( OutboxEntry $entry ): string {
		return trim( OrderNotes::kindTitle( (string) $entry->kind ) . ' ' . $entry->documentName() );
	}

	public static function amount( string $amount, string $currency = 'RSD' ): string {
		return Sentence::shown( Sentence::amount( $amount, $currency ) );
	}

	/** Without its currency, which stands elsewhere: as src/ui/format.ts has it. */
	public static function price( string $amount ): string {
		return Sentence::shown( Sentence::price( $amount ) );
	}

	/** A quantity or a percentage with the separators of the prices beside it. */
	public static function decimal( string $number ): string {
		return Sentence::shown( Sentence::quantity( $number ) );
	}

	/** @param string $day Y-m-d, the same day in every time zone. */
	public static function day( string $day ): string {
		return (string) wp_date( self::setting( 'date_format' ), (int) strtotime( $day . ' 12:00 UTC' ), new \DateTimeZone( 'UTC' ) );
	}

	/** @param string $moment Any that PHP reads, in UTC. */
	public static function moment( string $moment ): string {
		$format = self::setting( 'date_format' ) . ' ' . self::setting( 'time_format' );
		return (string) wp_date( $format, (int) strtotime( $moment . ( 'Z' === substr( $moment, -1 ) ? '' : ' UTC' ) ) );
	}

	/** @param 'date_format'|'time_format' $name */
	public static function setting( string $name ): string {
		$value = get_option( $name );
		return is_string( $value ) ? $value : '';
	}
}
