<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\YearChange\NewerDatabase;

'cli' === PHP_SAPI || exit;

/** A closed year makes a new database: the move is proposed, explained, and made in one go. */
final class YearChangeRouteTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->configure(
			[
				'database'               => self::yearly( 1 ),
				'businessUnitIds'        => [ $this->unitId( self::yearly( 1 ), '01' ), $this->unitId( self::yearly( 1 ), '02' ) ],
				'documentBusinessUnitId' => $this->unitId( self::yearly( 1 ), '02' ),
				'priceBusinessUnitId'    => '',
			]
		);
	}

	public function testTheMoveIsProposedWithUnitsFoundByTheirCodes(): void {
		$report = $this->restOk( 'GET', 'year-change' );
		self::assertSame( [ self::yearly( 1 ), self::yearly() ], [ $report['current'], $report['proposal']['database']['name'] ] );
		self::assertNull( $report['proposal']['obstacle'] );
		self::assertSame( [ [ '01', [ 'stock', 'price' ] ], [ '02', [ 'stock', 'document' ] ] ], array_map( static fn( array $unit ): array => [ $unit['code'], $unit['roles'] ], $report['proposal']['units'] ) );
		self::assertSame( [ $this->unitId( self::yearly(), '01' ), $this->unitId( self::yearly(), '02' ) ], array_column( $report['proposal']['units'], 'newId' ) );
		self::assertNotSame( [], $report['proposal']['changes'] );
		self::assertSame( self::yearly( 1 ), SettingsStore::load()->database, 'Nothing is changed by looking.' );
	}

	public function testANewYearThatIsKnownIsNotForgottenWhereSorsDoesNotAnswer(): void {
		$this->services->newerDatabase()->check();
		update_option( NewerDatabase::OPTION, [ 'at' => time() - 2 * DAY_IN_SECONDS ] + (array) get_option( NewerDatabase::OPTION ), false );
		$this->fault( 'listDatabases', [ 'kind' => 'status', 'status' => 503 ], 10 );
		$this->services->newerDatabase()->checkIfDue();
		self::assertSame( self::yearly(), $this->services->newerDatabase()->known() );
		self::assertGreaterThan( time() - 60, ( (array) get_option( NewerDatabase::OPTION ) )['at'], 'It is asked again tomorrow.' );
	}

	public function testTheMoveChangesDatabaseAndUnitsTogether(): void {
		$report   = $this->restOk( 'POST', 'year-change', [ 'database' => self::yearly() ] );
		$settings = SettingsStore::load();
		self::assertSame( [ self::yearly(), null ], [ $report['current'], $report['proposal'] ] );
		self::assertSame( self::yearly(), $settings->database );
		self::assertSame( [ $this->unitId( self::yearly(), '01' ), $this->unitId( self::yearly(), '02' ) ], $settings->businessUnitIds );
		self::assertSame( [ '', $this->unitId( self::yearly(), '02' ) ], [ $settings->priceBusinessUnitId, $settings->documentBusinessUnitId ] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'year-change', [ 'database' => self::yearly() ] )->get_status(), 'A second press.' );
	}

	public function testAMissingUnitKeepsTheShopWhereItIsUnlessTheOwnerGoesOnWithoutIt(): void {
		$this->sors->post( 'patch', [ 'database' => self::yearly(), 'changes' => [ [ 'do' => 'setUnit', 'code' => '02', 'active' => false ] ] ] );
		$proposal = $this->restOk( 'GET', 'year-change' )['proposal'];
		self::assertNotNull( $proposal['obstacle'] );
		self::assertSame( [ false, true ], array_map( static fn( array $unit ): bool => null === $unit['newId'], $proposal['units'] ) );
		$refused = $this->restAsAdmin( 'POST', 'year-change', [ 'database' => self::yearly() ] );
		self::assertSame( [ 409, 'sors_units_missing' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
		self::assertSame( self::yearly( 1 ), SettingsStore::load()->database );
		$this->restOk( 'POST', 'year-change', [ 'database' => self::yearly(), 'withoutMissingUnits' => true ] );
		$settings = SettingsStore::load();
		self::assertSame( [ [ $this->unitId( self::yearly(), '01' ) ], '' ], [ $settings->businessUnitIds, $settings->documentBusinessUnitId ] );
	}

	public function testWithoutAnyUnitThereNothingMoves(): void {
		$this->sors->post( 'patch', [ 'database' => self::yearly(), 'changes' => [ [ 'do' => 'setUnit', 'code' => '01', 'active' => false ], [ 'do' => 'setUnit', 'code' => '02', 'active' => false ] ] ] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'year-change', [ 'database' => self::yearly(), 'withoutMissingUnits' => true ] )->get_status() );
		self::assertSame( self::yearly( 1 ), SettingsStore::load()->database );
	}

	public function testAnotherDatabaseThanTheProposedOneIsRefused(): void {
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'year-change', [ 'database' => 'Demo2' ] )->get_status() );
	}

	public function testWhereTheNameHasNoYearItCannotBeTold(): void {
		$this->configure( [] );
		$report = $this->restOk( 'GET', 'year-change' );
		self::assertSame( [ self::DATABASE, null ], [ $report['current'], $report['proposal'] ] );
	}

	public function testWhereSorsCannotListDatabasesItCannotBeTold(): void {
		$this->withoutOperations( [ 'listDatabases' ] );
		$report = $this->services->yearChange()->report();
		self::assertSame( [ self::yearly( 1 ), null ], [ $report['current'], $report['proposal'] ] );
		$this->services->tick()->afterwards();
		self::assertSame( '', $this->services->newerDatabase()->known() );
	}

	public function testWhatTheOldBooksRefusedIsTriedInTheNewOnes(): void {
		$order = $this->datedOrder( self::day( '12-30', 1 ), $this->linkedProduct() );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'CLOSED', 'message' => 'Godina je zaključena.' ] );
		$this->workInFormerYear();
		self::assertSame( [ OutboxEntry::REJECTED, null ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->nextAttemptAt ], (string) $this->sale( $order->get_id() )->errorMessage );
		Pause::keyRefused( 'Ključ ne otvara staru bazu.' );
		$this->restOk( 'POST', 'year-change', [ 'database' => self::yearly() ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, self::yearly() ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->database ], (string) $this->sale( $order->get_id() )->errorMessage );
	}

	public function testOpenDocumentsOfTheOldYearAreConfirmedApartAndCanBeTakenBack(): void {
		$order = $this->datedOrder( self::day( '12-30', 1 ), $this->linkedProduct() );
		$this->workInFormerYear();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		self::assertSame( 1, $this->restOk( 'GET', 'year-change' )['proposal']['openDocuments'] );
		$this->restOk( 'POST', 'year-change', [ 'database' => self::yearly() ] );
		self::assertArrayHasKey( 'not_carried_over', $this->decisions() );
		$former = [ 'name' => self::yearly( 1 ), 'openDocuments' => 1, 'carriedOver' => false ];
		self::assertSame( [ $former ], $this->restOk( 'GET', 'year-change' )['former'] );
		$answer = $this->restOk( 'POST', 'year-change/carried-over', [ 'database' => self::yearly( 1 ), 'carriedOver' => true ] );
		self::assertSame( [ [ 'carriedOver' => true ] + $former ], array_map( static fn( array $one ): array => [ 'carriedOver' => $one['carriedOver'] ] + $one, $answer['former'] ) );
		self::assertArrayNotHasKey( 'not_carried_over', $this->decisions() );
		$answer = $this->restOk( 'POST', 'year-change/carried-over', [ 'database' => self::yearly( 1 ), 'carriedOver' => false ] );
		self::assertFalse( $answer['former'][0]['carriedOver'] );
		self::assertSame( 404, $this->restAsAdmin( 'POST', 'year-change/carried-over', [ 'database' => 'Demo2', 'carriedOver' => true ] )->get_status() );
	}

	public function testTheOverviewKnowsItFromTheBackgroundAndAsksNothingItself(): void {
		self::assertArrayNotHasKey( 'newer_database', $this->decisions() );
		$this->services->tick()->afterwards();
		$this->sors->post( 'settings', [ 'down' => 'cut' ] );
		self::assertArrayHasKey( 'newer_database', $this->decisions() );
		$this->sors->post( 'settings', [ 'down' => 'no' ] );
	}

	public function testTheBackgroundAsksOnceADay(): void {
		$this->services->tick()->afterwards();
		$before = $this->sors->count( 'listDatabases' );
		$this->services->tick()->afterwards();
		self::assertSame( $before, $this->sors->count( 'listDatabases' ) );
		$stored       = get_option( NewerDatabase::OPTION );
		$stored['at'] = time() - DAY_IN_SECONDS;
		update_option( NewerDatabase::OPTION, $stored, false );
		$this->services->tick()->afterwards();
		self::assertGreaterThan( $before, $this->sors->count( 'listDatabases' ) );
	}
}
