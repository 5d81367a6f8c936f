<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Refusal;

defined( 'ABSPATH' ) || exit;

/** An entry is left out, with the reason; a change of its order brings it back. */
final class Skip extends Refusal {

	/** OutboxEntry::SKIPPED or OutboxEntry::CANCELLED. */
	public string $state;

	public function __construct( string $reason, string $message, string $state = OutboxEntry::SKIPPED ) {
		parent::__construct( $reason, $message );
		$this->state = $state;
	}
}
