<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Counterparts\Items;
use SorsApi\Documents\DocumentMapper;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Netting;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Postponed;
use SorsApi\Documents\Rounding;
use SorsApi\Documents\SentLines;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Reference;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Orders\LineReader;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Orders\SubOrders;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\Rejected;

/** Decides what a refund means for SORS, and makes the return document where goods came back. */
final class ReturnPreparation {

	/** Code of a refund that brought nothing back. */
	public const NO_GOODS = 'no_goods';

	/** Code of a refund that is no more. */
	public const DELETED = 'refund_deleted';

	/**
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function prepare( OutboxEntry $entry, Settings $settings, Api $api ): Prepared {
		$order  = OrderReader::load( $entry->orderId );
		$refund = RefundReader::load( $entry->refundId );
		$inFull = OutboxEntry::NO_REFUND === $entry->refundId && null !== $order && 'refunded' === $order->get_status() && [] === RefundReader::of( $entry->orderId );
		if ( null === $order || ( null === $refund && ! $inFull ) ) {
			( new Skip( self::DELETED, OutboxEntry::NO_REFUND === $entry->refundId ? Sentence::__( 'The order is no longer set to Refunded, or has a refund by now.', 'sors-api-for-woocommerce' ) : Sentence::__( 'The refund was deleted.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$sale = self::sale( $entry, $order );
		if ( 'cancelled' === $order->get_status() ) {
			( new Skip( 'order_cancelled', Sentence::__( 'The order was cancelled as a whole.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $sale->isVouchedFor() ) {
			( new MappingRefused( 'not_from_here', Sentence::__( 'Something was refunded. A person had said that SORS has the order already, so the shop knows no document that it could correct. If there is one, enter the return in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$snapshot     = OrderReader::snapshot( $order, $settings );
		$acknowledged = self::ofOtherDocuments( $entry );
		$refunded     = null === $refund ? [] : self::refunded( $refund, $order, $snapshot->rounding );
		$returned     = array_intersect_key( Netting::returned( $snapshot, $acknowledged ), self::pieces( $refunded, $snapshot ) );
		// A reservation may have been made of the refund before its goods were back.
		$isNetted = in_array( $entry->refundId, $sale->refundIds, true ) && ( [] === $returned || 'reservation' !== $sale->kind );
		// What another refund says as well counts as none.
		if ( $isNetted || ( [] === $returned && null !== $refund && '0' === ( $snapshot->refunds[ $entry->refundId ] ?? '' ) && '0' !== OrderReader::decimal( $refund->get_amount() ) ) ) {
			( new Skip( 'netted', Sentence::__( 'The order’s document was made without what was refunded.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		// What is reserved is what the buyer keeps, at what the buyer paid, for as long as it is not handed over.
		$isReserved = 'reservation' === $sale->kind && ! OrderReader::wasCompleted( $order );
		// By an invoice no goods left.
		if ( ( [] === $returned && ! $isReserved ) || 'invoice' === $sale->kind ) {
			self::moneyAlone( $sale, $order, (string) ( null === $refund ? $sale->total : $refund->get_amount() ) )->throw();
		}
		if ( $sale->database !== $settings->database ) {
			/* translators: 1: number of a document, 2: name of a database. */
			( new MappingRefused( 'former_database', Sentence::__( 'Something of %1$s was refunded, and that document is in the former database %2$s. Correct it in SORS by hand, in the books where it belongs, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName(), (string) $sale->database ) ) )->throw();
		}
		Readiness::checkDatabase( $settings->database, $settings );
		self::checkDelivered( $entry, $order, $sale );
		if ( 'reservation' === $sale->kind ) {
			self::replaceReservation( $sale, $entry->confirmed, $api );
		}
		if ( ! $api->supports( 'createReturn' ) || null === $sale->documentId || null === $sale->database ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'cannot_return', Sentence::__( 'Goods of the document %s came back, and SORS’ interface cannot take returns. Enter the return in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		$source          = new Document(
			[
				'id'             => $sale->documentId,
				'number'         => $sale->documentNumber,
				'businessUnitId' => $sale->businessUnitId,
				'customerId'     => $sale->customerId,
			]
		);
		$reference       = Reference::of( $entry );
		$sold            = $sale->lines() ?? self::linesInSors( $sale->documentId, $sale->database, $source->name(), $snapshot, $settings, $api );
		$snapshot->date  = SalePreparation::dated( $entry, $sale->database );
		$mapped          = DocumentFilters::apply( DocumentMapper::mapReturn( $snapshot, $refunded, $returned, $source, $sold, $reference, $settings ), $order );
		return new Prepared( $sale->database, $mapped, $api->documentBody( $mapped->document ) );
	}

	/** @throws MappingRefused */
	private static function linesInSors( string $documentId, string $database, string $name, OrderSnapshot $order, Settings $settings, Api $api ): SentLines {
		try {
			$document = $api->supports( 'getDocument' ) ? $api->getDocument( $database, $documentId ) : null;
		} catch ( Rejected $refused ) {
			$document = null;
		}
		if ( null === $document || [] === $document->lines ) {
			SentLines::unknown( $name )->throw();
		}
		return SentLines::ofDocument( $document, $order, Items::of( $order, $database, $settings, $api ) );
	}

	/**
	 * A return carries the goods that came back; money that was refunded beside them must not be lost sight of.
	 *
	 * @return array{refund: string, document: string}|null Both amounts; null = they agree.
	 */
	public static function refundDiffers( OutboxEntry $entry ): ?array {
		// SORS has the return by now: where the refund cannot be read, that is stored all the same.
		$refund = OutboxEntry::ROLE_RETURN === $entry->role ? wc_get_order( $entry->refundId ) : null;
		$order  = $refund instanceof \WC_Order_Refund ? wc_get_order( $refund->get_parent_id() ) : null;
		if ( ! $order instanceof \WC_Order || null === $entry->total ) {
			return null;
		}
		$amount = Decimal::round( Decimal::add( OrderReader::decimal( $refund->get_amount() ), RefundReader::toTenders( $refund ) ), 2 );
		// By the shop each net, each tax and the amount was rounded, by the return each line.
		$lines     = count( $refund->get_items( [ 'line_item', 'shipping', 'fee' ] ) );
		$roundings = 1 + $lines * ( 1 + count( $refund->get_items( 'tax' ) ) );
		$rounding  = Decimal::add( LineReader::roundingOfRefund( $refund, LineReader::rounding( $order ) )->most( $roundings ), Decimal::multiply( '0.01', (string) $lines ) );
		$data      = [
			'refund'   => $amount,
			'document' => $entry->total,
		];
		return Decimal::areWithin( $amount, $entry->total, $rounding ) ? null : $data;
	}

	/** The sent sale that the refund belongs to, or one that a person vouched for. */
	private static function sale( OutboxEntry $entry, \WC_Order $order ): OutboxEntry {
		$sale = OutboxTable::sale( $entry->orderId );
		// Where a repeat was refused, what was sent first may turn up.
		$mayTurnUp = null !== $sale && OutboxEntry::REJECTED === $sale->state && $sale->isInDoubt();
		if ( null !== $sale && ! $sale->mayExist() && ( $mayTurnUp || $sale->isHeld() ) ) {
			// A worker may have read the order before the refund.
			( new Postponed( 'sale_open', $mayTurnUp ? 120 : 30, Sentence::__( 'The refund waits until it is known whether SORS has the order’s document.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( null !== $sale && $sale->isVouchedFor() ) {
			return $sale;
		}
		$isSent = null !== $sale && ( $sale->mayExist() || $sale->askedFor );
		$parent = $isSent || ! SubOrders::isPart( $order ) ? null : SubOrders::parent( $order );
		if ( null !== $parent && Readiness::isSent( $parent ) ) {
			self::items( $order, $parent );
			Intake::refunded( $parent->get_id(), $entry->refundId );
			Readiness::partOf( $parent )->throw();
		}
		if ( null === $sale || ! $sale->mayExist() ) {
			( new Skip( 'netted', Sentence::__( 'The order’s document is not made yet; it will be made without what was refunded.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( OutboxEntry::SENT !== $sale->state ) {
			( new Postponed( 'sale_open', 120, Sentence::__( 'The refund waits until it is known whether SORS has the order’s document.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $sale;
	}

	/** @return non-empty-array<int, int> As SubOrders::repeated(). */
	private static function items( \WC_Order $part, \WC_Order $parent ): array {
		$items = SubOrders::repeated( $part, $parent );
		if ( [] === $items ) {
			( new MappingRefused( 'part_refunded', Sentence::__( 'Something of this order was refunded, and its goods are in the document of the order that it is a part of. Refund them there as well, or correct that document in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $items;
	}

	/** The refund of what went through the till is made there, and puts the goods back itself. */
	private static function checkDelivered( OutboxEntry $entry, \WC_Order $order, OutboxEntry $sale ): void {
		if ( ! $entry->confirmed && ! in_array( $sale->kind, OutboxEntry::INVOICES, true ) && OrderReader::wasCompleted( $order ) ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( OutboxEntry::DELIVERED, Sentence::__( 'Goods of %s came back after the order was completed, so it has most likely gone through the till. If it has, make the refund at the till (promet – refundacija), which puts the goods back in SORS, and mark this as done. If it has not, press the button: SORS is corrected from here.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
	}

	/** A reservation has taken nothing from the stock that could be returned: it is cancelled, and what remains is reserved again. */
	private static function replaceReservation( OutboxEntry $sale, bool $confirmed, Api $api ): void {
		if ( OutboxEntry::NAMED === $sale->documentBy ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'not_ours', Sentence::__( 'Something of the reservation %s was refunded. It was named by a person, not made from here, so it is never cancelled from here either. Change the reservation in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		if ( ! $api->supports( 'cancelDocument' ) || null === $sale->documentId ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'cannot_cancel', Sentence::__( 'Something of the reservation %s was refunded, and SORS’ interface cannot cancel documents. Change the reservation in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		if ( ! Intake::cancel( $sale, true, $confirmed ) ) {
			( new Postponed( 'cancel_busy', 30, Sentence::__( 'The reservation is being processed right now; the refund follows.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		( new Skip( 'reserved_again', Sentence::__( 'The reservation is being cancelled, and what remains of the order is reserved again.', 'sors-api-for-woocommerce' ) ) )->throw();
	}

	/** @return MappingRefused|Skip */
	private static function moneyAlone( OutboxEntry $sale, \WC_Order $order, string $amount ): \RuntimeException {
		if ( in_array( $sale->kind, OutboxEntry::INVOICES, true ) ) {
			/* translators: 1: amount, 2: number of a document. */
			return new MappingRefused( 'money_refund', Sentence::__( '%1$s was refunded, but by %2$s the buyer still owes the whole amount in SORS. Issue a credit note (knjižno odobrenje) in SORS, then mark this as done.', 'sors-api-for-woocommerce', Sentence::amount( $amount ), $sale->documentName() ) );
		}
		$words = OrderReader::wasCompleted( $order )
			/* translators: 1: amount, 2: number of a document. */
			? Sentence::__( '%1$s was refunded after the order was completed, and no goods came back. If %2$s has gone through the till, make the refund at the till (promet – refundacija). From here nothing changes in SORS.', 'sors-api-for-woocommerce', Sentence::amount( $amount ), $sale->documentName() )
			/* translators: 1: amount, 2: number of a document. */
			: Sentence::__( '%1$s was refunded, and no goods came back. %2$s keeps its old amount in SORS: mind that when it goes through the till.', 'sors-api-for-woocommerce', Sentence::amount( $amount ), $sale->documentName() );
		OrderNotes::noteOnce( $order, $words );
		return new Skip( self::NO_GOODS, $words );
	}

	/** @return array<int, string> Product or variation id => what SORS' other documents say more than the shop has sold, but no more than this refund took off. */
	public static function cameBack( OutboxEntry $entry ): array {
		$sold   = SoldQuantities::ofOrder( $entry->orderId );
		$order  = OrderReader::load( $entry->orderId );
		$refund = RefundReader::load( $entry->refundId );
		$most   = null;
		if ( null !== $order && null !== $refund ) {
			$snapshot = OrderReader::snapshot( $order, SettingsStore::load() );
			$most     = self::pieces( self::refunded( $refund, $order, $snapshot->rounding ), $snapshot );
		}
		$back = [];
		foreach ( self::ofOtherDocuments( $entry ) as $objectId => $quantity ) {
			$more = Decimal::subtract( $quantity, $sold[ $objectId ] ?? '0' );
			$more = null === $most ? $more : Decimal::min( $more, $most[ $objectId ] ?? '0' );
			if ( Decimal::compare( $more, '0' ) > 0 ) {
				$back[ $objectId ] = $more;
			}
		}
		return $back;
	}

	/** @return array<int, string> Product or variation id => what the order's documents hold without this return, which may have begun and is made again. */
	private static function ofOtherDocuments( OutboxEntry $entry ): array {
		return AcknowledgedQuantities::ofDocuments( array_values( array_filter( OutboxTable::ofOrder( $entry->orderId ), static fn( OutboxEntry $other ): bool => $other->id !== $entry->id ) ) );
	}

	/**
	 * @param array<int, array{total: string, quantity: string, taxes?: array<int, string>}> $refunded
	 * @return array<int, string> Product or variation id => pieces that this refund put back, or may have.
	 */
	private static function pieces( array $refunded, OrderSnapshot $order ): array {
		$pieces = [];
		foreach ( $order->lines as $line ) {
			$quantity = OrderLine::PRODUCT === $line->type ? $refunded[ $line->itemId ]['quantity'] ?? '0' : '0';
			if ( '0' !== $quantity ) {
				$pieces[ $line->objectId() ] = Decimal::add( $pieces[ $line->objectId() ] ?? '0', $quantity );
			}
		}
		return $pieces;
	}

	/**
	 * One that put nothing back must not take the goods of another refund.
	 *
	 * @return array<int, array{total: string, quantity: string, taxes?: array<int, string>}> As RefundReader::lines(), without the pieces that are known not to have come back.
	 */
	private static function refunded( \WC_Order_Refund $refund, \WC_Order $order, Rounding $rounding ): array {
		$part  = $refund->get_parent_id() === $order->get_id() ? null : OrderReader::load( $refund->get_parent_id() );
		$lines = RefundReader::lines( $refund, $rounding );
		foreach ( RefundReader::isUnrestocked( $refund ) ? ( $part ?? $order )->get_items() : [] as $itemId => $item ) {
			if ( isset( $lines[ $itemId ] ) && $item instanceof \WC_Order_Item_Product && LineReader::notesRestock( $item ) ) {
				$lines[ $itemId ]['quantity'] = '0';
			}
		}
		$ofOrder = [];
		foreach ( null === $part ? [] : array_intersect_key( self::items( $part, $order ), $lines ) as $itemId => $of ) {
			$ofOrder[ $of ] = $lines[ $itemId ];
		}
		return null === $part ? $lines : $ofOrder;
	}
}
