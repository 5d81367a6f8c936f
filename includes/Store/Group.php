<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** A group of SORS and the category that stands for it. */
final class Group {

	/** Row id. */
	public int $id;
	public string $groupId;
	/** '' = a root. */
	public string $parentId;
	/** As SORS writes it. */
	public string $name;
	/** 0 = none yet. */
	public int $termId;
	/** Runs change nothing of its products; null = nobody could choose yet. */
	public ?bool $leftAlone;
	/** What the category was last given; '' = nothing, or another plugin failed over it. As long as SORS' name and parent are still these, the owner's own renaming or moving stays. */
	public string $appliedName;
	public string $appliedParentId;
	/** The category of its parent by then; 0 = there was none yet. */
	public int $appliedParentTerm;

	/** Instead of such a category: the group's own is the owner's, with its name and place. */
	public const OWNERS = -1;

	/** @param array<string, string|null> $row A row of the table. */
	public function __construct( array $row ) {
		$this->id              = (int) $row['id'];
		$this->groupId         = (string) $row['group_id'];
		$this->parentId        = (string) $row['parent_id'];
		$this->name            = (string) $row['name'];
		$this->termId          = (int) $row['term_id'];
		$this->leftAlone       = null === $row['left_alone'] ? null : '1' === (string) $row['left_alone'];
		$this->appliedName     = (string) $row['applied_name'];
		$this->appliedParentId = (string) $row['applied_parent_id'];
		$this->appliedParentTerm = (int) $row['applied_parent_term'];
	}

	/** @param int $parentTerm The category of its parent; 0 = none (yet). */
	public function isApplied( int $parentTerm ): bool {
		return $this->isOwners() || ( $this->appliedName === $this->name && $this->appliedParentId === $this->parentId && $this->hangsUnder( $parentTerm ) );
	}

	public function isOwners(): bool {
		return self::OWNERS === $this->appliedParentTerm;
	}

	/** Whether it has been hung there; where it stands now may be the owner's choice. */
	public function hangsUnder( int $parentTerm ): bool {
		return in_array( $parentTerm, [ 0, $this->appliedParentTerm ], true );
	}
}
