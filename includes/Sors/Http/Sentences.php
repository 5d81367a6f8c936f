<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** What a shop owner reads when SORS does not answer as it should: what happened, what it means, what to do. */
final class Sentences {

	public static function noKey(): string {
		return __( 'SORS cannot be asked, because no API key has been entered (or the saved one can no longer be read). Enter the key on the Sors API page and press "Test connection".', 'sors-api-for-woocommerce' );
	}

	public static function keyRefused( int $status, string $said ): string {
		if ( 403 === $status ) {
			return self::quoting( __( 'SORS does not allow this to the API key: it may not open this database, or it may have been restricted. Nothing was done. Check the key and the database on the Sors API page, then press "Test connection".', 'sors-api-for-woocommerce' ), $said );
		}
		return self::quoting( __( 'SORS refused the API key: it may be mistyped, expired or withdrawn. Nothing was done. Enter the current key on the Sors API page and press "Test connection".', 'sors-api-for-woocommerce' ), $said );
	}

	public static function rateLimited( ?int $seconds ): string {
		if ( null === $seconds ) {
			return __( 'SORS asks for a pause, because too many requests came at once. Nothing was done; it goes on by itself later.', 'sors-api-for-woocommerce' );
		}
		return sprintf(
			/* translators: %d: number of seconds. */
			_n( 'SORS asks for a pause of %d second, because too many requests came at once. Nothing was done; it goes on by itself later.', 'SORS asks for a pause of %d seconds, because too many requests came at once. Nothing was done; it goes on by itself later.', $seconds, 'sors-api-for-woocommerce' ),
			$seconds
		);
	}

	public static function rejected( int $status, string $said ): string {
		if ( '' === $said ) {
			/* translators: %d: HTTP status, e.g. 400. */
			return sprintf( __( 'SORS refused this and gave no reason (status %d). Nothing was done.', 'sors-api-for-woocommerce' ), $status );
		}
		/* translators: %s: what SORS said. */
		return sprintf( __( 'SORS refused this: %s', 'sors-api-for-woocommerce' ), $said );
	}

	public static function wrongAddress( int $status, string $host ): string {
		if ( $status >= 300 && $status < 400 ) {
			/* translators: 1: host name, 2: HTTP status. */
			return sprintf( __( 'At %1$s the server sends us on to another address (status %2$d), so this is not where SORS answers. The API key was not sent there. Ask Softkom for the current address of the API.', 'sors-api-for-woocommerce' ), $host, $status );
		}
		/* translators: 1: host name, 2: HTTP status. */
		return sprintf( __( 'A server answered at %1$s, but it does not know what was asked for (status %2$d): probably this is not the right address of SORS. Ask Softkom for the current address of the API.', 'sors-api-for-woocommerce' ), $host, $status );
	}

	public static function notJson( string $operation, bool $isEmpty ): string {
		if ( $isEmpty ) {
			/* translators: %s: our name of the operation. */
			return sprintf( __( 'SORS answered without any content (%s). Nothing was changed because of it. Try again in a few minutes.', 'sors-api-for-woocommerce' ), $operation );
		}
		/* translators: %s: our name of the operation. */
		return sprintf( __( 'A web page came where SORS should have answered (%s): maintenance, a firewall, or a wrong address. Nothing was changed because of it. Try again in a few minutes; if it stays, ask Softkom.', 'sors-api-for-woocommerce' ), $operation );
	}

	public static function noEnvelope( string $operation ): string {
		/* translators: %s: our name of the operation. */
		return sprintf( __( 'An answer came that does not look like one of SORS (%s). Nothing was changed because of it. Try again in a few minutes; if it stays, show this to whoever looks after the site.', 'sors-api-for-woocommerce' ), $operation );
	}

	public static function tooLarge( string $operation ): string {
		/* translators: %s: our name of the operation. */
		return sprintf( __( 'The answer of SORS was too large to take (%s). Nothing was changed because of it. Please show this to whoever looks after the site.', 'sors-api-for-woocommerce' ), $operation );
	}

