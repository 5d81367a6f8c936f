<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * SORS did not accept the API key.
 *
 * 401 (code "key_refused"), 403 (code "key_restricted": it may be a good key that may not do this), or no key at all (code
 * "no_key": nothing was sent). After any but the second, no request works until the key is right.
 */
final class AuthFailed extends SorsError {

	/** Our name of the operation that it may not do, e.g. "cancelDocument"; null = not one alone. */
	public ?string $operation;

	/** SORS' own words; empty where it gave none. */
	public string $said;

	public function __construct( string $message, string $reason, ?string $operation = null, string $said = '' ) {
		parent::__construct( $message, $reason );
		$this->operation = $operation;
		$this->said      = $said;
	}

	/** The key is good, and may not do this. */
	public function isRestricted(): bool {
		return 'key_restricted' === $this->code();
	}
}
