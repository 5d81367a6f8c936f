<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sentence;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

/**
 * Which error a response is, or a response that never came, and what a shop owner reads then: what happened, what it means
 * and what to do. The whole table:
 *
 * | what came | read | write |
 * | --- | --- | --- |
 * | nothing left (no address, no connection, no TLS, blocked) | Unreachable | Unreachable |
 * | time-out after sending, or a failure of an unknown kind | Unreachable | ReplyLost, silent |
 * | cut after sending | Unreachable | ReplyLost |
 * | a response too large to take | Malformed too_large | ReplyLost |
 * | 2xx with success (or without one in the contract) and data | fine | fine |
 * | 204 | Malformed | fine for cancelDocument, else ReplyLost |
 * | 2xx, success false, its code 401 or 403 / 429 / 500 and above | as that status | as that status |
 * | 2xx, success false | Rejected | Rejected |
 * | 2xx, not JSON / no envelope / no data | Malformed not_json / malformed | ReplyLost |
 * | 301, 307, 308 | Malformed wrong_address | Malformed wrong_address |
 * | other 3xx (a 302 or 303 may come after the work was done) | Malformed wrong_address | ReplyLost |
 * | 401, 403 | AuthFailed | AuthFailed |
 * | 404, 405, 410 without our envelope | Malformed wrong_address | Malformed wrong_address |
 * | 407 (a proxy wants a login) | Unreachable | Unreachable |
 * | 408 (may be a proxy's, with the server at work) | Unreachable | ReplyLost, silent |
 * | 429 | RateLimited | RateLimited |
 * | other 4xx | Rejected | Rejected |
 * | 504, 522, 524 (a proxy's, with the server at work) | Unreachable server_error | ReplyLost, silent |
 * | other 5xx | Unreachable server_error | ReplyLost |
 * | any other status | Malformed | ReplyLost |
 */
final class Errors {

	/** The server behind a proxy did not answer in time, and may still be at work. */
	private const SILENT = [ 408, 504, 522, 524 ];

	public static function noKey(): AuthFailed {
		return new AuthFailed( Sentence::__( 'The plugin cannot connect to SORS, because no API key has been entered (or the saved one can no longer be read). Enter the key under SORS API → Settings → Connection: press “Change the API key” there.', 'sors-api-for-woocommerce' ), 'no_key' );
	}

	/**
	 * When no whole response came.
	 *
	 * @param string $host For the words.
	 */
	public static function ofFailure( Operation $operation, TransportFailed $failure, string $host ): SorsError {
		if ( $failure->maybeSent && $operation->isWrite() ) {
			return self::replyLost( self::cause( $failure->reason ), in_array( $failure->reason, [ TransportFailed::TIMEOUT, TransportFailed::UNKNOWN ], true ) );
		}
		if ( TransportFailed::TOO_LARGE === $failure->reason ) {
			return self::tooLarge( $operation );
		}
		return new Unreachable( self::unreachable( $failure->reason, $host, $failure->getMessage() ) );
	}

