<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\Issue;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Ledger\Ledger;
use SorsApi\Outbox\Intake;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** The unsynced quantity: sales that SORS' stock figure does not contain. @group sqlite */
final class LedgerTest extends FollowupTestCase {

	public function testASaleIsUnsyncedUntilItWasSent(): void {
		$before = DatabaseClock::now();
		self::assertSame( '0', $this->unsynced() );
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		self::assertSame( '3', $this->unsynced() );
		$asked = DatabaseClock::now();
		$this->work();
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( '3', $this->unsynced( $asked ), 'A figure asked for before the document was made does not contain it.' );
		self::assertSame( '3', $this->unsynced( $before ) );
	}

	public function testASettledOrderIsUnsyncedForAnOlderFigure(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$asked = DatabaseClock::now();
		$this->work();
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( '3', $this->unsynced( $asked ) );
		$this->changeQuantity( $order->get_id(), 5 );
		self::assertSame( '2', $this->unsynced(), 'An edited order is looked at again.' );
	}

	public function testWhatIsNotExportedIsUnsyncedUntilCompletedOrSaid(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$other = $this->handledOrder( [ $this->product->get_id() => 4 ] );
		self::assertSame( '7', $this->unsynced() );
		$this->outbox->resolve( $this->sale( $other->get_id() )->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( '3', $this->unsynced() );
		$this->handleAs( 'completed', $order );
		self::assertSame( '0', $this->unsynced() );
		$this->pass( 700 );
		self::assertSame( 2, $this->settle() );
	}

	public function testACompletedOrderIsUnsyncedAgainOnceItIsToBeSentAfterAll(): void {
		AtWork::exporting( [ time() - 3600, null ] );
		$held = self::saved( $this->createOrder( [ $this->product->get_id() => 3 ] ), [ 'date_created' => time() - 60 ] );
		$this->configure( [ 'exportOrders' => false ] );
		$this->handleAs( 'completed', $held );
		self::assertSame( '0', $this->unsynced(), 'Whoever handed it over took it out of the books.' );
		$this->fault( 'createReservation', [ 'kind' => 'refuse' ] );
		$this->configure( [ 'exportOrders' => true ] );
		self::assertSame( '3', $this->unsynced(), 'Its document will lower the stock.' );
		$this->work();
		self::assertSame( 'rejected', $this->sale( $held->get_id() )->state );
		self::assertSame( '3', $this->unsynced() );
	}

	public function testACompletedOrderWhoseStatusBecomesOneThatIsSentIsUnsyncedUntilItIs(): void {
		$this->configure( [ 'exportStatuses' => [ 'processing' ] ] );
		$order = $this->handledOrder( [ $this->product->get_id() => 3 ], 'completed' );
		self::assertSame( '0', $this->unsynced() );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		self::assertSame( '3', $this->unsynced() );
		$this->work();
		self::assertSame( 'sent', $this->sale( $order->get_id() )->state );
		self::assertSame( '0', $this->unsynced() );
	}

	/** @dataProvider endings */
	public function testOnlyWhatWooCommerceReallyTookCounts( string $status, ?string $unsynced ): void {
		$this->configure( [ 'exportOrders' => false ] );
		$stock = fn(): int => (int) wc_get_product( $this->product->get_id() )->get_stock_quantity();
		$full  = $stock();
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->freshOrder( $order->get_id() )->update_status( $status );
		self::assertSame( (string) ( $full - $stock() ), $this->unsynced() );
		self::assertSame( $unsynced ?? ( self::failedOrdersGiveBack() ? '0' : '3' ), $this->unsynced() );
	}

	public function endings(): array {
		return [
			'cancelled: WooCommerce gave it back'         => [ 'cancelled', '0' ],
			'pending: given back'                         => [ 'pending', '0' ],
			'failed: given back or not, by the version'   => [ 'failed', null ],
			'refunded by status alone: nothing came back' => [ 'refunded', '3' ],
			'on hold'                                     => [ 'on-hold', '3' ],
		];
	}

	public function testATrashedOrderCountsWhatItTookAndADeletedOneNothing(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->freshOrder( $order->get_id() )->delete( false );
		self::assertSame( '3', $this->unsynced() );
		$this->freshOrder( $order->get_id() )->delete( true );
		self::assertSame( '0', $this->unsynced() );
		$this->work();
		self::assertSame( 'order_deleted', $this->sale( $order->get_id() )->errorCode );
		self::assertSame( [], $this->documents() );
	}

	public function testARestockedRefundIsNoLongerUnsynced(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		self::giveBack( $order );
		self::assertSame( '2', $this->unsynced() );
	}

	public function testAnOrderThatIsChangedWhileItIsJudgedIsNotSettled(): void {
		$order = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->pass( 700 );
		$change = function ( string $query ) use ( $order, &$change ): string {
			if ( 1 === preg_match( '/^SELECT \* FROM \S+sors_outbox WHERE order_id IN/', $query ) ) {
				remove_filter( 'query', $change );
				$this->changeQuantity( $order->get_id(), 5 );
			}
			return $query;
		};
		add_filter( 'query', $change );
		$this->settle();
		remove_filter( 'query', $change );
		self::assertSame( '2', $this->unsynced() );
	}

	public function testOrdersThatNeverAgreeKeepNoOthersWaiting(): void {
		$agreeing = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->configure( [ 'exportOrders' => false ] );
		$this->handledOrder( [ $this->product->get_id() => 1 ] );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle( 1 ) + $this->settle( 1 ), 'Order ' . $agreeing->get_id() );
	}

