<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * A response came that is not what the contract says about SORS.
 *
 * It could not be used: not JSON ("not_json"), another address ("wrong_address"), JSON of another shape ("malformed"), a list
 * with a part missing ("paging"), or too large ("too_large").
 *
 * A write ends like this only where it is certain that nothing was done (a redirect, no such path); otherwise it is a ReplyLost.
 */
final class Malformed extends SorsError {

	/** Our name of the operation, e.g. "listProducts". */
	public string $operation;

	/** Which item of the response, for people, e.g. "#3, code A-17"; null = the response as a whole. */
	public ?string $item;

	/** Our name of the field; null where no single one is at fault. */
	public ?string $field;

	public function __construct( string $message, string $reason, string $operation, ?string $item = null, ?string $field = null, ?\Throwable $previous = null ) {
		parent::__construct( $message, $reason, $previous );
		$this->operation = $operation;
		$this->item      = $item;
		$this->field     = $field;
	}
}
