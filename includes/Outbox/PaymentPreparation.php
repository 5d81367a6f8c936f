<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Documents\DocumentMapper;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Sentence;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\Payment;
use SorsApi\Sors\SorsError;

/** Makes what SORS is sent of a payment, once it is sure that SORS does not have it by other ways. */
final class PaymentPreparation {

	/** Former store ids that are asked for. */
	private const FORMER = 3;

	private OutboxTable $entries;
	private OrderReader $orders;
	private SettingsStore $settings;
	private StoreIdentity $identity;
	private Transitions $transitions;
	private PaymentSearch $search;
	private Payments $payments;

	public function __construct( OutboxTable $entries, OrderReader $orders, SettingsStore $settings, StoreIdentity $identity, Transitions $transitions, PaymentSearch $search, Payments $payments ) {
		$this->entries     = $entries;
		$this->orders      = $orders;
		$this->settings    = $settings;
		$this->identity    = $identity;
		$this->transitions = $transitions;
		$this->search      = $search;
		$this->payments    = $payments;
	}

	/**
	 * @return array<string, string|null>|null Columns: what is sent. Null = the entry has been dealt with.
	 *
	 * @throws MappingRefused A person has to enter it.
	 * @throws Skip
	 * @throws SorsError
	 */
	public function prepare( OutboxEntry $entry, string $token, Api $api ): ?array {
		$settings = $this->settings->fresh();
		[ $sale, $order, $amount ] = $this->due( $entry, $settings, $api->recordsPayments() );
		if ( ! $api->recordsPayments() ) {
			self::needless()->throw();
		}
		$snapshot = $this->orders->snapshot( $order, $settings );
		DocumentMapper::checkCurrency( $snapshot );
		self::checkMethod( $sale, $snapshot, $settings, $api );
		$paidAt = self::paidAt( $snapshot, $settings );
		if ( PaymentSearch::readsBack( $api ) ) {
			$document = $this->readAgain( $sale, $api );
			// Whether or not it showed anything new: a person may have said something meanwhile.
			[ $sale, $order, $amount ] = $this->due( $entry, $settings, true );
			self::checkWentOn( $sale, $document );
		}
		$reference = SalePreparation::reference( $this->identity->storeId(), $entry );
		$columns   = [
			'reference'     => $reference,
			'database_name' => $sale->database,
			'total'         => $amount,
			'paid_amount'   => Decimal::add( $sale->paidByHand ?? '0', $amount ),
		];
		if ( $this->isThere( $entry, $token, $columns, $api ) ) {
			return null;
		}
		$payment = new Payment(
			[
				'documentId'        => $sale->documentId,
				'externalReference' => $reference,
				'amount'            => $amount,
				'currency'          => $snapshot->currency,
				'paymentMethod'     => DocumentMapper::paymentMethod( $snapshot, $settings ),
				'paidAt'            => $paidAt,
			]
		);
		return $columns + [ 'body' => $api->paymentBody( $payment ) ];
	}

	/**
	 * A backup that was restored takes the entries of later payments along: what this order's would be called is asked for,
	 * also by what it would have been called before.
	 *
	 * @param array<string, string|null> $columns
	 *
	 * @throws SorsError
	 */
	private function isThere( OutboxEntry $entry, string $token, array $columns, Api $api ): bool {
		if ( ! $api->findsPayments() ) {
			return false;
		}
		$ids = [ $this->identity->storeId() ];
		foreach ( array_slice( StoreIdentity::former(), -self::FORMER ) as [ $id, , $isOwn ] ) {
			if ( $isOwn ) {
				$ids[] = $id;
			}
		}
		foreach ( $ids as $id ) {
			$columns['reference'] = SalePreparation::reference( $id, $entry );
			$asked                = clone $entry;
			$asked->reference     = $columns['reference'];
			$asked->database      = $columns['database_name'];
			$found                = $this->search->find( $asked, $api );
			if ( null !== $found && [] !== $found ) {
				$this->entries->update( $entry->id, $columns, $token );
				$asked->total = $columns['total'];
				$this->payments->judge( $asked, $token, $found );
				return true;
			}
		}
		return false;
	}