	public function testVariationsCountForThemselvesAndTheirProduct(): void {
		global $wpdb;
		$order  = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$itemId = array_key_first( $order->get_items() );
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->prefix}woocommerce_order_itemmeta SET meta_value = '7777' WHERE order_item_id = %d AND meta_key = '_variation_id'", $itemId ) );
		if ( 0 === $wpdb->rows_affected ) {
			wc_add_order_item_meta( $itemId, '_variation_id', '7777' );
		}
		self::assertSame(
			[ 7777 => '2', $this->product->get_id() => '2' ],
			array_map( [ Ledger::class, 'sum' ], $this->services->ledger()->byOrder( [ 7777 => new FigureMoments( PHP_INT_MAX ), $this->product->get_id() => new FigureMoments( PHP_INT_MAX ) ] ) )
		);
	}

	/** A killed worker's request may have been heard: the sale is unsynced until SORS has said so. */
	public function testAnUncertainSaleIsUnsynced(): void {
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		self::assertSame( '3', $this->unsynced() );
		$this->workAfter( 60 );
		self::assertSame( '0', $this->unsynced() );
	}

	/** Nothing about the order itself has changed since it was settled: a person had its document cancelled to send it again. */
	public function testASettledOrderIsUnsyncedFromTheMomentItsDocumentIsBeingCancelled(): void {
		$order = $this->settledOrder();
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->fault( 'cancelDocument', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		self::assertSame( 'cancelled', $this->documents()[0]['status'], 'SORS has freed its goods' );
		self::assertSame( '3', $this->unsynced() );
		$this->workAfter( 600 );
		$this->work();
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( '0', $this->unsynced() );
	}

	public function testASettledOrderIsUnsyncedOnceItsDocumentWasCancelledByHand(): void {
		$this->withoutOperations( [ 'cancelDocument' ] );
		$order = $this->settledOrder();
		$this->freshOrder( $order->get_id() )->delete( false );
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->work();
		self::assertSame( '0', $this->unsynced() );
		$this->outbox->resolve( $this->rows( $order )[1]->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( '3', $this->unsynced(), 'A trashed order still counts what it took.' );
	}

	public function testAnOrderWhoseDocumentIsGoneFromSorsIsUnsyncedUntilSomebodySaysThatItIsRightSo(): void {
		$order = $this->settledOrder();
		$this->sentOrder( 1 );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( '0', $this->unsynced(), 'The shop cannot know yet.' );
		$this->services->reconciliation()->run();
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( '3', $this->unsynced(), 'SORS offers its goods again.' );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, SentDecision::ACCEPT );
		self::assertSame( '0', $this->unsynced() );
		$this->pass( 700 );
		self::assertSame( 2, $this->settle() );
	}

	public function testAnOrderThatWentThroughTheTillIsSyncedWithoutItsDocument(): void {
		$order = $this->settledOrder();
		$this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ) );
		self::assertSame( '0', $this->unsynced() );
	}

	private function settledOrder(): \WC_Order {
		$order = $this->sentOrder( 3 );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		return $order;
	}
}
