<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Canary;

'cli' === PHP_SAPI || exit;

/** Strings that are nowhere else, and every form in which one may be written. */
final class Canaries {

	public const KEY = 'kljuc-Q7vX2mK9pL4sR8tW';

	/** A company that bought, and of which SORS never speaks in words. */
	public const BUYER = [
		'first_name' => 'Žarkanar',
		'last_name'  => 'Đulbićanin',
		'company'    => 'Kanarinac Šest d.o.o.',
		'email'      => 'zarkanar@vrapcic.test',
		'phone'      => '+381698127364',
		'address_1'  => 'Ulica Vrapčićeva 8127',
		'city'       => 'Čenejograd',
		'postcode'   => '98127',
	];
	public const PIB  = '108127360';
	public const NOTE = 'Zvonitidvaput kod Štiglica';

	/** A person whom SORS names when it refuses. */
	public const NAMED = [
		'first_name' => 'Slavujka',
		'last_name'  => 'Češljugarić',
		'email'      => 'slavujka@cesljugar.test',
		'phone'      => '+381693746218',
		'address_1'  => 'Ulica Zeba 4471',
		'city'       => 'Grmušagrad',
		'postcode'   => '44718',
	];

	/** @var array<string, array<string, string>> Whose => needle => what it is a form of. */
	private array $needles = [];

	public function __construct() {
		$key = [ self::KEY, substr( self::KEY, 0, 12 ), substr( self::KEY, -10 ) ];
		foreach ( [ 'key' => $key, 'buyer' => array_merge( array_values( self::BUYER ), [ self::PIB, self::NOTE ] ), 'named' => array_values( self::NAMED ) ] as $whose => $values ) {
			foreach ( $values as $value ) {
				foreach ( self::forms( $value ) as $form ) {
					$this->needles[ $whose ][ $form ] = $value;
				}
			}
		}
	}

	/** @return array<string, string> Whose are in the text => the first of them. */
	public function in( string $text ): array {
		$found = [];
		// JSON within JSON, and what was escaped for SQL, have more backslashes.
		$texts = [ $text, str_replace( '\\', '', $text ) ];
		foreach ( $this->needles as $whose => $needles ) {
			foreach ( $needles as $form => $value ) {
				if ( self::holds( $texts[0], (string) $form ) || self::holds( $texts[1], (string) $form ) ) {
					$found[ $whose ] = "$value as $form";
					break;
				}
			}
		}
		return $found;
	}

	/** Digits count as a number of their own only: nonces, hashes and moments have any five in a row now and then. */
	private static function holds( string $text, string $form ): bool {
		return ctype_digit( $form ) ? 1 === preg_match( "/(?<![0-9a-f])$form(?![0-9a-f])/i", $text ) : false !== stripos( $text, $form );
	}

	private static function forms( string $value ): array {
		$ascii = remove_accents( $value );
		$forms = [ $value, mb_strtoupper( $value ), mb_strtolower( $value ), $ascii, sanitize_title( $value ), esc_html( $value ), mb_encode_numericentity( $value, [ 0x80, 0x10FFFF, 0, 0x1FFFFF ], 'UTF-8' ), rawurlencode( $value ), urlencode( $value ), str_replace( '\\', '', trim( (string) json_encode( $value ), '"' ) ), bin2hex( $value ), strrev( $value ) ];
		foreach ( [ $value, trim( (string) json_encode( $value ), '"' ) ] as $written ) {
			for ( $shift = 0; $shift < 3; $shift++ ) {
				// In the middle of something longer the first and the last characters are others.
				$forms[] = substr( base64_encode( str_repeat( 'x', $shift ) . $written ), 0 === $shift ? 0 : 4, -4 );
			}
		}
		return array_values( array_unique( array_filter( $forms, static fn( string $form ): bool => strlen( $form ) > 4 ) ) );
	}
}
