<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Outbox\Heartbeat;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What comes while the plugin is off is not sent unasked when it is on again. */
final class SwitchedOffTest extends OutboxTestCase {

	public function testAnOrderOfTheTimeBetweenIsLeftToThePersonAndOthersAreSent(): void {
		$now = time();
		update_option( ExportPeriods::SINCE_OPTION, $now - 1000, false );
		update_option( OpenOrders::BEGAN_OPTION, $now - 1000, false );
		$before = $this->order( 600 );
		$this->plugin( 'deactivate' );
		// Time is moved instead of waited for: it was off from 500 seconds ago.
		update_option( ExportPeriods::FORMER_OPTION, [ [ $now - 1000, $now - 500 ] ], false );
		$between = $this->order( 100 );
		$this->plugin( 'activate' );
		$after = $this->order( 0 );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $before )->state, (string) $this->sale( $before )->errorMessage );
		self::assertSame( [ OutboxEntry::SKIPPED, 'before_export' ], [ $this->sale( $between )->state, $this->sale( $between )->errorCode ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $after )->state, (string) $this->sale( $after )->errorMessage );
		self::assertCount( 2, $this->documents() );
		self::assertSame( OutboxEntry::SENT, $this->outbox->sendEntry( $this->sale( $between )->id )->state, 'A person may still ask for it.' );
	}

	/** A backup of before it was ever at work would send everything once more. */
	public function testItIsAtWorkFromTheMomentItIsSwitchedOn(): void {
		delete_option( Heartbeat::OPTION );
		$this->plugin( 'activate' );
		self::assertEqualsWithDelta( time(), Heartbeat::last(), 10 );
	}

	public function testAnUpdateWhichSwitchesOffWithoutAWordEndsNothing(): void {
		$since = time() - 1000;
		update_option( ExportPeriods::SINCE_OPTION, $since, false );
		$this->plugin( 'activate' );
		self::assertTrue( ExportPeriods::contain( time() - 10 ) );
	}

	public function testSwitchedOffByItsFolderAloneThePeriodEndsWithTheLastSignOfLife(): void {
		update_option( ExportPeriods::SINCE_OPTION, time() - 1000, false );
		update_option( OpenOrders::BEGAN_OPTION, time() - 1000, false );
		update_option( Heartbeat::OPTION, [ 'at' => time() - 500 ], false );
		$before  = $this->order( 600 );
		$between = $this->order( 100 );
		$this->plugin( 'activate' );
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $before )->state, (string) $this->sale( $before )->errorMessage );
		self::assertSame( 'before_export', $this->sale( $between )->errorCode );
	}

	public function testWhereTheExportIsOffNoPeriodBeginsOrEnds(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$former = get_option( ExportPeriods::FORMER_OPTION );
		$since  = get_option( ExportPeriods::SINCE_OPTION );
		$this->plugin( 'deactivate' );
		$this->plugin( 'activate' );
		self::assertSame( [ $former, $since ], [ get_option( ExportPeriods::FORMER_OPTION ), get_option( ExportPeriods::SINCE_OPTION ) ] );
	}

	public function testACacheThatStillKnowsTheExportAsOnSendsNothing(): void {
		update_option( ExportPeriods::SINCE_OPTION, time() - 1000, false );
		update_option( OpenOrders::BEGAN_OPTION, time() - 1000, false );
		$order  = $this->order( 600 );
		$cached = get_option( SettingsStore::OPTION );
		$this->configure( [ 'exportOrders' => false ] );
		$answer = static fn() => $cached;
		add_filter( 'pre_option_' . SettingsStore::OPTION, $answer );
		$this->services->sweep()->run();
		$this->work();
		remove_filter( 'pre_option_' . SettingsStore::OPTION, $answer );
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
		self::assertTrue( ( new SettingsStore() )->load()->exportOrders );
	}

	/** As WordPress does it. */
	private function plugin( string $what ): void {
		do_action( $what . '_' . plugin_basename( SORS_API_FILE ) );
	}

	/** An order that no hook has seen. */
	private function order( int $secondsAgo ): int {
		global $wpdb;
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$order->set_date_created( time() - $secondsAgo );
		$order->save();
		$wpdb->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $order->get_id() ] );
		return $order->get_id();
	}
}
