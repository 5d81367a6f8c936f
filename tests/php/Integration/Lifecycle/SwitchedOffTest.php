<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Lifecycle\Installer;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\Uptime;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** What comes while the plugin is off is not sent unasked when it is on again. */
final class SwitchedOffTest extends BreakTestCase {

	public function testAnOrderOfTheTimeBetweenIsLeftToThePersonAndOthersAreSent(): void {
		$now = time();
		$this->sendSince( $now - 1000 );
		$before = $this->order( 600 );
		$this->plugin( 'deactivate' );
		// Time is moved instead of waited for: it was off from 500 seconds ago.
		AtWork::exporting( [ $now - 1000, $now - 500 ] );
		$between = $this->order( 100 );
		$this->plugin( 'activate' );
		$after = $this->order( 0 );
		$this->assertOnlyBetweenIsLeftOut( $before, $between, $after );
		self::assertCount( 2, $this->documents() );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $this->sale( $between )->id )->state, 'A person may still ask for it.' );
	}

	public function hindrances(): array {
		return [ 'a table that cannot be changed' => [ 'table' ], 'a WordPress that is too old' => [ 'requirements' ] ];
	}

	/** @dataProvider hindrances */
	public function testWhereItCannotBeginWhenItIsSwitchedOnTheTimeBetweenIsLeftToThePersonAllTheSame( string $hindrance ): void {
		$now = time();
		$this->sendSince( $now - 1000 );
		update_option( OpenOrders::FILLED_OPTION, $now - 1000, false );
		$before = $this->order( 600 );
		$this->plugin( 'deactivate' );
		AtWork::exporting( [ $now - 1000, $now - 500 ] );
		$between = $this->order( 100 );
		$this->activateAgainst( $hindrance );
		self::assertFalse( Uptime::isOpen() );
		Boot::run( '$answer = 1;', [ 'WP_ADMIN' => true ] );
		wp_cache_flush();
		self::assertContains( 'limited', self::db()->get_col( 'SHOW COLUMNS FROM ' . Tables::name( Tables::RUNS ) ) );
		self::assertFalse( OpenOrders::haveAll() );
		self::assertGreaterThanOrEqual( $now * 1000000, Uptime::since() );
		$after = $this->order( 0 );
		$this->assertOnlyBetweenIsLeftOut( $before, $between, $after );
	}

	public function testAStatementThatFailsWhileItResumesBreaksNobodysPageAndIsTriedAgain(): void {
		$broken = 'LENGTH(refund_ids) > 2';
		$works  = '$answer = has_action( "sors_outbox_work" );';
		$this->plugin( 'deactivate' );
		FailingStatements::during( $broken, fn() => $this->plugin( 'activate' ) );
		self::assertFalse( Boot::run( $works, [], null, '/', $broken ), 'Nothing is sent before.' );
		wp_cache_flush();
		self::assertFalse( Uptime::isOpen() );
		self::assertFalse( Boot::run( $works ), 'Not on each page of each visitor.' );
		delete_transient( 'sors_not_started' );
		self::assertTrue( Boot::run( $works ), 'But after a minute.' );
		wp_cache_flush();
		self::assertTrue( Uptime::isOpen() );
	}

	public function testWhatIsSwitchedOffAndOnWithinASecondLosesNoOrderOfIt(): void {
		AtWork::exporting( [ time() - 1000, null ] );
		$from = time();
		$this->plugin( 'deactivate' );
		$this->plugin( 'activate' );
		for ( $second = $from; $second <= time(); $second++ ) {
			self::assertSame( self::DATABASE, Uptime::exportedTo( $second ) );
		}
	}

	/**
	 * Nobody switched it off, and it does nothing all the same.
	 *
	 * @testWith ["9.9.5", ""]
	 *           ["", "9-newer"]
	 */
	public function testAfterATimeInWhichItCouldNotRunNoStockIsWrittenBeforeItsOrdersAreIn( string $wooCommerce, string $tables ): void {
		$stored = get_option( Installer::VERSION_OPTION );
		update_option( OpenOrders::FILLED_OPTION, time(), false );
		if ( '' !== $tables ) {
			update_option( Installer::VERSION_OPTION, $tables );
			update_option( Installer::PLUGIN_OPTION, '99.1.0' );
		}
		Boot::run( '$answer = 1;', '' === $wooCommerce ? [] : [ 'WC_VERSION' => $wooCommerce ] );
		wp_cache_flush();
		update_option( Installer::VERSION_OPTION, $stored );
		update_option( Installer::PLUGIN_OPTION, SORS_API_VERSION );
		self::assertFalse( OpenOrders::haveAll() );
		Boot::run( '$answer = 1;' );
		wp_cache_flush();
		self::assertFalse( OpenOrders::haveAll(), 'Not by being able to run again alone.' );
		$this->services->sweep()->run();
		self::assertTrue( OpenOrders::haveAll() );
	}

	public function testAnUpdateWhichSwitchesOffWithoutAWordEndsNothing(): void {
		$since = time() - 1000;
		AtWork::exporting( [ $since, null ] );
		$this->plugin( 'activate' );
		self::assertSame( self::DATABASE, Uptime::exportedTo( time() - 10 ) );
	}

	public function testSwitchedOffByItsFolderAloneThePeriodEndsWithTheLastSignOfLife(): void {
		$this->sendSince( time() - 1000 );
		AtWork::lastSign( time() - 500 );
		$before  = $this->order( 600 );
		$between = $this->order( 100 );
		$this->plugin( 'activate' );
		$this->sweepAndWork();
		self::assertSame( OutboxEntry::SENT, $this->sale( $before )->state, (string) $this->sale( $before )->errorMessage );
		self::assertSame( 'before_export', $this->sale( $between )->errorCode );
	}

	public function testOfTwoRequestsThatResumeAtOnceOneBeginsThePeriod(): void {
		AtWork::exporting( [ time() - 1000, null ] );
		AtWork::lastSign( time() - 500 );
		$this->plugin( 'activate' );
		$this->plugin( 'activate' );
		self::assertCount( 2, Uptime::exports() );
	}

	/** A pause, or a queue that is worked on once an hour, leaves no other sign of life. */
	public function testAnOrderThatWasNotedBeforeItWasSwitchedOffByItsFolderAloneIsSent(): void {
		$now = time();
		$this->sendSince( $now - 5000 );
		AtWork::lastSign( $now - 4000 );
		$noted = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ), [ 'date_created' => $now - 600 ] );
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'created_at' => gmdate( 'Y-m-d H:i:s', $now - 600 ) ], [ 'order_id' => $noted->get_id() ] );
		$between = $this->order( 500 );
		$this->plugin( 'activate' );
		$this->sweepAndWork();
		self::assertSame( OutboxEntry::SENT, $this->sale( $noted->get_id() )->state, (string) $this->sale( $noted->get_id() )->errorMessage );
		self::assertSame( 'before_export', $this->sale( $between )->errorCode );
	}

	public function testAnOrderThatWasNotedWhileTheClockWasAheadIsNoSignOfLife(): void {
		$this->sendSince( time() - 1000 );
		AtWork::lastSign( time() - 500 );
		$noted = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() + 30 * DAY_IN_SECONDS ) ], [ 'order_id' => $noted->get_id() ] );
		$between = $this->order( 100 );
		$this->plugin( 'activate' );
		$this->sweepAndWork();
		self::assertSame( 'before_export', $this->sale( $between )->errorCode );
	}

	public function testWhereTheExportIsOffNoPeriodBeginsOrEnds(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$exports = Uptime::exports();
		$this->plugin( 'deactivate' );
		$this->plugin( 'activate' );
		self::assertSame( $exports, Uptime::exports() );
	}

	public function testACacheThatStillKnowsTheExportAsOnSendsNothing(): void {
		$this->sendSince( time() - 1000 );
		$order  = $this->order( 600 );
		$cached = get_option( SettingsStore::OPTION );
		$this->configure( [ 'exportOrders' => false ] );
		add_filter( 'pre_option_' . SettingsStore::OPTION, static fn() => $cached );
		$this->sweepAndWork();
		self::assertSame( 'export_off', $this->sale( $order )->errorCode );
		self::assertCount( 0, $this->documents() );
	}

	public function testACacheThatAlreadyKnowsTheExportAsOnKeepsItFromNobody(): void {
		$cached = get_option( SettingsStore::OPTION );
		$this->configure( [ 'exportOrders' => false ] );
		$answer = static fn() => $cached;
		add_filter( 'pre_option_' . SettingsStore::OPTION, $answer );
		$this->configure( [ 'exportOrders' => true ] );
		remove_filter( 'pre_option_' . SettingsStore::OPTION, $answer );
		wp_cache_flush();
		self::assertTrue( SettingsStore::load()->exportOrders );
	}

	private function activateAgainst( string $hindrance ): void {
		global $wpdb, $wp_version;
		if ( 'requirements' === $hindrance ) {
			$version    = $wp_version;
			$wp_version = '6.7';
			$this->plugin( 'activate' );
			$wp_version = $version;
			return;
		}
		// Another version's.
		$wpdb->query( 'ALTER TABLE ' . Tables::name( Tables::RUNS ) . ' DROP COLUMN limited' );
		update_option( Installer::VERSION_OPTION, '1-before' );
		FailingStatements::during( 'ALTER TABLE', fn() => $this->plugin( 'activate' ) );
		self::assertSame( Tables::name( Tables::RUNS ), get_option( Installer::FAILURE_OPTION )[0] );
	}

	/** As WordPress does it. */
	private function plugin( string $what ): void {
		do_action( $what . '_' . plugin_basename( SORS_API_FILE ) );
	}
}
