<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\YearChange;

use SorsApi\Counterparts\Items;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Services;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

/** A closed year makes a new database: the same codes under other ids. */
final class YearChangeTest extends OutboxTestCase {

	private const OLD = 'Prodavnica2025';
	private const NEW = 'Prodavnica2026';

	public function testIdsAreFoundAgainByCodeBeforeTheFirstSend(): void {
		$product = $this->productOfOld();
		$order   = $this->createOrder( [ $product->get_id() => 2 ] );
		$order->add_item( self::shipping( '350' ) );
		$order->calculate_totals();
		$order->save();
		$this->change();
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, self::NEW ], [ $row->state, $row->database ], (string) $row->errorMessage );
		$document = $this->documents( self::NEW )[0];
		self::assertSame( [ $product->get_sku(), 'USL-DOSTAVA' ], array_column( $document['lines'], 'productCode' ) );
		self::assertSame( $this->idIn( self::NEW, $product->get_sku() ), $document['lines'][0]['productId'] );
	}

	public function testALostReplyIsLookedUpInTheDatabaseItWasSentTo(): void {
		$order = $this->createOrder( [ $this->productOfOld()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$this->change();
		for ( $i = 0; $i < 5; $i++ ) {
			$this->pass( 400 );
			$this->work();
		}
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, self::OLD, 1 ], [ $row->state, $row->database, $row->attempts ] );
		self::assertCount( 1, $this->documents( self::OLD ) );
		self::assertCount( 0, $this->documents( self::NEW ) );
	}

	public function testAUnitThatTheNewDatabaseLacksIsSaid(): void {
		$order = $this->createOrder( [ $this->productOfOld()->get_id() => 1 ] );
		$this->configure( [ 'database' => self::NEW ] );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, 'unknown_unit' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		$this->change();
		$this->pass( 3700 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
	}

	public function testALongListOfItemsIsReadOnByTheNextOrder(): void {
		$this->sors->post( 'reset', [ 'items' => 1500 ] );
		$product = $this->productOfOld();
		$last    = '';
		foreach ( $this->books( 'products', self::NEW ) as $item ) {
			$last = 'goods' === $item['itemType'] ? $item['code'] : $last;
		}
		$this->linkCode( $last, 800001, self::OLD );
		$api   = ( new Services() )->api();
		$tries = 0;
		do {
			++$tries;
			try {
				( new Items( new Links(), 0 ) )->find( [ $last ], self::NEW, $api );
				$found = true;
			} catch ( Postponed $postponed ) {
				$found = false;
			}
		} while ( ! $found && $tries < 50 );
		$links = ( new Links() )->byCodes( [ $last, $product->get_sku() ] );
		self::assertSame( [ self::NEW, $this->idIn( self::NEW, $last ) ], [ $links[ $last ]->database, $links[ $last ]->sorsId ] );
		self::assertSame( self::NEW, $links[ $product->get_sku() ]->database, 'What the first pages showed was kept, too.' );
		self::assertGreaterThan( 1, $tries );
	}

	private function productOfOld(): \WC_Product {
		global $wpdb;
		$this->configure( [ 'database' => self::OLD, 'businessUnitIds' => [ $this->unitId( self::OLD ) ] ] );
		foreach ( $this->books( 'products', self::OLD ) as $item ) {
			if ( 'goods' === $item['itemType'] && $item['active'] && $item['priceWithVat'] > 0 ) {
				$wpdb->query( 'DELETE FROM ' . \SorsApi\Database\Tables::name( 'links' ) );
				$product = $this->createProduct( $item['code'], (string) $item['priceWithVat'], 50, $item['name'] );
				$this->linkCode( $item['code'], $product->get_id(), self::OLD );
				$this->linkCode( 'USL-DOSTAVA', 900001, self::OLD );
				return $product;
			}
		}
		self::fail( 'No goods.' );
	}

	private function change(): void {
		$this->configure( [ 'database' => self::NEW, 'businessUnitIds' => [ $this->unitId( self::NEW ) ] ] );
	}

	private function idIn( string $database, string $code ): string {
		return (string) array_column( $this->books( 'products', $database ), 'id', 'code' )[ $code ];
	}

	private static function shipping( string $total ): \WC_Order_Item_Shipping {
		$item = new \WC_Order_Item_Shipping();
		$item->set_method_title( 'Kurir' );
		$item->set_total( $total );
		return $item;
	}
}
