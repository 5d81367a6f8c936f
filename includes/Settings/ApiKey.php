<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\KeySource;

defined( 'ABSPATH' ) || exit;

/**
 * The API key of SORS, encrypted at rest with a key made from the site's salts: a copy of the database alone does not
 * give it away.
 *
 * The constant SORS_API_KEY wins over what was saved. When the salts are changed, the saved key can no longer be read:
 * the owner is asked to enter it again.
 */
final class ApiKey implements KeySource {

	public const OPTION = 'sors_api_key';

	/** Form of what is stored; what we cannot read some day is then not taken for a broken key. */
	private const PREFIX = 'v1:';

	/** A hint of a shorter key would give too much of it away. */
	private const HINT_FROM_LENGTH = 12;

	/** One that a person typed, for as long as it is tried; of this process alone. */
	private static ?string $tried = null;

	/** The key itself, or null where there is none that can be read. Never to be shown, logged or sent anywhere but to SORS. */
	public function value(): ?string {
		return $this->fromConstant() ?? self::$tried ?? $this->decrypt( $this->stored() );
	}

	public function key(): Key {
		return new Key( $this->value() );
	}

	/** Whether what encrypts it is made from is in the database too, as WordPress does where wp-config.php has no AUTH_KEY and AUTH_SALT. */
	public static function isSealedByDatabase(): bool {
		$key  = get_site_option( 'auth_key' );
		$salt = get_site_option( 'auth_salt' );
		return is_string( $key ) && is_string( $salt ) && wp_salt( 'auth' ) === $key . $salt;
	}

	public function isReadable(): bool {
		return $this->describe()['readable'];
	}

	/**
	 * What may be shown of it. `set` without `readable` means: it was saved, and has to be entered again.
	 *
	 * @return array{set: bool, hint: string|null, source: 'constant'|'option'|'none', readable: bool}
	 */
	public function describe(): array {
		$constant = $this->fromConstant();
		$stored   = $this->stored();
		$value    = $constant ?? self::$tried ?? $this->decrypt( $stored );
		$source   = null !== $constant ? 'constant' : ( '' !== $stored ? 'option' : 'none' );
		return [
			'set'      => 'none' !== $source,
			'hint'     => null === $value || strlen( $value ) < self::HINT_FROM_LENGTH ? null : '••••' . substr( $value, -4 ),
			'source'   => $source,
			'readable' => 'option' !== $source || null !== $value,
		];
	}

	/**
	 * Does something with a key that is not saved.
	 *
	 * @template T
	 * @param callable(): T $work
	 * @return T
	 * @throws \InvalidArgumentException As save().
	 */
	public function trying( string $key, callable $work ) {
		self::$tried = self::checked( $key );
		try {
			return $work();
		} finally {
			self::$tried = null;
		}
	}

	/**
	 * @throws \InvalidArgumentException When it cannot be a key: empty, or with spaces or other than printable ASCII in it.
	 */
	public function save( string $key ): void {
		$key    = self::checked( $key );
		$nonce  = random_bytes( SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		$sealed = sodium_crypto_secretbox( $key, $nonce, $this->secret() );
		update_option( self::OPTION, self::PREFIX . base64_encode( $nonce . $sealed ), false );
	}

	private static function checked( string $key ): string {
		$key = trim( $key );
		if ( 1 !== preg_match( '/^[\x21-\x7E]{1,512}$/D', $key ) ) {
			// It travels in a header, where a line break would begin another one.
			throw new \InvalidArgumentException( 'Not an API key.' );
		}
		return $key;
	}

	public function forget(): void {
		delete_option( self::OPTION );
	}

	private function fromConstant(): ?string {
		$constant = defined( 'SORS_API_KEY' ) ? constant( 'SORS_API_KEY' ) : null;
		$constant = is_string( $constant ) ? trim( $constant ) : '';
		return '' === $constant ? null : $constant;
	}

	private function stored(): string {
		$stored = get_option( self::OPTION, '' );
		return is_string( $stored ) ? $stored : '';
	}

	/** Null when it was sealed with other salts, or was damaged. */
	private function decrypt( string $stored ): ?string {
		if ( 0 !== strpos( $stored, self::PREFIX ) ) {
			return null;
		}
		$bytes = base64_decode( substr( $stored, strlen( self::PREFIX ) ), true );
		if ( false === $bytes || strlen( $bytes ) <= SODIUM_CRYPTO_SECRETBOX_NONCEBYTES + SODIUM_CRYPTO_SECRETBOX_MACBYTES ) {
			return null;
		}
		$nonce = substr( $bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		$key   = sodium_crypto_secretbox_open( substr( $bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES ), $nonce, $this->secret() );
		return false === $key ? null : $key;
	}

	private function secret(): string {
		// Hashed, since salts have any length; with a word of our own, so that no other plugin gets the same key.
		return sodium_crypto_generichash( 'sors_api_key|' . wp_salt( 'auth' ), '', SODIUM_CRYPTO_SECRETBOX_KEYBYTES );
	}
}
