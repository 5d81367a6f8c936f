<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/**
 * SORS did not accept the API key.
 *
 * 401 or 403 (code "key_refused"), or no key at all (code "no_key": nothing was sent). No request works until the key is
 * right.
 */
final class AuthFailed extends SorsError {
}
