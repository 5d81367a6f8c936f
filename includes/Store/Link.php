<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** The product or variation that stands for an item of SORS, and what is known of the item. */
final class Link {

	public const ACTIVE       = 'active';
	public const INACTIVE     = 'inactive';
	public const DISCONTINUED = 'discontinued';
	public const DUPLICATE    = 'duplicate';
	/** What the owner left alone: the product itself, or the item's group. */
	public const BY_PRODUCT = 'product';
	public const BY_GROUP   = 'group';

	// Problems: neither SORS nor the shop has a price of it; it could not be written.
	public const NO_PRICE = 'no_price';
	public const FAILED   = 'failed';
	// One that is sold otherwise in a language that we do not write.
	public const TRANSLATION_DIFFERS = 'translation_differs';
	/** These are said once, and stand beside the link until they end: runs have no items of them. */
	public const STANDING = [ self::NO_PRICE, self::TRANSLATION_DIFFERS ];

	/** 0 = not stored yet. */
	public int $id = 0;
	public string $code;
	/** Product or variation. */
	public int $objectId;
	/** The product whose row in the shop's list shows it: of a variation its parent. 0 = Links::save() looks it up. */
	public int $productId = 0;
	/** The database that `sorsId` belongs to: ids may change with the year, codes do not. */
	public string $database = '';
	public string $sorsId   = '';
	/** Group in that database; '' = none, or no catalogue run has told it yet. */
	public string $groupId = '';
	/** goods, service, consignment, material, product; '' = unknown. */
	public string $itemType = '';
	/** Unit of measure as written in SORS: kom, KOM, kom. */
	public string $unit = '';
	/** Normalised percent; '' = unknown. */
	public string $vatRate = '';
	/** Why runs change nothing of its product: BY_PRODUCT or BY_GROUP; '' = they do. */
	public string $leftAlone = '';
	/** What the shop was last told of it: active, inactive, discontinued, or duplicate (two items have this code). */
	public string $state = self::ACTIVE;
	/** Post status before we hid the product; '' = we did not hide it. */
	public string $statusBefore = '';
	/** Stock before we set it to 0, because SORS no longer offers the item, then " id:stock" of each variation with one of its own; '' = we did not. */
	public string $stockBefore = '';
	/** @var list<int> Categories that we put on the product: all others are the owner's. */
	public array $categories = [];
	/** We made the product, and no stock run has given it stock and price yet. */
	public bool $fresh = false;
	/** One has given it stock, when SORS had no price of it yet: that is still to come. */
	public bool $awaitsPrice = false;
	/** The price, normalised, at which what buyers pay was last put right: see StockPlanner; '' = it never was. */
	public string $priceEnforced = '';
	/** The run and reading that saw it last. */
	public int $seenRunId   = 0;
	public int $seenReading = 0;
	/** Complete passes in a row that did not show it. */
	public int $missingPasses = 0;
	/** Of what a run of that kind compared last without finding anything to do: see ProductFingerprints. */
	public string $catalogPrint = '';
	public string $stockPrint   = '';
	/** In how many requests the product was changed past its own save: see TouchedProducts. */
	public int $touched = 0;
	/** UTC: when a run last changed something of it, or found a problem; null = never. LinkNotes writes these. */
	public ?string $changedAt = null;
	/** What the last run found wrong: FAILED, or the kind of a conflict; '' = nothing. */
	public string $problem = '';
	/** A sentence for people. */
	public string $problemReason = '';
	/** @var array<string, string|null> The columns as they were read; [] for a new one. */
	private array $stored = [];

	public function __construct( string $code, int $objectId ) {
		$this->code     = $code;
		$this->objectId = $objectId;
	}

