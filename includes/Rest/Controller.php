<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Settings\Schema;
use SorsApi\Settings\Sentences;

/**
 * The routes of one resource: permission, input, work and answer of each.
 *
 * The body (or the query of a GET) is judged as a whole by its schema, after the permission. WordPress' own check of
 * single arguments is switched off: it would come first, and knows neither unknown fields nor exact types. The
 * arguments are still registered, so that the REST index names them.
 *
 * @phpstan-type File array{type: string, name: string, content: string}
 */
abstract class Controller {

	/** An {id} in the address. */
	protected const ID = '(?P<id>[1-9][0-9]{0,15})';

	/** Called once one of them is asked for, see Plugin. */
	abstract public function registerRoutes(): void;

	/**
	 * @param string                                $method  GET, POST or PUT.
	 * @param non-falsy-string                      $path    As register_rest_route() takes it, e.g. '/runs'.
	 * @param string|null                           $takes   Name of the schema of the query or the body; null if there is none.
	 * @param string                                $answers Name of the schema of the answer.
	 * @param callable(Input): array<string, mixed> $handle  Returns empty maps as objects; throws what Failure knows.
	 * @param 'permit'|'permitAdministrator'        $permit
	 */
	final protected function route( string $method, string $path, ?string $takes, string $answers, callable $handle, string $permit = 'permit' ): void {
		$this->register( $method, $path, $takes, static fn( Input $input ) => self::checked( Sentence::allShown( $handle( $input ) ), $answers, $path ), $permit );
	}

	/**
	 * A route that answers with a file. A link to it needs `_wpnonce` in its query.
	 *
	 * @param non-falsy-string       $path   As for route().
	 * @param callable(Input): File $handle Throws what Failure knows.
	 */
	final protected function fileRoute( string $path, callable $handle ): void {
		$this->register( 'GET', $path, null, static fn( Input $input ) => self::file( $handle( $input ) ), 'permit' );
	}

	/**
	 * @param non-falsy-string                                 $path
	 * @param callable(Input): (\WP_REST_Response|\WP_Error) $respond
	 */
	private function register( string $method, string $path, ?string $takes, callable $respond, string $permit ): void {
		register_rest_route(
			Access::ROUTES,
			$path,
			[
				'methods'             => $method,
				'permission_callback' => [ $this, $permit ],
				'callback'            => static function ( \WP_REST_Request $request ) use ( $method, $takes, $respond ) {
					$values = null === $takes ? [] : self::values( $request, $method, $takes );
					if ( is_wp_error( $values ) ) {
						return $values;
					}
					try {
						return $respond( self::input( $request, $values ) );
					} catch ( \Exception $problem ) {
						return Failure::fromException( $problem );
					}
				},
				'args'                => null === $takes ? [] : self::arguments( Schema::load( $takes ) ),
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

	/** @return true|\WP_Error */
	final public function permitAdministrator() {
		$permitted = $this->permit();
		if ( true !== $permitted || current_user_can( Access::ADMINISTRATION ) ) {
			return $permitted;
		}
		return new \WP_Error( 'sors_administrators_only', __( 'Only an administrator of this site can change the API key.', 'sors-api-for-woocommerce' ), [ 'status' => 403 ] );
	}

	/**
	 * @param \WP_REST_Request<array<string, mixed>> $request
	 * @param array<string, mixed>                   $values
	 */
	private static function input( \WP_REST_Request $request, array $values ): Input {
		$url = $request->get_url_params();
		return new Input(
			is_scalar( $url['id'] ?? null ) ? (int) $url['id'] : 0,
			is_scalar( $url['item'] ?? null ) ? (int) $url['item'] : 0,
			is_string( $url['action'] ?? null ) ? $url['action'] : '',
			$values
		);
	}

	/**
	 * @param \WP_REST_Request<array<string, mixed>> $request
	 * @param string                                 $name    Of the schema.
	 * @return array<string, mixed>|\WP_Error
	 */
	private static function values( \WP_REST_Request $request, string $method, string $name ) {
		$schema = Schema::load( $name );
		if ( 'GET' === $method ) {
			$asked = $request->get_query_params();
			$query = Schema::query( $asked, $schema );
			return [] === $query['problems'] ? $query['values'] : Failure::badInput( Sentences::of( $query['problems'], $name, $asked ) );
		}
		// Null where code within the site asks without a body.
		$body = trim( (string) $request->get_body() );
		// WordPress itself refuses what is not JSON, but only if the content type says JSON.
		$json     = '' === $body ? new \stdClass() : json_decode( $body );
		$problems = $json instanceof \stdClass
			? Schema::problems( $json, $schema )
			: [ '' => 'The request must carry a JSON object.' ];
		if ( [] !== $problems ) {
			return Failure::badInput( Sentences::of( $problems, $name, (array) $json ) );
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

	/** @param File $file */
	private static function file( array $file ): \WP_REST_Response {
		$response = new \WP_REST_Response();
		$response->header( 'Content-Type', $file['type'] . '; charset=utf-8' );
		$response->header( 'Content-Disposition', sprintf( 'attachment; filename="%s"', $file['name'] ) );
		add_filter(
			'rest_pre_serve_request',
			static function ( $served, $result ) use ( $response, $file ) {
				if ( $result !== $response ) {
					return $served;
				}
				echo $file['content']; // phpcs:ignore WordPress.Security.EscapeOutput -- A file, not a page.
				return true;
			},
			10,
			2
		);
		return $response;
	}

	/**
	 * In development and in tests every answer is checked against its schema: the
	 * app would refuse one that does not match.
	 *
	 * @param array<string, mixed> $answer
	 * @return \WP_REST_Response|\WP_Error
	 */
	private static function checked( array $answer, string $schema, string $path ) {
		if ( defined( 'WP_DEBUG' ) && WP_DEBUG ) {
			$problems = Schema::problems( json_decode( (string) wp_json_encode( $answer ) ), Schema::load( $schema ) );
			if ( [] !== $problems ) {
				return new \WP_Error( 'sors_bad_answer', $path . ': ' . implode( ' ', $problems ), [ 'status' => 500 ] );
			}
		}
		return new \WP_REST_Response( $answer );
	}

	/**
	 * @param array<string, mixed> $schema
	 * @return array<string, array<string, mixed>>
	 */
	private static function arguments( array $schema ): array {
		$arguments = Schema::children( $schema['properties'] ?? [] );
		foreach ( $arguments as $field => $child ) {
			// An empty callback keeps WordPress from adding its own.
			$arguments[ $field ] = [ 'sanitize_callback' => null ] + $child;
		}
		return $arguments;
	}
}
