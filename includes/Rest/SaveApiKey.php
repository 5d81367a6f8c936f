<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;

/** `PUT settings/api-key`: saves the key, or forgets it when it is empty. The key itself is never answered. */
final class SaveApiKey extends Route {

	private ApiKey $key;
	private LastTest $test;

	public function __construct( ApiKey $key, LastTest $test ) {
		$this->key  = $key;
		$this->test = $test;
	}

	protected function method(): string {
		return 'PUT';
	}

	protected function path(): string {
		return '/settings/api-key';
	}

	protected function takes(): string {
		return 'api-key-body';
	}

	protected function answers(): string {
		return 'api-key-state';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	protected function handle( Input $input ): array {
		if ( 'constant' === $this->key->describe()['source'] ) {
			throw Failure::conflict( 'sors_key_is_constant', __( 'The API key is set in the site\'s configuration (SORS_API_KEY, usually in wp-config.php). Change it there, or remove it there to enter one here.', 'sors-api-for-woocommerce' ) );
		}
		$key = trim( $input->string( 'apiKey' ) );
		try {
			if ( '' === $key ) {
				$this->key->forget();
			} else {
				$this->key->save( $key );
			}
		} catch ( \InvalidArgumentException $problem ) {
			throw new Failure( __( 'This cannot be an API key: it has spaces or control characters in it. Copy the key from SORS once more and paste it alone.', 'sors-api-for-woocommerce' ), 'sors_bad_key', 400 );
		}
		$this->test->forget();
		/** Another API key holds from now on, or none: who stopped because of the former one may try again. */
		do_action( 'sors_api_key_changed' );
		return $this->key->describe();
	}
}
