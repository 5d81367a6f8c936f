<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\Wire\Json;

/**
 * What came back for a request, perhaps from a server that is not SORS.
 *
 * A transport fills in the status, the body and the header; read() then takes the body apart by the operation's envelope.
 * Whether the response is good, `Errors` decides.
 */
final class Response {

	/** Characters of SORS' own words that are kept. */
	private const LONGEST_WORDS = 500;

	private const MAX_ERRORS = 50;

	/** No server may make us wait longer: seconds. */
	private const LONGEST_PAUSE = 86400;

	/** HTTP status; 0 = the server sent none. */
	public int $status;

	/** Empty after read(), so that a large one is not held twice. */
	public string $body;

	/** The Retry-After header as it came: seconds, or a date. */
	public ?string $retryAfter;

	/** Whether the body has no content at all. */
	public bool $isEmpty;

	/** Whether the body is JSON. This and all that follows is set by read(). */
	public bool $isJson = false;

	/** What the envelope says; null where it does not say it, or is no envelope. */
	public ?bool $success = null;

	/** SORS' own code; a number as text. */
	public ?string $code = null;

	/** SORS' words, without the key. */
	public string $message = '';

	/** @var list<array{field: string|null, code: string|null, message: string}> What SORS said about single fields. */
	public array $errors = [];

	/** Whether the envelope has the place where data belongs. */
	public bool $hasData = false;

	/** @var mixed Decoded JSON, not yet checked against an entity. */
	public $data = null;

	/** How many items SORS says there are over all pages. */
	public ?int $total = null;

	/** Where to read on, set by the client: a cursor of `Paging`; null on the last page. */
	public ?string $next = null;

	/** Seconds to wait before the next request, at most a day. */
	public ?int $pause = null;

	public function __construct( int $status, string $body, ?string $retryAfter = null ) {
		$this->status     = $status;
		$this->body       = $body;
		$this->retryAfter = $retryAfter;
		$this->isEmpty    = '' === trim( $body );
	}

	/** @param int $now Unix time, for a Retry-After that is a date. */
	public function read( Operation $operation, Key $key, int $now ): void {
		$this->pause = self::seconds( $this->retryAfter, $now );
		$json        = Json::read( $this->body, $this->isJson );
		$this->body  = '';
		if ( ! $this->isJson ) {
			return;
		}
		$envelope      = $operation->envelope;
		$this->success = null === $envelope['success'] ? null : self::truth( Json::get( $json, $envelope['success'] ) );
		$this->code    = null === $envelope['code'] ? null : self::words( Json::get( $json, $envelope['code'] ), $key );
		$this->message = (string) ( null === $envelope['message'] ? null : self::words( Json::get( $json, $envelope['message'] ), $key ) );
		$this->errors  = null === $envelope['errors'] ? [] : self::errors( Json::get( $json, $envelope['errors'] ), $envelope, $key );
		$this->hasData = Json::has( $json, $envelope['data'] );
		$this->data    = Json::get( $json, $envelope['data'] );
		$total         = null === $envelope['total'] ? null : Json::get( $json, $envelope['total'] );
		$this->total   = is_int( $total ) || ( is_string( $total ) && ctype_digit( $total ) ) ? (int) $total : null;
	}

	/** Everything SORS said, in one line; '' where it said nothing. */
	public function said(): string {
		$parts = '' === $this->message ? [] : [ $this->message ];
		foreach ( $this->errors as $error ) {
			if ( '' !== $error['message'] && ! in_array( $error['message'], $parts, true ) ) {
				$parts[] = null === $error['field'] ? $error['message'] : $error['field'] . ': ' . $error['message'];
			}
		}
		return mb_substr( implode( ' ', $parts ), 0, self::LONGEST_WORDS, 'UTF-8' );
	}

	/** @param mixed $value */
	private static function truth( $value ): ?bool {
		$value = is_string( $value ) ? strtolower( $value ) : $value;
		if ( in_array( $value, [ true, 1, '1', 'true' ], true ) ) {
			return true;
		}
		return in_array( $value, [ false, 0, '0', 'false' ], true ) ? false : null;
	}

	/** @param mixed $value */
	private static function words( $value, Key $key ): ?string {
		if ( ! is_string( $value ) && ! is_int( $value ) ) {
			return null;
		}
		// A terminal takes control characters for commands; and the key may hide among them.
		$words = trim( $key->redact( (string) preg_replace( '/[^\P{Cc}\t\r\n]/u', '', (string) $value ) ) );
		return '' === $words ? null : mb_substr( $words, 0, self::LONGEST_WORDS, 'UTF-8' );
	}

	/**
	 * A list of objects, as the contract says; but also texts, or texts by field: some frameworks answer like that on their own.
	 *
	 * @param mixed                      $list
	 * @param array<string, string|null> $envelope The operation's.
	 * @return list<array{field: string|null, code: string|null, message: string}>
	 */
	private static function errors( $list, array $envelope, Key $key ): array {
		$errors = [];
		foreach ( is_array( $list ) ? array_slice( $list, 0, self::MAX_ERRORS, true ) : [ $list ] as $field => $error ) {
			$field = is_string( $field ) ? self::words( $field, $key ) : null;
			$part  = static fn( string $name ): ?string => isset( $envelope[ $name ] ) ? self::words( Json::get( $error, $envelope[ $name ] ), $key ) : null;
			if ( is_array( $error ) && array_keys( $error ) !== range( 0, count( $error ) - 1 ) ) {
				$errors[] = [
					'field'   => $part( 'errorField' ) ?? $field,
					'code'    => $part( 'errorCode' ),
					'message' => (string) $part( 'errorMessage' ),
				];
				continue;
			}
			foreach ( is_array( $error ) ? $error : [ $error ] as $text ) {
				$text = self::words( $text, $key );
				if ( null !== $text ) {
					$errors[] = [ 'field' => $field, 'code' => null, 'message' => $text ];
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
			return (int) min( (float) self::LONGEST_PAUSE, (float) $header );
		}
		$moment = strtotime( $header );
		return false === $moment ? null : max( 0, min( self::LONGEST_PAUSE, $moment - $now ) );
	}
}
