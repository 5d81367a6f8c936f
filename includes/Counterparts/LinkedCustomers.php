<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Database\ProgressOption;
use SorsApi\Database\Sql;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Pib;
use SorsApi\Log\Log;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/**
 * Which customer of SORS a user of the site is, as the shop's staff said: what is typed at a checkout never makes a link,
 * since anybody can know a PIB. The discount is kept beside it and read again each day. `untold`: SORS no longer has the
 * field, so that the last percentage is kept, and not given.
 *
 * @phpstan-type Linked array{code: string, name: string, taxId?: string, percent: string, checkedAt: int, untold?: true}
 */
final class LinkedCustomers {

	/** Of the virtual coupon by which the discount is given. */
	public const COUPON = 'sors-discount';

	/** Progress of the daily reading. */
	public const OPTION = 'sors_linked_customers';

	private const AT_ONCE = 20;

	/** Seconds. */
	private const RETRY = 15 * MINUTE_IN_SECONDS;

	/** Of a round: SORS answered, but said nothing useful of some; and those are being asked for once more. */
	private const MISSED      = 1;
	private const ASKED_AGAIN = 2;

	/** User meta, with the number of the site: all sites of a network share it. */
	public const META = '_sors_customer_';

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** Users belong to all sites of a network, customers to the database of one. */
	public static function meta(): string {
		return self::META . get_current_blog_id();
	}

	/** @return Linked|null */
	public static function of( int $userId ): ?array {
		$stored = $userId > 0 ? get_user_meta( $userId, self::meta(), true ) : null;
		if ( ! is_array( $stored ) || ! is_string( $stored['code'] ?? null ) || ! is_string( $stored['percent'] ?? null ) ) {
			return null;
		}
		/** @var Linked $stored As linked() makes it. */
		return $stored;
	}

	/**
	 * The link where it counts: not for somebody else whose PIB was entered.
	 *
	 * @return Linked|null
	 */
	public static function counted( int $userId, string $taxId ): ?array {
		$linked = self::of( $userId );
		// One that was stored before PIBs were kept is read again within a day.
		$known = $linked['taxId'] ?? $taxId;
		return '' === $taxId || 0 === strcasecmp( $taxId, $known ) ? $linked : null;
	}

	/** @return string Percent, above 0 and below 100; '' = no discount. */
	public static function percent( int $userId, string $taxId = '' ): string {
		$linked = self::counted( $userId, $taxId );
		return null === $linked || isset( $linked['untold'] ) ? '' : $linked['percent'];
	}

	public function areTold(): bool {
		return $this->api->tellsDiscounts();
	}

	/** @return string|null Why not, for people; null = linked. */
	public function link( int $userId, string $code ): ?string {
		try {
			$customer = $this->find( $code );
			$isTold   = $this->api->tellsDiscounts();
		} catch ( MappingRefused | SorsError $error ) {
			return $error->getMessage();
		}
		if ( null === $customer ) {
			/* translators: %s: code of a customer. */
			return sprintf( __( 'SORS has no customer with the code %s.', 'sors-api-for-woocommerce' ), $code );
		}
		update_user_meta( $userId, self::meta(), wp_slash( self::linked( $code, $customer ) + ( $isTold ? [] : [ 'untold' => true ] ) ) );
		return null;
	}

	public static function unlink( int $userId ): bool {
		return delete_user_meta( $userId, self::meta() );
	}

	/** The plugin is deleted: the links stay, and a new installation reads the names again. */
	public static function eraseNames(): void {
		$after = 0;
		do {
			$ids = self::idsAfter( $after );
			foreach ( $ids as $id ) {
				$after  = $id;
				$linked = self::of( $id );
				if ( null === $linked ) {
					self::unlink( $id );
				} else {
					update_user_meta( $id, self::meta(), wp_slash( [ 'name' => '' ] + array_diff_key( $linked, [ 'taxId' => true ] ) ) );
				}
			}
		} while ( [] !== $ids );
	}

