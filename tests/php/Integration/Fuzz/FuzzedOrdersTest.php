<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** Whatever an order is made of: it becomes a document of its total, or a person reads why not. @group real-store */
final class FuzzedOrdersTest extends OutboxTestCase {

	use Fuzzing;

	private const SETTLED = [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::REJECTED, OutboxEntry::CANCELLED ];

	/** Until the shop has moved to the books of that year; until a checkout has saved its items, for a day. */
	private const AWAITED = [ 'newer_year', 'no_items' ];

	public function testAnOrderBecomesADocumentOfItsTotalOrSaysWhyNot(): void {
		$products = [ $this->linkedProduct( 0, 1000000 ), $this->linkedProduct( 1, 1000000 ), $this->linkedProduct( 2, 1000000 ), $this->createProduct( 'NEMA-GA' ) ];
		$this->fromSeeds(
			60,
			function ( Dice $dice ) use ( $products ): void {
				$this->sors->post( 'reset', [ 'items' => 60 ] );
				$this->configure(
					[
						'documentKind'  => $dice->pick( [ 'reservation', 'deliveryNote', 'invoiceDeliveryNote' ] ),
						'priceType'     => $dice->pick( [ 'withVat', 'withVat', 'withoutVat' ] ),
						'unmappedLines' => $dice->pick( [ 'refuse', 'named' ] ),
						'detailedLog'   => true,
					]
				);
				$order = new \WC_Order();
				$this->inTheShop( fn() => ( new HostileOrder( $dice, $products, $order ) )->make() );
				$order = $this->freshOrder( $order->get_id() );
				$this->workAfter( 4000, 4 );
				$this->judge( $order );
				$sale = OutboxTable::sale( $order->get_id() );
				if ( null !== $sale && OutboxEntry::SENT === $sale->state && '' !== (string) $sale->reference ) {
					$document = $this->documentOf( (string) $sale->reference );
					self::assertEqualsWithDelta( round( (float) $order->get_total(), 2 ), $document['total'], 'withVat' === $document['pricesIncludeVat'] ? 0.001 : 0.011 );
				}
				for ( $i = $dice->upTo( 2 ); $i > 0 && wc_get_order( $order->get_id() ) instanceof \WC_Order; $i-- ) {
					$this->inTheShop( fn() => $this->happens( $dice, $this->freshOrder( $order->get_id() ) ) );
					$this->workAfter( 4000, 4 );
					$this->judge( $order );
				}
			}
		);
	}

	private function happens( Dice $dice, \WC_Order $order ): void {
		$what          = $dice->pick( [ 'refund', 'refund', 'cancelled', 'completed', 'edit', 'trash', 'resend' ] );
		$this->tried[] = $what;
		switch ( $what ) {
			case 'refund':
				$this->refund( $dice, $order );
				break;
			case 'edit':
				foreach ( self::lines( $order ) as $item ) {
					self::saved( $item, [ 'name' => Hostile::text( $dice ), 'quantity' => $dice->pick( [ 0, 1, 5, -2 ] ) ] );
				}
				$order->calculate_totals();
				break;
			case 'trash':
				$order->delete( $dice->onceIn( 2 ) );
				break;
			case 'resend':
				foreach ( OutboxTable::ofOrder( $order->get_id() ) as $entry ) {
					$response = $this->asAdmin( 'POST', "outbox/$entry->id/resolve", [ 'as' => $dice->pick( [ 'resend', 'replace', 'acknowledged', 'accept' ] ) ] );
					self::assertLessThan( 500, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
				}
				break;
			default:
				self::saved( $order, [ 'status' => $what ] );
		}
	}

	private function refund( Dice $dice, \WC_Order $order ): void {
		$lines = [];
		foreach ( $order->get_items( [ 'line_item', 'fee', 'shipping' ] ) as $id => $item ) {
			if ( $dice->onceIn( 2 ) ) {
				$total        = $item instanceof \WC_Order_Item_Product ? $item->get_total() : '10';
				$lines[ $id ] = [
					'qty'          => $dice->pick( [ 0, 1, $item->get_quantity(), 99 ] ),
					'refund_total' => (string) $dice->pick( [ '0', '1', $total, (string) Hostile::amount( $dice ) ] ),
				];
			}
		}
		$refund        = wc_create_refund(
			[
				'order_id'      => $order->get_id(),
				'amount'        => (string) $dice->pick( [ $order->get_remaining_refund_amount(), 1, 0, Hostile::amount( $dice ) ] ),
				'reason'        => Hostile::text( $dice ),
				'line_items'    => $lines,
				'restock_items' => $dice->onceIn( 2 ),
			]
		);
		$this->tried[] = is_wp_error( $refund ) ? $refund->get_error_message() : 'refunded ' . $refund->get_amount() . ' ' . wp_json_encode( $lines );
	}

	private function judge( \WC_Order $order ): void {
		global $wpdb;
		$id = $order->get_id();
		foreach ( OutboxTable::ofOrder( $id ) as $entry ) {
			$words         = "$entry->role $entry->revision: $entry->state, $entry->errorCode: $entry->errorMessage";
			$this->tried[] = substr( $words, 0, 1000 );
			if ( ! in_array( $entry->errorCode, self::AWAITED, true ) ) {
				self::assertContains( $entry->state, self::SETTLED, $words );
			}
			if ( OutboxEntry::REJECTED === $entry->state ) {
				self::assertNotSame( '', trim( (string) $entry->errorMessage ), $words );
				self::assertNotSame( OutboxEntry::BROKEN, $entry->errorCode, $words );
			}
		}
		self::assertSame( 200, $this->asAdmin( 'GET', "orders/$id" )->get_status() );
		self::assertSame( 200, $this->asAdmin( 'GET', 'orders' )->get_status() );
		self::assertSame( 200, $this->asAdmin( 'GET', 'overview' )->get_status() );
		$references = array_column( $this->documents(), 'externalReference' );
		self::assertSame( $references, array_unique( $references ), 'Doubled.' );
		wp_cache_flush();
		$now = wc_get_order( $id );
		if ( $now instanceof \WC_Order ) {
			self::assertSame( [], Page::injected( ShownOrder::html( $now, $this->services ) ) );
		}
		// But for those that hold a Sentence together.
		self::assertSame( '0', (string) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}sors_outbox_history WHERE message REGEXP '[\\\\x00\\\\x01\\\\x04-\\\\x08\\\\x0B\\\\x0C\\\\x0E-\\\\x1E\\\\x7F]'" ) );
	}

	private function documentOf( string $reference ): array {
		foreach ( $this->documents() as $document ) {
			if ( $document['externalReference'] === $reference ) {
				return $document;
			}
		}
		self::fail( "SORS has no document $reference." );
	}

	private function asAdmin( string $method, string $route, array $body = [] ): \WP_REST_Response {
		return $this->restAsAdmin( $method, $route, $body );
	}
}
