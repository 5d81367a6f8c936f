<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Settings\StoreIdentity;

/**
 * Our own mark on a document: `{storeId}-{orderId}-{moment}-{role}[-{refundId}]-{revision}`, the moment being that at which
 * the order (of a return: the refund) was made, in Unix seconds, in base 36. An order that gets the id of one which was lost
 * with a backup has another moment, so that no reference is met twice.
 */
final class Reference {

	private const FORM = '/^([a-z0-9]+)-([1-9]\d{0,17})-([a-z0-9]{1,12})-(sale|return|cancel)(?:-([1-9]\d{0,17}))?-([1-9]\d{0,8})$/D';

	public string $storeId;
	public int $orderId;
	/** In base 36. */
	public string $moment;
	public string $role;
	public int $refundId;
	public int $revision;

	private function __construct( string $storeId, int $orderId, string $moment, string $role, int $refundId, int $revision ) {
		$this->storeId  = $storeId;
		$this->orderId  = $orderId;
		$this->moment   = $moment;
		$this->role     = $role;
		$this->refundId = $refundId;
		$this->revision = $revision;
	}

	/** Null where it has not the form of ours. */
	public static function read( ?string $reference ): ?self {
		if ( 1 !== preg_match( self::FORM, (string) $reference, $part ) ) {
			return null;
		}
		return new self( $part[1], (int) $part[2], $part[3], $part[4], (int) $part[5], (int) $part[6] );
	}

	/** Of what is to be sent for the entry. */
	public static function of( OutboxEntry $entry ): string {
		$parts = [ StoreIdentity::storeId(), (string) $entry->orderId, self::moment( $entry ), $entry->role ];
		if ( 0 !== $entry->refundId ) {
			$parts[] = (string) $entry->refundId;
		}
		$parts[] = (string) $entry->revision;
		return implode( '-', $parts );
	}

	/** As it was first seen: staff may give an order another date. */
	private static function moment( OutboxEntry $entry ): string {
		$isFirst = OutboxEntry::ROLE_SALE === $entry->role && 1 === $entry->revision;
		foreach ( $isFirst ? [ $entry ] : OutboxTable::ofOrder( $entry->orderId ) as $known ) {
			$read = $known->refundId === $entry->refundId ? self::read( $known->reference ) : null;
			if ( null !== $read ) {
				return $read->moment;
			}
		}
		$refund = 0 === $entry->refundId ? null : RefundReader::load( $entry->refundId );
		return self::momentOf( $refund ?? OrderReader::load( $entry->orderId ) ) ?? self::inBase36( (int) strtotime( $entry->createdAt . ' UTC' ) );
	}

	/** @return string|null In base 36; null where it is not known. */
	public static function momentOf( ?\WC_Abstract_Order $made ): ?string {
		$at = null === $made ? null : $made->get_date_created();
		return null === $at ? null : self::inBase36( $at->getTimestamp() );
	}

	private static function inBase36( int $time ): string {
		return base_convert( (string) $time, 10, 36 );
	}
}
