<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

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

	private const COLUMNS = [ 'code', 'name', 'outcome', 'action', 'field', 'from', 'to', 'reason' ];

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
		$csv = new self( ',' === wc_get_price_decimal_separator() ? ';' : ',' );
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

	public function head(): string {
		return self::MARK . $this->line( self::COLUMNS );
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
			$lines .= $this->line( [ $item->code, $item->name, $item->shownOutcome(), $item->action, $change['field'], (string) $change['from'], (string) $change['to'], (string) $item->reason ] );
		}
		return $lines;
	}

	/** @param list<string> $cells */
	private function line( array $cells ): string {
		return implode( $this->separator, array_map( [ self::class, 'cell' ], $cells ) ) . "\r\n";
	}

	private static function cell( string $text ): string {
		if ( 1 === preg_match( '/^\s*[=+\-@＝＋－＠\t\r]/u', $text ) && ! Decimal::isDecimal( $text ) ) {
			$text = "'" . $text;
		}
		return '"' . str_replace( '"', '""', $text ) . '"';
	}
}