	/**
	 * Each day once over all linked users, some seconds at a time. What SORS does not answer stays as it was, and is asked
	 * again later. An answer that is of no use for one user keeps no other waiting; that one is asked for once more that day.
	 */
	public function refreshIfDue( int $seconds ): void {
		$deadline = microtime( true ) + $seconds;
		$progress = new ProgressOption( self::OPTION );
		$now      = $progress->read();
		if ( true === ( $now['done'] ?? true ) ) {
			if ( abs( time() - self::number( $now, 'begunAt' ) ) < DAY_IN_SECONDS ) {
				return;
			}
			$now = [
				'begunAt' => time(),
				'after'   => 0,
				'retryAt' => 0,
				'done'    => false,
			];
			$progress->write( $now );
		}
		$wait = self::number( $now, 'retryAt' ) - time();
		// Longer than it ever waits: somebody set the clock back.
		if ( $wait > 0 && $wait <= self::RETRY ) {
			return;
		}
		do {
			$ids = self::idsAfter( self::number( $now, 'after' ) );
			foreach ( $ids as $id ) {
				$next = $this->after( $id, $now );
				if ( ! $progress->advance( $now, $next ) || self::number( $next, 'after' ) !== $id || microtime( true ) >= $deadline ) {
					return;
				}
				$now = $next;
			}
		} while ( [] !== $ids );
		// Those who were missed are asked for once more.
		$again = [ 'after' => 0, 'retryAt' => time() + self::RETRY, 'missed' => self::ASKED_AGAIN ];
		$end   = self::MISSED === self::number( $now, 'missed' ) ? $again : [ 'done' => true ];
		$progress->advance( $now, $end + $now );
	}

	/**
	 * @param array<string, mixed> $now
	 * @return array<string, mixed> The progress with that user read; as far as before where SORS does not answer.
	 */
	private function after( int $id, array $now ): array {
		try {
			$this->refresh( $id, self::ASKED_AGAIN === self::number( $now, 'missed' ) ? self::number( $now, 'begunAt' ) : PHP_INT_MAX );
		} catch ( Rejected | Malformed $error ) {
			Log::warning( "The discount of the linked user $id was not read: " . $error->code() );
			return [ 'after' => $id, 'missed' => max( self::MISSED, self::number( $now, 'missed' ) ) ] + $now;
		} catch ( SorsError $error ) {
			Log::warning( 'The discounts of linked customers were not read: ' . $error->code() );
			return [ 'retryAt' => time() + self::RETRY ] + $now;
		}
		return [ 'after' => $id ] + $now;
	}

	/** @param int $until Unix timestamp: whoever was read after it is left out. */
	private function refresh( int $id, int $until ): void {
		$linked = self::of( $id );
		if ( null === $linked || $linked['checkedAt'] > $until ) {
			return;
		}
		$now = $this->api->tellsDiscounts() ? $this->read( $linked['code'] ) : self::untold( $linked );
		global $wpdb;
		// Staff may have changed the link meanwhile, which the cache of this process does not know.
		Sql::run( "UPDATE {$wpdb->usermeta} SET meta_value = %s WHERE user_id = %d AND meta_key = %s AND meta_value = %s", (string) maybe_serialize( $now ), $id, self::meta(), (string) maybe_serialize( $linked ) );
		wp_cache_delete( $id, 'user_meta' );
	}

	/** @return Linked */
	private function read( string $code ): array {
		try {
			return self::linked( $code, $this->find( $code ) );
		} catch ( MappingRefused $refused ) {
			return self::linked( $code, null );
		}
	}

	/**
	 * @param Linked $linked
	 * @return Linked
	 */
	private static function untold( array $linked ): array {
		return array_merge( $linked, [ 'checkedAt' => time(), 'untold' => true ] );
	}

	/** @param array<string, mixed> $progress */
	private static function number( array $progress, string $name ): int {
		return is_int( $progress[ $name ] ?? null ) ? $progress[ $name ] : 0;
	}

	/** @return list<int> */
	private static function idsAfter( int $after ): array {
		global $wpdb;
		return Sql::ids( "SELECT DISTINCT user_id FROM {$wpdb->usermeta} WHERE meta_key = %s AND user_id > %d ORDER BY user_id LIMIT %d", self::meta(), $after, self::AT_ONCE );
	}

	private function find( string $code ): ?Customer {
		return Customers::search( new CustomerKey( CustomerKey::CODE, $code ), SettingsStore::load()->database, $this->api );
	}

	/**
	 * @param Customer|null $customer Null = SORS no longer has one: the link stays, without a discount.
	 * @return Linked
	 */
	private static function linked( string $code, ?Customer $customer ): array {
		$percent = null === $customer || null === $customer->discountPercent ? '0' : Decimal::normalise( $customer->discountPercent );
		return [
			'code'      => $code,
			'name'      => null === $customer ? '' : (string) $customer->name,
			'taxId'     => null === $customer ? '' : Pib::normalise( (string) $customer->taxId ),
			// All of the price is no discount but a mistake.
			'percent'   => Decimal::compare( $percent, '0' ) > 0 && Decimal::compare( $percent, '100' ) < 0 ? $percent : '',
			'checkedAt' => time(),
		];
	}
}
