<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\Runs;

/**
 * What a run found, as lines of a table for a spreadsheet.
 *
 * An apostrophe in front defuses texts that a spreadsheet would take for a
 * formula: they come from SORS and from the shop.
 */
final class DifferenceCsv {

	/** Tells spreadsheets that the text is UTF-8. */
	public const MARK = "\xEF\xBB\xBF";

	private string $separator;

	/** @param string $separator A semicolon where people write decimals with a comma. */
	public function __construct( string $separator ) {
		$this->separator = $separator;
	}

	/**
	 * All of a run, in parts: it may be larger than the memory.
	 *
	 * @return \Generator<int, string>
	 */
	public static function ofRun( Runs $runs, int $runId ): \Generator {
		$csv = new self( self::separator() );
		yield $csv->head();
		$after = 0;
		do {
			$items = $runs->itemsAfter( $runId, $after, 500 );
			$lines = '';
			foreach ( $items as $item ) {
				$lines .= $csv->lines( $item );
				$after  = $item->id;
			}
			yield $lines;
		} while ( [] !== $items );
	}

	/** As spreadsheets of the reader's language expect it. */
	public static function separator(): string {
		global $wp_locale;
		$decimals = [ wc_get_price_decimal_separator(), $wp_locale->number_format['decimal_point'] ?? '.' ];
		return in_array( ',', $decimals, true ) ? ';' : ',';
	}

	public function head(): string {
		return self::MARK . $this->line(
			[
				__( 'Item code', 'sors-api-for-woocommerce' ),
				__( 'Name', 'sors-api-for-woocommerce' ),
				__( 'Outcome', 'sors-api-for-woocommerce' ),
				__( 'Field', 'sors-api-for-woocommerce' ),
				__( 'From', 'sors-api-for-woocommerce' ),
				__( 'To', 'sors-api-for-woocommerce' ),
				__( 'Reason', 'sors-api-for-woocommerce' ),
			]
		);
	}

	/** One line for each field that changes; a single one where none does. */
	public function lines( RunItem $item ): string {
		$lines = '';
		$none  = [
			'field' => '',
			'from'  => null,
			'to'    => null,
		];
		foreach ( [] === $item->changes ? [ $none ] : $item->changes as $change ) {
			$values = array_map( fn( ?string $value ): string => ItemWords::value( $change['field'], $value, $this->point() ), [ $change['from'], $change['to'] ] );
			$lines .= $this->line( [ $item->code, $item->name, ItemWords::outcome( $item ), ItemWords::field( $change['field'] ), ...$values, (string) $item->reason ] );
		}
		return $lines;
	}

	/** @param string $decimal With the point that the reader's spreadsheet takes. */
	public function figure( string $decimal ): string {
		return str_replace( '.', $this->point(), $decimal );
	}

	/** A figure with another point would be a text to the spreadsheet, or a date. */
	private function point(): string {
		return ';' === $this->separator ? ',' : '.';
	}

	/** @param list<string> $cells */
	public function line( array $cells ): string {
		return implode( $this->separator, array_map( static fn( string $text ): string => self::cell( Sentence::shown( $text ) ), $cells ) ) . "\r\n";
	}

	private static function cell( string $text ): string {
		if ( 1 === preg_match( '/^\s*[=+\-@＝＋－＠\t\r]/u', $text ) && ! Decimal::isDecimal( str_replace( ',', '.', $text ) ) ) {
			$text = "'" . $text;
		}
		return '"' . str_replace( '"', '""', $text ) . '"';
	}
}
