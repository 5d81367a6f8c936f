<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** Looks a host up once, judges what it finds, and keeps it: a second look-up could be told something else. */
final class HostAddresses {

	/** @var array<string, list<string>> Host => its addresses. */
	private array $known = [];

	/** @var callable( string ): list<string> */
	private $lookUp;

	/** @param (callable( string ): list<string>)|null $lookUp Host => IP addresses; null = the system's own. */
	public function __construct( ?callable $lookUp = null ) {
		$this->lookUp = $lookUp ?? [ self::class, 'ask' ];
	}

	/**
	 * @return string The address to connect to.
	 *
	 * @throws ImageRefused
	 */
	public function of( ImageUrl $url ): string {
		if ( ! isset( $this->known[ $url->host ] ) ) {
			$isIp = false !== filter_var( $url->host, FILTER_VALIDATE_IP );

			$this->known[ $url->host ] = $isIp ? [ $url->host ] : ( $this->lookUp )( $url->host );
		}
		$addresses = $this->known[ $url->host ];
		if ( [] === $addresses ) {
			/* translators: %s: host name */
			throw new ImageRefused( sprintf( __( 'the server %s could not be found', 'sors-api-for-woocommerce' ), $url->host ) );
		}
		foreach ( $addresses as $address ) {
			if ( ! $url->isOfSors && ! PublicAddress::isPublic( $address ) ) {
				/* translators: %s: host name */
				throw new ImageRefused( sprintf( __( 'its address %s leads into a private network, which is not allowed', 'sors-api-for-woocommerce' ), $url->host ) );
			}
		}
		return $addresses[0];
	}

	/** @return list<string> IPv4 first: not every server has a way to the others. */
	private static function ask( string $host ): array {
		$found = gethostbynamel( $host );
		if ( is_array( $found ) && [] !== $found ) {
			return $found;
		}
		$records = function_exists( 'dns_get_record' ) ? @dns_get_record( $host, DNS_AAAA ) : false; // phpcs:ignore WordPress.PHP.NoSilencedErrors -- A failed look-up warns, and is an answer here.
		return is_array( $records ) ? array_values( array_filter( array_map( static fn( array $record ): string => (string) ( $record['ipv6'] ?? '' ), $records ) ) ) : [];
	}
}
