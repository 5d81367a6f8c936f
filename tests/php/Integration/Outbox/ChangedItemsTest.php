<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Tests\Site\SiteRuns;

'cli' === PHP_SAPI || exit;

/** What a run of the catalogue finds out about an item, and what orders do with it. */
final class ChangedItemsTest extends OutboxTestCase {

	private Runs $runs;

	protected function setUp(): void {
		parent::setUp();
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::LINKS ) );
		$this->sors->post( 'reset', [ 'items' => 0 ] );
		$this->runs = SiteRuns::make();
		$this->add( 'T1', 'Čekić', 20 );
	}

	public function testAnOrderWithACodeThatTwoItemsHaveIsRefusedUntilEachHasItsOwn(): void {
		$product = $this->createProduct( 'T1', '120', 10, 'Čekić' );
		$this->catalogue();
		$before = $this->link( 'T1' )->sorsId;
		$this->add( 'T1', 'A, drugi čekić', 20 );
		$this->catalogue();
		self::assertSame( [ Link::DUPLICATE, $before ], [ $this->link( 'T1' )->state, $this->link( 'T1' )->sorsId ] );

		$order = $this->handledOrder( [ $product->get_id() => 1 ] );
		$row = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'duplicate_code', null ], [ $row->state, $row->errorCode, $row->body ] );
		self::assertStringContainsString( 'T1', Sentence::shown( (string) $row->errorMessage ) );
		$this->configure( [ 'unmappedLines' => 'named' ] );
		$this->work();
		self::assertSame( 'duplicate_code', $this->sale( $order->get_id() )->errorCode );

		// Whichever is left then is meant: it was entered anew.
		$this->patch( [ 'do' => 'removeItem', 'code' => 'T1' ] );
		$this->add( 'T1', 'Čekić', 20 );
		$this->catalogue();
		do_action( 'sors_run_succeeded', 'catalog' );
		$this->work();
		$row = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $row->state, (string) $row->errorMessage );
		self::assertSame( [ Link::ACTIVE, (string) $this->itemId( 'T1' ) ], [ $this->link( 'T1' )->state, $this->link( 'T1' )->sorsId ] );
		self::assertSame( (string) $this->itemId( 'T1' ), (string) $this->documents()[0]['lines'][0]['productId'] );
	}

	/** No run changes its product, but orders with it go on. */
	public function testOfAProductThatIsLeftAloneTheLinkFollowsToo(): void {
		$product = $this->createProduct( 'T1', '120', 10, 'Čekić' );
		$this->catalogue();
		$this->restOk( 'POST', "products/{$product->get_id()}/leave-alone" );
		$this->add( 'T1', 'Drugi čekić', 20 );
		$this->catalogue();
		self::assertSame( Link::DUPLICATE, $this->link( 'T1' )->state );
		$this->patch( [ 'do' => 'removeItem', 'code' => 'T1' ] );
		$this->add( 'T1', 'Čekić', 20 );
		$this->catalogue();
		self::assertSame( [ Link::ACTIVE, (string) $this->itemId( 'T1' ), 'product' ], [ $this->link( 'T1' )->state, $this->link( 'T1' )->sorsId, $this->link( 'T1' )->leftAlone ] );
	}

	/** Who sells "Dostava"? Nobody; but orders need its link. */
	public function testTheItemForShippingComesInThoughItWasLeftOut(): void {
		$this->add( 'DOSTAVA', 'Dostava', 20, 'service' );
		$this->configure( [ 'shippingItemCode' => 'DOSTAVA' ] );
		$preview = $this->catalogue( 'preview' );
		$items   = array_column( RunItems::list( $preview->id, [ 'per_page' => 5000 ] )['items'], 'id', 'code' );
		$this->drive( $this->runs->approve( $preview->id, null, [ $items['DOSTAVA'], $items['T1'] ] ) );
		self::assertSame( [ false, true ], [ isset( ( new Links() )->byCodes( [ 'T1' ] )['T1'] ), isset( ( new Links() )->byCodes( [ 'DOSTAVA' ] )['DOSTAVA'] ) ], 'The other stays left out.' );
		self::assertSame( 'draft', get_post_status( $this->link( 'DOSTAVA' )->objectId ) );
	}

	/** Chosen only after it was left out, or its product was deleted. */
	public function testTheItemForShippingComesInThoughItsProductWasDeleted(): void {
		$this->add( 'DOSTAVA', 'Dostava', 20, 'service' );
		$this->restOk( 'POST', 'deleted-products', [ 'code' => 'DOSTAVA' ] );
		$this->catalogue();
		self::assertArrayNotHasKey( 'DOSTAVA', ( new Links() )->byCodes( [ 'DOSTAVA' ] ) );
		$this->configure( [ 'shippingItemCode' => 'DOSTAVA' ] );
		$order = $this->createOrder( [ $this->link( 'T1' )->objectId => 1 ] );
		self::addCost( $order, new \WC_Order_Item_Shipping(), [ 'method_title' => 'Kurir', 'total' => '350' ], false );
		$this->work();
		self::assertSame( 'shipping_item', $this->sale( $order->get_id() )->errorCode );
		$this->catalogue();
		do_action( 'sors_run_succeeded', 'catalog' );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertSame( 'DOSTAVA', $this->documents()[0]['lines'][1]['productCode'] );
	}

	private function add( string $code, string $name, int $vatRate, string $type = 'goods' ): void {
		$this->patch( [ 'do' => 'addItem', 'item' => [ 'code' => $code, 'name' => $name, 'vatRate' => $vatRate, 'priceWithVat' => 120, 'itemType' => $type, 'unit' => 'kom' ] ] );
	}

	private function catalogue( string $mode = 'apply' ): Run {
		return $this->drive( $this->runs->start( 'catalog', $mode, 'person' ) );
	}

	private function drive( Run $run ): Run {
		do {
			$run = $this->runs->step( $run->id );
		} while ( $run->isActive() );
		self::assertContains( $run->state, [ 'succeeded', 'awaiting_approval' ], (string) $run->message );
		return $run;
	}

	private function link( string $code ): Link {
		return ( new Links() )->byCodes( [ $code ] )[ $code ];
	}

	/** @return int|string */
	private function itemId( string $code ) {
		return array_column( $this->books( 'products' ), 'id', 'code' )[ $code ];
	}
}
