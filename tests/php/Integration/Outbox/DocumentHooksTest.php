<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Reconciliation;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** What other code of the site may say of an order and its document: the examples of docs/hooks.md. */
final class DocumentHooksTest extends FollowupTestCase {

	private LogBook $log;

	protected function setUp(): void {
		parent::setUp();
		$this->log = LogBook::open();
	}

	public function testTheTextsOfADocumentAreChangedAndNothingElseOfIt(): void {
		$seen = [];
		add_filter(
			'sors_document',
			static function ( array $texts, \WC_Order $order, string $kind ) use ( &$seen ): array {
				$seen[]         = [ $order->get_id(), $kind ];
				$texts['note'] .= "\nGate code: 12";
				return [ 'externalReference' => 'mine', 'total' => '1', 'buyerPhone' => 5 ] + $texts;
			},
			10,
			3
		);
		$order    = $this->sentOrder();
		$document = $this->documents()[0];
		self::assertSame( [ [ $order->get_id(), 'reservation' ] ], $seen );
		self::assertStringContainsString( 'Gate code: 12', $document['note'] );
		self::assertSame( '0641234567', $document['buyerPhone'] );
		self::assertSame( $this->sale( $order->get_id() )->reference, $document['externalReference'] );
		self::assertCount( 3, $this->log->about( 'sors_document was answered', 'warning' ) );
		$this->assertAllIsWell( $order );
	}

	public function testTheLinesOfADocumentArePutOtherwise(): void {
		add_filter(
			'sors_document_lines',
			static function ( array $lines ): array {
				$second                 = [ 'quantity' => '1', 'lineTotal' => $lines[0]['unitPrice'] ] + $lines[0];
				$lines[0]['quantity']   = '2';
				$lines[0]['lineTotal']  = (string) ( (float) $lines[0]['unitPrice'] * 2 );
				$lines[0]['name']      .= ' (red)';
				$second['name']        .= ' (blue)';
				return [ $lines[0], $second ];
			}
		);
		$order = $this->sentOrder( 3 );
		$lines = $this->documents()[0]['lines'];
		self::assertSame( [ 2, 1 ], array_column( $lines, 'quantity' ) );
		self::assertStringContainsString( '(blue)', $lines[1]['name'] );
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( [], $this->log->lines( 'warning' ) );
		$this->assertAllIsWell( $order );
	}

	public function otherGoods(): array {
		return [
			'a piece more'   => [ static fn( array $lines ): array => [ [ 'quantity' => '3' ] + $lines[0] ] ],
			'another amount' => [ static fn( array $lines ): array => [ [ 'lineTotal' => '1', 'unitPrice' => '0.5' ] + $lines[0] ] ],
			'another item'   => [ static fn( array $lines ): array => [ [ 'productCode' => 'USL-DOSTAVA', 'productId' => null ] + $lines[0] ] ],
			'a number'       => [ static fn( array $lines ): array => [ [ 'quantity' => 2 ] + $lines[0] ] ],
			'no line'        => [ static fn( array $lines ): array => [] ],
			'no list'        => [ static fn( array $lines ): string => 'none' ],
		];
	}

	/** @dataProvider otherGoods */
	public function testLinesOfOtherGoodsOrMoneyAreIgnored( callable $change ): void {
		add_filter( 'sors_document_lines', $change );
		$order = $this->sentOrder();
		$line  = $this->documents()[0]['lines'][0];
		self::assertSame( [ 2, $this->product->get_sku() ], [ $line['quantity'], $line['productCode'] ] );
		self::assertSame( '0', $this->unsynced() );
		$this->assertAllIsWell( $order );
	}

	public function testACustomerIsChosenByCode(): void {
		$chosen = $this->books( 'customers' )[0];
		add_filter( 'sors_customer_code', static fn( string $code, \WC_Order $order ): string => 'cod' === $order->get_payment_method() ? (string) $chosen['code'] : $code, 10, 2 );
		$before = count( $this->books( 'customers' ) );
		$order  = $this->sentOrder();
		self::assertSame( (string) $chosen['id'], (string) $this->documents()[0]['customerId'] );
		self::assertCount( $before, $this->books( 'customers' ) );
		self::assertStringContainsString( 'petar@example.test', $this->documents()[0]['note'], 'So that one knows who bought.' );
		self::assertSame( $chosen['name'], $this->services->customerDebt()->forOrder( $order->get_id() )['customerName'] );
		self::assertSame( [ [ 'code:' . $chosen['code'], '' ] ], array_map( 'array_values', Sql::rows( 'SELECT match_key, name FROM ' . Tables::name( Tables::CUSTOMERS ) ) ), 'No request of the buyer would find the name.' );
		$this->assertAllIsWell( $order );
	}

	public function testACodeThatIsNoneLeavesTheCustomerToTheSettings(): void {
		add_filter( 'sors_customer_code', '__return_false' );
		$this->sentOrder();
		self::assertCount( 1, $this->log->about( 'sors_customer_code', 'warning' ) );
	}

	public function testAnOrderIsKeptBackOrSentWhateverItsStatus(): void {
		$answer = false;
		add_filter(
			'sors_order_is_exported',
			static function () use ( &$answer ) {
				return $answer;
			}
		);
		$order = $this->handledOrder( [ $this->product->get_id() => 1 ] );
		$entry = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'kept_back' ], [ $entry->state, $entry->errorCode ] );
		$answer = 'perhaps';
		$this->handleAs( 'on-hold', $order );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, 'By the settings.' );
		self::assertCount( 1, $this->log->about( 'sors_order_is_exported', 'warning' ) );
		$answer  = true;
		$pending = $this->handledOrder( [ $this->product->get_id() => 1 ], 'pending' );
		self::assertSame( OutboxEntry::SENT, $this->sale( $pending->get_id() )->state );
	}

	/**
	 * @testWith ["sors_document"]
	 *           ["sors_document_lines"]
	 *           ["sors_customer_code"]
	 *           ["sors_order_is_exported"]
	 *           ["sors_document_kind"]
	 */
	public function testCodeThatBreaksStopsItsOwnOrderAlone( string $filter ): void {
		$orders = [ $this->createOrder( [ $this->product->get_id() => 1 ] ), $this->createOrder( [ $this->product->get_id() => 1 ] ) ];
		$of     = $orders[0]->get_id();
		add_filter( $filter, fn( $value, \WC_Order $order ) => $this->breakFor( $of, $value, $order ), 10, 2 );
		$this->work();
		$entry = $this->sale( $of );
		self::assertSame( [ OutboxEntry::QUEUED, OutboxEntry::BROKEN ], [ $entry->state, $entry->errorCode ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $orders[1]->get_id() )->state );
		$logged = implode( "\n", $this->log->about( "Entry $entry->id (order $of, sale)", 'error' ) );
		self::assertStringContainsString( 'It broke.', $logged );
		self::assertStringContainsString( 'breakFor', $logged, 'Whose code it was.' );
	}

	/**
	 * @param mixed $value
	 *
	 * @return mixed
	 */
	private function breakFor( int $orderId, $value, \WC_Order $order ) {
		if ( $order->get_id() === $orderId ) {
			throw new \RuntimeException( 'It broke.' );
		}
		return $value;
	}

	/** Nothing that compares the order with its document finds a difference. */
	private function assertAllIsWell( \WC_Order $order ): void {
		ChangedOrders::check( $this->sale( $order->get_id() ) );
		delete_option( Reconciliation::OPTION );
		$this->services->reconciliation()->begin();
		$this->services->reconciliation()->runIfDue( 10 );
		$entry = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, null ], [ $entry->state, self::issueOf( $entry ) ] );
	}
}