	/**
	 * Before what may have been lost is sent once more: SORS must still lack exactly that much. Else a person is asked.
	 *
	 * @throws SorsError
	 */
	public function mayRepeat( OutboxEntry $entry, string $token, Api $api ): bool {
		if ( ! $this->search->isOfItsDocument( $entry, PaymentSearch::sentFor( $entry, $api ) ) ) {
			$words = Sentence::__( 'SORS’ answer was lost, and by now another document stands for the order than the one that was to be paid. It is not sent again. Enter the payment for that one in SORS, and take it back from the former one if it is there; then say that it is there.', 'sors-api-for-woocommerce' );
			$this->transitions->uncertain( $entry, $token, PaymentWords::CHANGED, $words, LookUp::rule( $entry )->lateLookUp() );
			return false;
		}
		if ( $this->isStillMissing( $entry, $api ) && Decimal::areWithin( $this->wouldBePaid( $entry ), $entry->paidAmount ?? '0', '0.01' ) ) {
			return true;
		}
		$this->transitions->uncertain( $entry, $token, PaymentWords::CHANGED, PaymentWords::ofLookUp( PaymentWords::CHANGED, '' ), LookUp::rule( $entry )->lateLookUp() );
		return false;
	}

	/**
	 * Whether SORS has no more of the same document than it had before, and nothing became of it.
	 *
	 * @throws SorsError
	 */
	private function isStillMissing( OutboxEntry $entry, Api $api ): bool {
		$sale = $this->entries->saleOfRevision( $entry->orderId, $entry->revision );
		if ( null === $sale ) {
			return true;
		}
		$read   = PaymentSearch::readsBack( $api ) ? $api->getDocument( (string) $sale->database, (string) $sale->documentId ) : null;
		$known  = Decimal::max( null === $read ? '0' : $read->paidAmount ?? '0', $sale->paidByHand ?? '0' );
		$before = Decimal::subtract( $entry->paidAmount ?? '0', $entry->total ?? '0' );
		return ( null === $read || ( self::isOverTheSame( $sale, $read ) && ! DuePayments::wentOn( $sale, $read ) ) ) && Decimal::compare( $known, Decimal::add( $before, '0.01' ) ) <= 0;
	}

	public function isDue( OutboxEntry $entry ): bool {
		return '0' !== $this->wouldBePaid( $entry );
	}

	/** RSD that were paid in SORS with it; 0 = nothing is due. */
	public function wouldBePaid( OutboxEntry $entry ): string {
		try {
			[ $sale, , $amount ] = $this->due( $entry, $this->settings->fresh(), false );
			return Decimal::add( $sale->paidByHand ?? '0', $amount );
		} catch ( Skip $needless ) {
			return '0';
		}
	}

	/**
	 * @return array{OutboxEntry, \WC_Order, string} Sale, order and what is to be recorded.
	 *
	 * @throws Skip
	 */
	private function due( OutboxEntry $entry, Settings $settings, bool $bySors ): array {
		$sale   = $this->entries->saleOfRevision( $entry->orderId, $entry->revision );
		$order  = $this->orders->load( $entry->orderId );
		$amount = DuePayments::ofSale( $sale, $settings, $bySors );
		if ( null === $sale || null === $order || null === $amount ) {
			self::needless()->throw();
		}
		return [ $sale, $order, $amount ];
	}

	public static function needless(): Skip {
		return new Skip( DuePayments::NOT_DUE, Sentence::__( 'Nothing is to be recorded from here now: the document is not open in SORS as unpaid, or a person is asked about it, or the order is not paid.', 'sors-api-for-woocommerce' ) );
	}

