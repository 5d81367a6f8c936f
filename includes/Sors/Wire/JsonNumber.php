<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

/** A number that is written into JSON digit by digit as it is: a float in between would turn 19.90 into 19.899999999999999. */
final class JsonNumber {

	public string $digits;

	/** @param string $digits A plain decimal, e.g. "-12.5". */
	public function __construct( string $digits ) {
		$this->digits = $digits;
	}
}
