<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\Privacy;
use SorsApi\Admin\PrivacyErasure;
use SorsApi\Admin\PrivacyExport;
use SorsApi\Counterparts\CustomerRecord;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** @group real-store */
final class PrivacyTest extends StoreTestCase {

	private const PIB = '101134702';

	protected function setUp(): void {
		parent::setUp();
		( new Privacy() )->register();
	}

	public function testWhatWeKeepOfABuyerIsExported(): void {
		$row = $this->sentOrder( 'ana@example.test' );
		$this->sentOrder( 'other@example.test' );
		$this->customer( 'email:ana@example.test' );
		$export = PrivacyExport::export( 'Ana@example.test' );
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
		$result = PrivacyErasure::erase( 'ana@example.test' );
		self::assertSame( [ true, true, true ], [ $result['items_removed'], $result['items_retained'], $result['done'] ] );
		self::assertCount( 1, $result['messages'] );
		self::assertStringContainsString( 'belong to the books', $result['messages'][0] );
		self::assertNull( $this->row( $row )->body );
		self::assertSame( '17', $this->row( $row )->documentId, 'which document it was stays known' );
		self::assertNotNull( $this->row( $other )->body );
		self::assertSame( [ 'taxId:101134702' ], self::customers() );
		self::assertSame( [], PrivacyExport::export( 'ana@example.test' )['data'][1] ?? [] );
	}

	public function testWhatMayHaveToBeSentAgainIsKeptUntilItIsSettled(): void {
		$row = $this->sentOrder( 'ana@example.test', 'uncertain' );
		OutboxTable::update( $row, [ 'payload_lock' => 'in_doubt' ] );
		History::add( $row, 'uncertain', 'Ana Anić' );
		$result = PrivacyErasure::erase( 'ana@example.test' );
		self::assertSame( [ false, true ], [ $result['items_removed'], $result['items_retained'] ] );
		self::assertStringContainsString( 'on their way', implode( $result['messages'] ) );
		$this->sweep();
		self::assertNotNull( $this->row( $row )->body );
		OutboxTable::update( $row, [ 'state' => 'sent' ] );
		$this->sweep();
		self::assertNull( $this->row( $row )->body );
		self::assertStringNotContainsString( 'Ana', History::of( $row )[0]['message'] );
	}

	/** It is made again from the order before it is sent. */
	public function testTheBodyOfARefusedOrderGoesAtOnceAndItsNextOneLater(): void {
		$row = $this->sentOrder( 'ana@example.test', 'rejected' );
		self::assertTrue( PrivacyErasure::erase( 'ana@example.test' )['items_removed'] );
		self::assertNull( $this->row( $row )->body );
		OutboxTable::update( $row, [ 'state' => 'sent', 'body' => '{"name":"Ana"}' ] );
		$this->sweep();
		self::assertNull( $this->row( $row )->body );
	}

	/** @dataProvider states */
	public function testNothingOutlivesTheRetention( string $state, string $lock, ?string $due, bool $kept ): void {
		$rows = [ $this->sentOrder( 'ana@example.test', $state ), $this->sentOrder( 'ana@example.test', $state ) ];
		foreach ( $rows as $days => $row ) {
			OutboxTable::update( $row, [ 'payload_lock' => $lock, 'next_attempt_at' => $due, 'created_at' => DatabaseClock::datetime( time() - ( 365 + $days ) * DAY_IN_SECONDS + 3600 ), 'error_code' => 'customer_refused', 'error_message' => self::refusal(), 'refusal' => '{"code":"KUPAC","message":"Ana Anić"}' ] );
			History::add( $row, 'rejected', 'Ana Anić' );
		}
		$this->sweep();
		self::assertNotNull( $this->row( $rows[0] )->body );
		self::assertSame( $kept, null !== $this->row( $rows[1] )->body );
		self::assertSame( $kept, 'Ana Anić' === History::of( $rows[1] )[0]['message'] );
		self::assertSame( self::refusal(), $this->row( $rows[0] )->errorMessage );
		self::assertSame( $kept, null !== $this->row( $rows[1] )->refusal );
		self::assertSame( $kept ? self::refusal() : 'SORS did not take the buyer … as a customer: …', $kept ? $this->row( $rows[1] )->errorMessage : $this->row( $rows[1] )->why() );
		self::assertSame( $kept, $this->isNamedBy( $rows[1] ), 'In no column.' );
	}

