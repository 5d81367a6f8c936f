<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Admin\OrderBox;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Orders\OrderReader;
use SorsApi\OrderView\Words;
use SorsApi\Services;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;

'cli' === PHP_SAPI || exit;

/** What the panel and the box on the order tell of one, and the buttons that they offer. */
final class OrderStoryTest extends FollowupTestCase {

	public function testARefundedReservationIsOneStory(): void {
		$order = $this->sentOrder( 3 );
		$first = (string) $this->sale( $order->get_id() )->documentNumber;
		$this->refund( $order, 1, true );
		$this->workAfter( 200, 6 );
		$second = (string) $this->sale( $order->get_id() )->documentNumber;
		self::assertNotSame( $first, $second );

		$details = $this->details( $order );
		$story   = array_column( $details['story'], 'text' );
		self::assertStringStartsWith( 'Order placed: ', $story[0] );
		$refund = $this->freshOrder( $order->get_id() )->get_refunds()[0];
		$given  = 'Refund: 1 × ' . $this->product->get_name() . ' (' . Words::amount( OrderReader::decimal( $refund->get_amount() ) ) . ')';
		self::assertSame( [ "Reservation $first", $given, "$first cancelled", "Reservation $second" ], array_slice( $story, 1 ) );
		self::assertSame( OrderReader::decimal( $refund->get_amount() ), $details['refunded'] );
		self::assertSame( [], array_filter( array_column( $details['story'], 'detail' ) ) );
		self::assertSame( [], $details['asks'], 'A settled refund needs no button.' );
		self::assertSame( [ "Reservation $second", "Reservation $first" ], array_column( $details['documents'], 'title' ) );
		self::assertSame( [ 'open', 'cancelled' ], array_column( $details['documents'], 'standing' ) );

		$told = $this->box( $order );
		foreach ( $story as $step ) {
			self::assertStringContainsString( $step, $told );
		}
	}

	public function testACancellingIsNotedOnce(): void {
		$order = $this->sentOrder();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->workAfter( 200, 6 );
		$noted = array_column( $this->details( $order )['events'], 'message' );
		$name  = $this->sale( $order->get_id() )->documentNumber;
		self::assertContains( "$name was cancelled in SORS.", $noted );
		self::assertSame( array_unique( $noted ), $noted );
		self::assertSame( [ "Reservation $name", 'Order cancelled', "$name cancelled" ], array_slice( array_column( $this->details( $order )['story'], 'text' ), 1 ) );
	}

	public function testAnOrderThatWasEditedIsToldAsItWasPlacedAndWhatChanged(): void {
		$order  = $this->sentOrder( 3 );
		$placed = $this->details( $order )['story'][0]['text'];
		self::assertNull( $this->details( $order )['refunded'] );
		$this->changeQuantity( $order->get_id(), 5 );
		$this->services->sweep()->run();
		$story = $this->details( $order )['story'];
		self::assertSame( $placed, $story[0]['text'] );
		self::assertContains( 'Order changed', array_column( $story, 'text' ) );
	}

	public function testWhatWasSentCanBeRead(): void {
		$order    = $this->sentOrder( 2 );
		$document = $this->details( $order )['documents'][0];
		$contents = $document['contents'];
		self::assertSame( [ $this->product->get_name(), '2' ], [ $contents['lines'][0]['name'], $contents['lines'][0]['quantity'] ] );
		self::assertSame( (float) $order->get_total(), (float) $contents['total'] );
		self::assertContains( 'Petar Petrović', $contents['buyer'] );
		$rate = (float) $contents['vat'][0]['rate'];
		self::assertGreaterThan( 0.0, $rate );
		self::assertEqualsWithDelta( (float) $order->get_total() * $rate / ( 100 + $rate ), (float) $contents['vat'][0]['amount'], 0.01 );
		self::assertJson( $document['body'] );

		OutboxTable::erase( [ $this->sale( $order->get_id() )->id ] );
		$document = $this->details( $order )['documents'][0];
		self::assertSame( [ null, null ], [ $document['body'], $document['contents'] ] );
	}

	public function testOfACompanyItsNumbersAreSaidAsLongAsTheyAreThoseOfTheDocument(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		self::saved( $order, [ '_sors_pib' => self::PIB_OF_BUYER, '_sors_registration_number' => '07726716' ] );
		$this->work();
		$buyer = fn(): array => $this->details( $order )['documents'][0]['contents']['buyer'];
		self::assertSame( [ 'PIB: ' . self::PIB_OF_BUYER, 'Registration number: 07726716' ], array_slice( $buyer(), 1, 2 ) );
		self::saved( $this->freshOrder( $order->get_id() ), [ '_sors_registration_number' => '17328905' ] );
		self::assertStringNotContainsString( 'number', implode( $buyer() ), 'Not sent with it.' );
	}

	public function testNothingIsSaidToBeCancelledThatMayStandInSorsOrNeverDid(): void {
		self::assertSame( [ 'unclear' ], array_column( $this->details( $this->uncertainOrder() )['documents'], 'standing' ) );
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X1', 'message' => 'Kupac je blokiran.' ] );
		$this->work();
		self::assertSame( OutboxEntry::REJECTED, $this->sale( $order->get_id() )->state );
		self::assertSame( [ 'none' ], array_column( $this->details( $order )['documents'], 'standing' ) );
		self::assertStringContainsString( 'the number that you choose', $this->button( $this->details( $order )['asks'][0], 'sent' )['hint'] );
	}