	/**
	 * Of a response that has been read; null when it is good.
	 *
	 * @param string $host For the words.
	 */
	public static function ofResponse( Operation $operation, Response $response, string $host ): ?SorsError {
		$status = self::meant( $response );
		$said   = $response->said();
		if ( $status >= 200 && $status < 300 ) {
			return self::ofSuccess( $operation, $response );
		}
		if ( 401 === $status || 403 === $status ) {
			return self::keyRefused( $operation, $status, $said );
		}
		if ( 429 === $status ) {
			return self::rateLimited( $response->pause );
		}
		if ( 407 === $status ) {
			/* translators: %s: host name. */
			return new Unreachable( Sentence::__( 'The way to %s leads through a proxy that requires a login. Nothing was sent to SORS. Please show this to the person who looks after the site.', 'sors-api-for-woocommerce', $host ) );
		}
		if ( in_array( $status, [ 301, 307, 308 ], true ) || ( in_array( $status, [ 404, 405, 410 ], true ) && null === $response->success ) ) {
			return self::wrongAddress( $operation, $status, $host );
		}
		if ( $status >= 400 && $status < 500 && 408 !== $status ) {
			return self::rejected( $response, $status, $said );
		}
		if ( $operation->isWrite() ) {
			return self::replyLost( self::status( $status, $said ), in_array( $status, self::SILENT, true ) );
		}
		if ( $status >= 500 && $status < 600 ) {
			/* translators: %d: HTTP status, e.g. 503. */
			return new Unreachable( self::quoting( Sentence::__( 'SORS has a fault or is under maintenance right now (status %d). Try again in a few minutes; if this continues, ask Softkom.', 'sors-api-for-woocommerce', $status ), $said ), 'server_error', $response->pause );
		}
		if ( 408 === $status ) {
			return new Unreachable( self::unreachable( TransportFailed::TIMEOUT, $host, '' ) );
		}
		return self::wrongAddress( $operation, $status, $host );
	}

	/** When a good response holds something that cannot be decoded: after a write, SORS has done it, but we cannot tell what. */
	public static function ofUnreadable( Operation $operation, Malformed $error ): SorsError {
		return $operation->isWrite() ? self::replyLost( self::unusable( $error ), false, $error ) : $error;
	}

	private static function ofSuccess( Operation $operation, Response $response ): ?SorsError {
		if ( false === $response->success ) {
			return self::rejected( $response, $response->status, $response->said() );
		}
		if ( $response->isEmpty && 204 === $response->status && 'cancelDocument' === $operation->name ) {
			return null;
		}
		if ( ! $response->isJson ) {
			return self::ofUnreadable( $operation, self::notJson( $operation, $response->isEmpty ) );
		}
		if ( ! $response->hasData || ( null === $response->success && null !== $operation->envelope['success'] ) ) {
			/* translators: %s: our name of the operation. */
			$message = Sentence::__( 'An answer came that does not look like one of SORS (%s). Nothing was changed. Try again in a few minutes; if this continues, show this to the person who looks after the site.', 'sors-api-for-woocommerce', $operation->name );
			return self::ofUnreadable( $operation, new Malformed( $message, 'malformed', $operation->name ) );
		}
		return null;
	}

	/** Some servers always answer 200 and put the true status into the envelope. */
	private static function meant( Response $response ): int {
		$code = (int) ( ctype_digit( (string) $response->code ) ? $response->code : 0 );
		$says = false === $response->success && ( in_array( $code, [ 401, 403, 429 ], true ) || ( $code >= 500 && $code < 600 ) );
		return $says && $response->status >= 200 && $response->status < 300 ? $code : $response->status;
	}

	private static function keyRefused( Operation $operation, int $status, string $said ): AuthFailed {
		if ( 403 === $status ) {
			return new AuthFailed( self::quoting( Sentence::__( 'SORS does not allow this with the API key: the key may not open this database, or it may have been restricted. Nothing was done. Check the key and the database under SORS API → Settings → Connection, then press “Test now” on the overview.', 'sors-api-for-woocommerce' ), $said ), 'key_restricted', $operation->name, $said );
		}
		return new AuthFailed( self::quoting( Sentence::__( 'SORS refused the API key: it may be mistyped, expired or withdrawn. Nothing was done. Enter the current key under SORS API → Settings → Connection: press “Change the API key” there.', 'sors-api-for-woocommerce' ), $said ), 'key_refused' );
	}

	private static function rateLimited( ?int $seconds ): RateLimited {
		if ( null === $seconds ) {
			return new RateLimited( Sentence::__( 'SORS asked for a pause, because there were too many requests at once. Nothing was done; it will continue automatically.', 'sors-api-for-woocommerce' ) );
		}
		/* translators: %s: e.g. "a pause of 5 minutes". */
		return new RateLimited( Sentence::__( 'SORS asked for %s, because there were too many requests at once. Nothing was done; it will continue automatically.', 'sors-api-for-woocommerce', self::pause( $seconds ) ), $seconds );
	}

