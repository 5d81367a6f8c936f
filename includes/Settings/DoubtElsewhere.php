<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/**
 * That some process takes this site for a copy, though others do not: its address, or its type of environment, depends on
 * the request, and a command has none. Such a process sends nothing, and only this tells anybody.
 */
final class DoubtElsewhere {

	public const OPTION = 'sors_doubt_elsewhere';

	/** Noted once in so many seconds. */
	private const EVERY = 600;

	/** Seconds for which it is told. */
	private const TOLD = HOUR_IN_SECONDS;

	/** @param string $doubt Of this process, as StoreIdentity has it. */
	public static function note( string $doubt ): void {
		$noted = self::noted();
		$sees  = StoreIdentity::OTHER_ENVIRONMENT === $doubt ? wp_get_environment_type() : self::home();
		if ( null !== $noted && $noted['doubt'] === $doubt && $noted['sees'] === $sees && abs( time() - $noted['at'] ) < self::EVERY ) {
			return;
		}
		$note = [ 'at' => time(), 'doubt' => $doubt, 'sees' => $sees ];
		update_option( self::OPTION, $note, false );
	}

	/** For people, where this process has no doubt; '' = no other has one either. */
	public static function told(): string {
		$noted = self::noted();
		if ( null === $noted || abs( time() - $noted['at'] ) > self::TOLD ) {
			return '';
		}
		if ( StoreIdentity::OTHER_ENVIRONMENT === $noted['doubt'] ) {
			/* translators: %s: production, staging, development or local. */
			return sprintf( __( 'A background process (such as wp-cli) takes this shop for a copy, since WP_ENVIRONMENT_TYPE is “%s” there, and sends no orders. Set WP_ENVIRONMENT_TYPE in wp-config.php, so that it is the same everywhere.', 'sors-api-for-woocommerce' ), $noted['sees'] );
		}
		/* translators: 1: what the process takes for the address, 2: address of the shop. */
		return sprintf( __( 'A background process (such as wp-cli) takes this shop for a copy, since it sees its address as “%1$s”, and sends no orders. Add --url=%2$s to its command, or set WP_HOME in wp-config.php to a fixed address.', 'sors-api-for-woocommerce' ), $noted['sees'], self::home() );
	}

	private static function home(): string {
		$home = get_option( 'home' );
		return is_string( $home ) ? $home : '';
	}

	/** @return array{at: int, doubt: string, sees: string}|null */
	private static function noted(): ?array {
		$stored = get_option( self::OPTION );
		if ( ! is_array( $stored ) || ! is_int( $stored['at'] ?? null ) || ! is_string( $stored['doubt'] ?? null ) || ! is_string( $stored['sees'] ?? null ) ) {
			return null;
		}
		return [ 'at' => $stored['at'], 'doubt' => $stored['doubt'], 'sees' => $stored['sees'] ];
	}
}
