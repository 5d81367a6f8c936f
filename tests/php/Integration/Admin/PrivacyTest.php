<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\Privacy;
use SorsApi\Counterparts\CustomerRecord;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\StoreTestCase;

/** @group real-store */
final class PrivacyTest extends StoreTestCase {

	private Privacy $privacy;
	private OutboxTable $rows;

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		$this->rows    = new OutboxTable();
		$this->privacy = new Privacy( $this->rows, new History(), new CustomerTable() );
	}

	public function testWhatWeKeepOfABuyerIsExported(): void {
		$row = $this->sentOrder( 'ana@example.test' );
		$this->sentOrder( 'other@example.test' );
		$this->customer( 'email:ana@example.test' );
		$export = $this->privacy->export( 'Ana@example.test' );
		self::assertTrue( $export['done'] );
		self::assertSame( [ 'sors-document-' . $row, 'sors_customers' ], [ $export['data'][0]['item_id'], $export['data'][1]['group_id'] ] );
		self::assertCount( 2, $export['data'] );
		self::assertContains( '{"name":"Ana"}', array_column( $export['data'][0]['data'], 'value' ) );
	}

	public function testWhatIsDoneWithIsErased(): void {
		$row   = $this->sentOrder( 'ana@example.test' );
		$other = $this->sentOrder( 'other@example.test' );
		$this->customer( 'email:ana@example.test' );
		$this->customer( 'taxId:101134702' );
		$result = $this->privacy->erase( 'ana@example.test' );
		self::assertSame( [ true, false, true ], [ $result['items_removed'], $result['items_retained'], $result['done'] ] );
		self::assertCount( 1, $result['messages'] );
		self::assertNull( $this->row( $row )->body );
		self::assertSame( '17', $this->row( $row )->documentId, 'which document it was stays known' );
		self::assertNotNull( $this->row( $other )->body );
		self::assertSame( [ 'taxId:101134702' ], self::customers() );
		self::assertSame( [], $this->privacy->export( 'ana@example.test' )['data'][1] ?? [] );
	}

	public function testWhatIsYetToBeSentIsKeptAndSaidSo(): void {
		$row = $this->sentOrder( 'ana@example.test', 'waiting' );
		$result = $this->privacy->erase( 'ana@example.test' );
		self::assertSame( [ false, true ], [ $result['items_removed'], $result['items_retained'] ] );
		self::assertNotSame( [], $result['messages'] );
		self::assertNotNull( $this->row( $row )->body );
	}

	public function testACustomerWhoIsBeingCreatedIsLeftAlone(): void {
		$this->customer( 'email:ana@example.test', 'new' );
		self::assertFalse( $this->privacy->erase( 'ana@example.test' )['items_removed'] );
		self::assertCount( 1, self::customers() );
	}

	public function testManyOrdersComeInPages(): void {
		for ( $i = 0; $i < 21; $i++ ) {
			$this->sentOrder( 'ana@example.test' );
		}
		$first = $this->privacy->export( 'ana@example.test', 1 );
		$next  = $this->privacy->export( 'ana@example.test', 2 );
		self::assertSame( [ 20, false, 1, true ], [ count( $first['data'] ), $first['done'], count( $next['data'] ), $next['done'] ] );
	}

	public function testARefusalThatNamesTheBuyerIsExportedAndErasedOnceTheOrderIsDone(): void {
		$done    = $this->sentOrder( 'ana@example.test' );
		$waiting = $this->sentOrder( 'ana@example.test', 'rejected' );
		$history = new History();
		foreach ( [ $done, $waiting ] as $row ) {
			$history->add( $row, 'rejected', 'Several customers in SORS have ana@example.test: Ana Anić, Ana A.' );
			$history->add( $row, 'sent', 'SORS made the reservation R-17.' );
		}
		self::assertStringContainsString( 'Ana Anić', (string) wp_json_encode( $this->privacy->export( 'ana@example.test' ), JSON_UNESCAPED_UNICODE ) );
		$this->rows->update( $done, [ 'body' => null ] );
		self::assertTrue( $this->privacy->erase( 'ana@example.test' )['items_removed'] );
		self::assertSame( [ 'Erased at the request of the buyer.', 'SORS made the reservation R-17.' ], array_column( $history->of( $done ), 'message' ) );
		self::assertStringContainsString( 'Ana', $history->of( $waiting )[0]['message'] );
		self::assertFalse( $this->privacy->erase( 'ana@example.test' )['items_removed'], 'There is nothing left to erase.' );
	}

	/** @dataProvider endings */
	public function testWhatWasSentOfADeletedOrderIsExportedAndErased( bool $deleted, string $body ): void {
		$row   = $this->sentOrder( 'ana@example.test', 'sent', sprintf( $body, 'ana@example.test' ) );
		$other = $this->sentOrder( 'susana@example.test', 'sent', sprintf( $body, 'susana@example.test' ) );
		foreach ( [ $row, $other ] as $id ) {
			$order = wc_get_order( $this->row( $id )->orderId );
			self::assertInstanceOf( \WC_Order::class, $order );
			$order->delete( $deleted );
		}
		self::assertSame( [ 'sors-document-' . $row ], array_column( $this->privacy->export( 'ana@example.test' )['data'], 'item_id' ) );
		self::assertTrue( $this->privacy->erase( ' Ana@example.test' )['items_removed'] );
		self::assertNull( $this->row( $row )->body );
		self::assertNotNull( $this->row( $other )->body );
		self::assertSame( [], $this->privacy->export( 'nobody@example.test' )['data'] );
	}

	/** @return array<string, array{bool, string}> */
	public function endings(): array {
		return [
			'in the bin'            => [ false, '{"buyerEmail":"%s"}' ],
			'deleted'               => [ true, '{"buyer":{"email":"%s"}}' ],
			'named only in a note'  => [ true, '{"note":"Web order 7\\n%s."}' ],
		];
	}

	public function testWordPressFindsBoth(): void {
		self::assertArrayHasKey( 'sors-api-for-woocommerce', $this->privacy->addExporter( [] ) );
		self::assertArrayHasKey( 'sors-api-for-woocommerce', $this->privacy->addEraser( [] ) );
	}

	/** @return int Id of the row. */
	private function sentOrder( string $email, string $state = 'sent', string $body = '{"name":"Ana"}' ): int {
		$order = wc_create_order();
		self::assertInstanceOf( \WC_Order::class, $order );
		$order->set_billing_email( $email );
		$order->save();
		$row = $this->rows->ensure( $order->get_id(), 'sale', 0, 1 );
		$this->rows->update( $row->id, [ 'state' => $state, 'body' => $body, 'document_id' => '17', 'document_number' => 'R-17' ] );
		return $row->id;
	}

	private function row( int $id ): \SorsApi\Entries\OutboxEntry {
		$row = $this->rows->get( $id );
		self::assertNotNull( $row );
		return $row;
	}

	private function customer( string $key, string $state = CustomerRecord::KNOWN ): void {
		global $wpdb;
		$wpdb->insert(
			Tables::name( Tables::CUSTOMERS ),
			[
				'match_hash'    => hash( 'sha256', $key ),
				'database_name' => 'Demo2',
				'match_key'     => $key,
				'state'         => $state,
				'name'          => 'Ana Anić',
				'updated_at'    => '2026-01-01 00:00:00',
			]
		);
	}

	/** @return list<string> */
	private static function customers(): array {
		global $wpdb;
		return array_map( 'strval', $wpdb->get_col( 'SELECT match_key FROM ' . Tables::name( Tables::CUSTOMERS ) ) );
	}
}