	/** A stored sentence's part, such as "a pause of 5 minutes": rather too long than too short. */
	public static function pause( int $seconds ): string {
		if ( $seconds < 2 * 60 ) {
			/* translators: %d: number of seconds; stands for %s in: SORS asked for %s. */
			return Sentence::_n( 'a pause of %d second', 'a pause of %d seconds', $seconds, 'sors-api-for-woocommerce', $seconds );
		}
		if ( $seconds < 2 * 3600 ) {
			$minutes = (int) ceil( $seconds / 60 );
			/* translators: %d: number of minutes; stands for %s in: SORS asked for %s. */
			return Sentence::_n( 'a pause of %d minute', 'a pause of %d minutes', $minutes, 'sors-api-for-woocommerce', $minutes );
		}
		$hours = (int) ceil( $seconds / 3600 );
		/* translators: %d: number of hours; stands for %s in: SORS asked for %s. */
		return Sentence::_n( 'a pause of %d hour', 'a pause of %d hours', $hours, 'sors-api-for-woocommerce', $hours );
	}

	private static function rejected( Response $response, int $status, string $said ): Rejected {
		$message = '' === $said
			/* translators: %d: HTTP status, e.g. 400. */
			? Sentence::__( 'SORS refused this and gave no reason (status %d). Nothing was done.', 'sors-api-for-woocommerce', $status )
			/* translators: %s: what SORS said. */
			: Sentence::__( 'SORS refused this: %s', 'sors-api-for-woocommerce', $said );
		return new Rejected( $message, $response->status, $response->code );
	}

	private static function wrongAddress( Operation $operation, int $status, string $host ): Malformed {
		$sentence = $status >= 300 && $status < 400
			/* translators: 1: host name, 2: HTTP status. */
			? Sentence::__( 'The server at %1$s redirects to another address (status %2$d), so SORS does not answer there. The API key was not sent to the other address. Ask Softkom for the current address of the API.', 'sors-api-for-woocommerce', $host, $status )
			/* translators: 1: host name, 2: HTTP status. */
			: Sentence::__( 'A server answered at %1$s, but it does not know the request (status %2$d): this is probably not the right address of SORS. Ask Softkom for the current address of the API.', 'sors-api-for-woocommerce', $host, $status );
		return new Malformed( $sentence, 'wrong_address', $operation->name );
	}

	private static function notJson( Operation $operation, bool $isEmpty ): Malformed {
		$sentence = $isEmpty
			/* translators: %s: our name of the operation. */
			? Sentence::__( 'SORS answered without any content (%s). Nothing was changed. Try again in a few minutes.', 'sors-api-for-woocommerce', $operation->name )
			/* translators: %s: our name of the operation. */
			: Sentence::__( 'A web page came where SORS should have answered (%s): maintenance, a firewall or a wrong address. Nothing was changed. Try again in a few minutes; if this continues, ask Softkom.', 'sors-api-for-woocommerce', $operation->name );
		return new Malformed( $sentence, 'not_json', $operation->name );
	}

	private static function tooLarge( Operation $operation ): Malformed {
		/* translators: %s: our name of the operation. */
		return new Malformed( Sentence::__( 'The answer from SORS was too large (%s). Nothing was changed. Please show this to the person who looks after the site.', 'sors-api-for-woocommerce', $operation->name ), 'too_large', $operation->name );
	}

