<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/**
 * What a run found out about one item that is not simply unchanged.
 *
 * @phpstan-type Change array{field: string, from: string|null, to: string|null}
 */
final class PlannedItem {

	public const PLANNED = 'planned';
	public const SKIPPED = 'skipped';

	public const CREATE = 'create';
	public const UPDATE = 'update';
	public const NONE   = 'none';

	public string $code;
	public string $name;

	/** create, update or none. */
	public string $action;

	/** planned or skipped. */
	public string $outcome;

	/** Product or variation; 0 = none yet. */
	public int $objectId = 0;

	/** @var list<Change> Field by field, as a person would read it. */
	public array $changes = [];

	/** A sentence for people; null = nothing to say. */
	public ?string $reason = null;

	/** Kind of the reason, for lists of what to mend: duplicate_code, no_name … ; '' = none of its own. */
	public string $problem = '';

	/** @var array<string, mixed> What is needed to plan it again when it is applied. */
	public array $payload = [];

	/** What the brake counts, e.g. "zero" or "price 12.5"; '' = harmless. The same words twice mean the same danger. */
	public string $danger = '';

	public function __construct( string $code, string $name, string $action, string $outcome ) {
		$this->code    = $code;
		$this->name    = $name;
		$this->action  = $action;
		$this->outcome = $outcome;
	}

	public static function skipped( string $code, string $name, string $reason, int $objectId = 0, string $problem = '' ): self {
		$item           = new self( $code, $name, self::NONE, self::SKIPPED );
		$item->reason   = $reason;
		$item->objectId = $objectId;
		$item->problem  = $problem;
		return $item;
	}
}
