<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/**
 * A planned item as it was stored, with what became of it.
 *
 * @phpstan-import-type Change from PlannedItem
 */
final class StoredItem {

	public int $id;
	public string $code;
	public string $name;
	public int $objectId;

	/** create, update or none. */
	public string $action;

	/** planned, created, updated, unchanged, skipped or failed. */
	public string $outcome;

	/** @var array<string, mixed> */
	public array $payload;

	/** @var list<Change> */
	public array $changes;
	public ?string $reason;

	/** See PlannedItem::$problem. */
	public string $problem;

	/** What the row says besides the outcome, to tell whether it has to be written anew. */
	private string $told;

	/** @param array<string, string|null> $row A row of the table. */
	public function __construct( array $row ) {
		$payload        = json_decode( (string) $row['payload'], true );
		$changes        = json_decode( (string) $row['changes'], true );
		$this->id       = (int) $row['id'];
		$this->code     = (string) $row['code'];
		$this->name     = (string) $row['name'];
		$this->objectId = (int) $row['object_id'];
		$this->action   = (string) $row['action'];
		$this->outcome  = (string) $row['outcome'];
		$this->payload  = is_array( $payload ) ? $payload : [];
		$this->reason   = '' === (string) $row['reason'] ? null : $row['reason'];
		$this->problem  = (string) $row['problem'];
		/** @var list<Change> $list Written by RunItems::put(). */
		$list          = is_array( $changes ) ? array_values( $changes ) : [];
		$this->changes = $list;
		$this->told    = $this->tell();
	}

	/** Whether something else than the outcome has become different since it was stored. */
	public function tellsOtherwise(): bool {
		return $this->tell() !== $this->told;
	}

	private function tell(): string {
		return (string) wp_json_encode( [ $this->action, $this->objectId, $this->changes, (string) $this->reason, $this->problem ] );
	}

	/** @return array<string, mixed> The shape `runItem` of src/contract/runs.ts. */
	public function toArray(): array {
		return [
			'id'         => $this->id,
			'code'       => $this->code,
			'name'       => $this->name,
			'outcome'    => $this->outcome,
			'action'     => $this->action,
			'productId'  => 0 === $this->objectId ? null : $this->objectId,
			'productUrl' => 0 === $this->objectId ? null : self::editUrl( $this->objectId ),
			'changes'    => $this->changes,
			'reason'     => $this->reason,
		];
	}

	/** A variation is edited on its parent's page. */
	private static function editUrl( int $objectId ): string {
		$parent = 'product_variation' === get_post_type( $objectId ) ? (int) wp_get_post_parent_id( $objectId ) : 0;
		return admin_url( 'post.php?post=' . ( 0 === $parent ? $objectId : $parent ) . '&action=edit' );
	}
}
