<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\IssueText;
use SorsApi\OrderView\Words;
use SorsApi\Tests\Integration\Checkout\StandingDiscountTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Orders with a standing discount in SORS, which may take it off once more.
 *
 * @group real-store
 */
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
		$this->pass( HOUR_IN_SECONDS + 60 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $second )->state, (string) $this->sale( $second )->errorMessage );
		self::assertNull( self::issueOf( $this->sale( $second ) ) );
	}

	public function testTheDailyComparisonFindsItToo(): void {
		[ $order ] = $this->twoOrders();
		$this->process( $order );
		foreach ( [ '1799.99' => null, '1790' => 'other_total', '1700' => 'other_total', '1450' => 'other_total', '1619.96' => 'discounted_twice' ] as $total => $issue ) {
			$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => (float) $total ] ] );
			$this->services->reconciliation()->run();
			self::assertSame( $issue, self::issueOf( $this->sale( $order ) ), (string) $total );
		}
		self::assertSame( [ '1619.96' ], array_column( $this->restOk( 'GET', 'reconciliation' )['items'], 'documentTotal' ) );
		$this->patch( [ 'do' => 'setDocument', 'number' => $this->documents()[0]['number'], 'set' => [ 'total' => 1800 ] ] );
		$this->services->reconciliation()->run();
		self::assertNull( self::issueOf( $this->sale( $order ) ) );
	}

	/** @return array{int, int} */
	private function twoOrders(): array {
		$this->configure( [ 'customerMode' => 'single', 'singleCustomerCode' => self::CODE ] );
		$this->shopAs( $this->linkedUser() );
		$order = fn(): int => (int) WC()->checkout()->create_order( [ 'payment_method' => 'cod', 'billing_email' => 'petar@example.test' ] );
		return [ $order(), $order() ];
	}
}
