<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\Access;
use SorsApi\Settings\Schema;

/**
 * One route: who may, what it takes, what it does, what it answers.
 *
 * The body (or the query of a GET) is judged as a whole by its schema, after
 * the permission. WordPress' own judging of single arguments is switched off:
 * it would come first, and knows neither unknown fields nor exact types. The
 * arguments are registered all the same, so that the REST index names them.
 */
abstract class Route {

	/** An {id} in the address. */
	protected const ID = '(?P<id>[1-9][0-9]{0,15})';

	/** GET, POST or PUT. */
	abstract protected function method(): string;

	/**
	 * As register_rest_route() takes it, e.g. '/runs'.
	 *
	 * @return non-falsy-string
	 */
	abstract protected function path(): string;

	/** Name of the schema of the answer. */
	abstract protected function answers(): string;

	/**
	 * @return mixed What is answered, with empty maps as objects.
	 *
	 * @throws \Exception One of the types that Failure can tell.
	 */
	abstract protected function handle( Input $input );

	/** Name of the schema of the query or the body; null where there is none. */
	protected function takes(): ?string {
		return null;
	}

	final public function register(): void {
		register_rest_route(
			Access::ROUTES,
			$this->path(),
			[
				'methods'             => $this->method(),
				'permission_callback' => [ $this, 'permit' ],
				'callback'            => [ $this, 'respond' ],
				'args'                => $this->arguments(),
			]
		);
	}

	/** @return true|\WP_Error */
	final public function permit() {
		if ( current_user_can( Access::CAPABILITY ) ) {
			return true;
		}
		return new \WP_Error(
			'rest_forbidden',
			__( 'Only people who may manage the shop can do this. Log in with such an account.', 'sors-api-for-woocommerce' ),
			[ 'status' => rest_authorization_required_code() ]
		);
	}

	/**
	 * @param \WP_REST_Request<array<string, mixed>> $request
	 *
	 * @return \WP_REST_Response|\WP_Error
	 */
	final public function respond( \WP_REST_Request $request ) {
		$values = $this->values( $request );
		if ( is_wp_error( $values ) ) {
			return $values;
		}
		$url = $request->get_url_params();
		try {
			$id     = is_scalar( $url['id'] ?? null ) ? (int) $url['id'] : 0;
			$action = is_string( $url['action'] ?? null ) ? $url['action'] : '';
			$answer = $this->handle( new Input( $id, $action, $values ) );
		} catch ( \Exception $problem ) {
			return Failure::fromException( $problem );
		}
		return $this->checked( $answer );
	}

	/**
	 * @param \WP_REST_Request<array<string, mixed>> $request
	 *
	 * @return array<string, mixed>|\WP_Error
	 */
	private function values( \WP_REST_Request $request ) {
		$name = $this->takes();
		if ( null === $name ) {
			return [];
		}
		$schema = Schema::load( $name );
		if ( 'GET' === $this->method() ) {
			$query = Schema::query( $request->get_query_params(), $schema );
			return [] === $query['problems'] ? $query['values'] : Failure::badInput( $query['problems'] );
		}
		$body = trim( $request->get_body() );
		// WordPress itself refuses what is not JSON, but only where the content type says that it should be.
		$json     = '' === $body ? new \stdClass() : json_decode( $body );
		$problems = $json instanceof \stdClass
			? Schema::problems( $json, $schema )
			: [ '' => __( 'The request must carry a JSON object.', 'sors-api-for-woocommerce' ) ];
		if ( [] !== $problems ) {
			return Failure::badInput( $problems );
		}
		/** @var array<string, mixed> $values */
		$values = rest_sanitize_value_from_schema( Schema::asArrays( $json ), $schema );
		foreach ( Schema::children( $schema['properties'] ?? [] ) as $field => $child ) {
			if ( array_key_exists( 'default', $child ) && ! array_key_exists( $field, $values ) ) {
				$values[ $field ] = $child['default'];
			}
		}
		return $values;
	}

	/**
	 * While developing and in tests every answer is held to its schema: the app
	 * would refuse one that is not as promised.
	 *
	 * @param mixed $answer
	 *
	 * @return \WP_REST_Response|\WP_Error
	 */
	private function checked( $answer ) {
		if ( defined( 'WP_DEBUG' ) && WP_DEBUG ) {
			$problems = Schema::problems( json_decode( (string) wp_json_encode( $answer ) ), Schema::load( $this->answers() ) );
			if ( [] !== $problems ) {
				return new \WP_Error( 'sors_bad_answer', $this->path() . ': ' . implode( ' ', $problems ), [ 'status' => 500 ] );
			}
		}
		return new \WP_REST_Response( $answer );
	}

	/** @return array<string, array<string, mixed>> */
	private function arguments(): array {
		$name      = $this->takes();
		$arguments = null === $name ? [] : Schema::children( Schema::load( $name )['properties'] ?? [] );
		foreach ( $arguments as $field => $schema ) {
			// An empty callback keeps WordPress from putting its own in.
			$arguments[ $field ] = [ 'sanitize_callback' => null ] + $schema;
		}
		return $arguments;
	}
}
