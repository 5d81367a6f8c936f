<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Outbox\Intake;
use SorsApi\Outbox\RestoredBackup;

'cli' === PHP_SAPI || exit;

/** A backup was restored, and SORS has a later revision of an order than it knows. */
final class AdoptedRevisionsTest extends FollowupTestCase {

	use RestoresBackups;

	/** Delivery note 1 and its return were cancelled by hand after the backup, note 2 made in their place: the return must end with its document. */
	public function testReturnsEndWithTheRevisionThatAnAdoptedOneReplaced(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		$this->keep();
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->work();
		self::assertSame( 'has_returns', $this->rows( $order )[2]->errorCode );
		foreach ( array_reverse( $this->documents() ) as $document ) {
			$this->patch( [ 'do' => 'cancelDocument', 'number' => $document['number'] ] );
		}
		$this->outbox->resolve( $this->rows( $order )[2]->id, [ 'as' => 'acknowledged' ] );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( '0', $this->unsynced() );
		$this->putBack();
		Intake::take( $this->createOrder( [ $this->linkedProduct( 1 )->get_id() => 1 ] )->get_id() );
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		self::assertSame( 'sale 2 sent', $this->rowsOf( $order )[2] ?? implode( ', ', $this->rowsOf( $order ) ) );
		self::assertSame( '0', $this->unsynced(), implode( ', ', $this->rowsOf( $order ) ) . ' ' . wp_json_encode( array_column( $this->rows( $order ), 'quantities' ) ) );
	}

	/** The list of documents shows no cancelled ones: the first revision of the backup is still to be sent, though a later one was adopted. */
	public function testAnEarlierRevisionThatWaitsInTheBackupIsNotSent(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->keep();
		$this->work();
		$first = $this->sale( $order->get_id() )->documentNumber;
		Intake::cancel( $this->sale( $order->get_id() ), true );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $first ] );
		$open = array_filter( $this->documents(), static fn( array $d ): bool => 'open' === $d['status'] );
		self::assertCount( 1, $open );
		$this->putBack();
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		$this->pass( 600 );
		$this->work();
		self::assertSame( [ 'open' ], array_values( array_filter( array_column( $this->documents(), 'status' ), static fn( string $s ): bool => 'open' === $s ) ), implode( ', ', $this->rowsOf( $order ) ) );
	}

	/** The backup was made before goods were refunded: the later document agrees with the order in nothing, but the first one did. */
	public function testALaterRevisionFollowsTheFirstOneToItsOrder(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->keep();
		$this->work();
		$refund = $this->refund( $order, 2, true );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		wc_get_order( $refund )->delete( true );
		$this->putBack();
		$this->work();
		$this->decide( RestoredBackup::ADOPT );
		$this->pass( 600 );
		$this->work();
		self::assertNull( $this->services->restoredBackup()->status() );
		self::assertCount( 1, array_keys( array_column( $this->documents(), 'status' ), 'open', true ), implode( ', ', $this->rowsOf( $order ) ) );
	}
}
