<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;

'cli' === PHP_SAPI || exit;

/**
 * Orders that a marketplace plugin splits, as Dokan 5.0.10 stores them: the sub-order of each seller repeats its lines of
 * the parent, and takes the stock in the parent's place.
 *
 * @group real-store
 */
final class SubOrdersTest extends FollowupTestCase {

	use SplitsOrders;

	public function testTheParentIsSentAndItsSubOrdersAreNot(): void {
		$parent = $this->createOrder( [ $this->soldProduct()->get_id() => 2, $this->linkedProduct( 1 )->get_id() => 1 ] );
		$parts  = [ $this->split( $parent, [ 0 ] ), $this->split( $parent, [ 1 ] ) ];
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $parent->get_id() )->state );
		foreach ( $parts as $part ) {
			$sale = $this->sale( $part->get_id() );
			self::assertSame( [ OutboxEntry::SKIPPED, 'part_of_order' ], [ $sale->state, $sale->errorCode ] );
			self::assertStringContainsString( $parent->get_order_number(), $sale->errorMessage ?? '' );
		}
		self::assertCount( 1, $this->documents() );
		self::assertSame( '0', $this->unsynced(), 'What was split is sold once.' );
		$this->pass( 700 );
		self::assertSame( 3, $this->settle(), 'The ledger need not read them for ever.' );
	}

	public function testAPersonSendsASubOrderAllTheSame(): void {
		$parent = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$part   = $this->split( $parent, [ 0 ] );
		$this->work();
		self::assertSame( [ $part->get_id() ], array_column( $this->outbox->send( [ $part->get_id() ] )['refused'], 'orderId' ), 'Among many.' );
		$this->outbox->sendEntry( $this->sale( $part->get_id() )->id );
		self::assertCount( 2, $this->documents() );
	}

	/** Its goods are in the parent's document, and nobody takes them out of it. */
	public function testACancelledSubOrderIsAskedAboutWhileItsParentLives(): void {
		$parent = $this->createOrder( [ $this->soldProduct()->get_id() => 2, $this->linkedProduct( 1 )->get_id() => 1 ] );
		$parts  = [ $this->split( $parent, [ 0 ] ), $this->split( $parent, [ 1 ] ) ];
		$this->work();
		$judged = function ( \WC_Order $order, string $status ): array {
			$this->freshOrder( $order->get_id() )->update_status( $status );
			$this->workAfter( 61 );
			$sale = $this->sale( $order->get_id() );
			return [ $sale->state, $sale->errorCode ];
		};
		self::assertSame( [ OutboxEntry::REJECTED, 'part_cancelled' ], $judged( $parts[0], 'cancelled' ) );
		self::assertStringContainsString( $parent->get_order_number(), $this->sale( $parts[0]->get_id() )->errorMessage ?? '' );
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'part_of_order' ], $judged( $parts[0], 'processing' ), 'It lives again.' );
		$judged( $parts[0], 'cancelled' );
		$this->outbox->resolve( $this->sale( $parts[0]->get_id() )->id, [ 'as' => 'acknowledged' ] );
		$this->freshOrder( $parts[0]->get_id() )->save();
		$this->workAfter( 61 );
		self::assertSame( OutboxEntry::SKIPPED, $this->sale( $parts[0]->get_id() )->state, 'It was done by hand.' );
		$this->freshOrder( $parent->get_id() )->update_status( 'cancelled' );
		self::assertSame( OutboxEntry::CANCELLED, $judged( $parts[1], 'cancelled' )[0], 'With its parent.' );
	}

	public function testItStaysPartOfItsParentWhateverBecomesOfEither(): void {
		$parent = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$part   = $this->freshOrder( $this->split( $parent, [ 0 ] )->get_id() );
		// Split only once staff changed its status, and the parent edited since.
		self::saved( $part, [ 'date_created' => time() + DAY_IN_SECONDS ] );
		$this->changeQuantity( $parent->get_id(), 1 );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, 'part_of_order' ], [ $this->sale( $part->get_id() )->state, $this->sale( $part->get_id() )->errorCode ] );
	}

	public function testAnUnmarkedOrderWithTheSameLinesIsAskedAbout(): void {
		$parent = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$part   = $this->split( $parent, [ 0 ], false );
		$this->work();
		$sale = $this->sale( $part->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, OutboxEntry::REPEATS ], [ $sale->state, $sale->errorCode ] );
		$this->outbox->resolve( $sale->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( '0', $this->unsynced() );
		self::assertCount( 1, $this->documents() );
	}

	/** @return array<string, array{callable( \WC_Order, \WC_Order ): mixed}> What is done with the parent, and with an order of its own. */
	public function ordersOfTheirOwn(): array {
		return [
			'made a day later'      => [ static fn( \WC_Order $parent, \WC_Order $part ) => self::saved( $part, [ 'date_created' => time() + DAY_IN_SECONDS ] ) ],
			'moved from the parent' => [ static fn( \WC_Order $parent, \WC_Order $part ) => self::saved( self::lines( $part )[0], [ 'quantity' => 1 ] ) ],
			'its parent in the trash' => [ static fn( \WC_Order $parent ) => $parent->delete() ],
		];
	}

	/** @dataProvider ordersOfTheirOwn */
	public function testAnOrderOfItsOwnIsSent( callable $differ ): void {
		$parent = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$part   = $this->split( $parent, [ 0 ], false );
		$differ( $this->freshOrder( $parent->get_id() ), $this->freshOrder( $part->get_id() ) );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $part->get_id() )->state );
	}
}
