<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\OrderServices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;
use SorsApi\Tests\Site\OnHandOnly;
use SorsApi\Tests\Site\OtherContract;

'cli' === PHP_SAPI || exit;

/** Which documents SORS' stock figure contains: by their kind, their database and the settings. @group sqlite */
final class CountedDocumentsTest extends FollowupTestCase {

	public function testAReservationIsNotInTheStockOnHand(): void {
		$this->handledOrder( [ $this->product->get_id() => 3 ] );
		update_option( SettingsStore::OPTION, [ 'stockMode' => 'onHand' ] + SettingsStore::load()->toArray() );
		self::assertSame( '3', $this->unsynced() );
	}

	/**
	 * @testWith ["deliveryNote"]
	 *           ["invoiceDeliveryNote"]
	 */
	public function testTheGoodsOfAnInvoiceAreAcknowledgedByTheDeliveryNoteThatWasMadeFromIt( string $kind ): void {
		$this->configure( [ 'documentKind' => 'invoice' ] );
		$before = $this->onHand();
		$order  = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		self::assertSame( [ $before, '3' ], [ $this->onHand(), $this->unsynced() ] );
		$invoice = $this->sale( $order->get_id() )->documentName();
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $invoice, 'kind' => 'reservation', 'as' => 'REZ-1' ] );
		self::assertSame( '3', $this->unsynced(), 'No goods left by that.' );
		$asked = DatabaseClock::now();
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $invoice, 'as' => 'OTP-1' ] + compact( 'kind' ) );
		self::assertSame( [ $before - 3, '0' ], [ $this->onHand(), $this->unsynced() ] );
		self::assertSame( '3', $this->unsynced( $asked ), 'A figure that was asked for before does not show it.' );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		$this->compareAfter( [ 'do' => 'cancelDocument', 'number' => 'OTP-1' ] );
		self::assertSame( [ $before, '3' ], [ $this->onHand(), $this->unsynced() ], 'They are back in the books.' );
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $invoice, 'as' => 'OTP-2' ] + compact( 'kind' ) );
		self::assertSame( [ $before - 3, '0' ], [ $this->onHand(), $this->unsynced() ] );
	}

	public function testTheGoodsOfAnInvoiceWithoutADeliveryNoteAreAcknowledgedOnceTheOrderIsCompleted(): void {
		$this->configure( [ 'documentKind' => 'invoice' ] );
		$order = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$asked = DatabaseClock::now();
		$this->services->sweep()->run();
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( '3', $this->unsynced( $asked ) );
		$this->compareAfter( [ 'do' => 'followDocument', 'number' => $this->sale( $order->get_id() )->documentName(), 'kind' => 'deliveryNote', 'as' => 'OTP-1' ] );
		self::assertSame( '0', $this->unsynced(), 'It counts once.' );
	}

	public function testDocumentsOfAFormerDatabaseCountOnceTheyWereCarriedOver(): void {
		$this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->configure( [ 'database' => self::yearly() ] );
		self::assertSame( '3', $this->unsynced() );
		self::assertSame( [ self::DATABASE => 1 ], CountedDocuments::openDocuments( self::yearly() ) );
		$asked = DatabaseClock::now();
		CountedDocuments::carryOver( self::DATABASE );
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( '3', $this->unsynced( $asked ), 'A figure asked for before the owner said so may not contain them.' );
		CountedDocuments::withdraw( self::DATABASE, $this->services->api() );
		self::assertSame( '3', $this->unsynced() );
	}

	/** Its reply was lost in the old year, and it was sent there again after the books were carried over. */
	public function testADocumentThatWasMadeInTheFormerDatabaseLaterWasNotCarriedOver(): void {
		$order = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->configure( [ 'database' => self::yearly() ] );
		CountedDocuments::carryOver( self::DATABASE );
		self::assertSame( '0', $this->unsynced() );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'acknowledged_at' => DatabaseClock::moment() ] );
		self::assertSame( '3', $this->unsynced() );
		self::assertFalse( CountedDocuments::isCarriedOver( $this->sale( $order->get_id() ) ), 'It stands there alone.' );
	}

	/** @dataProvider changesOfWhatCounts */
	public function testASettledOrderIsLookedAtAgainWhenASettingChangesWhatCounts( string $kind, array $change ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		$this->configure( $change );
		self::assertSame( '3', $this->unsynced() );
	}

	public function changesOfWhatCounts(): array {
		return [
			'another database' => [ 'deliveryNote', [ 'database' => 'Prodavnica2026' ] ],
			'stock on hand'    => [ 'reservation', [ 'stockMode' => 'onHand', 'documentKind' => 'deliveryNote' ] ],
		];
	}

	public function testACopysOrdersOfTheOriginalAreLookedAtAgainToo(): void {
		$this->handledOrder( [ $this->product->get_id() => 3 ] );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
		OutboxTable::disown();
		self::assertSame( '0', $this->unsynced() );
		$this->configure( [ 'database' => self::yearly() ] );
		self::assertSame( '3', $this->unsynced() );
	}

	public function testACopyDoesNotCountADocumentThatWasMissing(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->sentOrder( 1 );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentNumber ] );
		$this->services->reconciliation()->run();
		self::assertSame( Issue::MISSING, self::issueOf( $this->sale( $order->get_id() ) ) );
		OutboxTable::disown();
		self::assertSame( '3', $this->unsynced() );
	}

	public function testACompletedOrderOfAFormerDatabaseIsNotUnsyncedForEver(): void {
		$before = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$after  = $this->handledOrder( [ $this->product->get_id() => 4 ] );
		$this->freshOrder( $before->get_id() )->update_status( 'completed' );
		$this->pass( 700 );
		$this->settle();
		$this->configure( [ 'database' => self::yearly() ] );
		self::assertSame( '4', $this->unsynced(), 'What was completed and settled stays settled.' );
		$this->freshOrder( $after->get_id() )->update_status( 'completed' );
		$asked = DatabaseClock::now();
		$this->services->sweep()->run();
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( '4', $this->unsynced( $asked ) );
	}

	public function testAReservationThatTheFigureCannotShowIsNotUnsyncedForEver(): void {
		$this->services = new OrderServices( OnHandOnly::api() );
		$order          = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		self::assertSame( '3', $this->unsynced(), 'SORS tells what is on hand, and a reservation does not lower that.' );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->services->sweep()->run();
		self::assertSame( '0', $this->unsynced(), 'Its goods have left.' );
	}

	public function testTheUnitIsKnownOfADocumentOfThisDatabaseAlone(): void {
		$order = $this->handledOrder( [ $this->product->get_id() => 3 ] );
		$sale  = $this->sale( $order->get_id() );
		$units = function ( array $set, array $without = [] ) use ( $sale ): ?string {
			OutboxTable::update( $sale->id, $set );
			return ( new CountedDocuments( OtherContract::api( $without ) ) )->unitOf( $this->sale( $sale->orderId ) );
		};
		self::assertNotSame( '', (string) $sale->businessUnitId );
		self::assertSame( $sale->businessUnitId, $units( [] ) );
		self::assertNull( $units( [ 'business_unit_id' => '' ] ), 'It says none.' );
		self::assertNull( $units( [ 'business_unit_id' => $sale->businessUnitId, 'database_name' => self::yearly() ] ), 'The units of other books are others.' );
		self::assertNull( $units( [ 'database_name' => self::DATABASE ], [ 'entities.document.businessUnitId' ] ), 'SORS does not tell them apart.' );
	}

	/**
	 * One row of each kind, database and way to be known, under every pair of settings: whatever the PHP rule does not
	 * count, the SQL rule has to find, and nothing else.
	 */
	public function testTheRuleInSqlAndTheRuleInPhpAgreeOnEveryRow(): void {
		$table   = Tables::name( Tables::OUTBOX );
		$orderId = 1;
		foreach ( [ null, 'reservation', 'invoice', 'invoiceDeliveryNote', 'deliveryNote', 'return' ] as $kind ) {
			foreach ( [ null, '', self::DATABASE, 'demo2', 'Prodavnica2025', "O'Brien 2024", 'back\\slash', 'Шабац2026' ] as $database ) {
				foreach ( 'invoice' === $kind ? [ null, '["deliveryNote 7"]', '["invoice 6","invoiceDeliveryNote 7"]', '["cancelled 7"]' ] : [ null ] as $made ) {
					$row = [
						'order_id'      => $orderId++,
						'role'          => 'sale',
						'state'         => 'sent',
						'kind'          => $kind,
						'database_name' => $database,
						'made'          => $made,
						'created_at'    => '2026-01-01 00:00:00',
						'updated_at'    => '2026-01-01 00:00:00',
					];
					self::db()->insert( $table, $row );
				}
			}
		}
		$carried = [ [], [ 'Prodavnica2025' ], [ "O'Brien 2024", 'back\\slash' ], [ 'Шабац2026', '' ] ];
		foreach ( [ 'available', 'onHand' ] as $stockMode ) {
			foreach ( [ true, false ] as $tellsReserved ) {
				foreach ( $carried as $former ) {
					foreach ( [ self::DATABASE, '', 'DEMO2' ] as $database ) {
						$this->agree( $stockMode, $tellsReserved, $former, $database );
					}
				}
			}
		}
	}

	private function agree( string $stockMode, bool $tellsReserved, array $former, string $database ): void {
		$settings = [ 'stockMode' => $stockMode, 'database' => $database ];
		update_option( SettingsStore::OPTION, $settings + SettingsStore::load()->toArray() );
		update_option( CountedDocuments::OPTION, array_fill_keys( $former, DatabaseClock::now() - 1 ) );
		$counted = new CountedDocuments( $tellsReserved ? $this->services->api() : OnHandOnly::api() );
		$table   = Tables::name( Tables::OUTBOX );
		$name    = static fn( OutboxEntry $row ): string => "$row->orderId: $row->kind in $row->database";
		$byPhp   = array_filter( OutboxTable::many( "SELECT * FROM $table r ORDER BY id" ), static fn( OutboxEntry $row ): bool => ! $counted->contain( $row ) );
		$bySql   = OutboxTable::many( "SELECT * FROM $table r WHERE " . $counted->sqlOfOthers() . ' ORDER BY id' );
		self::assertSame( array_map( $name, array_values( $byPhp ) ), array_map( $name, $bySql ), (string) wp_json_encode( $settings + compact( 'tellsReserved', 'former' ) ) );
	}
}
