<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

/** Where in an answer its parts stand. A part that is null does not exist; without `data`, the whole answer is the data. */
final class Envelope {

	public ?string $success;
	public ?string $code;
	public ?string $message;
	public ?string $errors;
	public ?string $data;
	public ?string $total;
	public ?string $errorField;
	public ?string $errorCode;
	public ?string $errorMessage;

	/**
	 * @param array<string, string|null> $paths Part => path on the wire.
	 */
	public function __construct( array $paths ) {
		$this->success      = $paths['success'] ?? null;
		$this->code         = $paths['code'] ?? null;
		$this->message      = $paths['message'] ?? null;
		$this->errors       = $paths['errors'] ?? null;
		$this->data         = $paths['data'] ?? null;
		$this->total        = $paths['total'] ?? null;
		$this->errorField   = $paths['errorField'] ?? null;
		$this->errorCode    = $paths['errorCode'] ?? null;
		$this->errorMessage = $paths['errorMessage'] ?? null;
	}

	/**
	 * The paths of a part of the file; an operation's own envelope is laid over the general one, part by part.
	 *
	 * @param array<string, string|null> $general
	 *
	 * @return array<string, string|null>
	 */
	public static function paths( Reader $part, array $general = [] ): array {
		$paths = $general;
		$error = $part->optionalPart( 'error' );
		foreach ( [ 'success', 'code', 'message', 'errors', 'data', 'total' ] as $name ) {
			if ( in_array( $name, $part->names(), true ) ) {
				$paths[ $name ] = $part->optionalText( $name );
			}
		}
		foreach ( [ 'field', 'code', 'message' ] as $name ) {
			if ( in_array( $name, $error->names(), true ) ) {
				$paths[ 'error' . ucfirst( $name ) ] = $error->optionalText( $name );
			}
		}
		return $paths;
	}
}
