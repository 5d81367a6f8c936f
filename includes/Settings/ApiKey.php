<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * The API key of SORS, encrypted at rest with a key made from the site's salts.
 *
 * The constant SORS_API_KEY wins over what was saved. When the salts are changed, the saved key can no longer be read:
 * the owner is asked to enter it again.
 */
final class ApiKey {

	public const OPTION = 'sors_api_key';

	/** The key itself, or null where there is none that can be read. Never to be shown, logged or sent anywhere but to SORS. */
	public function value(): ?string {
		return null;
	}

	/**
	 * What may be shown of it.
	 *
	 * @return array{set: bool, hint: string|null, source: 'constant'|'option'|'none', readable: bool}
	 */
	public function describe(): array {
		return [ 'set' => false, 'hint' => null, 'source' => 'none', 'readable' => true ];
	}

	/**
	 * @throws \InvalidArgumentException When it cannot be a key: empty, or with spaces or control characters in it.
	 */
	public function save( string $key ): void {
	}

	public function forget(): void {
	}
}
