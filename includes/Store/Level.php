<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** What one business unit has of one item, and at what price, as it was read. */
final class Level {

	/** Another item of SORS has the same code. */
	public const TWO_ITEMS = 1;
	/** SORS shows another level of the same item and unit beside it. */
	public const TWO_FIGURES = 2;

	/** Row id; 0 = not stored yet. */
	public int $id = 0;
	public string $code;
	/** '' = SORS did not say. */
	public string $sorsId = '';
	public string $unitId;
	/** Decimals; null = SORS did not say. */
	public ?string $onHand          = null;
	public ?string $reserved        = null;
	public ?string $available       = null;
	public ?string $priceWithVat    = null;
	public ?string $priceWithoutVat = null;
	/** TWO_ITEMS or TWO_FIGURES; 0 = it is the only one. */
	public int $conflict = 0;
	/** When the request for it began: microseconds of the database's clock. */
	public int $readAt;
	/** The run that read it. */
	public int $runId = 0;

	public function __construct( string $code, string $unitId, int $readAt ) {
		$this->code   = $code;
		$this->unitId = $unitId;
		$this->readAt = $readAt;
	}

	/** @param array<string, string|null> $row A row of the table. */
	public static function fromRow( array $row ): self {
		$level                  = new self( (string) $row['code'], (string) $row['business_unit_id'], (int) $row['read_at'] );
		$level->id              = (int) $row['id'];
		$level->sorsId          = (string) $row['sors_id'];
		$level->onHand          = $row['on_hand'];
		$level->reserved        = $row['reserved'];
		$level->available       = $row['available'];
		$level->priceWithVat    = $row['price_with_vat'];
		$level->priceWithoutVat = $row['price_without_vat'];
		$level->conflict        = (int) $row['conflict'];
		$level->runId           = (int) $row['run_id'];
		return $level;
	}

	/** Whether nothing differs except when, and by which run, it was read. */
	public function saysTheSameAs( self $other ): bool {
		return [ $this->code, $this->unitId, $this->sorsId, $this->conflict ] === [ $other->code, $other->unitId, $other->sorsId, $other->conflict ] && $this->figures() === $other->figures();
	}

	/** @return list<string|null> */
	public function figures(): array {
		return [ $this->onHand, $this->reserved, $this->available, $this->priceWithVat, $this->priceWithoutVat ];
	}
}
