<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Http;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Http\Key;

'cli' === PHP_SAPI || exit;

final class KeyTest extends TestCase {

	private const KEYS = [ 'plain' => 'kljuc-Q7vX2mK9pL4sR8tW', 'with signs' => 'a/b+c=d&e"f<g>h~i?j k', 'short' => 'k-17' ];

	/** @dataProvider writings */
	public function testTheKeyIsTakenOutHoweverItIsWritten( string $key, string $written ): void {
		self::assertSame( 'It said •••, and no more.', ( new Key( $key ) )->redact( "It said $written, and no more." ) );
	}

	public function writings(): iterable {
		foreach ( self::KEYS as $name => $key ) {
			$ways = [
				'as it is'      => $key,
				'in an address' => rawurlencode( $key ),
				'with small hex' => str_replace( [ '%2F', '%2B', '%3D', '%3C', '%3E', '%3F' ], [ '%2f', '%2b', '%3d', '%3c', '%3e', '%3f' ], rawurlencode( $key ) ),
				'in a form'     => urlencode( $key ),
				'in HTML'       => htmlspecialchars( $key, ENT_QUOTES ),
				'in JSON'       => trim( (string) json_encode( $key ), '"' ),
				'in base64'     => base64_encode( $key ),
			];
			foreach ( $ways as $way => $written ) {
				yield "$name, $way" => [ $key, $written ];
			}
		}
	}

	/** As a server writes the header that it was sent. */
	public function testNothingOfItStaysWithinAnythingElseInBase64(): void {
		foreach ( self::KEYS as $key ) {
			foreach ( [ '', 'x', 'xy', 'xyz', 'ApiKey ', '{"key":"' ] as $before ) {
				foreach ( [ '', 'x', 'xy', '", "more": "\xFB\xFF"}' ] as $after ) {
					$written = base64_encode( $before . $key . $after );
					foreach ( [ $written, strtr( $written, '+/', '-_' ), rawurlencode( $written ), str_replace( '/', '\\/', $written ) ] as $form ) {
						$left = ( new Key( $key ) )->redact( $form );
						self::assertStringContainsString( '•••', $left, $form );
						foreach ( explode( '•••', $left ) as $at => $rest ) {
							$bytes = (string) base64_decode( strtr( str_replace( '\\', '', rawurldecode( $rest ) ), '-_', '+/' ) );
							self::assertLessThanOrEqual( max( strlen( $before ), strlen( $after ) ), strlen( $bytes ), "$at of $form" );
						}
					}
				}
			}
		}
	}

	public function testWhatIsTooShortToBeAKeyIsLeft(): void {
		self::assertSame( 'a and abc', ( new Key( 'abc' ) )->redact( 'a and abc' ) );
		self::assertSame( 'all', ( new Key( null ) )->redact( 'all' ) );
	}
}
