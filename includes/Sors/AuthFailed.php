<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * SORS did not accept the API key.
 *
 * 401 (code "key_refused"), 403 (code "key_restricted": it may be a good key that may not do this), or no key at all (code
 * "no_key": nothing was sent). No request works until the key is right.
 */
final class AuthFailed extends SorsError {
}
