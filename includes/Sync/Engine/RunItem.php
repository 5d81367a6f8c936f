<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/**
 * What a run found out about one item that is not simply unchanged, and what became of it.
 *
 * @phpstan-type Change array{field: string, from: string|null, to: string|null}
 */
final class RunItem {

	public const PLANNED   = 'planned';
	public const SKIPPED   = 'skipped';
	public const UNCHANGED = 'unchanged';
	/** Planned, but not before a person agrees to it. */
	public const HELD = 'held';
	// Committed, and not announced yet: to people they are updated already.
	public const WRITTEN = 'written';
	public const SWAPPED = 'swapped';

	// Problems. Of these two nothing needs correction: the owner deleted its product, or left it alone.
	public const DELETED    = 'deleted';
	public const LEFT_ALONE = 'left_alone';
	/** SORS shows it under another code than the one by which the shop has its product. */
	public const CODE_CHANGED = 'code_changed';
	/** Other code of the site broke over it, asked by a filter of ours: it is left as it is. */
	public const BROKEN_FILTER = 'hook';
	/** That of one that was written twice, and is not as it was written. */
	public const NOT_KEPT = 'not_kept';
	/** Fields of changes: the regular price, and what buyers pay although that is right. */
	public const PRICES = [ 'price', 'paid' ];

	public const CREATE = 'create';
	public const UPDATE = 'update';
	public const NONE   = 'none';

	// 0 = not stored yet.
	public int $id    = 0;
	public int $runId = 0;
	public string $code;
	public string $name;
	/** create, update or none. */
	public string $action;
	/** planned, held, created, updated, unchanged, skipped or failed; in between, written (its figures) or swapped (its stock, save() is to follow). */
	public string $outcome;
	/** Product or variation; 0 = none yet. */
	public int $objectId = 0;
	/** @var list<Change> Field by field, as a person would read it. */
	public array $changes = [];
	/** For people, see Sentence; null = nothing to say. */
	public ?string $reason = null;
	/** Kind of the reason, for the list of conflicts: duplicate_code, no_name … ; '' = none of its own. */
	public string $problem = '';
	/** @var array<string, mixed> What is needed to plan it again when it is applied. */
	public array $payload = [];
	/** What the safety limit counts: see Danger; '' = harmless. */
	public string $danger = '';
	/** What was stored besides the outcome. */
	private string $stored = '';

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

	/** Stored only where it has to be known that a run has compared it: see PendingChanges::dropEqual(). */
	public static function same( string $code, string $name, int $objectId ): self {
		$item           = new self( $code, $name, self::NONE, self::UNCHANGED );
		$item->objectId = $objectId;
		return $item;
	}

	public static function whyDeleted(): string {
		return Sentence::__( 'Its product was deleted from the shop for good, so it stays deleted, or you left it out of a preview or said never to bring it in. To have it, press “Bring all back” under Products from SORS.', 'sors-api-for-woocommerce' );
	}

	public static function whyUnlinked(): string {
		return Sentence::__( 'You unlinked it from its product, so it is linked to none and no product is made of it. To have it after all, press “Link again” under Products from SORS.', 'sors-api-for-woocommerce' );
	}

	/** @param array<string, string|null> $row A row of the table. */
	public static function fromRow( array $row ): self {
		$item           = new self( (string) $row['code'], (string) $row['name'], (string) $row['action'], (string) $row['outcome'] );
		$payload        = json_decode( (string) $row['payload'], true );
		$item->id       = (int) $row['id'];
		$item->runId    = (int) $row['run_id'];
		$item->objectId = (int) $row['object_id'];
		$item->payload  = is_array( $payload ) ? $payload : [];
		$item->reason   = '' === (string) $row['reason'] ? null : $row['reason'];
		$item->problem  = (string) $row['problem'];
		$item->danger   = (string) ( $row['danger'] ?? '' );
		$item->changes  = self::changesOf( $row );
		$item->markStored();
		return $item;
	}

	/**
	 * @param array<string, string|null> $row
	 * @return list<Change>
	 */
	public static function changesOf( array $row ): array {
		$changes = json_decode( (string) $row['changes'], true );
		/** @var list<Change> Written by RunItems::put(). */
		return is_array( $changes ) ? array_values( $changes ) : [];
	}

	public function markStored(): void {
		$this->stored = $this->details();
	}

	/** What a field is changed to; null where it is not changed. */
	public function newValue( string $field ): ?string {
		return array_column( $this->changes, 'to', 'field' )[ $field ] ?? null;
	}

	public function oldValue( string $field ): ?string {
		return array_column( $this->changes, 'from', 'field' )[ $field ] ?? null;
	}

	/** Whether the shop would sell more than SORS has as long as it is not written. */
	public function lowersStock(): bool {
		foreach ( $this->changes as $change ) {
			// Without a stock before it was sold without limit; a variation's own is never raised.
			if ( 'variationStock' === $change['field'] || ( 'stock' === $change['field'] && null !== $change['to'] && ( null === $change['from'] || Decimal::compare( $change['to'], $change['from'] ) < 0 ) ) ) {
				return true;
			}
		}
		return 'outofstock' === $this->newValue( 'stockStatus' );
	}

	/** Other than the outcome. */
	public function hasNewDetails(): bool {
		return $this->details() !== $this->stored;
	}

	private function details(): string {
		return (string) wp_json_encode( [ $this->action, $this->objectId, $this->changes, (string) $this->reason, $this->problem, $this->payload['by'] ?? '' ] );
	}

	/** @return array<string, mixed> Zod `runItem`. */
	public function toArray( bool $isNeeded = false ): array {
		return [
			'id'         => $this->id,
			'code'       => Sentence::shown( $this->code ),
			'name'       => $this->name,
			'outcome'    => [ self::HELD => self::PLANNED, self::WRITTEN => 'updated', self::SWAPPED => 'updated' ][ $this->outcome ] ?? $this->outcome,
			'action'     => $this->action,
			'productId'  => 0 === $this->objectId ? null : $this->objectId,
			'productUrl' => 0 === $this->objectId ? null : self::editUrl( $this->objectId ),
			'changes'    => Sentence::allShown( $this->changes ),
			'reason'     => null === $this->reason ? null : Sentence::shown( $this->reason ),
			'needed'     => $isNeeded,
		];
	}

	/** A variation is edited on its parent's page. */
	public static function editUrl( int $objectId ): string {
		$parent = 'product_variation' === get_post_type( $objectId ) ? (int) wp_get_post_parent_id( $objectId ) : 0;
		return admin_url( 'post.php?post=' . ( 0 === $parent ? $objectId : $parent ) . '&action=edit' );
	}
}
