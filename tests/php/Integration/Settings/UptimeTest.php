<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Settings;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Background\Sweep;
use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Installer;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Settings\Uptime;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\Boot;

'cli' === PHP_SAPI || exit;

/** When the plugin was at work, and to which database it exported orders. Time is moved instead of waited for. */
final class UptimeTest extends OutboxTestCase {

	private const DAY = DAY_IN_SECONDS;

	private int $began;

	protected function setUp(): void {
		parent::setUp();
		$this->began = time() - 10 * self::DAY;
		AtWork::exporting( [ $this->began, null ] );
	}

	public function testOffForADayIsAGapAndItsOrdersAreNotExported(): void {
		$this->plugin( 'deactivate' );
		self::assertEqualsWithDelta( time(), $this->since(), 5, 'While it is off nothing is known of before.' );
		AtWork::pass( self::DAY );
		$this->plugin( 'activate' );
		self::assertEqualsWithDelta( time(), $this->since(), 5 );
		self::assertSame( [ self::DATABASE, null, self::DATABASE ], $this->exported( -self::DAY - 60, -self::DAY + 60, 1 ) );
	}

	public function testAnOrderOfTheSecondInWhichItIsSwitchedOffIsExported(): void {
		$second = time() - 60;
		Uptime::end( $second * 1000000 + 1 );
		self::assertSame( [ self::DATABASE, null ], [ Uptime::exportedTo( $second ), Uptime::exportedTo( $second + 1 ) ] );
		self::assertSame( [ [ $this->began, $second + 1 ] ], Uptime::exports() );
	}

	public function testKilledWithoutBeingSwitchedOffItWasAtWorkUntilTheLastSignOfLife(): void {
		do_action( 'sors_watchdog' );
		AtWork::pass( self::DAY );
		$this->plugin( 'activate' );
		self::assertEqualsWithDelta( time(), $this->since(), 5 );
		self::assertSame( [ self::DATABASE, null, self::DATABASE ], $this->exported( -self::DAY - 60, -self::DAY + 60, 1 ) );
	}

	/** As while its files are replaced. */
	public function testKilledForLessThanFiveMinutesItExportsWhatCameMeanwhileAndKnowsNoPriceOfIt(): void {
		AtWork::lastSign( time() - 240 );
		$this->plugin( 'activate' );
		self::assertEqualsWithDelta( time(), $this->since(), 5 );
		self::assertSame( [ self::DATABASE, self::DATABASE, self::DATABASE ], $this->exported( -300, -120, 1 ) );
		self::assertCount( 1, Uptime::exports() );
	}

	public function testASilentCronEndsNothing(): void {
		AtWork::lastSign( time() - 9 * self::DAY );
		do_action( 'sors_watchdog' );
		self::assertSame( $this->began, $this->since() );
		self::assertSame( [ 'exporting, lasts: ' . self::DATABASE ], AtWork::periods() );
		self::assertSame( [ self::DATABASE ], $this->exported( -5 * self::DAY ) );
	}

	public function testAnUpdateEndsNothing(): void {
		AtWork::lastSign( time() - self::DAY );
		update_option( Installer::VERSION_OPTION, '1-before' );
		Boot::run( '$answer = 1;' );
		wp_cache_flush();
		self::assertTrue( Installer::isCurrent() );
		self::assertSame( $this->began, $this->since() );
	}

	/** @testWith ["files"]
	 *            ["nothing"]
	 */
	public function testSwitchedOnWithoutAWordItIsAtWorkFromTheFirstSignOfIt( string $changed ): void {
		$this->plugin( 'deactivate' );
		AtWork::pass( self::DAY );
		if ( 'files' === $changed ) {
			update_option( Installer::VERSION_OPTION, '1-before' );
			Boot::run( '$answer = 1;' );
			wp_cache_flush();
		} else {
			do_action( 'sors_watchdog' );
		}
		self::assertEqualsWithDelta( time(), $this->since(), 5 );
		self::assertSame( [ self::DATABASE, null, self::DATABASE ], $this->exported( -self::DAY - 60, -self::DAY + 60, 1 ) );
	}

	/** As after a backup of before orders were sent, or of the former database. */
	public function testARecordThatSaysOtherThanTheSettingsIsPutRightByTheNextSignOfLife(): void {
		foreach ( [ [ 'exporting' => 0 ], [ 'database_name' => self::yearly() ] ] as $restored ) {
			AtWork::exporting( [ $this->began, null ] );
			self::db()->update( Tables::name( Tables::UPTIME ), $restored, [ 'is_open' => 1 ] );
			do_action( 'sors_watchdog' );
			self::assertSame( [ self::DATABASE ], $this->exported( 1 ) );
			self::assertSame( $this->began, $this->since() );
		}
	}

	public function testAnotherDatabaseIsNoGap(): void {
		$this->configure( [ 'database' => self::yearly() ] );
		self::assertSame( $this->began, $this->since() );
		AtWork::pass( self::DAY );
		$this->configure( [] );
		self::assertSame( [ self::DATABASE, self::yearly(), self::DATABASE ], $this->exported( -self::DAY - 60, -60, 1 ) );
		self::assertSame( [ [ $this->began - self::DAY, Uptime::FOREVER ] ], Uptime::exports() );
		self::assertSame( $this->began - self::DAY, $this->since() );
	}

