<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Database\StorageError;
use SorsApi\Database\TransactionBroken;
use SorsApi\Log\Log;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Settings\InvalidSettings;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\SorsError;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/**
 * Turns exceptions into WordPress' REST errors with a sentence for people.
 *
 * | status | what |
 * | --- | --- |
 * | 400 | the request, named by field in `data.params` |
 * | 404 | no such run, entry or order |
 * | 409 | valid, but not possible in the present state |
 * | 424 | SORS refused, failed or could not be reached. Also a refused key: 401 and 403 are about the WordPress account.
 *         Not 502 or 504: in their place proxies such as Cloudflare put a page of their own |
 * | 429 | SORS asks for a pause, of `data.retryAfter` seconds if it said how long |
 * | 500 | our contract file |
 * | 503 | the shop's own database was busy too long: nothing was done |
 */
final class Failure extends \RuntimeException {

	use Throwing;

	private string $name;
	private int $status;

	public function __construct( string $message, string $name, int $status ) {
		parent::__construct( $message );
		$this->name   = $name;
		$this->status = $status;
	}

	public static function notFound( string $message ): self {
		return new self( $message, 'sors_not_found', 404 );
	}

	public static function conflict( string $name, string $message ): self {
		return new self( $message, $name, 409 );
	}

	/** @param array<string, string> $problems Field ('' = the whole) => sentence. */
	public static function badInput( array $problems, string $code = 'rest_invalid_param' ): \WP_Error {
		$problems = Sentence::allShown( $problems );
		return new \WP_Error(
			$code,
			implode( ' ', array_unique( $problems ) ),
			[ 'status' => 400, 'params' => $problems ]
		);
	}

	/**
	 * Any other exception is thrown again: an error in the code must not look like an answer.
	 *
	 * @throws \Exception The very problem.
	 */
	public static function fromException( \Exception $problem ): \WP_Error {
		$words = Sentence::shown( $problem->getMessage() );
		if ( $problem instanceof self ) {
			return new \WP_Error( $problem->name, $words, [ 'status' => $problem->status ] );
		}
		if ( $problem instanceof InvalidSettings ) {
			return self::badInput( $problem->fields, 'sors_invalid_settings' );
		}
		if ( $problem instanceof RunRefused || $problem instanceof OutboxRefused ) {
			$status = [
				'not_found'     => 404,
				'bad_decision'  => 400,
				'bad_period'    => 400,
				'bad_preview'   => 400,
				'not_stored'    => 500,
				'database_busy' => 503,
			];
			return new \WP_Error( 'sors_' . $problem->code(), $words, [ 'status' => $status[ $problem->code() ] ?? 409 ] );
		}
		if ( $problem instanceof TransactionBroken ) {
			return new \WP_Error( 'sors_database_busy', $words, [ 'status' => 503 ] );
		}
		if ( $problem instanceof StorageError ) {
			Log::error( $problem, 'A route' );
			return new \WP_Error( 'sors_not_stored', $words, [ 'status' => 500 ] );
		}
		if ( $problem instanceof RateLimited ) {
			return new \WP_Error(
				'sors_rate_limited',
				$words,
				[ 'status' => 429, 'retryAfter' => $problem->retryAfterSeconds ]
			);
		}
		if ( $problem instanceof SorsError ) {
			$status = $problem instanceof ContractError && 'unsupported' !== $problem->code() ? 500 : 424;
			return new \WP_Error( 'sors_' . $problem->code(), $words, [ 'status' => $status ] );
		}
		throw $problem;
	}
}
