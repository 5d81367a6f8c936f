<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Person;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Orders\WholeRead;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Store\Links;
use SorsApi\Store\Translations;

/** Gives a document that was made after the restored backup back to the entry of its order. */
final class Adoption {

	/**
	 * @param int    $alive When the restored outbox was last at work (Unix timestamp); 0 = not known.
	 * @param Person $by    Who said that the documents are the shop's.
	 * @return bool False where the shop has no such order any more, or another one under its id: a person has to look.
	 * @throws OutboxRefused busy: a worker holds the entry.
	 */
	public static function adopt( UnknownDocument $found, string $database, int $alive, Person $by ): bool {
		OrderReader::forget();
		$order  = OrderReader::load( $found->orderId );
		$refund = 0 === $found->refundId ? null : RefundReader::load( $found->refundId );
		if ( null === $order || ! self::belongs( $found, $order, $refund, $alive ) ) {
			return false;
		}
		// Before the entry is held: what cannot be read is tried again.
		WholeRead::items( $refund ?? $order, 'line_item' );
		$refunds = array_map( static fn( \WC_Order_Refund $each ): int => $each->get_id(), RefundReader::of( $found->orderId ) );
		$netted  = OutboxEntry::ROLE_SALE === $found->role && ! self::agree( $found->document, (string) $order->get_total() ) && self::agree( $found->document, self::net( $order ) );
		$entry   = OutboxTable::ensure( $found->orderId, $found->role, $found->refundId, $found->revision );
		$held    = OutboxTable::claim( $entry->id, false );
		if ( null === $held ) {
			( new OutboxRefused( 'busy', Sentence::__( 'This entry is being processed right now. Try again in a minute.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $held->mayExist() || null !== $held->documentId || null !== $held->documentNumber ) {
			// It has a document of another reference: two for one order.
			OutboxTable::update( $held->id, OutboxTable::NO_LEASE, $held->leaseOwner );
			return false;
		}
		self::take( $found, $held, $database, $refund ?? $order, $netted ? $refunds : [], $by );
		if ( OutboxEntry::ROLE_SALE === $found->role ) {
			self::endEarlier( $found );
		}
		OutboxTable::reopen( [ $found->orderId ] );
		Intake::reviseIfAlive( $found->orderId );
		return true;
	}

	/**
	 * An id is used again after a restore, so the order is the document's only if it is as old as the backup, agrees in
	 * all that can be compared, or was given another document of this id before.
	 */
	private static function belongs( UnknownDocument $found, \WC_Order $order, ?\WC_Order_Refund $refund, int $alive ): bool {
		$document = $found->document;
		if ( 0 !== $found->refundId && ( null === $refund || $refund->get_parent_id() !== $order->get_id() ) ) {
			return false;
		}
		$created = null !== $refund ? $refund->get_date_created() : $order->get_date_created();
		if ( null === $created || $created->getTimestamp() <= $alive ) {
			return null !== $created;
		}
		if ( null !== $document->date && $document->date < OrderReader::day( $created ) ) {
			return false;
		}
		if ( null !== $refund ) {
			return self::agree( $document, (string) $refund->get_amount() );
		}
		foreach ( OutboxTable::ofOrder( $found->orderId ) as $entry ) {
			if ( OutboxEntry::FOUND === $entry->documentBy && 0 === strpos( (string) $entry->reference, "$found->storeId-$found->orderId-" ) ) {
				return true;
			}
		}
		$email = strtolower( trim( (string) $document->buyerEmail ) );
		return '' !== $email && strtolower( trim( $order->get_billing_email() ) ) === $email
			&& ( self::agree( $document, (string) $order->get_total() ) || self::agree( $document, self::net( $order ) ) );
	}

	private static function net( \WC_Order $order ): string {
		return Decimal::subtract( OrderReader::decimal( (string) $order->get_total() ), RefundReader::total( $order->get_id() ) );
	}

	private static function agree( Document $document, string $amount ): bool {
		return null !== $document->total && Decimal::areWithin( $document->total, OrderReader::decimal( $amount ), '0.01' );
	}

	/**
	 * @param \WC_Order|\WC_Order_Refund $source  What the document is of.
	 * @param list<int>                  $refunds That it was made without.
	 */
	private static function take( UnknownDocument $found, OutboxEntry $entry, string $database, \WC_Abstract_Order $source, array $refunds, Person $by ): void {
		$document  = $found->document;
		$cancelled = 'cancelled' === $document->status && ! $found->isFollowed;
		$sold      = $source instanceof \WC_Order ? SoldQuantities::ofOrder( $entry->orderId ) : [];
		$quantity  = self::quantities( $document, $sold, $source );
		$columns   = [
			'state'            => $cancelled ? OutboxEntry::CANCELLED : OutboxEntry::SENT,
			'payload_lock'     => OutboxEntry::LOCKED,
			'reference'        => $document->externalReference,
			'database_name'    => $database,
			'kind'             => $document->kind,
			'body'             => null,
			'sent_lines'       => null,
			'document_id'      => $document->id,
			'document_number'  => $document->number,
			'document_by'      => $found->isAsSent() ? OutboxEntry::FOUND : OutboxEntry::NAMED,
			'document_date'    => $document->date,
			'total'            => null === $document->total ? null : Decimal::round( $document->total, 2 ),
			'paid_amount'      => null === $document->paidAmount ? null : Decimal::normalise( $document->paidAmount ),
			'by_hand'          => OutboxEntry::share( $document->total, $document->paidAmount, $entry->paidByHand ),
			'customer_id'      => $document->customerId,
			'business_unit_id' => null === $document->businessUnitId ? null : mb_substr( $document->businessUnitId, 0, 64 ),
			'quantities'       => (string) wp_json_encode( (object) ( [] === $quantity ? $sold : $quantity ) ),
			'refund_ids'       => (string) wp_json_encode( $refunds ),
			'acknowledged_at'  => DatabaseClock::moment(),
			'acknowledged_by'  => $found->isAsSent() ? OutboxEntry::BY_DOCUMENT : OutboxEntry::BY_OWNER,
			'lookups'          => 0,
			'lookup_misses'    => 0,
			'next_attempt_at'  => DatabaseClock::utc(),
		] + Transitions::NO_ERROR;
		$columns   = $cancelled ? OutboxTable::NOT_ACKNOWLEDGED + $columns : $columns;
		OutboxTable::update( $entry->id, $columns, $entry->leaseOwner );
		/* translators: %s: number of a document. */
		$words = Sentence::__( 'Found in SORS after a backup of the shop was restored: %s.', 'sors-api-for-woocommerce', $document->name() );
		if ( ! $found->isAsSent() ) {
			$words .= ' ' . Sentence::__( 'It was made there from another document, so it is never cancelled from here.', 'sors-api-for-woocommerce' );
		}
		History::decided( $entry->id, $words, 'found', $by );
		$taken = OutboxTable::get( $entry->id );
		if ( null === $taken || $taken->leaseOwner !== $entry->leaseOwner ) {
			return;
		}
		if ( $cancelled ) {
			OutboxTable::update( $taken->id, [ 'next_attempt_at' => null ] + OutboxTable::NO_LEASE, $taken->leaseOwner );
		} else {
			Transitions::announce( $taken, $taken->leaseOwner, true );
		}
	}

	/**
	 * What was sold of an item may be a translation of its product, or a variation of it.
	 *
	 * @param array<int, string> $sold   By product or variation: by now.
	 * @param \WC_Abstract_Order $source Order or refund that the document is of.
	 * @return array<int, string> Product or variation id => quantity, as far as the document tells its lines.
	 */
	private static function quantities( Document $document, array $sold, \WC_Abstract_Order $source ): array {
		$codes = [];
		foreach ( $document->lines as $line ) {
			if ( null !== $line->productCode && null !== $line->quantity ) {
				$codes[ $line->productCode ] = Decimal::add( $codes[ $line->productCode ] ?? '0', $line->quantity );
			}
		}
		$products = [];
		$ordered  = [];
		foreach ( $source->get_items() as $item ) {
			if ( $item instanceof \WC_Order_Item_Product ) {
				$id              = 0 !== $item->get_variation_id() ? $item->get_variation_id() : $item->get_product_id();
				$products[ $id ] = $item->get_product_id();
				$ordered[ $id ]  = Decimal::add( $ordered[ $id ] ?? '0', Decimal::absolute( OrderReader::decimal( $item->get_quantity() ) ) );
			}
		}
		$linked  = Translations::links( array_values( array_unique( array_merge( array_keys( $products ), $products ) ) ) );
		$objects = [];
		foreach ( $products as $id => $product ) {
			$link = $linked[ $id ] ?? $linked[ $product ] ?? null;
			// One that was unlinked meanwhile was sent by its SKU.
			$objects[ null === $link ? self::sku( $id ) : $link->code ][] = $id;
		}
		$links      = Links::byCodes( array_map( 'strval', array_keys( $codes ) ) );
		$quantities = [];
		foreach ( $codes as $code => $quantity ) {
			$ids = $objects[ $code ] ?? ( isset( $links[ $code ] ) ? [ $links[ $code ]->objectId ] : [] );
			if ( [] !== $ids ) {
				$quantities += self::shared( $quantity, $ids, $sold, $ordered );
			}
		}
		return $quantities;
	}

	private static function sku( int $id ): string {
		$product = wc_get_product( $id );
		return $product instanceof \WC_Product ? $product->get_sku() : '';
	}

	/**
	 * @param non-empty-list<int> $ids     What one item is in the order.
	 * @param array<int, string>  $sold    By id.
	 * @param array<int, string>  $ordered By id: with what was returned since.
	 * @return array<int, string> By id.
	 */
	private static function shared( string $quantity, array $ids, array $sold, array $ordered ): array {
		$shares = [];
		foreach ( [ $sold, $ordered ] as $most ) {
			foreach ( $ids as $id ) {
				$more          = Decimal::max( '0', Decimal::min( $quantity, Decimal::subtract( $most[ $id ] ?? '0', $shares[ $id ] ?? '0' ) ) );
				$shares[ $id ] = Decimal::add( $shares[ $id ] ?? '0', $more );
				$quantity      = Decimal::subtract( $quantity, $more );
			}
		}
		$shares[ $ids[0] ] = Decimal::add( $shares[ $ids[0] ], $quantity );
		return array_filter( $shares, static fn( string $share ): bool => '0' !== $share );
	}

	/** A revision follows only when the one before was cancelled. */
	private static function endEarlier( UnknownDocument $found ): void {
		/* translators: %s: number of a document. */
		$words = Sentence::__( 'Cancelled in SORS before the backup of the shop was restored: %s was made in its place.', 'sors-api-for-woocommerce', $found->name() );
		foreach ( OutboxTable::ofOrder( $found->orderId ) as $earlier ) {
			$over = [ OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ];
			if ( OutboxEntry::ROLE_SALE === $earlier->role && $earlier->revision < $found->revision && ! in_array( $earlier->state, $over, true ) ) {
				Transitions::documentCancelled( $earlier, $words );
			}
		}
	}
}