	/** As Customers says it. */
	private static function refusal(): string {
		return Sentence::__( 'SORS did not take the buyer %1$s as a customer: %2$s', 'sors-api-for-woocommerce', 'Ana Anić', 'Ana Anić nije dobra.' );
	}

	private function isNamedBy( int $id ): bool {
		$kept = [
			self::db()->get_results( self::db()->prepare( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE id = %d', $id ) ),
			self::db()->get_results( self::db()->prepare( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . ' WHERE outbox_id = %d', $id ) ),
		];
		return false !== strpos( (string) wp_json_encode( $kept ), 'Ana' );
	}

	public function states(): array {
		return [
			'sent'                            => [ 'sent', 'locked', null, false ],
			'refused by SORS'                 => [ 'rejected', '', null, false ],
			'refused here, checked each hour' => [ 'rejected', '', '2036-01-01 00:00:00', false ],
			'uncertain, left to a person'     => [ 'uncertain', 'in_doubt', null, false ],
			'uncertain, still looked up'      => [ 'uncertain', 'in_doubt', '2036-01-01 00:00:00', true ],
			'waiting'                         => [ 'waiting', 'in_doubt', '2036-01-01 00:00:00', true ],
		];
	}

	public function testABuyerOfWhomNothingIsKnownInSorsIsErasedToo(): void {
		$this->customer( 'email:ana@example.test', 'new' );
		self::assertStringContainsString( 'ana@example.test', (string) wp_json_encode( PrivacyExport::export( 'ana@example.test' ) ) );
		self::assertTrue( PrivacyErasure::erase( 'ana@example.test' )['items_removed'] );
		self::assertSame( [], self::customers() );
	}

	public function testACustomerWhoMayBeBeingCreatedIsKeptUntilThatIsSettled(): void {
		$this->customer( 'email:ana@example.test', 'creating' );
		$this->customer( 'email:mila@example.test', 'creating' );
		$result = PrivacyErasure::erase( 'ana@example.test' );
		self::assertSame( [ false, true ], [ $result['items_removed'], $result['items_retained'] ] );
		self::assertStringContainsString( 'being created', implode( $result['messages'] ) );
		$this->sweep();
		self::assertCount( 2, self::customers() );
		$this->settle();
		self::assertSame( [ 'email:mila@example.test' ], self::customers() );
	}

	public function testACustomerWhoWasNotLearnedAnewGoesWithTheRetention(): void {
		$this->customer( 'email:ana@example.test', 'known', time() - 366 * DAY_IN_SECONDS );
		$this->customer( 'email:mila@example.test' );
		$this->sweep();
		self::assertSame( [ 'email:mila@example.test' ], self::customers() );
	}

	public function testACompanyIsExportedAndErasedByItsPib(): void {
		$row   = $this->sentOrder( 'ana@example.test' );
		$order = wc_get_order( $this->row( $row )->orderId );
		$order->update_meta_data( '_sors_pib', self::PIB );
		$order->update_meta_data( '_wc_other/sors/registration-number', '07051395' );
		self::saved( $order, [ '_sors_company' => 'Anina radnja', '_sors_buyer_type' => 'publicBody', '_sors_jbkjs' => '01234' ] );
		$this->customer( 'taxId:' . self::PIB );
		$export = (string) wp_json_encode( PrivacyExport::export( 'ana@example.test' )['data'], JSON_UNESCAPED_UNICODE );
		foreach ( [ self::PIB, '07051395', 'Anina radnja', 'Ana Anić', 'publicBody', '01234' ] as $kept ) {
			self::assertStringContainsString( $kept, $export );
		}
		$result = PrivacyErasure::erase( 'ana@example.test' );
		self::assertSame( [], self::customers() );
		self::assertStringContainsString( 'stay on orders', implode( $result['messages'] ), 'the order itself is WooCommerce\'s' );
	}

	public function testAnAccountForgetsItsCompany(): void {
		$id = $this->loginAsCustomer();
		wp_update_user( [ 'ID' => $id, 'user_email' => 'ana@example.test' ] );
		update_user_meta( $id, '_wc_other/sors/pib', self::PIB );
		update_user_meta( $id, '_sors_registration_number', '07051395' );
		update_user_meta( $id, '_wc_other/sors/jbkjs', '01234' );
		$this->customer( 'taxId:' . self::PIB );
		$elsewhere = $this->sentOrder( 'posao@example.test' );
		$order     = wc_get_order( $this->row( $elsewhere )->orderId );
		self::saved( $order, [ 'customer_id' => $id ] );
		$export = (string) wp_json_encode( PrivacyExport::export( 'ana@example.test' )['data'] );
		foreach ( [ self::PIB, '07051395', '01234', 'sors-document-' . $elsewhere ] as $kept ) {
			self::assertStringContainsString( $kept, $export );
		}
		self::assertTrue( PrivacyErasure::erase( 'ana@example.test' )['items_removed'] );
		self::assertSame( [ '', '', '', [] ], [ get_user_meta( $id, '_wc_other/sors/pib', true ), get_user_meta( $id, '_sors_registration_number', true ), get_user_meta( $id, '_wc_other/sors/jbkjs', true ), self::customers() ] );
		self::assertNull( $this->row( $elsewhere )->body );
	}

	/** Somebody else's order, of which a note names the address. */
	public function testAnotherBuyersOrderIsNotShown(): void {
		$row = $this->sentOrder( 'mila@example.test', 'sent', '{"note":"Javite i na ana@example.test"}' );
		self::assertSame( [], PrivacyExport::export( 'ana@example.test' )['data'] );
		PrivacyErasure::erase( 'ana@example.test' );
		self::assertNotNull( $this->row( $row )->body );
	}

	public function testManyOrdersComeInPages(): void {
		for ( $i = 0; $i < 21; $i++ ) {
			$this->sentOrder( 'ana@example.test' );
		}
		$first = PrivacyExport::export( 'ana@example.test', 1 );
		$next  = PrivacyExport::export( 'ana@example.test', 2 );
		self::assertSame( [ 20, false, 1, true ], [ count( $first['data'] ), $first['done'], count( $next['data'] ), $next['done'] ] );
	}

	public function testARefusalThatNamesTheBuyerIsExportedAndErasedUnlessSorsMayHaveTheDocument(): void {
		$done    = $this->sentOrder( 'ana@example.test' );
		$refused = $this->sentOrder( 'ana@example.test', 'rejected' );
		$waiting = $this->sentOrder( 'ana@example.test', 'rejected' );
		OutboxTable::update( $waiting, [ 'payload_lock' => 'in_doubt' ] );
		foreach ( [ $refused, $waiting ] as $row ) {
			OutboxTable::update( $row, [ 'error_code' => 'customer_refused', 'error_message' => self::refusal() ] );
		}
		foreach ( [ $done, $refused, $waiting ] as $row ) {
			History::add( $row, 'rejected', 'Several customers in SORS have ana@example.test: Ana Anić, Ana A.' );
			History::add( $row, 'sent', 'SORS made the reservation R-17.' );
		}
		self::assertStringContainsString( 'Ana Anić', (string) wp_json_encode( PrivacyExport::export( 'ana@example.test' ), JSON_UNESCAPED_UNICODE ) );
		OutboxTable::update( $done, [ 'body' => null ] );
		self::assertTrue( PrivacyErasure::erase( 'ana@example.test' )['items_removed'] );
		self::assertSame( [ 'Erased, since it may have named the buyer.', 'SORS made the reservation R-17.' ], array_column( History::of( $done ), 'message' ) );
		self::assertSame( [ false, true ], [ $this->isNamedBy( $refused ), $this->isNamedBy( $waiting ) ] );
		self::assertSame( 'SORS did not take the buyer … as a customer: …', $this->row( $refused )->why() );
		self::assertFalse( PrivacyErasure::erase( 'ana@example.test' )['items_removed'], 'There is nothing left to erase.' );
	}

	/** @dataProvider endings */
	public function testWhatWasSentOfADeletedOrderIsExportedAndErased( bool $deleted, string $body ): void {
		$row   = $this->sentOrder( 'ana@example.test', 'sent', sprintf( $body, 'ana@example.test' ) );
		$other = $this->sentOrder( 'susana@example.test', 'sent', sprintf( $body, 'susana@example.test' ) );
		foreach ( [ $row, $other ] as $id ) {
			$order = wc_get_order( $this->row( $id )->orderId );
			$order->delete( $deleted );
		}
		self::assertSame( [ 'sors-document-' . $row ], array_column( PrivacyExport::export( 'ana@example.test' )['data'], 'item_id' ) );
		self::assertTrue( PrivacyErasure::erase( ' Ana@example.test' )['items_removed'] );
		self::assertNull( $this->row( $row )->body );
		self::assertNotNull( $this->row( $other )->body );
		self::assertSame( [], PrivacyExport::export( 'nobody@example.test' )['data'] );
	}

	public function endings(): array {
		return [
			'in the bin'            => [ false, '{"buyerEmail":"%s"}' ],
			'deleted'               => [ true, '{"buyer":{"email":"%s"}}' ],
			'named only in a note'  => [ true, '{"note":"Web order 7\\n%s."}' ],
		];
	}

	/** WooCommerce's takes the e-mail address, by which ours looks, out of the orders. */
	public function testOursIsTheFirstEraser(): void {
		self::assertArrayHasKey( 'sors-api-for-woocommerce', apply_filters( 'wp_privacy_personal_data_exporters', [] ) );
		$erasers = array_keys( apply_filters( 'wp_privacy_personal_data_erasers', [] ) );
		self::assertSame( 'sors-api-for-woocommerce', $erasers[0] );
		self::assertContains( 'woocommerce-customer-orders', $erasers );
	}

	private function sweep(): void {
		( new Services() )->orders()->sweep()->run();
	}

	/** SORS answered for those that were being created. */
	private function settle(): void {
		self::db()->update( Tables::name( Tables::CUSTOMERS ), [ 'state' => CustomerRecord::KNOWN ], [ 'state' => CustomerRecord::CREATING ] );
		$this->sweep();
	}

	/** @return int Id of the row. */
	private function sentOrder( string $email, string $state = 'sent', string $body = '{"name":"Ana"}' ): int {
		$order = wc_create_order();
		self::saved( $order, [ 'billing_email' => $email ] );
		$row = OutboxTable::ensure( $order->get_id(), 'sale', 0, 1 );
		OutboxTable::update( $row->id, [ 'state' => $state, 'body' => $body, 'document_id' => '17', 'document_number' => 'R-17' ] );
		return $row->id;
	}

	private function row( int $id ): \SorsApi\Entries\OutboxEntry {
		return OutboxTable::get( $id );
	}

	private function customer( string $key, string $state = CustomerRecord::KNOWN, ?int $updated = null ): void {
		self::db()->insert(
			Tables::name( Tables::CUSTOMERS ),
			[
				'match_hash'    => hash( 'sha256', $key ),
				'database_name' => 'Demo2',
				'match_key'     => $key,
				'state'         => $state,
				'name'          => 'Ana Anić',
				'updated_at'    => DatabaseClock::datetime( $updated ?? time() ),
			]
		);
	}

	private static function customers(): array {
		return array_map( 'strval', self::db()->get_col( 'SELECT match_key FROM ' . Tables::name( Tables::CUSTOMERS ) ) );
	}
}
