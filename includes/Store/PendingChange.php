<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** What one kind of run would change of one item, and waits for a person's decision. */
final class PendingChange {

	public const ASKED = 'asked';
	/** A person has agreed to what stands here: the next run that finds no more than that writes it. */
	public const APPROVED = 'approved';
	/** A person does not want it: asked again by the next run that finds it. */
	public const DISCARDED = 'discarded';

	/** 0 = not stored yet. */
	public int $id = 0;
	public string $kind;
	public string $code;
	public string $name;
	/** Product or variation; 0 = none yet. */
	public int $objectId = 0;
	/** As RunItem::$changes, JSON. */
	public string $changes = '[]';
	/** Why it waits: see Danger; '' = it is harmless, and was not chosen of a preview. */
	public string $danger = '';
	/** One of the above. */
	public string $state = self::ASKED;
	/** Fingerprint of the settings, and so the database, that it is approved for; '' = it is not. */
	public string $settings = '';
	/** It was shown in a preview and not chosen: no news to anybody. */
	public bool $isQuiet = false;
	/** A mail told it. */
	public bool $isTold = false;
	/** That found it last; 0 = none has yet. */
	public int $runId = 0;
	/** UTC: when it was first held, and when what stands here last changed. */
	public string $createdAt = '';
	public string $updatedAt = '';

	public function __construct( string $kind, string $code, string $name ) {
		$this->kind = $kind;
		$this->code = $code;
		$this->name = $name;
	}

	/** @param array<string, string|null> $row A row of the table. */
	public static function fromRow( array $row ): self {
		$change            = new self( (string) $row['kind'], (string) $row['code'], (string) $row['name'] );
		$change->id        = (int) $row['id'];
		$change->objectId  = (int) $row['object_id'];
		$change->changes   = (string) $row['changes'];
		$change->danger    = (string) $row['danger'];
		$change->state     = (string) $row['state'];
		$change->settings  = (string) $row['settings'];
		$change->isQuiet   = '1' === (string) $row['quiet'];
		$change->isTold    = '1' === (string) $row['told'];
		$change->runId     = (int) $row['run_id'];
		$change->createdAt = (string) $row['created_at'];
		$change->updatedAt = (string) $row['updated_at'];
		return $change;
	}
}