	public function testOfAnUncertainOrderTheDocumentThatWasFoundIsOffered(): void {
		$order = $this->uncertainOrder();
		$sale  = $this->sale( $order->get_id() );
		$ask   = $this->details( $order )['asks'][0];
		$name  = $sale->shown[0]['number'] ?? $sale->shown[0]['id'];
		self::assertSame( [ 'sent', "It is $name", $sale->shown[0] ], [ $ask['buttons'][0]['as'], $ask['buttons'][0]['label'], $ask['buttons'][0]['document'] ] );
		self::assertStringContainsString( (string) $name, $this->button( $ask, 'resend' )['confirm'] );
		$found = $this->restOk( 'GET', "outbox/$sale->id/documents" )['items'];
		self::assertSame( [ $sale->shown[0]['id'] ], array_column( $found, 'id' ) );

		$choice = array_filter( [ 'documentId' => $ask['buttons'][0]['document']['id'], 'documentNumber' => $ask['buttons'][0]['document']['number'] ] );
		$this->restOk( 'POST', "outbox/$sale->id/resolve", [ 'as' => 'sent' ] + $choice );
		self::assertSame( OutboxEntry::SENT, $this->details( $order )['state'] );
	}

	/** Entered by hand in SORS: it carries no reference, but no other order has it. */
	public function testADocumentOfTheDayThatNoOrderHasIsFoundByItsTotal(): void {
		if ( ! $this->services->api()->can( 'listDocuments' ) || ! $this->services->api()->supportsField( 'document', 'externalReference' ) ) {
			self::markTestSkipped( 'This contract cannot list documents.' );
		}
		$other = $this->sentOrder( 2 );
		$order = $this->sentOrder( 2 );
		$sale  = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => (string) $sale->documentNumber, 'set' => [ 'externalReference' => null ] ] );
		OutboxTable::update( $sale->id, [ 'state' => OutboxEntry::UNCERTAIN, 'document_id' => null, 'document_number' => null ] );
		self::assertSame( [ $sale->documentId ], array_column( $this->restOk( 'GET', "outbox/$sale->id/documents" )['items'], 'id' ) );
		self::assertNotSame( $sale->documentId, $this->sale( $other->get_id() )->documentId );
	}

	public function testWhatCancelsADocumentIsAskedFirstAndNamesIt(): void {
		$order = $this->sentOrder( 2 );
		$name  = (string) $this->sale( $order->get_id() )->documentNumber;
		$this->changeQuantity( $order->get_id(), 5 );
		wp_cache_flush();
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		$details = $this->details( $order );
		self::assertSame( 'differs', $details['state'] );
		$ask = $details['asks'][0];
		self::assertSame( [ 'replace', 'accept' ], array_column( $ask['buttons'], 'as' ) );
		self::assertStringStartsWith( "$name is cancelled in SORS", $this->button( $ask, 'replace' )['confirm'] );
		self::assertNull( $this->button( $ask, 'accept' )['confirm'] );
		self::assertStringStartsWith( 'The order was changed', end( $details['story'] )['detail'] );
	}

	/** Pressing would only put it off again. */
	public function testWhatWaitsForAnotherEntryHasNoButton(): void {
		$order = $this->sentOrder( 2 );
		$this->refund( $order, 1, true );
		$return = OutboxTable::ofOrder( $order->get_id() )[1];
		$asks   = array_column( $this->details( $order )['asks'], null, 'entryId' );
		self::assertStringContainsString( 'is cancelled in SORS', $this->button( $asks[ $return->id ], 'send' )['confirm'] );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'state' => OutboxEntry::UNCERTAIN ] );
		self::assertSame( [ $this->sale( $order->get_id() )->id ], array_column( $this->details( $order )['asks'], 'entryId' ) );
	}

	public function testTheStoryOfAnOrderThatWasDeletedIsToldStill(): void {
		$order = $this->sentOrder();
		$name  = (string) $this->sale( $order->get_id() )->documentNumber;
		$this->freshOrder( $order->get_id() )->delete( true );
		$details = $this->details( $order );
		self::assertSame( "Reservation $name", $details['story'][1]['text'] );
		self::assertStringContainsString( $name, $this->button( $details['asks'][0], 'replace' )['confirm'] );
	}

	private function details( \WC_Order $order ): array {
		return $this->restOk( 'GET', 'orders/' . $order->get_id() );
	}

	private function button( array $ask, string $as ): array {
		return array_column( $ask['buttons'], null, 'as' )[ $as ];
	}

	private function box( \WC_Order $order ): string {
		$shown = self::printed( fn() => ( new OrderBox( ( new Services() )->api() ) )->show( $this->freshOrder( $order->get_id() ) ) );
		return html_entity_decode( wp_strip_all_tags( $shown ), ENT_QUOTES | ENT_HTML5 );
	}

	/** Its answer was lost, and SORS shows a document with another total. */
	private function uncertainOrder(): \WC_Order {
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$documents = $this->documents();
		$this->patch( [ 'do' => 'setDocument', 'number' => (string) end( $documents )['number'], 'set' => [ 'total' => 1 ] ] );
		$this->workAfter( 60 );
		self::assertSame( OutboxEntry::UNCERTAIN, $this->sale( $order->get_id() )->state );
		return $order;
	}
}
