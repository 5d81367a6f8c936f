<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * SORS understood the request and said no.
 *
 * Nothing was done. Sending the same again brings the same answer: something has to change first.
 */
final class Rejected extends SorsError {

	/** HTTP status of the response; 200 where only its body said no. */
	public int $status;

	/** SORS' own code for the refusal, unchanged; null where it gave none. */
	public ?string $sorsCode;

	public function __construct( string $message, int $status, ?string $sorsCode = null, ?\Throwable $previous = null ) {
		parent::__construct( $message, 'rejected', $previous );
		$this->status   = $status;
		$this->sorsCode = $sorsCode;
	}
}
