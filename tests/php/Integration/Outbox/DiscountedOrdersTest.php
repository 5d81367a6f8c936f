<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\OrderView\Words;

'cli' === PHP_SAPI || exit;

/** Orders with a standing discount in SORS, which may take it off once more. @group real-store */
final class DiscountedOrdersTest extends StandingDiscountTestCase {

	public function testWhereSorsTakesItOffOnceMoreTheNextOnesWait(): void {
		[ $first, $second ] = $this->twoOrders();
		$plain  = $this->createOrder( [ $this->product->get_id() => 1 ] )->get_id();
		$again  = static function ( array $response, array $request ): array {
			$response['body'] = 'POST' === $request['method'] ? str_replace( '1800', '1620', $response['body'] ) : $response['body'];
			return $response;
		};
		add_filter( 'http_response', $again, 10, 2 );
		$this->process( $first );
		remove_filter( 'http_response', $again );
		$sale = $this->sale( $first );
		self::assertSame( [ OutboxEntry::SENT, 'discounted_twice' ], [ $sale->state, self::issueOf( $sale ) ], (string) $sale->errorMessage );
		self::assertStringContainsString( Words::amount( '1620' ), (string) IssueText::problem( $sale ) );
		$this->process( $second );
		self::assertSame( [ OutboxEntry::QUEUED, 'discounted_twice' ], [ $this->sale( $second )->state, $this->sale( $second )->errorCode ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $plain )->state, 'Without a discount it is sent.' );
		$this->restOk( 'POST', 'outbox/' . $sale->id . '/resolve', [ 'as' => 'accept' ] );
		$this->workAfter( HOUR_IN_SECONDS + 60 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $second )->state, (string) $this->sale( $second )->errorMessage );
		self::assertNull( self::issueOf( $this->sale( $second ) ) );
	}

	public function testTheDailyComparisonFindsItToo(): void {
		[ $order ] = $this->twoOrders();
		$this->process( $order );
		foreach ( [ '1799.99' => null, '1790' => 'other_total', '1700' => 'other_total', '1450' => 'other_total', '1619.96' => 'discounted_twice' ] as $total => $issue ) {
			$this->compareAfter( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => (float) $total ] ] );
			self::assertSame( $issue, self::issueOf( $this->sale( $order ) ), (string) $total );
		}
		self::assertSame( [ '1619.96' ], array_column( $this->restOk( 'GET', 'reconciliation' )['items'], 'documentTotal' ) );
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => 1800 ] ] );
		self::assertNull( self::issueOf( $this->sale( $order ) ) );
	}

	/** @return array<string, array{callable(\WC_Order): mixed}> What staff do to the order that was discounted twice. */
	public function edits(): array {
		return [
			'another price'   => [
				static function ( \WC_Order $order ): void {
					foreach ( self::lines( $order ) as $item ) {
						self::saved( $item, [ 'total' => '1700' ] );
					}
					$order->calculate_totals();
				},
			],
			'without it'      => [ static fn( \WC_Order $order ) => $order->remove_coupon( LinkedCustomers::COUPON ) ],
			'another address' => [ static fn( \WC_Order $order ) => $order->set_billing_address_1( 'Nova 7' ) ],
		];
	}

	/** @dataProvider edits */
	public function testAnEditOfItLetsNoOtherGoAndIsToldOnceThatIsSettled( callable $edit ): void {
		[ $first, $second ] = $this->discountedTwice();
		$this->edit( $first, $edit );
		$this->services->reconciliation()->run();
		self::assertSame( 'discounted_twice', self::issueOf( $this->sale( $first ) ) );
		$this->workAfter( HOUR_IN_SECONDS + 60 );
		self::assertSame( OutboxEntry::QUEUED, $this->sale( $second )->state );
		$this->restOk( 'POST', 'outbox/' . $this->sale( $first )->id . '/resolve', [ 'as' => 'accept' ] );
		ChangedOrders::compareNew();
		self::assertSame( ChangedOrders::CODE, self::issueOf( $this->sale( $first ) ) );
		$this->workAfter( HOUR_IN_SECONDS + 60 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $second )->state, (string) $this->sale( $second )->errorMessage );
	}

	public function testAnEditIsToldToOnceSorsHasPutItsTotalRight(): void {
		[ $first ] = $this->discountedTwice();
		$this->edit( $first, static fn( \WC_Order $order ) => $order->set_billing_address_1( 'Nova 7' ) );
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => 1800 ] ] );
		self::assertNull( self::issueOf( $this->sale( $first ) ) );
		ChangedOrders::compareNew();
		self::assertSame( ChangedOrders::CODE, self::issueOf( $this->sale( $first ) ) );
	}

	public function testOfAnEditThatNoHookSawTheLedgerHearsAtOnce(): void {
		[ $first ] = $this->discountedTwice();
		OutboxTable::update( $this->sale( $first )->id, [ 'settlement' => OutboxEntry::SETTLED ] );
		ChangedOrders::check( $this->sale( $first ) );
		self::assertSame( OutboxEntry::SETTLED, $this->settlement( $first ) );
		$this->changeQuantity( $first, 3 );
		OutboxTable::update( $this->sale( $first )->id, [ 'settlement' => OutboxEntry::SETTLED ] );
		ChangedOrders::check( $this->sale( $first ) );
		self::assertSame( OutboxEntry::OPEN, $this->settlement( $first ) );
	}

	/** @return array<string, array{array<string, mixed>, string, string|null, string|null}> What differs in SORS' document; state, error and issue of its entry. */
	public function foundDocuments(): array {
		return [
			'but for the second discount' => [ [], OutboxEntry::SENT, null, 'discounted_twice' ],
			'as it was sent'              => [ [ 'total' => 1800 ], OutboxEntry::SENT, null, null ],
			'over yet another amount'     => [ [ 'total' => 1700 ], OutboxEntry::UNCERTAIN, 'found_other', null ],
			'of another day as well'      => [ [ 'date' => '2020-01-02' ], OutboxEntry::UNCERTAIN, 'found_other', null ],
		];
	}

	/** @dataProvider foundDocuments */
	public function testAfterALostReplyADocumentThatAgreesButForItIsOurs( array $differs, string $state, ?string $error, ?string $issue ): void {
		[ $first, $second ] = $this->twoOrders();
		$this->sors->post( 'settings', [ 'discountsAgain' => true ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->process( $first );
		$document = $this->documents()[0];
		self::assertEqualsWithDelta( 1620, $document['total'], 0.001 );
		if ( [] !== $differs ) {
			$this->patch( [ 'do' => 'setDocument', 'number' => $document['number'], 'set' => $differs ] );
		}
		$this->workForAnHour();
		$sale = $this->sale( $first );
		self::assertSame( [ $state, $error, $issue ], [ $sale->state, $sale->errorCode, self::issueOf( $sale ) ], (string) $sale->errorMessage );
		self::assertSame( OutboxEntry::SENT === $state ? $document['number'] : null, $sale->documentNumber );
		if ( null !== $issue ) {
			$this->process( $second );
			self::assertSame( [ OutboxEntry::QUEUED, $issue ], [ $this->sale( $second )->state, $this->sale( $second )->errorCode ] );
		}
	}

	public function testAReturnIsOverWhatWasRefundedAndNoSecondDiscount(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		[ $first ] = $this->twoOrders();
		$this->process( $first );
		self::giveBack( $this->freshOrder( $first ) );
		$this->work();
		self::assertSame( [ [ 'deliveryNote', 1800 ], [ 'return', 900 ] ], array_map( static fn( array $document ): array => [ $document['kind'], (int) round( $document['total'] ) ], $this->documents() ) );
		$this->services->reconciliation()->run();
		ChangedOrders::compareNew();
		foreach ( OutboxTable::ofOrder( $first ) as $entry ) {
			self::assertSame( [ OutboxEntry::SENT, null ], [ $entry->state, self::issueOf( $entry ) ], $entry->role );
		}
	}

	/** @return array{int, int} Orders over 1800, of which the first was discounted again, and the second waits. */
	private function discountedTwice(): array {
		[ $first, $second ] = $this->twoOrders();
		$this->sors->post( 'settings', [ 'discountsAgain' => true ] );
		$this->process( $first );
		self::assertSame( 'discounted_twice', self::issueOf( $this->sale( $first ) ) );
		$this->process( $second );
		self::assertSame( [ OutboxEntry::QUEUED, 'discounted_twice' ], [ $this->sale( $second )->state, $this->sale( $second )->errorCode ] );
		ChangedOrders::compareNew();
		return [ $first, $second ];
	}

	private function twoOrders(): array {
		$this->configure( [ 'customerMode' => 'single', 'singleCustomerCode' => self::CODE ] );
		$this->shopAs( $this->linkedUser() );
		$order = fn(): int => (int) WC()->checkout()->create_order( [ 'payment_method' => 'cod', 'billing_email' => 'petar@example.test' ] );
		return [ $order(), $order() ];
	}

	private function settlement( int $orderId ): string {
		return (string) Sql::value( 'SELECT settlement FROM ' . OutboxTable::name() . ' WHERE id = %d', $this->sale( $orderId )->id );
	}

	private function edit( int $orderId, callable $edit ): void {
		$order = $this->freshOrder( $orderId );
		$edit( $order );
		$order->save();
		ChangedOrders::compareNew();
	}
}
