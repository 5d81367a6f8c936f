<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Payment;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/**
 * Asks SORS for a payment: by its reference, or else by what its document says was paid. And knows whether "there is none"
 * may be believed.
 */
final class PaymentSearch {

	/** Payments of ours that are tried as proof. */
	private const PROOFS = 3;

	private OutboxTable $entries;
	private LookUpTrust $trust;
	private StoreIdentity $identity;

	public function __construct( OutboxTable $entries, LookUpTrust $trust, StoreIdentity $identity ) {
		$this->entries  = $entries;
		$this->trust    = $trust;
		$this->identity = $identity;
	}

	public static function canAsk( Api $api ): bool {
		return $api->findsPayments() || self::readsBack( $api );
	}

	/** Whether a document that is read says by then what was paid. */
	public static function readsBack( Api $api ): bool {
		return $api->supports( 'getDocument' ) && $api->supportsField( 'document', 'paidAmount' );
	}

	/**
	 * @return list<Payment>|null Those that are this one, as far as SORS says; null = it showed nothing of use.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function find( OutboxEntry $entry, Api $api ): ?array {
		if ( ! $api->findsPayments() ) {
			return $this->readBack( $entry, $api );
		}
		$all   = $api->findPayments( (string) $entry->database, (string) $entry->reference );
		$found = array_values( array_filter( $all, static fn( Payment $payment ): bool => $payment->externalReference === $entry->reference ) );
		if ( count( $found ) < count( $all ) ) {
			$this->trust->end( self::scope( (string) $entry->database, $api ) );
			if ( [] === $found ) {
				return null;
			}
		}
		foreach ( $found as $payment ) {
			// Where SORS does not say it: that of which it was sent.
			$payment->documentId ??= self::sentFor( $entry, $api );
		}
		return $found;
	}

	/** Id of the document for which it was sent; null = not known. Another one may stand in its place by now. */
	public static function sentFor( OutboxEntry $entry, Api $api ): ?string {
		try {
			return null === $entry->body ? null : $api->writtenPayment( $entry->body )->documentId;
		} catch ( SorsError $unreadable ) {
			return null;
		}
	}

	/** What SORS does not say cannot disagree. */
	public function agrees( OutboxEntry $entry, Payment $payment ): bool {
		return ( null === $payment->amount || Decimal::areWithin( $payment->amount, $entry->total ?? '0', '0.01' ) ) && $this->isOfItsDocument( $entry, $payment->documentId );
	}

	public function isOfItsDocument( OutboxEntry $entry, ?string $documentId ): bool {
		$sale = $this->entries->saleOfRevision( $entry->orderId, $entry->revision );
		return null === $documentId || null === $sale || $documentId === $sale->documentId;
	}

	/** An answer that says nothing of the payment, now or ever: its address is wrong, or the key may not ask. */
	public static function isUnusable( SorsError $error ): bool {
		return $error instanceof Rejected || $error instanceof Malformed || self::isForbidden( $error );
	}

	/** The key is good, and may not do this. */
	public static function isForbidden( SorsError $error ): bool {
		return $error instanceof AuthFailed && 'key_restricted' === $error->code();
	}

	/**
	 * Whether an empty answer means that SORS has no such payment: it shows one that we know from its own answer, and none
	 * for a reference that cannot exist. As DocumentSearch::isTrusted().
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function isTrusted( string $database, Api $api ): bool {
		$scope = self::scope( $database, $api );
		if ( $this->trust->holds( $scope ) ) {
			return true;
		}
		$known = $this->known( $database );
		try {
			return [] !== $known
				&& ( ! $api->findsPayments() || [] === $api->findPayments( $database, $this->identity->unusedReference() ) )
				&& $this->trust->earnBy( $scope, $known, fn( OutboxEntry $entry ): bool => $this->shows( $entry, $api ) );
		} catch ( SorsError $error ) {
			if ( ! self::isUnusable( $error ) ) {
				throw $error;
			}
			return false;
		}
	}

	/**
	 * As LookUpTrust::isConfirmed().
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function isUp( string $database, Api $api ): bool {
		$scope = self::scope( $database, $api );
		try {
			return $this->trust->isConfirmed( $scope, $this->known( $database ), fn( OutboxEntry $entry ): bool => $this->shows( $entry, $api ) );
		} catch ( SorsError $error ) {
			if ( ! self::isUnusable( $error ) ) {
				throw $error;
			}
			$this->trust->end( $scope );
			return false;
		}
	}

	/** @return list<OutboxEntry> */
	private function known( string $database ): array {
		return $this->entries->answered( $database, [ OutboxEntry::ROLE_PAYMENT ], self::PROOFS );
	}

	/** @throws \SorsApi\Sors\SorsError */
	private function shows( OutboxEntry $entry, Api $api ): bool {
		$found = $this->find( $entry, $api ) ?? [];
		return [] !== $found && $this->agrees( $entry, $found[0] );
	}

	private static function scope( string $database, Api $api ): string {
		return $api->scope( $database ) . ' payments';
	}

	/**
	 * What the document says was paid has grown by it, or is as it was before.
	 *
	 * @return list<Payment>|null
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	private function readBack( OutboxEntry $entry, Api $api ): ?array {
		$sale = $this->entries->saleOfRevision( $entry->orderId, $entry->revision );
		if ( null === $sale || null === $sale->documentId || null === $entry->paidAmount || null === $entry->total ) {
			return null;
		}
		$paid = $api->getDocument( (string) $entry->database, $sale->documentId )->paidAmount;
		if ( null === $paid ) {
			return null;
		}
		$grown = Decimal::subtract( $paid, Decimal::subtract( $entry->paidAmount, $entry->total ) );
		if ( Decimal::compare( $grown, '0.01' ) < 0 ) {
			return [];
		}
		$isPaid = Decimal::compare( Decimal::add( $paid, '0.01' ), $entry->paidAmount ) >= 0;
		return [ new Payment( [ 'documentId' => $sale->documentId, 'amount' => $isPaid ? $entry->total : $grown ] ) ];
	}
}
