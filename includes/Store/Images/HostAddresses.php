<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Sentence;

/**
 * Looks a host up once, refuses private addresses, and keeps what it found: a second look-up could get another answer. The
 * address of a picture comes from data, and must not make the shop's server send requests to machines that only it can reach.
 */
final class HostAddresses {

	/** IANA's special-purpose blocks, and multicast. */
	private const CLOSED_V4 = [
		'0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
		'192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3',
	];

	/** All public addresses are in here; mapped, local, multicast and translated ones are not. */
	private const OPEN_V6 = '2000::/3';
	/** Of these, tunnels that carry an IPv4 address, and examples. */
	private const CLOSED_V6 = [ '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20' ];

	/** @var array<string, list<string>> Host => its addresses. */
	private array $known = [];
	/** @var callable( string ): list<string> */
	private $lookUp;

	/** @param (callable( string ): list<string>)|null $lookUp Host => IP addresses; null = the system's own. */
	public function __construct( ?callable $lookUp = null ) {
		$this->lookUp = $lookUp ?? [ self::class, 'ask' ];
	}

	/**
	 * @return string The IP address to connect to.
	 * @throws ImageRefused When the host is unknown, or one of its addresses is private.
	 */
	public function of( ImageUrl $url ): string {
		$addresses = $this->known[ $url->host ] ??= false === filter_var( $url->host, FILTER_VALIDATE_IP ) ? ( $this->lookUp )( $url->host ) : [ $url->host ];
		if ( [] === $addresses ) {
			/* translators: %s: host name */
			( new ImageRefused( Sentence::__( 'the server %s could not be found', 'sors-api-for-woocommerce', $url->host ) ) )->throw();
		}
		foreach ( $addresses as $address ) {
			if ( ! $url->isOfSors && ! self::isPublic( $address ) ) {
				/* translators: %s: host name */
				( new ImageRefused( Sentence::__( 'its address %s leads into a private network, which is not allowed', 'sors-api-for-woocommerce', $url->host ) ) )->throw();
			}
		}
		return $addresses[0];
	}

	/** Pure: whether an IP address is one of the open internet. */
	public static function isPublic( string $ip ): bool {
		if ( false !== filter_var( $ip, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4 ) ) {
			return ! self::within( $ip, self::CLOSED_V4 );
		}
		return false !== filter_var( $ip, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6 )
			&& self::within( $ip, [ self::OPEN_V6 ] ) && ! self::within( $ip, self::CLOSED_V6 );
	}

	/** @param list<string> $blocks */
	private static function within( string $ip, array $blocks ): bool {
		foreach ( $blocks as $block ) {
			list( $start, $bits ) = explode( '/', $block );
			if ( 0 === strncmp( self::bits( $ip ), self::bits( $start ), (int) $bits ) ) {
				return true;
			}
		}
		return false;
	}

	/** As zeros and ones. */
	private static function bits( string $ip ): string {
		return implode( '', array_map( static fn( string $byte ): string => sprintf( '%08b', ord( $byte ) ), str_split( (string) inet_pton( $ip ) ) ) );
	}

	/** @return list<string> IPv4 addresses if there are any: not every server can reach IPv6 ones. */
	private static function ask( string $host ): array {
		$found = gethostbynamel( $host );
		if ( is_array( $found ) && [] !== $found ) {
			return $found;
		}
		// A failed look-up warns, and is an answer here.
		$records = function_exists( 'dns_get_record' ) ? @dns_get_record( $host, DNS_AAAA ) : false;
		return is_array( $records ) ? array_values( array_filter( array_map( static fn( array $record ): string => (string) ( $record['ipv6'] ?? '' ), $records ) ) ) : [];
	}
}