	/** @param array<string, string|null> $row A row of the table. */
	public static function fromRow( array $row ): self {
		$link                = new self( (string) $row['code'], (int) $row['object_id'] );
		$link->id            = (int) $row['id'];
		$link->productId     = (int) $row['product_id'];
		$link->database      = (string) $row['database_name'];
		$link->sorsId        = (string) $row['sors_id'];
		$link->groupId       = (string) $row['group_id'];
		$link->itemType      = (string) $row['item_type'];
		$link->unit          = (string) $row['unit'];
		$link->vatRate       = (string) $row['vat_rate'];
		$link->leftAlone     = (string) $row['left_alone'];
		$link->state         = (string) $row['state'];
		$link->statusBefore  = (string) $row['status_before'];
		$link->stockBefore   = (string) $row['stock_before'];
		$link->categories    = array_values( array_map( 'intval', array_filter( explode( ',', (string) $row['categories'] ) ) ) );
		$link->fresh         = '1' === (string) $row['fresh'];
		$link->awaitsPrice   = '2' === (string) $row['fresh'];
		$link->priceEnforced = (string) $row['price_enforced'];
		$link->seenRunId     = (int) $row['seen_run_id'];
		$link->seenReading   = (int) $row['seen_reading'];
		$link->missingPasses = (int) $row['missing_passes'];
		$link->catalogPrint  = (string) $row['catalog_print'];
		$link->stockPrint    = (string) $row['stock_print'];
		$link->touched       = (int) $row['touched'];
		$link->changedAt     = $row['changed_at'];
		$link->problem       = (string) $row['problem'];
		$link->problemReason = (string) $row['problem_reason'];
		$link->stored        = $row;
		return $link;
	}

	/** @return array<string, string|int> Columns that have changed since they were read. A run of another kind may be writing the others. */
	public function changes(): array {
		return array_diff_assoc( $this->columns(), $this->stored );
	}

	/** @return array<string, string|int> */
	private function columns(): array {
		return [
			'code'           => $this->code,
			'object_id'      => $this->objectId,
			'product_id'     => $this->productId,
			'database_name'  => $this->database,
			'sors_id'        => $this->sorsId,
			'group_id'       => $this->groupId,
			'item_type'      => $this->itemType,
			'unit'           => mb_substr( $this->unit, 0, 32 ),
			'vat_rate'       => $this->vatRate,
			'left_alone'     => $this->leftAlone,
			'state'          => $this->state,
			'status_before'  => $this->statusBefore,
			'stock_before'   => $this->stockBefore,
			'categories'     => implode( ',', $this->categories ),
			'fresh'          => $this->fresh ? 1 : ( $this->awaitsPrice ? 2 : 0 ),
			'price_enforced' => $this->priceEnforced,
			'seen_run_id'    => $this->seenRunId,
			'seen_reading'   => $this->seenReading,
			'missing_passes' => $this->missingPasses,
		];
	}

	/** What a run goes by that compares its product: not when one saw it, nor whether it has stock yet. */
	public function fingerprint(): string {
		return implode( "\n", array_diff_key( $this->columns(), [ 'seen_run_id' => 0, 'seen_reading' => 0, 'fresh' => 0 ] ) ) . "\n$this->touched";
	}

	public function isLeftAlone(): bool {
		return '' !== $this->leftAlone;
	}

	/** @return bool Whether it was left alone until now, because of its group. */
	public function followGroup( bool $groupIsLeftAlone ): bool {
		$comesBack = ! $groupIsLeftAlone && self::BY_GROUP === $this->leftAlone;
		if ( $comesBack ) {
			$this->leftAlone = '';
		} elseif ( $groupIsLeftAlone && ! $this->isLeftAlone() ) {
			$this->leftAlone = self::BY_GROUP;
		}
		return $comesBack;
	}

	/** Its state once no other item has its code. */
	public function stateOfOne(): string {
		return self::DUPLICATE === $this->state ? self::ACTIVE : $this->state;
	}

	public function wasSeen( int $runId, int $reading ): bool {
		return $this->seenRunId === $runId && $this->seenReading === $reading;
	}

	public function isService(): bool {
		return 'service' === $this->itemType;
	}

	/** Whether runs bring into its product what SORS has of it. */
	public function isFollowed(): bool {
		return self::ACTIVE === $this->state && ! $this->isLeftAlone();
	}

	/** No longer offered in SORS. */
	public function isWithdrawn(): bool {
		return in_array( $this->state, [ self::INACTIVE, self::DISCONTINUED ], true );
	}
}
