<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\LookUp;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/**
 * Whether all goods of an order are with the buyer, by SORS' own word. An invoice is none, nor is a receipt: it may be
 * one for an advance.
 */
final class GoodsLeft {

	private const HANDED = [ 'deliveryNote', 'invoiceDeliveryNote' ];

	private const SLACK = '0.01';

	private SettingsStore $settings;
	private Api $api;

	public function __construct( SettingsStore $settings, Api $api ) {
		$this->settings = $settings;
		$this->api      = $api;
	}

	/** @param list<Document> $made Open ones that SORS made from the entry's own. */
	public function areAllGone( OutboxEntry $entry, ?Document $own, array $made ): bool {
		return ! $this->isDenied( $entry, $own, $made ) && ( $this->isHandedOver( $entry, $own ) || $this->coverAll( $entry, $made ) );
	}

	/**
	 * Whether SORS takes back that they are all gone.
	 *
	 * @param list<Document> $made      As above.
	 * @param list<Document> $documents With the cancelled ones.
	 */
	public function isTakenBack( OutboxEntry $entry, ?Document $own, array $made, array $documents ): bool {
		if ( $this->areAllGone( $entry, $own, $made ) ) {
			return false;
		}
		foreach ( $documents as $document ) {
			if ( 'cancelled' === $document->status && $this->isHanding( $document, $entry ) && ! $this->isHandedOver( $entry, $own ) ) {
				return true;
			}
		}
		return $this->isDenied( $entry, $own, $made );
	}

	/** @param list<Document> $made */
	private function isDenied( OutboxEntry $entry, ?Document $own, array $made ): bool {
		if ( OutboxEntry::NAMED === $entry->documentBy || $entry->hasReturn() || in_array( 'return', array_column( $made, 'kind' ), true ) ) {
			return true;
		}
		if ( null !== $own && ( false === $own->fulfilled || ! LookUp::agrees( $entry, $own ) ) ) {
			return true;
		}
		foreach ( $this->isHandedOver( $entry, $own ) ? [] : $made as $document ) {
			if ( false === $document->fulfilled && $this->isHanding( $document, $entry ) ) {
				return true;
			}
		}
		return false;
	}

	/** What lowers stock from birth says nothing of what happened since. */
	private function isHandedOver( OutboxEntry $entry, ?Document $own ): bool {
		return null !== $own && true === $own->fulfilled && ! $this->lowersStock( (string) $entry->kind );
	}

	private function isHanding( Document $document, OutboxEntry $entry ): bool {
		return $this->lowersStock( (string) $document->kind ) && SentDocuments::isMadeFrom( $document, $entry );
	}

	/** @param list<Document> $made A delivery note and an invoice may both be over the same part: kinds are not added. */
	private function coverAll( OutboxEntry $entry, array $made ): bool {
		$tells = $this->api->supportsField( 'document', 'fulfilled' );
		$sums  = [];
		foreach ( $made as $document ) {
			$kind = (string) $document->kind;
			$left = $tells ? true === $document->fulfilled : $this->lowersStock( $kind );
			if ( $left && null !== $document->total && SentDocuments::isMadeFrom( $document, $entry ) ) {
				$sums[ $kind ] = Decimal::add( $sums[ $kind ] ?? self::SLACK, $document->total );
			}
		}
		$most = array_reduce( $sums, [ Decimal::class, 'max' ], '0' );
		return [] !== $sums && null !== $entry->total && Decimal::compare( $most, $entry->total ) >= 0;
	}

	private function lowersStock( string $kind ): bool {
		return in_array( $kind, self::HANDED, true ) || ( 'invoice' === $kind && $this->settings->load()->invoiceLowersStock );
	}
}
