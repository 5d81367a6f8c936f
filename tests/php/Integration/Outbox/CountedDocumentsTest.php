<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Outbox\Assembly;
use SorsApi\Outbox\Ledger\FormerDatabases;
use SorsApi\Plugin;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Setup\DatabaseClock;

/**
 * Which documents SORS' stock figure contains: by their kind, their database and the settings.
 *
 * @group sqlite
 */
final class CountedDocumentsTest extends FollowupTestCase {

	public function testAReservationIsNotInTheStockOnHand(): void {
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->work();
		update_option( SettingsStore::OPTION, [ 'stockMode' => 'onHand' ] + ( new SettingsStore() )->load()->toArray() );
		self::assertSame( '3', $this->owed() );
	}

	public function testAnInvoiceIsKnownOnlyWhereItLowersTheStock(): void {
		$this->configure(
			[
				'documentKind'       => 'invoice',
				'invoiceLowersStock' => true,
			]
		);
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->work();
		self::assertSame( '0', $this->owed() );
		update_option( SettingsStore::OPTION, [ 'invoiceLowersStock' => false ] + ( new SettingsStore() )->load()->toArray() );
		self::assertSame( '3', $this->owed() );
	}

	public function testDocumentsOfAFormerDatabaseCountOnceTheyWereCarriedOver(): void {
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->work();
		$this->configure( [ 'database' => 'Prodavnica2026' ] );
		self::assertSame( '3', $this->owed() );
		self::assertSame( [ self::DATABASE => 1 ], FormerDatabases::openDocuments( 'Prodavnica2026' ) );
		$asked = DatabaseClock::now();
		FormerDatabases::confirm( self::DATABASE );
		self::assertSame( '0', $this->owed() );
		self::assertSame( '3', $this->owed( $asked ), 'A figure asked for before the owner said so may not contain them.' );
		FormerDatabases::withdraw( self::DATABASE, new SettingsStore() );
		self::assertSame( '3', $this->owed() );
	}

	/**
	 * @dataProvider changesOfWhatCounts
	 *
	 * @param array<string, mixed> $change
	 */
	public function testASettledOrderIsLookedAtAgainWhenASettingChangesWhatCounts( string $kind, array $change ): void {
		$this->configure( [ 'documentKind' => $kind, 'invoiceLowersStock' => true ] );
		$this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->work();
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		$this->configure( $change );
		self::assertSame( '3', $this->owed() );
	}

	/** @return array<string, array{string, array<string, mixed>}> */
	public function changesOfWhatCounts(): array {
		return [
			'another database'           => [ 'deliveryNote', [ 'database' => 'Prodavnica2026' ] ],
			'stock on hand'              => [ 'reservation', [ 'stockMode' => 'onHand', 'documentKind' => 'deliveryNote' ] ],
			'invoices lower stock no more' => [ 'invoice', [ 'invoiceLowersStock' => false, 'documentKind' => 'deliveryNote' ] ],
		];
	}

	public function testACompletedOrderOfAFormerDatabaseIsNotOwedForEver(): void {
		$before = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$after  = $this->createOrder( [ $this->product->get_id() => 4 ] );
		$this->work();
		$this->freshOrder( $before->get_id() )->update_status( 'completed' );
		$this->pass( 700 );
		$this->settle();
		$this->configure( [ 'database' => 'Prodavnica2026' ] );
		self::assertSame( '4', $this->owed(), 'What was completed and settled stays settled.' );
		$this->freshOrder( $after->get_id() )->update_status( 'completed' );
		$asked = DatabaseClock::now();
		$this->assembly->sweep()->run();
		self::assertSame( '0', $this->owed() );
		self::assertSame( '4', $this->owed( $asked ) );
	}

	public function testAReservationThatTheFigureCannotShowIsNotOwedForEver(): void {
		$settings       = new SettingsStore( static fn(): bool => false );
		$this->assembly = new Assembly( [ new Plugin(), 'api' ], $settings, new StoreIdentity( $settings ) );
		$order          = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->work();
		self::assertSame( '3', $this->owed(), 'SORS tells what is on hand, and a reservation does not lower that.' );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->assembly->sweep()->run();
		self::assertSame( '0', $this->owed(), 'Its goods have left.' );
	}
}
