<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Check;

use SorsApi\Sors\Http\Request;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\Transport;
use SorsApi\Sors\Wire\Json;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps what came back for the last request, before it is taken apart, and tells what it looks like: names and types,
 * no value, so that it may be shown to anybody.
 */
final class LastAnswer implements Transport {

	/** Records of a list that are looked at; the others of it look alike. */
	private const RECORDS = 50;

	/** Names in an object: more of them are data, not names. */
	private const NAMES = 80;

	private const LONGEST = 4000;

	private Transport $transport;
	private ?Response $response = null;
	private string $body        = '';

	public function __construct( Transport $transport ) {
		$this->transport = $transport;
	}

	public function send( Request $request ): Response {
		$this->response = null;
		$this->response = $this->transport->send( $request );
		$this->body     = $this->response->body;
		return $this->response;
	}

	public function ahead( array $reads ): void {
		$this->transport->ahead( $reads );
	}

	/** Null where none came. */
	public function response(): ?Response {
		return $this->response;
	}

	/** Whether the answer has something in that place. */
	public function has( string $path ): bool {
		$isJson = true;
		return Json::has( Json::read( $this->body, $isJson ), $path );
	}

	/** In English, as it is meant for developers; null where no answer came. */
	public function look(): ?string {
		if ( null === $this->response ) {
			return null;
		}
		$text   = trim( $this->body );
		$isJson = true;
		$json   = Json::read( $this->body, $isJson );
		if ( '' === $text ) {
			$what = 'no content';
		} elseif ( $isJson ) {
			$what = mb_strcut( self::kind( $json ), 0, self::LONGEST, 'UTF-8' );
		} else {
			$what = sprintf( '%s of %d bytes', '<' === $text[0] ? 'a web page' : 'no JSON', strlen( $text ) );
		}
		return sprintf( 'status %d, %s', $this->response->status, $what );
	}

	/**
	 * What a value is, such as `{"id": whole number, "name": text}` or `text like "99.99.9999"`.
	 *
	 * @param mixed $value Decoded JSON.
	 */
	public static function kind( $value ): string {
		return self::kinds( [ $value ] );
	}

	/** @param array<mixed> $values Of one place. */
	private static function kinds( array $values ): string {
		$kinds   = [];
		$objects = [];
		$lists   = [];
		foreach ( $values as $value ) {
			if ( ! is_array( $value ) ) {
				$kind = self::scalar( $value );
				$key  = 0 === strpos( $kind, 'text like' ) ? 'like' : $kind;
				// Of prices and the like one example is enough: the longest, which has most separators.
				$kinds[ $key ] = strlen( $kind ) > strlen( $kinds[ $key ] ?? '' ) ? $kind : $kinds[ $key ];
			} elseif ( [] === $value ) {
				$kinds['empty'] = 'empty list or object';
			} elseif ( Json::isList( $value ) ) {
				$lists[] = $value;
			} else {
				$objects[] = $value;
			}
		}
		if ( [] !== $objects ) {
			$kinds[] = self::objects( $objects );
		}
		if ( [] !== $lists ) {
			$records = array_merge( ...$lists );
			$kinds[] = sprintf( 'list of %d: %s', count( $records ), self::kinds( array_slice( $records, 0, self::RECORDS ) ) );
		}
		return implode( ' or ', $kinds );
	}

	/** @param non-empty-list<array<mixed>> $objects */
	private static function objects( array $objects ): string {
		$columns = [];
		foreach ( $objects as $object ) {
			foreach ( $object as $name => $value ) {
				$columns[ self::name( (string) $name ) ][] = $value;
			}
		}
		$parts = [];
		foreach ( array_slice( $columns, 0, self::NAMES, true ) as $name => $values ) {
			$parts[] = sprintf( '"%s"%s: %s', $name, count( $values ) < count( $objects ) ? ' (not in each)' : '', self::kinds( $values ) );
		}
		if ( count( $columns ) > self::NAMES ) {
			$parts[] = sprintf( '%d more', count( $columns ) - self::NAMES );
		}
		return '{' . implode( ', ', $parts ) . '}';
	}

	/** Some servers answer maps whose keys are data: only what looks like a name in a program is shown. */
	private static function name( string $name ): string {
		return 1 === preg_match( '/^[A-Za-z_$][A-Za-z_.\-]{0,60}\d{0,3}$/D', $name ) ? $name : sprintf( '(%d characters)', mb_strlen( $name, 'UTF-8' ) );
	}

	/** @param mixed $value */
	private static function scalar( $value ): string {
		if ( null === $value ) {
			return 'null';
		}
		if ( is_bool( $value ) ) {
			return 'true or false';
		}
		if ( is_int( $value ) ) {
			return 'whole number';
		}
		if ( ! is_string( $value ) ) {
			return 'number';
		}
		if ( '' === trim( $value ) ) {
			return 'empty text';
		}
		// How dates and decimals are written can be told without telling them.
		return 1 === preg_match( '/^[\d.,:+\-\/ TZ]{1,40}$/D', $value ) ? sprintf( 'text like "%s"', preg_replace( '/\d/', '9', $value ) ) : 'text';
	}
}