	public static function serverError( int $status, string $said ): string {
		/* translators: %d: HTTP status, e.g. 503. */
		return self::quoting( sprintf( __( 'SORS has a fault or is under maintenance just now (status %d). Try again in a few minutes; if it stays, ask Softkom.', 'sors-api-for-woocommerce' ), $status ), $said );
	}

	public static function proxyLogin( string $host ): string {
		/* translators: %s: host name. */
		return sprintf( __( 'The way to %s leads through a proxy that wants a login. Nothing was sent to SORS. Please show this to whoever looks after the site.', 'sors-api-for-woocommerce' ), $host );
	}

	/**
	 * @param string $reason One of TransportFailed's.
	 * @param string $detail What the network library said.
	 */
	public static function unreachable( string $reason, string $host, string $detail ): string {
		switch ( $reason ) {
			case TransportFailed::NO_ADDRESS:
				/* translators: %s: host name. */
				$sentence = __( 'The server %s could not be found: the site has no connection to the internet just now, or the address is wrong. Try again in a few minutes; if it stays, ask your hosting company.', 'sors-api-for-woocommerce' );
				break;
			case TransportFailed::TLS:
				/* translators: %s: host name. */
				$sentence = __( 'No safe connection to %s could be made, so nothing was sent. The certificate of the server, or the certificates of this site\'s own server, may be out of date. Ask your hosting company.', 'sors-api-for-woocommerce' );
				break;
			case TransportFailed::TIMEOUT:
				/* translators: %s: host name. */
				$sentence = __( 'The server %s did not answer in time. It may be busy. Try again in a few minutes.', 'sors-api-for-woocommerce' );
				break;
			case TransportFailed::CUT:
				/* translators: %s: host name. */
				$sentence = __( 'The connection to %s broke off before the answer was there. Try again in a few minutes.', 'sors-api-for-woocommerce' );
				break;
			case TransportFailed::BLOCKED:
				/* translators: %s: host name. */
				$sentence = __( 'This site is set up not to make requests to %s (WP_HTTP_BLOCK_EXTERNAL). Nothing was sent. Whoever looks after the site has to add the server to WP_ACCESSIBLE_HOSTS.', 'sors-api-for-woocommerce' );
				break;
			default:
				/* translators: %s: host name. */
				$sentence = __( 'The server %s could not be reached. It may be down, or a firewall may stand in the way. Try again in a few minutes; if it stays, ask your hosting company.', 'sors-api-for-woocommerce' );
		}
		return sprintf( $sentence, $host ) . ( '' === $detail ? '' : ' (' . $detail . ')' );
	}

	/** The cause of a lost reply, for replyLost(). */
	public static function cause( string $reason ): string {
		if ( TransportFailed::TIMEOUT === $reason ) {
			return __( 'it did not answer in time', 'sors-api-for-woocommerce' );
		}
		if ( TransportFailed::TOO_LARGE === $reason ) {
			return __( 'its answer was too large', 'sors-api-for-woocommerce' );
		}
		return __( 'the connection broke off', 'sors-api-for-woocommerce' );
	}

	public static function oddStatus( int $status, string $said ): string {
		/* translators: %d: HTTP status. */
		return self::quoting( sprintf( __( 'status %d', 'sors-api-for-woocommerce' ), $status ), $said );
	}

	public static function replyLost( string $cause ): string {
		/* translators: %s: why, e.g. "it did not answer in time". */
		return sprintf( __( 'This was sent to SORS, but no usable answer came back (%s). SORS may or may not have done it. Nothing is sent again before that is clear.', 'sors-api-for-woocommerce' ), $cause );
	}

	private static function quoting( string $sentence, string $said ): string {
		/* translators: 1: a whole sentence of ours, 2: what SORS said. */
		return '' === $said ? $sentence : sprintf( __( '%1$s SORS said: %2$s', 'sors-api-for-woocommerce' ), $sentence, $said );
	}
}
