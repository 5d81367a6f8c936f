<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/** Takes an API key that somebody enters: it is saved unless SORS refuses it. */
final class NewKey {

	private LastTest $test;

	public function __construct( LastTest $test ) {
		$this->test = $test;
	}

	/**
	 * @param string $key      '' forgets the one that is saved.
	 * @param string $database To try the key with; '' = none is chosen yet.
	 * @return string|null A warning.
	 * @throws InvalidSettings
	 */
	public function save( string $key, string $database ): ?string {
		$warning = null;
		try {
			if ( '' === $key ) {
				( new ApiKey() )->forget();
			} else {
				$warning = self::judged( ( new ApiKey() )->trying( $key, fn(): ?array => $this->test->problemOfKey( $database ) ) );
				( new ApiKey() )->save( $key );
			}
		} catch ( \InvalidArgumentException $problem ) {
			( new InvalidSettings( [ 'apiKey' => __( 'This cannot be an API key: it has spaces or control characters in it. Copy the key that you got from Softkom once more and paste it alone.', 'sors-api-for-woocommerce' ) ] ) )->throw();
		}
		$this->test->forget();
		/** The API key was changed or removed: what stopped because of the former one may try again. */
		do_action( 'sors_api_key_changed' );
		return $warning;
	}

	/** Why no key can be saved where the constant has one. */
	public static function isConstant(): string {
		return __( 'The API key is set in the site’s configuration (SORS_API_KEY, usually in wp-config.php). Change it there, or remove it there to enter one here.', 'sors-api-for-woocommerce' );
	}

	/**
	 * @param array{code: string, message: string}|null $problem
	 * @return string|null A warning.
	 */
	private static function judged( ?array $problem ): ?string {
		if ( null === $problem ) {
			return null;
		}
		if ( 'key_refused' === $problem['code'] ) {
			( new InvalidSettings( [ 'apiKey' => __( 'SORS refuses this key: it may be mistyped, expired or withdrawn. It was not saved. Compare it with the one that you got from Softkom, correct it and press “Save and test”.', 'sors-api-for-woocommerce' ) ] ) )->throw();
		}
		/* translators: %s: why, a sentence. */
		return sprintf( __( 'The key is saved, but the connection does not work with it yet. %s', 'sors-api-for-woocommerce' ), $problem['message'] );
	}
}