	public function testExportingSwitchedOffAndOnIsNoGapOfOtherWork(): void {
		$this->configure( [ 'exportOrders' => false ] );
		AtWork::pass( self::DAY );
		$this->configure( [ 'exportOrders' => true ] );
		self::assertSame( [ self::DATABASE, null, self::DATABASE ], $this->exported( -self::DAY - 60, -60, 1 ) );
		self::assertSame( $this->began - self::DAY, $this->since() );
		self::assertEqualsWithDelta( time(), ExportPeriods::since(), 5 );
		$this->configure( [ 'retentionDays' => 40 ] );
		self::assertCount( 3, AtWork::periods(), 'Other settings begin none.' );
	}

	public function testOrdersThatComeAfterTheClockWasSetBackAreExported(): void {
		$this->configure( [ 'database' => self::yearly() ] );
		AtWork::pass( -3600 );
		$this->configure( [ 'database' => self::DATABASE ] );
		self::assertSame( $this->began + 3600, $this->since(), 'No gap.' );
		self::assertSame( [ self::DATABASE ], $this->exported( 1 ) );
		do_action( 'sors_watchdog' );
		$this->plugin( 'deactivate' );
		$this->plugin( 'activate' );
		self::assertEqualsWithDelta( time(), $this->since(), 5, 'A gap.' );
		self::assertSame( [ self::DATABASE ], $this->exported( 1 ) );
	}

	public function testASignOfLifeOfWhileTheClockWasAheadHidesNoTimeOff(): void {
		AtWork::lastSign( time() + self::DAY );
		do_action( 'sors_watchdog' );
		AtWork::pass( 3600 );
		$this->plugin( 'activate' );
		self::assertSame( [ null ], $this->exported( -1800 ) );
	}

	public function testACopyOfTheShopHasExportedNothing(): void {
		StoreIdentity::confirmCopy();
		self::assertSame( [], Uptime::exports() );
		self::assertSame( [ null ], $this->exported( -60 ) );
		self::assertSame( $this->began, $this->since(), 'What was seen there was seen.' );
		$this->configure( [ 'exportOrders' => true ] );
		self::assertSame( [ null, self::DATABASE ], $this->exported( -60, 1 ) );
	}

	public function testOfTwoProcessesThatBeginOneAtOnceOneDoes(): void {
		global $wpdb;
		$this->plugin( 'deactivate' );
		$other = static function ( string $sql ) use ( $wpdb, &$other ): string {
			if ( 0 === strpos( $sql, 'INSERT' ) && false !== strpos( $sql, Tables::name( Tables::UPTIME ) ) ) {
				remove_filter( 'query', $other );
				$wpdb->query( $sql );
			}
			return $sql;
		};
		add_filter( 'query', $other );
		$this->plugin( 'activate' );
		self::assertSame( [ 'exporting: ' . self::DATABASE, 'exporting, lasts: ' . self::DATABASE ], AtWork::periods() );
		self::assertTrue( Installer::isCurrent(), 'The other one did not fail.' );
	}

	public function testOfTwoProcessesThatFindTheRecordEmptyOneBeginsItAnew(): void {
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		AtWork::exporting();
		$other = static function ( string $sql ) use ( &$other ): string {
			if ( 0 === strpos( $sql, 'INSERT' ) && false !== strpos( $sql, Tables::name( Tables::UPTIME ) ) ) {
				remove_filter( 'query', $other );
				Uptime::alive();
			}
			return $sql;
		};
		add_filter( 'query', $other );
		do_action( 'sors_watchdog' );
		self::assertSame( [ 'exporting: ' . self::DATABASE, 'exporting, lasts: ' . self::DATABASE ], AtWork::periods() );
		AtWork::pass( self::DAY );
		self::assertEqualsWithDelta( time() - self::DAY, $this->since(), 5 );
	}

	/** Every minute: the watchdog comes every five. */
	public function testAnEmptyRecordIsBegunAnewBeforeOrdersAreSweptAndSent(): void {
		AtWork::exporting();
		$before = time() - 30;
		$seen   = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ), [ 'date_created' => $before ] );
		$unseen = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ), [ 'date_created' => $before ] );
		self::db()->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $unseen->get_id() ] );
		delete_option( Sweep::SWEPT_OPTION );
		do_action( 'sors_outbox_work' );
		foreach ( [ $seen, $unseen ] as $order ) {
			self::assertSame( 'before_export', $this->sale( $order->get_id() )->errorCode );
		}
		self::assertSame( [ [], 2 ], [ $this->documents(), OlderOrders::countLeftOut() ] );
		self::assertSame( [ self::DATABASE ], $this->exported( 1 ) );
	}

	public function testItCostsOneStatementOfTheWatchdog(): void {
		$asked = self::queries( static fn() => do_action( 'sors_watchdog' ) );
		self::assertCount( 1, preg_grep( '/' . Tables::name( Tables::UPTIME ) . '/', $asked ) );
		$queries = Boot::run( 'do_action( "init" ); $answer = array_column( $wpdb->queries, 0 );', [ 'SAVEQUERIES' => true ] );
		self::assertNotSame( [], $queries );
		self::assertSame( [], preg_grep( '/sors_uptime/', $queries ) );
	}

	/** Unix time. */
	private function since(): int {
		return intdiv( Uptime::since(), 1000000 );
	}

	/**
	 * @param int ...$seconds From now on.
	 * @return list<string|null>
	 */
	private function exported( int ...$seconds ): array {
		return array_map( static fn( int $each ): ?string => Uptime::exportedTo( time() + $each ), $seconds );
	}

	/** As WordPress does it. */
	private function plugin( string $what ): void {
		do_action( $what . '_' . plugin_basename( SORS_API_FILE ) );
	}
}
