<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\Contract\Envelope;
use SorsApi\Sors\Wire\Json;
use SorsApi\Sors\Wire\Path;

/** An answer, taken apart by its envelope. Says nothing yet of whether it is good. */
final class Reply {

	private const LONGEST_WORDS = 500;

	public int $status;

	/** Whether the body is JSON. */
	public bool $isJson = false;

	/** No body at all. */
	public bool $isEmpty = false;

	/** What the envelope says; null where it does not say it (or is no envelope). */
	public ?bool $success = null;

	/** SORS' own code, also a number as text. */
	public ?string $code = null;

	/** @var string SORS' words, without the key. */
	public string $message = '';

	/** @var list<array{field: string|null, code: string|null, message: string}> */
	public array $errors = [];

	/** Whether there is a place for the data. */
	public bool $hasData = false;

	/** @var mixed */
	public $data = null;
	public ?int $total = null;

	/** The server's token of the next page. */
	public ?string $next = null;

	/** Seconds. */
	public ?int $retryAfter = null;

	private function __construct( int $status ) {
		$this->status = $status;
	}

	/**
	 * @param string|null $nextPath Where the next page's token stands.
	 * @param int         $now      Unix time, for a Retry-After that is a date.
	 */
	public static function read( Response $response, Envelope $envelope, ?string $nextPath, Key $key, int $now ): self {
		$reply             = new self( $response->status );
		$reply->retryAfter = self::seconds( $response->retryAfter, $now );
		$reply->isEmpty    = '' === trim( $response->body );
		$json              = Json::read( $response->body, $reply->isJson );
		if ( ! $reply->isJson ) {
			return $reply;
		}
		$reply->success = null === $envelope->success ? null : self::truth( Path::get( $json, $envelope->success ) );
		$reply->code    = null === $envelope->code ? null : self::words( Path::get( $json, $envelope->code ), $key );
		$reply->message = (string) ( null === $envelope->message ? null : self::words( Path::get( $json, $envelope->message ), $key ) );
		$reply->errors  = null === $envelope->errors ? [] : self::errors( Path::get( $json, $envelope->errors ), $envelope, $key );
		$reply->hasData = null === $envelope->data || Path::has( $json, $envelope->data );
		$reply->data    = null === $envelope->data ? $json : Path::get( $json, $envelope->data );
		$total          = null === $envelope->total ? null : Path::get( $json, $envelope->total );
		$reply->total   = is_int( $total ) || ( is_string( $total ) && ctype_digit( $total ) ) ? (int) $total : null;
		$next           = null === $nextPath ? null : Path::get( $json, $nextPath );
		$reply->next    = ( is_string( $next ) && '' !== $next ) || is_int( $next ) ? (string) $next : null;
		return $reply;
	}

	/** All that SORS said, in one sentence; empty where it said nothing. */
	public function said(): string {
		$parts = '' === $this->message ? [] : [ $this->message ];
		foreach ( $this->errors as $error ) {
			if ( '' !== $error['message'] && ! in_array( $error['message'], $parts, true ) ) {
				$parts[] = null === $error['field'] ? $error['message'] : $error['field'] . ': ' . $error['message'];
			}
		}
		return mb_substr( implode( ' ', $parts ), 0, self::LONGEST_WORDS, 'UTF-8' );
	}

	/**
	 * @param mixed $value
	 */
	private static function truth( $value ): ?bool {
		$value = is_string( $value ) ? strtolower( $value ) : $value;
		if ( in_array( $value, [ true, 1, '1', 'true' ], true ) ) {
			return true;
		}
		return in_array( $value, [ false, 0, '0', 'false' ], true ) ? false : null;
	}

	/**
	 * @param mixed $value
	 */
	private static function words( $value, Key $key ): ?string {
		if ( ! is_string( $value ) && ! is_int( $value ) ) {
			return null;
		}
		$words = trim( $key->redact( (string) $value ) );
		return '' === $words ? null : mb_substr( $words, 0, self::LONGEST_WORDS, 'UTF-8' );
	}

	/**
	 * A list of objects as the contract says; also texts, or texts by field, as some frameworks answer by themselves.
	 *
	 * @param mixed $list
	 *
	 * @return list<array{field: string|null, code: string|null, message: string}>
	 */
	private static function errors( $list, Envelope $envelope, Key $key ): array {
		$errors = [];
		foreach ( is_array( $list ) ? array_slice( $list, 0, 50, true ) : [ $list ] as $field => $error ) {
			$field = is_string( $field ) ? self::words( $field, $key ) : null;
			$named = static function ( ?string $path ) use ( $error, $key ): ?string {
				return null === $path ? null : self::words( Path::get( $error, $path ), $key );
			};
			if ( is_array( $error ) && array_keys( $error ) !== range( 0, count( $error ) - 1 ) ) {
				$errors[] = [
					'field'   => $named( $envelope->errorField ) ?? $field,
					'code'    => $named( $envelope->errorCode ),
					'message' => (string) $named( $envelope->errorMessage ),
				];
				continue;
			}
			foreach ( is_array( $error ) ? $error : [ $error ] as $text ) {
				$text = self::words( $text, $key );
				if ( null !== $text ) {
					$errors[] = [
						'field'   => $field,
						'code'    => null,
						'message' => $text,
					];
				}
			}
		}
		return $errors;
	}

	private static function seconds( ?string $header, int $now ): ?int {
		$header = trim( (string) $header );
		if ( '' === $header ) {
			return null;
		}
		if ( ctype_digit( $header ) ) {
			return (int) min( 86400.0, (float) $header );
		}
		$moment = strtotime( $header );
		return false === $moment ? null : max( 0, min( 86400, $moment - $now ) );
	}
}
