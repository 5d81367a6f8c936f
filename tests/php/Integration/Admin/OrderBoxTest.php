<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\OrderBox;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/**
 * What a browser is given of the box; what its script does with it is in src/order-box.test.ts.
 *
 * @group real-store
 */
final class OrderBoxTest extends OutboxTestCase {

	/** The order's own form lies around the box: a button that submits would save the order, and the document would not be named. */
	public function testEachUncertainEntryHasAFieldOfItsOwnThatDoesNotSubmitTheOrder(): void {
		self::requireRealStore();
		$order  = $this->sentOrder();
		$table  = new OutboxTable();
		$return = $table->ensure( $order->get_id(), OutboxEntry::ROLE_RETURN, 77, 1 );
		$ids    = [ $this->sale( $order->get_id() )->id, $return->id ];
		foreach ( $ids as $id ) {
			$table->update( $id, [ 'state' => OutboxEntry::UNCERTAIN ] );
		}
		$box = $this->box( $order );
		self::assertSame( 0, $box->query( '//form//form | //*[@formaction] | //input[@type="submit"]' )->length );
		$names = [];
		foreach ( $box->query( '//button | //input' ) as $element ) {
			self::assertInstanceOf( \DOMElement::class, $element );
			if ( 'button' === $element->tagName ) {
				self::assertSame( 'button', $element->getAttribute( 'type' ), 'Without a type it would submit.' );
			} else {
				$names[] = $element->getAttribute( 'name' );
				$names[] = $element->getAttribute( 'id' );
			}
		}
		self::assertCount( 4, array_unique( $names ) );
		$entries = [];
		foreach ( $box->query( '//*[@class="sors-document"][input and *[@role="alert"]]/button/@data-entry' ) as $entry ) {
			$entries[] = (int) $entry->nodeValue;
		}
		self::assertSame( $ids, $entries );
		self::assertContains( 'wp-api-fetch', wp_scripts()->registered[ OrderBox::SCRIPT ]->deps );
		self::assertTrue( wp_script_is( OrderBox::SCRIPT ) );
	}

	public function testAnOrderWithNothingToDecideLoadsNoScript(): void {
		self::requireRealStore();
		wp_dequeue_script( OrderBox::SCRIPT );
		$this->box( $this->sentOrder() );
		self::assertFalse( wp_script_is( OrderBox::SCRIPT ) );
	}

	private function box( \WC_Order $order ): \DOMXPath {
		$this->loginAsAdmin();
		ob_start();
		( new OrderBox( new OutboxTable(), $this->services->changedOrders(), new CustomerTable(), $this->outbox, ( new Services() )->api() ) )->show( $order );
		$page = new \DOMDocument();
		@$page->loadHTML( '<?xml encoding="utf-8"?><form id="order">' . ob_get_clean() . '</form>' );
		return new \DOMXPath( $page );
	}
}