	/**
	 * @param string $reason One of TransportFailed's.
	 * @param string $detail What the network library said.
	 */
	private static function unreachable( string $reason, string $host, string $detail ): string {
		switch ( $reason ) {
			case TransportFailed::NO_ADDRESS:
				/* translators: %s: host name. */
				$sentence = Sentence::__( 'The server %s could not be found: the site has no connection to the internet right now, or the address is wrong. Try again in a few minutes; if this continues, ask your hosting company.', 'sors-api-for-woocommerce', $host );
				break;
			case TransportFailed::TLS:
				/* translators: %s: host name. */
				$sentence = Sentence::__( 'No secure connection to %s could be made, so nothing was sent. The certificate of the server, or the certificates on this site’s own server, may be out of date. Ask your hosting company.', 'sors-api-for-woocommerce', $host );
				break;
			case TransportFailed::TIMEOUT:
				/* translators: %s: host name. */
				$sentence = Sentence::__( 'The server %s did not answer in time. It may be busy. Try again in a few minutes.', 'sors-api-for-woocommerce', $host );
				break;
			case TransportFailed::CUT:
				/* translators: %s: host name. */
				$sentence = Sentence::__( 'The connection to %s broke off before the answer arrived. Try again in a few minutes.', 'sors-api-for-woocommerce', $host );
				break;
			case TransportFailed::BLOCKED:
				/* translators: %s: host name. */
				$sentence = Sentence::__( 'This site is set up not to make requests to %s (WP_HTTP_BLOCK_EXTERNAL). Nothing was sent. The person who looks after the site has to add the server to WP_ACCESSIBLE_HOSTS.', 'sors-api-for-woocommerce', $host );
				break;
			default:
				/* translators: %s: host name. */
				$sentence = Sentence::__( 'The server %s could not be reached. It may be down, or a firewall may block the way. Try again in a few minutes; if this continues, ask your hosting company.', 'sors-api-for-woocommerce', $host );
		}
		return $sentence . ( '' === $detail ? '' : ' (' . $detail . ')' );
	}

	/** Why a reply was lost, in words for replyLost(). */
	private static function cause( string $reason ): string {
		if ( TransportFailed::TIMEOUT === $reason ) {
			return Sentence::__( 'it did not answer in time', 'sors-api-for-woocommerce' );
		}
		if ( TransportFailed::TOO_LARGE === $reason ) {
			return Sentence::__( 'its answer was too large', 'sors-api-for-woocommerce' );
		}
		return Sentence::__( 'the connection broke off', 'sors-api-for-woocommerce' );
	}

	/** What was wrong with an answer, in words for replyLost(): its own say that nothing was changed, which is not known of a write. */
	private static function unusable( Malformed $error ): string {
		return 'not_json' === $error->code()
			? Sentence::__( 'a web page or nothing at all came back', 'sors-api-for-woocommerce' )
			/* translators: %s: our name of the operation, and of the field at fault if it is known. */
			: Sentence::__( 'its answer could not be read: %s', 'sors-api-for-woocommerce', implode( ', ', array_filter( [ $error->operation, $error->item, $error->field ] ) ) );
	}

	/** In words for replyLost(). */
	private static function status( int $status, string $said ): string {
		return '' === $said
			/* translators: %d: HTTP status. */
			? Sentence::__( 'status %d', 'sors-api-for-woocommerce', $status )
			/* translators: 1: HTTP status, 2: what SORS said. */
			: Sentence::__( 'status %1$d: %2$s', 'sors-api-for-woocommerce', $status, Sentence::clause( $said ) );
	}

	private static function replyLost( string $cause, bool $silent, ?\Throwable $previous = null ): ReplyLost {
		/* translators: %s: why, e.g. "it did not answer in time". */
		return new ReplyLost( Sentence::__( 'This was sent to SORS, but no usable answer came back (%s). SORS may or may not have done it. Nothing is sent again until that is clear.', 'sors-api-for-woocommerce', $cause ), $silent, $previous );
	}

	private static function quoting( string $sentence, string $said ): string {
		/* translators: 1: a whole sentence of ours, 2: what SORS said. */
		return '' === $said ? $sentence : Sentence::__( '%1$s SORS said: %2$s', 'sors-api-for-woocommerce', $sentence, $said );
	}
}
