<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** Takes a response out of gzip, no further than a site can bear. */
final class Unpacking {

	/** Packed bytes that are unpacked at once: they become a thousand times as many at most. */
	private const PIECE = 8192;

	/** For Accept-Encoding. A write asks for nothing packed: the less its response may be misread, the better. */
	public static function accepted( bool $isWrite ): string {
		return self::isPossible() && ! $isWrite ? 'gzip' : 'identity';
	}

	/**
	 * @param string|array<string> $packing  What the server says of it; '' = it is not packed.
	 * @param int                  $maxBytes Of what comes out.
	 * @throws TransportFailed When it is packed badly, or in a way that we did not ask for, or becomes too large.
	 */
	public static function of( string $body, $packing, int $maxBytes ): string {
		$packing = is_string( $packing ) ? strtolower( trim( $packing ) ) : '?';
		if ( '' === $body || in_array( $packing, [ '', 'identity' ], true ) ) {
			return $body;
		}
		$broken = new TransportFailed( TransportFailed::CUT, true, 'content-encoding: ' . $packing );
		$stream = in_array( $packing, [ 'gzip', 'x-gzip' ], true ) && self::isPossible() ? inflate_init( ZLIB_ENCODING_GZIP ) : false;
		if ( false === $stream ) {
			throw $broken;
		}
		$result = '';
		foreach ( str_split( $body, self::PIECE ) as $piece ) {
			// It warns of what is packed badly.
			$part = @inflate_add( $stream, $piece );
			if ( false === $part ) {
				throw $broken;
			}
			$result .= $part;
			if ( strlen( $result ) >= $maxBytes ) {
				( new TransportFailed( TransportFailed::TOO_LARGE, true ) )->throw();
			}
		}
		if ( ZLIB_STREAM_END !== inflate_get_status( $stream ) ) {
			throw $broken;
		}
		return $result;
	}

	private static function isPossible(): bool {
		return function_exists( 'inflate_init' );
	}
}
