<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/**
 * Pure: is this an address of the open internet? A picture's address comes from
 * data, and must not make the shop's server ask machines that only it can reach.
 */
final class PublicAddress {

	/** IANA's special-purpose blocks, and multicast. */
	private const CLOSED_V4 = [
		'0.0.0.0/8',
		'10.0.0.0/8',
		'100.64.0.0/10',
		'127.0.0.0/8',
		'169.254.0.0/16',
		'172.16.0.0/12',
		'192.0.0.0/24',
		'192.0.2.0/24',
		'192.88.99.0/24',
		'192.168.0.0/16',
		'198.18.0.0/15',
		'198.51.100.0/24',
		'203.0.113.0/24',
		'224.0.0.0/3',
	];

	/** All that is open lies in here: mapped, local, multicast and translated addresses do not. */
	private const OPEN_V6 = '2000::/3';

	/** Of that: tunnels that carry an IPv4 address, and examples. */
	private const CLOSED_V6 = [ '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20' ];

	public static function isPublic( string $ip ): bool {
		if ( false !== filter_var( $ip, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4 ) ) {
			return ! self::within( $ip, self::CLOSED_V4 );
		}
		return false !== filter_var( $ip, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6 )
			&& self::within( $ip, [ self::OPEN_V6 ] ) && ! self::within( $ip, self::CLOSED_V6 );
	}

	/** @param list<string> $blocks */
	private static function within( string $ip, array $blocks ): bool {
		$address = (string) inet_pton( $ip );
		foreach ( $blocks as $block ) {
			list( $start, $bits ) = explode( '/', $block );
			$start = (string) inet_pton( $start );
			$bytes = intdiv( (int) $bits, 8 );
			$rest  = (int) $bits % 8;
			$mask  = ( 0xFF << ( 8 - $rest ) ) & 0xFF;
			if ( 0 === strncmp( $address, $start, $bytes ) && ( 0 === $rest || ( ord( $address[ $bytes ] ) & $mask ) === ord( $start[ $bytes ] ) ) ) {
				return true;
			}
		}
		return false;
	}
}
