<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

/** How single values are written on the wire. */
final class WireRules {

	/** One of number, string, commaString. */
	public string $decimals;

	/** A pattern of yyyy, MM, dd. */
	public string $dates;

	/** iso8601, or a pattern of yyyy, MM, dd, HH, mm, ss. */
	public string $dateTimes;

	/** Time zone of moments that come without an offset. */
	public \DateTimeZone $timeZone;

	/** One of string, integer. */
	public string $ids;

	/** @throws \SorsApi\Sors\ContractError */
	public function __construct( Reader $part ) {
		$this->decimals  = $part->oneOf( 'decimals', [ 'number', 'string', 'commaString' ] );
		$this->dates     = self::pattern( $part, 'dates' );
		$this->dateTimes = self::pattern( $part, 'dateTimes' );
		$this->ids       = $part->oneOf( 'ids', [ 'string', 'integer' ] );

		$zone = $part->text( 'timeZone' );
		try {
			$this->timeZone = new \DateTimeZone( $zone );
		} catch ( \Exception $error ) {
			$part->error( 'timeZone', sprintf( 'is "%s", which is not a time zone', $zone ) )->throw();
		}
	}

	/** Letters that are not a part we know would be copied as they are, and make every date wrong. Of a moment alone ISO 8601 says more than a pattern. */
	private static function pattern( Reader $part, string $name ): string {
		$pattern = $part->text( $name );
		$rest    = preg_replace( '/yyyy|MM|dd|HH|mm|ss/', '', $pattern );
		$isIso   = 'iso8601' === $pattern && 'dateTimes' === $name;
		if ( ! $isIso && 1 === preg_match( '/[A-SU-Za-z]/', (string) $rest ) ) {
			$part->error( $name, sprintf( 'is "%s", but must be made of yyyy MM dd HH mm ss', $pattern ) )->throw();
		}
		return $pattern;
	}
}
