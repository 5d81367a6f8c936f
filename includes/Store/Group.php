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

	/** What the category was last given. As long as SORS' name and parent are still these, the owner's own renaming or moving stays. */
	public string $appliedName;
	public string $appliedParentId;

	/** @param array<string, string|null> $row A row of the table. */
	public function __construct( array $row ) {
		$this->id              = (int) $row['id'];
		$this->groupId         = (string) $row['group_id'];
		$this->parentId        = (string) $row['parent_id'];
		$this->name            = (string) $row['name'];
		$this->termId          = (int) $row['term_id'];
		$this->appliedName     = (string) $row['applied_name'];
		$this->appliedParentId = (string) $row['applied_parent_id'];
	}

	public function isApplied(): bool {
		return 0 !== $this->termId && $this->appliedName === $this->name && $this->appliedParentId === $this->parentId;
	}
}
