<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/**
 * SORS did not accept the API key.
 *
 * 401 or 403, or no key at all (code "no_key", nothing was sent). Nothing else will work until the key is mended.
 */
final class AuthFailed extends SorsError {
}
