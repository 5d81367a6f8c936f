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

	/** @var list<array{field: string|null, code: string|null, message: string}> What SORS said about single fields. */
	public array $errors;

	/**
	 * @param list<array{field: string|null, code: string|null, message: string}> $errors
	 */
	public function __construct( string $message, int $status, ?string $sorsCode = null, array $errors = [], ?\Throwable $previous = null ) {
		parent::__construct( $message, 'rejected', $previous );
		$this->status   = $status;
		$this->sorsCode = $sorsCode;
		$this->errors   = $errors;
	}
}
