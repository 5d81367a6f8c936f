<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\DiscountedTwice;

'cli' === PHP_SAPI || exit;

/** A standing discount that SORS took off once more: by which totals it is told, and what waits then. @group real-store */
final class DiscountedTwiceTest extends OutboxTestCase {

	/** Its other lines are shipping and a fee. */
	private const SENT = '{"withVat":true,"lines":[{"type":"product","lineTotal":"900"},{"type":"shipping","lineTotal":"100"},{"type":"fee","lineTotal":"50"}]}';

	/** @return array<string, array{string|null, bool, 2?: array<string, mixed>, 3?: string}> Total by SORS of an order over 1050, of which 900 are goods that cost a tenth less; whether the discount was taken off twice; what differs in the entry; code of the coupon. */
	public function totals(): array {
		return [
			'the same'                 => [ '1050', false ],
			'it did not say'           => [ null, false ],
			'a para less'              => [ '1049.99', false ],
			'a tenth of the goods'     => [ '960', true ],
			'as both round each line'  => [ '960.05', true ],
			'less than that'           => [ '960.06', false ],
			'more than that'           => [ '959.94', false ],
			'a tenth of it all'        => [ '945', true ],
			'of it all, as rounded'    => [ '945.05', true ],
			'less than of it all'      => [ '945.06', false ],
			'more than of it all'      => [ '944.94', false ],
			'between the two'          => [ '952.5', false ],
			'a return'                 => [ '960', false, [ 'role' => 'return' ] ],
			'a total that is not kept' => [ '960', false, [ 'total' => null ] ],
			'another coupon'           => [ '960', false, [], 'sale' ],
			'another and two paras'    => [ '1049.98', false, [], 'sale' ],
			'another and five paras'   => [ '1049.95', false, [], 'sale' ],
		];
	}

	/** @return array<string, array{string, string, bool}> Percent off the 900 of goods; total by SORS of an order over 1050 with one line; whether the discount was taken off twice. */
	public function tinyDiscounts(): array {
		return [
			'two paras, as rounding may take'         => [ '0.002', '1049.98', false ],
			'what rounding may take off'              => [ '0.01', '1049.95', false ],
			'ten paras, five of which are rounding'   => [ '0.011', '1049.95', false ],
			'more than rounding can take, both ways'  => [ '0.0123', '1049.94', true ],
			'eleven paras in full'                    => [ '0.0123', '1049.89', true ],
			'eleven paras, of which rounding takes 6' => [ '0.0123', '1049.95', false ],
		];
	}

	/** @dataProvider tinyDiscounts */
	public function testRoundingIsNeverTakenForASecondDiscount( string $percent, string $total, bool $isTwice ): void {
		$order = $this->discounted( LinkedCustomers::COUPON, $percent );
		$entry = new OutboxEntry( [ 'role' => 'sale', 'order_id' => $order->get_id(), 'total' => '1050', 'sent_lines' => self::SENT ] );
		self::assertSame( $isTwice, null !== DiscountedTwice::issue( $entry, $total ) );
	}

	/** @dataProvider totals */
	public function testItIsToldByTheTotal( ?string $total, bool $isTwice, array $columns = [], string $coupon = LinkedCustomers::COUPON ): void {
		$entry = new OutboxEntry( $columns + [ 'role' => 'sale', 'order_id' => $this->discounted( $coupon )->get_id(), 'total' => '1050', 'sent_lines' => self::SENT ] );
		$issue = DiscountedTwice::issue( $entry, $total );
		self::assertSame( $isTwice ? [ 'order' => '1050', 'document' => $total ] : null, $issue->data ?? null );
	}

	/** @return array<string, array{array<string, mixed>, array<string, mixed>, string, bool}> What differs in the order that was, and in the one that is to be sent; its coupon; whether it waits. */
	public function others(): array {
		$coupon = LinkedCustomers::COUPON;
		return [
			'one with the discount'   => [ [], [], $coupon, true ],
			'one without it'          => [ [], [], 'sale', false ],
			'one that a person wants' => [ [], [ 'asked_for' => 1 ], $coupon, false ],
			'itself'                  => [ [ 'order_id' => 77 ], [ 'order_id' => 77 ], $coupon, false ],
			'after it was settled'    => [ [ 'issue_code' => null ], [], $coupon, false ],
			'after another issue'     => [ [ 'issue_code' => 'changed' ], [], $coupon, false ],
			'after it was cancelled'  => [ [ 'state' => 'cancelled' ], [], $coupon, false ],
		];
	}

	/** @dataProvider others */
	public function testWhatWaitsUntilItIsSettled( array $former, array $columns, string $coupon, bool $waits ): void {
		$order = $this->discounted( $coupon );
		$former += [ 'order_id' => 76, 'state' => 'sent', 'issue_code' => Issue::DISCOUNTED_TWICE ];
		OutboxTable::update( OutboxTable::ensure( $former['order_id'], OutboxEntry::ROLE_SALE, 0, 1 )->id, $former );
		$seconds = 0;
		try {
			DiscountedTwice::check( new OutboxEntry( $columns + [ 'order_id' => $order->get_id() ] ), $order );
		} catch ( Postponed $postponed ) {
			$seconds = $postponed->after;
		}
		self::assertSame( $waits ? 3600 : 0, $seconds );
	}

	private function discounted( string $code, string $percent = '10' ): \WC_Order {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		foreach ( self::lines( $order ) as $item ) {
			self::saved( $item, [ 'total' => '900' ] );
		}
		foreach ( [ [ new \WC_Order_Item_Shipping(), '100' ], [ new \WC_Order_Item_Fee(), '50' ] ] as [ $item, $total ] ) {
			$item->set_total( $total );
			$order->add_item( $item );
		}
		$coupon = new \WC_Order_Item_Coupon();
		$coupon->set_code( $code );
		$coupon->add_meta_data( 'coupon_info', '[0,"' . $code . '","percent",' . $percent . ']' );
		$order->add_item( $coupon );
		$order->save();
		return $order;
	}
}
