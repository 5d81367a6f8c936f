<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** States of a run, as the REST routes name them. */
final class RunState {

	public const QUEUED            = 'queued';
	public const READING           = 'reading';
	public const AWAITING_APPROVAL = 'awaiting_approval';
	public const APPLYING          = 'applying';
	public const SUCCEEDED         = 'succeeded';
	public const FAILED            = 'failed';
	public const CANCELLED         = 'cancelled';

	/** @var list<string> A run in one of these has work to do, and is the only one of its kind. */
	public const ACTIVE = [ self::QUEUED, self::READING, self::APPLYING ];
}
