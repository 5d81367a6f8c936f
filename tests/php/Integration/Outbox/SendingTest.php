<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Remedies;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** One order, one document: the way it should be. @group sqlite */
final class SendingTest extends OutboxTestCase {

	/** The document is made and the note is written; then somebody else's listener fails. */
	public function testAnotherPluginThatFailsAtTheNoteLeavesNothingToDecide(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$throw = self::throwing( 'Another plugin broke it.' );
		add_action( 'woocommerce_order_note_added', $throw );
		$this->work();
		remove_action( 'woocommerce_order_note_added', $throw );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::BROKEN, [] ], [ $row->state, $row->errorCode, Remedies::of( $row, true, false ) ] );
		$this->workAfter( 7200 );
		self::assertNull( $this->sale( $order->get_id() )->errorCode );
		self::assertNotContains( $order->get_id(), OrderQueries::newestNeeding( 1000 ) );
		self::assertCount( 1, $this->documents() );
	}

	/** @dataProvider kinds */
	public function testAnOrderBecomesOneDocument( string $kind ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$product = $this->linkedProduct();
		$order   = $this->createOrder( [ $product->get_id() => 2 ] );
		self::assertSame( OutboxEntry::QUEUED, $this->sale( $order->get_id() )->state );
		self::assertSame( 1, $this->work() );
		$row       = $this->sale( $order->get_id() );
		$documents = $this->documents();
		self::assertSame( [ OutboxEntry::SENT, null ], [ $row->state, $row->errorMessage ] );
		self::assertCount( 1, $documents );
		self::assertSame( [ $kind, $row->reference, $row->documentNumber, $row->documentId ], [ $documents[0]['kind'], $documents[0]['externalReference'], $documents[0]['number'], $documents[0]['id'] ] );
		self::assertEqualsWithDelta( (float) $order->get_total(), $documents[0]['total'], 0.001 );
		self::assertSame( 2, $documents[0]['lines'][0]['quantity'] );
		self::assertSame( $product->get_sku(), $documents[0]['lines'][0]['productCode'] );
		$order = $this->freshOrder( $order->get_id() );
		self::assertSame( [ $row->documentId, $row->documentNumber ], [ $order->get_meta( '_sors_document_id' ), $order->get_meta( '_sors_document_number' ) ] );
		self::assertStringContainsString( (string) $row->documentNumber, implode( "\n", $this->notes( $order->get_id() ) ) );
		self::assertSame( 0, $this->work(), 'Nothing is left to do.' );
		self::assertSame( [ $product->get_id() => '2' ], $row->quantities );
		self::assertNotNull( $row->acknowledgedAt );
	}

	public function kinds(): array {
		return [
			'reservation'           => [ 'reservation' ],
			'invoice'               => [ 'invoice' ],
			'invoice-delivery note' => [ 'invoiceDeliveryNote' ],
			'delivery note'         => [ 'deliveryNote' ],
		];
	}

	/** The shop stores HTML: names of products that came from SORS, and whatever WordPress' filters made of what was typed. */
	public function testWhatLeavesIsPlainText(): void {
		$product = self::saved( $this->linkedProduct(), [ 'name' => 'Cev 1/2&quot; &amp; spojnica L\'Oreal &lt;inox&gt; <small>nova</small>' ] );
		$address = [ 'first_name' => 'Ana', 'last_name' => 'O\'Nil', 'address_1' => 'Ulica &quot;Lipa&quot; 3' ];
		$order   = $this->createOrder( [ $product->get_id() => 1 ], 'pending', $address );
		$order->set_address( $address + [ 'city' => 'Niš &amp; okolina' ] + self::ADDRESS, 'shipping' );
		$order->set_payment_method( 'kapija' );
		$order->set_payment_method_title( 'Gotovina &#8211; kapija' );
		self::saved( $order, [ 'customer_note' => 'Zvoniti na &quot;Petrović&quot; &amp; čekati', 'status' => 'processing' ] );
		$this->work();
		$document = $this->documents()[0];
		self::assertSame( 'Cev 1/2" & spojnica L\'Oreal <inox> nova', $document['lines'][0]['name'] );
		self::assertSame( [ 'Ana O\'Nil', 'Ulica "Lipa" 3', 'Niš & okolina' ], [ $document['buyerName'], $document['deliveryAddress'], $document['deliveryCity'] ] );
		self::assertStringContainsString( 'Gotovina – kapija', $document['note'] );
		self::assertStringContainsString( "„Zvoniti na 'Petrović' & čekati“", $document['note'] );
		self::assertStringNotContainsString( '&amp;', (string) $this->sale( $order->get_id() )->body );
		$customers = array_column( $this->books( 'customers' ), 'address', 'name' );
		self::assertSame( 'Ulica "Lipa" 3', $customers['Ana O\'Nil'] ?? null );
	}

	public function testTheBuyerIsCreatedOnceAndFoundAgain(): void {
		$before  = count( $this->books( 'customers' ) );
		$product = $this->linkedProduct();
		$this->createOrder( [ $product->get_id() => 1 ] );
		$this->handledOrder( [ $product->get_id() => 3 ], 'processing', [ 'email' => 'PETAR@example.test' ] );
		self::assertCount( $before + 1, $this->books( 'customers' ) );
		$documents = $this->documents();
		self::assertSame( $documents[0]['customerId'], $documents[1]['customerId'] );
	}

	/** Beside the server's answers an order shall cost little, and no more in a large shop than in a small one. */
	public function testAnOrderCostsABoundedNumberOfQueries(): void {
		self::assertLessThanOrEqual( 54, $this->queriesOf( 1 ) );
	}

	/** @group real-store */
	public function testALargerOrderCostsAFewMoreQueriesForEachLine(): void {
		self::assertLessThanOrEqual( 50 + 19 * 4, $this->queriesOf( 20 ) );
	}

	/** Of sending an order with this many lines, once the buyer and the units are known. */
	private function queriesOf( int $lines ): int {
		$quantities = [];
		for ( $i = 0; $i < $lines; $i++ ) {
			$quantities[ $this->linkedProduct( $i )->get_id() ] = 1;
		}
		$this->createOrder( $quantities );
		$order = $this->createOrder( $quantities );
		$this->work( 1 );
		$before = self::db()->num_queries;
		self::assertSame( 1, $this->work( 1 ) );
		$worked = self::db()->num_queries;
		self::assertSame( 0, $this->work( 1 ) );
		// What a round costs that finds nothing is no order's.
		$queries = 2 * $worked - $before - self::db()->num_queries;
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		return $queries;
	}

	public function testAChangedKindMakesNoSecondDocument(): void {
		$this->trustTheLookUp();
		$order = $this->lostOrder( self::NOT_MADE );
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$body = $this->sale( $order->get_id() )->body;
		$this->workAfter( 400, 5 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, 'reservation', $body ], [ $row->state, $row->kind, $row->body ] );
		self::assertCount( 1, $this->documents() );
	}

	public function testOrdersOutsideTheRulesAreLeftOutWithTheReason(): void {
		$product = $this->linkedProduct();
		$pending = $this->handledOrder( [ $product->get_id() => 1 ], 'pending' );
		self::assertSame( [ OutboxEntry::SKIPPED, 'status' ], [ $this->sale( $pending->get_id() )->state, $this->sale( $pending->get_id() )->errorCode ] );
		$this->pass( 60 );
		$this->freshOrder( $pending->get_id() )->payment_complete();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $pending->get_id() )->state, (string) $this->sale( $pending->get_id() )->errorMessage );
		self::assertCount( 1, $this->documents() );
	}

	public function testAnOrderIsLeftAloneForAMinuteBeforeItIsRead(): void {
		$this->settle( 60 );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		self::assertSame( 0, $this->work(), 'It is not due before.' );
		$this->workAfter( 61 );
		self::assertSame( [ OutboxEntry::QUEUED, 'settling', 0 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, $this->sale( $order->get_id() )->attempts ] );
		self::assertSame( [], $this->documents() );
	}

	public function testAnOrderWithoutItemsWaitsForThem(): void {
		$order = wc_create_order( [ 'status' => 'processing' ] );
		$this->work();
		self::assertSame( [ OutboxEntry::QUEUED, 'no_items' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$order->add_product( $this->linkedProduct(), 1 );
		$order->set_address( [ 'first_name' => 'Ana', 'email' => 'ana@example.test', 'country' => 'RS' ], 'billing' );
		$order->calculate_totals();
		$order->save();
		$this->workAfter( 120 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertCount( 1, $this->documents() );
	}

	public function testABacklogIsWorkedOffWithoutWaitingForTheNextMinute(): void {
		$product = $this->linkedProduct();
		for ( $i = 0; $i < 8; $i++ ) {
			$this->createOrder( [ $product->get_id() => 1 ] );
		}
		Schedule::ensure();
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'createReservation', 'action' => [ 'kind' => 'latency', 'ms' => 350 ] ] ] ] );
		$tick = $this->services->tick();
		$tick->run( 1 );
		self::assertCount( 1, $this->more() );
		$tick->run( 1 );
		self::assertCount( 1, $this->more(), 'Not one for each minute that is behind.' );
	}

	private function more(): array {
		return as_get_scheduled_actions( [ 'hook' => 'sors_outbox_work', 'args' => [ 'more' ], 'status' => 'pending' ], 'ids' );
	}

	private function settle( int $seconds ): void {
		remove_all_filters( 'sors_settle_seconds' );
		add_filter( 'sors_settle_seconds', static fn(): int => $seconds );
	}

	public function testAProductWithoutAnItemIsNamed(): void {
		$product = $this->createProduct( 'NEMA-GA', '100', 5, 'Čaša bez šifre' );
		$order   = $this->createOrder( [ $product->get_id() => 1 ] );
		$before  = count( $this->books( 'customers' ) );
		$this->work();
		self::assertStringContainsString( 'Čaša bez šifre', Sentence::shown( (string) $this->sale( $order->get_id() )->errorMessage ) );
		self::assertCount( $before, $this->books( 'customers' ), 'No customer is left behind in SORS.' );
	}
}
