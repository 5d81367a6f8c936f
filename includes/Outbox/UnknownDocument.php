<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Document;

/** A document in SORS with a reference of this shop, and what the reference says. */
final class UnknownDocument {

	public Document $document;
	public string $storeId;
	public int $orderId;
	/** Sale or return: a cancelling and a payment leave no document. */
	public string $role;
	public int $refundId;
	public int $revision;

	/** Others were made from it, and stand for it where it is closed. */
	public bool $isFollowed = false;

	private function __construct( Document $document, string $storeId, int $orderId, string $role, int $refundId, int $revision ) {
		$this->document = $document;
		$this->storeId  = $storeId;
		$this->orderId  = $orderId;
		$this->role     = $role;
		$this->refundId = $refundId;
		$this->revision = $revision;
	}

	/** Null where its reference has not the form of ours. */
	public static function read( Document $document ): ?self {
		$roles = OutboxEntry::ROLE_SALE . '|' . OutboxEntry::ROLE_RETURN;
		if ( 1 !== preg_match( "/^([a-z0-9]+)-([1-9]\d{0,17})-($roles)(?:-([1-9]\d{0,17}))?-([1-9]\d{0,8})$/D", (string) $document->externalReference, $part ) ) {
			return null;
		}
		return new self( $document, $part[1], (int) $part[2], $part[3], (int) $part[4], (int) $part[5] );
	}

	/** Whether it may be what was sent, or was made in SORS from that. */
	public function isAsSent(): bool {
		return DerivedDocuments::isAsSentBy( $this->document, $this->role );
	}

	public function name(): string {
		return $this->document->name();
	}
}
