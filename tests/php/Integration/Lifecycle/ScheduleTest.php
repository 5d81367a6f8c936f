<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Worker;
use SorsApi\Overview\BackgroundDelay;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class ScheduleTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		Schedule::clear();
	}

	protected function tearDown(): void {
		Schedule::plan();
		parent::tearDown();
	}

	public function testEachRecurringActionIsThereOnce(): void {
		Schedule::ensure();
		Schedule::ensure();
		foreach ( [ Worker::HOOK, Schedule::WATCHDOG ] as $hook ) {
			self::assertCount( 1, self::pending( $hook ), $hook );
		}
		self::assertIsInt( wp_next_scheduled( Schedule::CRON ) );
	}

	public function testSomebodyListensToEach(): void {
		foreach ( [ Worker::HOOK, Schedule::WATCHDOG, StepQueue::HOOK, Schedule::CRON ] as $hook ) {
			self::assertNotFalse( has_action( $hook ), "$hook without a listener would fail five times and be given up." );
		}
	}

	/** @group real-store */
	public function testTheOutboxComesEachMinuteBeforeAllOthers(): void {
		Schedule::ensure();
		$action = self::pending( Worker::HOOK )[0];
		self::assertSame( 60, $action->get_schedule()->get_recurrence() );
		self::assertSame( 0, $action->get_priority() );
		self::assertSame( 'sors', $action->get_group() );
	}

	public function testWhatWasClearedAwayComesBack(): void {
		foreach ( [ 'admin_init', 'action_scheduler_ensure_recurring_actions', Schedule::CRON ] as $hook ) {
			Schedule::clear();
			self::assertSame( [], self::pending( Worker::HOOK ) );
			if ( 'admin_init' === $hook ) {
				// Everything else that listens to it wants a whole admin page.
				Schedule::ensureFromPage();
			} else {
				do_action( $hook );
			}
			self::assertCount( 1, self::pending( Worker::HOOK ), $hook );
		}
		self::assertNotFalse( has_action( 'admin_init' ) );
	}

	public function testDeactivationLeavesNothingPlanned(): void {
		Schedule::plan();
		as_enqueue_async_action( StepQueue::HOOK, [ 7 ], StepQueue::GROUP );
		do_action( 'deactivate_' . plugin_basename( SORS_API_FILE ), false );
		foreach ( [ Worker::HOOK, Schedule::WATCHDOG, StepQueue::HOOK ] as $hook ) {
			self::assertSame( [], self::pending( $hook ), $hook );
		}
		self::assertFalse( wp_next_scheduled( Schedule::CRON ) );
	}

	public function testActivationPlansEverything(): void {
		do_action( 'activate_' . plugin_basename( SORS_API_FILE ), false );
		self::assertCount( 1, self::pending( Worker::HOOK ) );
		self::assertCount( 1, self::pending( Schedule::WATCHDOG ) );
	}

	public function testHowLateTheWorkIsCanBeSeen(): void {
		self::assertNull( BackgroundDelay::minutes() );
		as_schedule_recurring_action( time() - 20 * MINUTE_IN_SECONDS, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
		self::assertSame( 20, BackgroundDelay::minutes() );
	}

	/** Everything that visitors wait for. */
	public function testAVisitorsPageCostsNoQueryOfOurs(): void {
		// Options that a test took away come back without being loaded with all others: make them again.
		foreach ( [ SettingsStore::OPTION, StoreIdentity::ID_OPTION, StoreIdentity::ADDRESS_OPTION, Installer::VERSION_OPTION ] as $option ) {
			delete_option( $option );
		}
		Installer::install();
		// The very first page after the plugin was switched on also looks for orders that are open already.
		Boot::run( '$answer = true;' );
		$queries = Boot::run(
			'wp();
			$answer = array_values( array_filter( array_column( $wpdb->queries, 0 ), static function ( $sql ) { return false !== strpos( $sql, "sors" ); } ) );',
			[ 'SAVEQUERIES' => true ]
		);
		self::assertSame( [], $queries );
	}

	private static function pending( string $hook ): array {
		return array_values( as_get_scheduled_actions( [ 'hook' => $hook, 'status' => 'pending', 'per_page' => 10 ] ) );
	}
}
