<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** Where the API key comes from. It is read for each request, so that a key that was just saved is used. */
interface KeySource {

	public function key(): Key;

	/** False when a key was saved that can no longer be decrypted. */
	public function isReadable(): bool;
}
