<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\Site\FailingStatements;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** WooCommerce takes the buyer out of an order, for whatever reason: what we keep of the order goes with it. @group real-store */
final class OrderErasureTest extends StoreTestCase {

	/**
	 * @dataProvider ways
	 *
	 * @param callable( \WC_Order ): void $erase
	 */
	public function testNothingOfTheBuyerStays( callable $erase ): void {
		$order   = $this->createOrder( [], 'completed' );
		$order->set_date_created( time() - 400 * DAY_IN_SECONDS );
		self::saved( $order, [ '_sors_pib' => '101134702', '_sors_document_number' => 'R-17', '_wc_other/sors/registration-number' => '07051395' ] );
		$sent = OutboxTable::ensure( $order->get_id(), 'sale', 0, 1 )->id;
		$open = OutboxTable::ensure( $order->get_id(), 'sale', 0, 2 )->id;
		$body = [ 'body' => '{"buyerName":"Petar Petrović","buyerEmail":"petar@example.test"}', 'contents' => '{}', 'next_attempt_at' => null ];
		OutboxTable::update( $sent, [ 'state' => 'sent', 'document_number' => 'R-17', 'payload_lock' => 'locked' ] + $body );
		OutboxTable::update( $open, [ 'state' => 'uncertain', 'payload_lock' => 'in_doubt' ] + $body );
		History::add( $sent, 'rejected', 'Several customers in SORS have petar@example.test.' );
		foreach ( [ 'email:petar@example.test', 'taxId:101134702', 'email:mila@example.test' ] as $key ) {
			self::db()->insert( Tables::name( Tables::CUSTOMERS ), [ 'match_hash' => hash( 'sha256', $key ), 'database_name' => 'Demo2', 'match_key' => $key, 'state' => 'known', 'name' => 'Petar', 'updated_at' => gmdate( 'Y-m-d H:i:s' ) ] );
		}

		$erase( $order );

		wp_cache_flush();
		$order = wc_get_order( $order->get_id() );
		self::assertSame( 'yes', $order->get_meta( '_anonymized' ) );
		self::assertSame( [ '', '', 'R-17' ], [ $order->get_meta( '_sors_pib' ), $order->get_meta( '_wc_other/sors/registration-number' ), $order->get_meta( '_sors_document_number' ) ] );
		self::assertSame( [ null, null, 'R-17' ], [ self::entry( $sent )->body, self::entry( $sent )->contents, self::entry( $sent )->documentNumber ] );
		self::assertSame( [ 'Erased, since it may have named the buyer.' ], array_column( History::of( $sent ), 'message' ) );
		self::assertSame( [ 'email:mila@example.test' ], self::db()->get_col( 'SELECT match_key FROM ' . Tables::name( Tables::CUSTOMERS ) ) );
		self::assertNotNull( self::entry( $open )->body, 'It may have to be sent again, word for word.' );
		OutboxTable::update( $open, [ 'state' => 'skipped' ] );
		( new \SorsApi\Services() )->orders()->sweep()->run();
		self::assertNull( self::entry( $open )->body );
	}

	/** @return array<string, array{callable( \WC_Order ): void}> */
	public function ways(): array {
		return [
			'at the request of the buyer' => [
				static function (): void {
					update_option( 'woocommerce_erasure_request_removes_order_data', 'yes' );
					\WC_Privacy_Erasers::order_data_eraser( 'petar@example.test', 1 );
				},
			],
			'by the bulk action'          => [
				static fn( \WC_Order $order ) => do_action( 'woocommerce_remove_order_personal_data', $order ),
			],
			'when its time is over'       => [
				static function (): void {
					update_option( 'woocommerce_anonymize_completed_orders', [ 'number' => '12', 'unit' => 'months' ] );
					self::assertSame( 1, \WC_Privacy::anonymize_completed_orders() );
				},
			],
		];
	}

	/** WooCommerce does not come again. */
	public function testWhatWasSentGoesAlsoWhereTheCustomerCannotBeErased(): void {
		$order   = $this->createOrder( [], 'completed' );
		$sent    = OutboxTable::ensure( $order->get_id(), 'sale', 0, 1 )->id;
		OutboxTable::update( $sent, [ 'state' => 'sent', 'payload_lock' => 'locked', 'body' => '{"buyerName":"Petar Petrović"}', 'next_attempt_at' => null ] );
		FailingStatements::during( Tables::name( Tables::CUSTOMERS ), static fn() => do_action( 'woocommerce_remove_order_personal_data', $order ) );
		self::assertNull( self::entry( $sent )->body );
	}

	private static function entry( int $id ): \SorsApi\Entries\OutboxEntry {
		return OutboxTable::get( $id );
	}
}