	/**
	 * WooCommerce notes a payment as soon as an order is in hand. Where the money was to be collected on delivery, and
	 * another gateway was chosen since, that date says nothing.
	 *
	 * @throws MappingRefused
	 */
	private static function checkMethod( OutboxEntry $sale, OrderSnapshot $snapshot, Settings $settings, Api $api ): void {
		try {
			$before = null === $sale->body ? null : $api->writtenDocument( $sale->body )->paymentMethod;
		} catch ( SorsError $unreadable ) {
			$before = null;
		}
		$isByPerson = 'completed' === $snapshot->status && ! $sale->completedBySors;
		if ( 'cashOnDelivery' === $before && ! $isByPerson && 'cashOnDelivery' !== DocumentMapper::paymentMethod( $snapshot, $settings ) ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'gateway_changed', Sentence::__( '%s was to be paid on delivery, and the order has another method of payment since: whether the money came, the shop cannot tell. If it did, enter it in SORS by hand.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
	}

	/**
	 * When the money came, within the books of the database.
	 *
	 * @throws MappingRefused
	 */
	private static function paidAt( OrderSnapshot $snapshot, Settings $settings ): ?\DateTimeImmutable {
		$paidAt = DocumentMapper::paidAt( $snapshot, $settings );
		$year   = FinancialYear::of( $settings->database );
		$came   = null === $paidAt || null === $year ? $year : (int) OrderReader::day( $paidAt );
		if ( $came === $year ) {
			return $paidAt;
		}
		if ( $came > $year ) {
			/* translators: 1: year, 2: name of a database, 3: year. */
			( new MappingRefused( OutboxEntry::NEWER_YEAR, Sentence::__( 'The money came in %1$d, and the database %2$s holds the books of %3$d. Enter the payment in SORS by hand, in the books where it belongs.', 'sors-api-for-woocommerce', (int) $came, $settings->database, (int) $year ) ) )->throw();
		}
		// The books of its own year are closed.
		return new \DateTimeImmutable( "$year-01-01 12:00:00", new \DateTimeZone( 'UTC' ) );
	}

	/**
	 * Somebody may have entered it in SORS by hand, or a former life of this shop before a backup was restored.
	 *
	 * @throws MappingRefused
	 * @throws SorsError
	 */
	private function readAgain( OutboxEntry $sale, Api $api ): Document {
		$document = $api->getDocument( (string) $sale->database, (string) $sale->documentId );
		if ( 'cancelled' === $document->status ) {
			// No comparison need ask about it: something made from it may stand in its place, or it is too old for that.
			/* translators: %s: number of a document. */
			( new MappingRefused( 'document_closed', Sentence::__( '%s is closed in SORS, so no payment is recorded for it. Enter it in SORS by hand, for the document that stands in its place.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		if ( ! self::isOverTheSame( $sale, $document ) ) {
			/* translators: 1: number of a document, 2: amount in SORS, 3: amount of the order. */
			( new MappingRefused( 'document_differs', Sentence::__( 'In SORS %1$s is over %2$s, and here over %3$s: how much of it is paid, the shop cannot tell. Enter the payment in SORS by hand.', 'sors-api-for-woocommerce', $sale->documentName(), Sentence::amount( $document->total ?? '0' ), Sentence::amount( $sale->total ?? '0' ) ) ) )->throw();
		}
		if ( null !== $document->paidAmount ) {
			$this->payments->noteInSors( $sale, Decimal::round( $document->paidAmount, 2 ) );
		}
		return $document;
	}

	/**
	 * What was told of it before may be a day old.
	 *
	 * @throws MappingRefused
	 */
	private static function checkWentOn( OutboxEntry $sale, Document $document ): void {
		if ( DuePayments::wentOn( $sale, $document ) ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'document_followed', Sentence::__( 'SORS says that %s was invoiced, or that its fiscal receipt was issued: the money may be there already. Look in SORS, and enter there what is missing.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
	}

	/** SORS may discount a document by itself, or somebody may have changed it there. */
	private static function isOverTheSame( OutboxEntry $sale, Document $document ): bool {
		return null === $document->total || null === $sale->total || Decimal::areWithin( $document->total, $sale->total, '0.01' );
	}
}
