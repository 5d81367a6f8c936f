<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * Something answered that is not what the contract says of SORS.
 *
 * The answer could not be used: not JSON ("not_json"), another address ("wrong_address"), or JSON of another shape ("malformed").
 *
 * A write ends so only where it is certain that nothing was done (a redirect, no such path); else it is a ReplyLost.
 */
final class Malformed extends SorsError {

	/** Our name of the operation, e.g. "listProducts". */
	public string $operation;

	/** Which item of the answer, in words for people, e.g. "item 3, code A-17". */
	public ?string $item;

	/** Our name of the field. */
	public ?string $field;

	public function __construct( string $message, string $reason, string $operation, ?string $item = null, ?string $field = null, ?\Throwable $previous = null ) {
		parent::__construct( $message, $reason, $previous );
		$this->operation = $operation;
		$this->item      = $item;
		$this->field     = $field;
	}
}
