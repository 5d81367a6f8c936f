<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** The product or variation that stands for an item of SORS, and what is known of the item. */
final class Link {

	public const ACTIVE       = 'active';
	public const INACTIVE     = 'inactive';
	public const DISCONTINUED = 'discontinued';
	public const DUPLICATE    = 'duplicate';

	/** 0 = not stored yet. */
	public int $id = 0;
	public string $code;

	/** Product or variation. */
	public int $objectId;

	/** The database that `sorsId` belongs to: ids may change with the year, codes do not. */
	public string $database = '';
	public string $sorsId   = '';

	/** goods, service, consignment, material, product; '' = unknown. */
	public string $itemType = '';

	/** Unit of measure as written in SORS: kom, KOM, kom. */
	public string $unit = '';

	/** Normalised percent; '' = unknown. */
	public string $vatRate = '';

	/** What the shop was last told of it: active, inactive, discontinued, or duplicate (two items have this code). */
	public string $state = self::ACTIVE;

	/** Post status before we hid the product; '' = we did not hide it. */
	public string $statusBefore = '';

	/** Stock before we set it to 0, because SORS no longer offers the item; '' = we did not. */
	public string $stockBefore = '';

	/** We made the product, and no stock run has given it stock and price yet. */
	public bool $fresh = false;

	/** The run and reading that saw it last. */
	public int $seenRunId   = 0;
	public int $seenReading = 0;

	/** Complete passes in a row that did not show it. */
	public int $missingPasses = 0;

	/** @var array<string, string|int> The columns as they were read; [] for a new one. */
	private array $stored = [];

	public function __construct( string $code, int $objectId ) {
		$this->code     = $code;
		$this->objectId = $objectId;
	}

	/** @param array<string, string|null> $row A row of the table. */
	public static function fromRow( array $row ): self {
		$link                = new self( (string) $row['code'], (int) $row['object_id'] );
		$link->id            = (int) $row['id'];
		$link->database      = (string) $row['database_name'];
		$link->sorsId        = (string) $row['sors_id'];
		$link->itemType      = (string) $row['item_type'];
		$link->unit          = (string) $row['unit'];
		$link->vatRate       = (string) $row['vat_rate'];
		$link->state         = (string) $row['state'];
		$link->statusBefore  = (string) $row['status_before'];
		$link->stockBefore   = (string) $row['stock_before'];
		$link->fresh         = '1' === (string) $row['fresh'];
		$link->seenRunId     = (int) $row['seen_run_id'];
		$link->seenReading   = (int) $row['seen_reading'];
		$link->missingPasses = (int) $row['missing_passes'];
		$link->stored        = $link->columns();
		return $link;
	}

	/**
	 * Columns that have changed since they were read. All others are left alone: a run of another kind may be writing them.
	 *
	 * @return array<string, string|int>
	 */
	public function changes(): array {
		return array_diff_assoc( $this->columns(), $this->stored );
	}

	/** @return array<string, string|int> */
	private function columns(): array {
		return [
			'code'           => $this->code,
			'object_id'      => $this->objectId,
			'database_name'  => $this->database,
			'sors_id'        => $this->sorsId,
			'item_type'      => $this->itemType,
			'unit'           => mb_substr( $this->unit, 0, 32 ),
			'vat_rate'       => $this->vatRate,
			'state'          => $this->state,
			'status_before'  => $this->statusBefore,
			'stock_before'   => $this->stockBefore,
			'fresh'          => $this->fresh ? 1 : 0,
			'seen_run_id'    => $this->seenRunId,
			'seen_reading'   => $this->seenReading,
			'missing_passes' => $this->missingPasses,
		];
	}

	public function isService(): bool {
		return 'service' === $this->itemType;
	}

	/** No longer offered in SORS. */
	public function isWithdrawn(): bool {
		return in_array( $this->state, [ self::INACTIVE, self::DISCONTINUED ], true );
	}
}
