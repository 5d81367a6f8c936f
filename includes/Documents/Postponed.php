<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Refusal;

defined( 'ABSPATH' ) || exit;

/** An entry cannot be sent just yet, and nothing is wrong with it: it is tried again later, and no attempt is counted. */
final class Postponed extends Refusal {

	/** Seconds. */
	public int $after;

	public function __construct( string $reason, int $after, string $message ) {
		parent::__construct( $reason, $message );
		$this->after = $after;
	}
}
