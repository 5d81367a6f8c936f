<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** Where the API key comes from: asked for each request, so that one just saved is used. */
interface KeySource {

	public function key(): Key;

	/** False when a key was saved that can no longer be decrypted. */
	public function isReadable(): bool;
}
