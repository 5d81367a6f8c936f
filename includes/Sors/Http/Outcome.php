<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;

/**
 * Which error an outcome is. The whole table:
 *
 * | what came | read | write |
 * | --- | --- | --- |
 * | nothing left (no address, no connection, no TLS, blocked) | Unreachable | Unreachable |
 * | time-out or cut after sending, or not known when | Unreachable | ReplyLost |
 * | an answer too large to take | Malformed too_large | ReplyLost |
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
 * | 408 (may be a proxy's, with the server at work) | Unreachable | ReplyLost |
 * | 429 | RateLimited | RateLimited |
 * | other 4xx | Rejected | Rejected |
 * | 5xx | Unreachable server_error | ReplyLost |
 * | any other status | Malformed | ReplyLost |
 */
final class Outcome {

	/** When no whole answer came. */
	public static function ofFailure( Operation $operation, TransportFailed $failure, string $host ): SorsError {
		if ( $failure->maybeSent && $operation->isWrite() ) {
			return new ReplyLost( Sentences::replyLost( Sentences::cause( $failure->reason ) ) );
		}
		if ( TransportFailed::TOO_LARGE === $failure->reason ) {
			return new Malformed( Sentences::tooLarge( $operation->name ), 'too_large', $operation->name );
		}
		return new Unreachable( Sentences::unreachable( $failure->reason, $host, $failure->getMessage() ) );
	}

	/** Null when the answer is good. */
	public static function ofReply( Operation $operation, Reply $reply, string $host ): ?SorsError {
		$status = self::meant( $reply );
		$said   = $reply->said();
		if ( $status >= 200 && $status < 300 ) {
			return self::ofSuccess( $operation, $reply );
		}
		if ( 401 === $status || 403 === $status ) {
			return new AuthFailed( Sentences::keyRefused( $status, $said ), 'key_refused' );
		}
		if ( 429 === $status ) {
			return new RateLimited( Sentences::rateLimited( $reply->retryAfter ), $reply->retryAfter );
		}
		if ( 407 === $status ) {
			return new Unreachable( Sentences::proxyLogin( $host ) );
		}
		if ( in_array( $status, [ 301, 307, 308 ], true ) || ( in_array( $status, [ 404, 405, 410 ], true ) && null === $reply->success ) ) {
			return new Malformed( Sentences::wrongAddress( $status, $host ), 'wrong_address', $operation->name );
		}
		if ( $status >= 400 && $status < 500 && 408 !== $status ) {
			return new Rejected( Sentences::rejected( $status, $said ), $reply->status, $reply->code, $reply->errors );
		}
		if ( $operation->isWrite() ) {
			return new ReplyLost( Sentences::replyLost( Sentences::oddStatus( $status, $said ) ) );
		}
		if ( $status >= 500 && $status < 600 ) {
			return new Unreachable( Sentences::serverError( $status, $said ), 'server_error', $reply->retryAfter );
		}
		if ( 408 === $status ) {
			return new Unreachable( Sentences::unreachable( TransportFailed::TIMEOUT, $host, '' ) );
		}
		return new Malformed( Sentences::wrongAddress( $status, $host ), 'wrong_address', $operation->name );
	}

	/** When a good answer to a write held something that we cannot read: SORS did it, only we don't know what. */
	public static function unreadable( Operation $operation, Malformed $error ): SorsError {
		return $operation->isWrite() ? new ReplyLost( Sentences::replyLost( $error->getMessage() ), $error ) : $error;
	}

	private static function ofSuccess( Operation $operation, Reply $reply ): ?SorsError {
		if ( false === $reply->success ) {
			return new Rejected( Sentences::rejected( $reply->status, $reply->said() ), $reply->status, $reply->code, $reply->errors );
		}
		if ( $reply->isEmpty && 204 === $reply->status && 'cancelDocument' === $operation->name ) {
			return null;
		}
		if ( ! $reply->isJson ) {
			return self::unreadable( $operation, new Malformed( Sentences::notJson( $operation->name, $reply->isEmpty ), 'not_json', $operation->name ) );
		}
		if ( ! $reply->hasData || ( null === $reply->success && null !== $operation->envelope->success ) ) {
			return self::unreadable( $operation, new Malformed( Sentences::noEnvelope( $operation->name ), 'malformed', $operation->name ) );
		}
		return null;
	}

	/** Some servers always say 200, and the true status in the envelope. */
	private static function meant( Reply $reply ): int {
		$code = (int) ( ctype_digit( (string) $reply->code ) ? $reply->code : 0 );
		$says = false === $reply->success && ( in_array( $code, [ 401, 403, 429 ], true ) || ( $code >= 500 && $code < 600 ) );
		return $says && $reply->status >= 200 && $reply->status < 300 ? $code : $reply->status;
	}
}
