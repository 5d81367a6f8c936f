<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

/** A number that goes into JSON digit by digit: as a float, 19.90 would become 19.899999999999999. */
final class JsonNumber {

	public string $digits;

	/** @param string $digits A plain decimal, e.g. "-12.5". */
	public function __construct( string $digits ) {
		$this->digits = $digits;
	}
}
