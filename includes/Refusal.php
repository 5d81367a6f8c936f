<?php
declare( strict_types=1 );

namespace SorsApi;

defined( 'ABSPATH' ) || exit;

/** Something is not done, for a reason with a code for programs and a sentence for people. */
abstract class Refusal extends \RuntimeException {

	use Throwing;

	private string $reason;

	/**
	 * @param string $reason  Machine code in snake_case.
	 * @param string $message A sentence for people, translated.
	 */
	public function __construct( string $reason, string $message ) {
		parent::__construct( $message );
		$this->reason = $reason;
	}

	public function code(): string {
		return $this->reason;
	}
}
