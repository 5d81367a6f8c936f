<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Sors\Decimal;
use SorsApi\Sync\Engine\StoredItem;

/**
 * Pure: what a run found, as lines of a table for a spreadsheet.
 *
 * Texts come from the books and from the shop: one that a spreadsheet would
 * take for a formula is defused by an apostrophe in front.
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

	public function head(): string {
		return self::MARK . $this->line( self::COLUMNS );
	}

	/** One line for each field that changes; one in all where none does. */
	public function lines( StoredItem $item ): string {
		$lines = '';
		$none  = [
			'field' => '',
			'from'  => null,
			'to'    => null,
		];
		foreach ( [] === $item->changes ? [ $none ] : $item->changes as $change ) {
			$lines .= $this->line( [ $item->code, $item->name, $item->outcome, $item->action, $change['field'], (string) $change['from'], (string) $change['to'], (string) $item->reason ] );
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
