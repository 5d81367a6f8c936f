<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** A SORS item as the links know it. */
final class Item {

	public string $code;
	/** Null where SORS gives none. */
	public ?string $id;
	/** Percent; null where SORS did not say. */
	public ?string $vatRate;
	public ?string $unit;

	/** Others in SORS have the code as well, so that nobody knows which of them is meant. */
	public bool $isDoubled;

	public function __construct( string $code, ?string $id, ?string $vatRate, ?string $unit, bool $isDoubled = false ) {
		$this->code      = $code;
		$this->id        = $id;
		$this->vatRate   = $vatRate;
		$this->unit      = $unit;
		$this->isDoubled = $isDoubled;
	}
}
