<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Access;

use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Worker;
use SorsApi\Settings\Access;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/**
 * Everything that can be asked of the plugin, by everyone. What there is, is found at run time: a new route, form,
 * action or command has to be put into the table.
 *
 * @group real-store
 */
final class WhoMayTest extends AccessTestCase {

	private const ROLES          = [ 'anonymous', 'subscriber', 'customer', 'author', 'shop_manager', 'administrator' ];
	private const ADMINISTRATORS = [ 'administrator' ];
	private const SHOP           = [ 'shop_manager', 'administrator' ];

	/** Names of routes and arguments, which WordPress tells of every plugin. */
	private const EVERYONE = self::ROLES;

	/** Not by a request: these need a shell, or are done by WP-Cron and Action Scheduler. */
	private const NOBODY = [];

	/** @var array<string, list<string>> What can be asked => who may. */
	public const TABLE = [
		'GET '                             => self::EVERYONE,
		'GET /business-units'              => self::SHOP,
		'GET /catalog-mapping'             => self::SHOP,
		'GET /conflicts'                   => self::SHOP,
		'GET /customers'                   => self::SHOP,
		'GET /databases'                   => self::SHOP,
		'GET /deleted-products'            => self::SHOP,
		'GET /first-run'                   => self::SHOP,
		'GET /first-run/examples'          => self::SHOP,
		'GET /first-run/test-document'     => self::SHOP,
		'GET /first-run/unit-items'        => self::SHOP,
		'GET /older-orders'                => self::SHOP,
		'GET /orders'                      => self::SHOP,
		'GET /orders/7'                    => self::SHOP,
		'GET /orders/7/debt'               => self::SHOP,
		'GET /outbox/7/documents'          => self::SHOP,
		'GET /overview'                    => self::SHOP,
		'GET /payments'                    => self::SHOP,
		'GET /pending'                     => self::SHOP,
		'GET /products/7'                  => self::SHOP,
		'GET /reconciliation'              => self::SHOP,
		'GET /runs'                        => self::SHOP,
		'GET /runs/7'                      => self::SHOP,
		'GET /runs/7/items'                => self::SHOP,
		'GET /runs/7/items/7/picture'      => self::SHOP,
		'GET /service-items'               => self::SHOP,
		'GET /settings'                    => self::SHOP,
		'GET /settings/export'             => self::SHOP,
		'GET /shop-check'                  => self::SHOP,
		'GET /support'                     => self::SHOP,
		'GET /year-change'                 => self::SHOP,
		'POST /catalog-mapping'            => self::SHOP,
		'POST /catalog-mapping/leave-alone' => self::SHOP,
		'POST /connection/contract-check'  => self::SHOP,
		'POST /connection/test'            => self::SHOP,
		'POST /deleted-products'           => self::SHOP,
		'POST /deleted-products/bring-back' => self::SHOP,
		'POST /first-run/start'            => self::SHOP,
		'POST /first-run/test-document'    => self::SHOP,
		'POST /older-orders'               => self::SHOP,
		'POST /older-orders/leave-out'     => self::SHOP,
		'POST /outbox/7/resolve'           => self::SHOP,
		'POST /outbox/7/send'              => self::SHOP,
		'POST /outbox/send'                => self::SHOP,
		'POST /payments'                   => self::SHOP,
		'POST /pending/decide'             => self::SHOP,
		'POST /products/7/bring-in'        => self::SHOP,
		'POST /products/7/leave-alone'     => self::SHOP,
		'POST /products/7/link-again'      => self::SHOP,
		'POST /products/7/share-stock'     => self::SHOP,
		'POST /products/7/sync'            => self::SHOP,
		'POST /products/7/unlink'          => self::SHOP,
		'POST /reconciliation'             => self::SHOP,
		'POST /reconciliation/document'    => self::SHOP,
		'POST /runs'                       => self::SHOP,
		'POST /runs/7/approve'             => self::SHOP,
		'POST /runs/7/cancel'              => self::SHOP,
		'POST /runs/7/discard'             => self::SHOP,
		'POST /runs/7/resume'              => self::SHOP,
		'POST /runs/7/step'                => self::SHOP,
		'POST /settings/difference'        => self::SHOP,
		'POST /shop-check'                 => self::SHOP,
		'POST /store-identity'             => self::SHOP,
		'POST /year-change'                => self::SHOP,
		'POST /year-change/carried-over'   => self::SHOP,
		'POST /year-change/going-on'       => self::SHOP,
		'PUT /settings'                    => self::SHOP,
		'PUT /settings/api-key'            => self::ADMINISTRATORS,
		'menu sors-api'                    => self::SHOP,
		'box sors-order'                   => self::SHOP,
		'box sors-product'                 => self::SHOP,
		'admin_post_sors_order'            => self::SHOP,
		'admin_post_sors_dismiss_first_notice' => self::SHOP,
		'admin_post_sors_store_address'    => self::SHOP,
		'bulk_actions-edit-shop_order sors_send' => self::SHOP,
		'bulk_actions-woocommerce_page_wc-orders sors_send' => self::SHOP,
		'handle_bulk_actions-edit-shop_order' => self::SHOP,
		'handle_bulk_actions-woocommerce_page_wc-orders' => self::SHOP,
		'wp_ajax_inline-save'              => self::NOBODY,
		'sors_ensure_actions'              => self::NOBODY,
		'sors_outbox_work'                 => self::NOBODY,
		'sors_run_step'                    => self::NOBODY,
		'sors_watchdog'                    => self::NOBODY,
		'tool sors_end_pause'              => self::SHOP,
		'tool sors_sync'                   => self::SHOP,
		'tool sors_test'                   => self::SHOP,
		'wp sors connect'                  => self::NOBODY,
		'wp sors contract check'           => self::NOBODY,
		'wp sors outbox list'              => self::NOBODY,
		'wp sors outbox older'             => self::NOBODY,
		'wp sors outbox reconcile'         => self::NOBODY,
		'wp sors outbox resolve'           => self::NOBODY,
		'wp sors outbox document'          => self::NOBODY,
		'wp sors outbox send'              => self::NOBODY,
		'wp sors outbox work'              => self::NOBODY,
		'wp sors settings export'          => self::NOBODY,
		'wp sors settings import'          => self::NOBODY,
		'wp sors settings set'             => self::NOBODY,
		'wp sors status'                   => self::NOBODY,
		'wp sors support'                  => self::NOBODY,
		'wp sors sync'                     => self::NOBODY,
		'wp sors test'                     => self::NOBODY,
	];

	public function testTheTableHasAllThereIs(): void {
		$expected = array_keys( self::TABLE );
		$found    = $this->surface->everything();
		sort( $expected );
		sort( $found );
		self::assertSame( $expected, $found );
	}

	/** @dataProvider roles */
	public function testEverybodyMayWhatTheTableSays( string $role ): void {
		$this->login( $role );
		$may = [];
		foreach ( array_keys( self::TABLE ) as $what ) {
			if ( $this->surface->answers( $what ) ) {
				$may[] = $what;
			}
		}
		self::assertSame( array_keys( array_filter( self::TABLE, static fn( array $who ): bool => in_array( $role, $who, true ) ) ), $may );
	}

	public function roles(): array {
		return array_combine( self::ROLES, array_map( static fn( string $role ): array => [ $role ], self::ROLES ) );
	}

	/** Cron is started by any visitor's request. */
	public function testTheBackgroundWorksWhoeverComesBy(): void {
		$this->restOk(
			'PUT',
			'settings',
			[
				'database'        => 'Demo2',
				'businessUnitIds' => [ $this->restOk( 'GET', 'business-units', [ 'database' => 'Demo2' ] )['items'][0]['id'] ],
			]
		);
		foreach ( self::ROLES as $role ) {
			Schedule::clear();
			$run = $this->restOk( 'POST', 'runs', [ 'kind' => 'images', 'mode' => 'preview' ] )['id'];
			$this->login( $role );
			do_action( Schedule::CRON );
			self::assertTrue( as_has_scheduled_action( Worker::HOOK, [], StepQueue::GROUP ), $role );
			do_action( Worker::HOOK );
			as_unschedule_all_actions( StepQueue::HOOK );
			// As if its process had died two minutes ago.
			self::db()->update( Tables::name( Tables::RUNS ), [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - 120 ) ], [ 'id' => $run ] );
			do_action( Schedule::WATCHDOG );
			self::assertTrue( as_has_scheduled_action( StepQueue::HOOK, [ $run ], StepQueue::GROUP ), $role );
			do_action( StepQueue::HOOK, $run );
			self::assertNotSame( 'queued', $this->restOk( 'GET', "runs/$run" )['state'], $role );
			$this->rest( 'POST', "runs/$run/cancel" );
		}
	}

	public function testTheKeyIsRefusedWithTheReason(): void {
		$this->login( 'shop_manager' );
		$response = $this->rest( 'PUT', 'settings/api-key', [ 'apiKey' => 'another' ] );
		self::assertSame( [ 403, 'sors_administrators_only' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertStringContainsString( 'administrator', $response->get_data()['message'] );
		self::assertFalse( $this->rest( 'GET', 'settings' )->get_data()['mayChangeKey'] );
		self::assertTrue( $this->restOk( 'GET', 'settings' )['mayChangeKey'] );
	}

	public function testTheCapabilityCanBeGivenAndTaken(): void {
		$this->login( 'author' );
		wp_get_current_user()->add_cap( Access::CAPABILITY );
		self::assertSame( 200, $this->rest( 'GET', 'settings' )->get_status(), 'given to a user' );
		$this->login( 'shop_manager' );
		wp_get_current_user()->add_cap( Access::CAPABILITY, false );
		self::assertSame( 403, $this->rest( 'GET', 'settings' )->get_status(), 'taken from a user' );
		$this->login( 'shop_manager' );
		add_filter( 'sors_user_may_manage', static fn( bool $may, \WP_User $user ): bool => $may && in_array( 'administrator', $user->roles, true ), 10, 2 );
		self::assertSame( 403, $this->rest( 'GET', 'settings' )->get_status(), 'by the filter' );
		$this->login( 'administrator' );
		self::assertSame( 200, $this->rest( 'GET', 'settings' )->get_status() );
	}

	public function testAnAnswerThatIsNoneChangesNothingAndAnErrorMeansNo(): void {
		$log = LogBook::open();
		add_filter( 'sors_user_may_manage', static fn(): string => 'no' );
		$this->login( 'author' );
		self::assertSame( 403, $this->rest( 'GET', 'settings' )->get_status() );
		$this->login( 'shop_manager' );
		self::assertSame( 200, $this->rest( 'GET', 'settings' )->get_status() );
		self::assertCount( 1, $log->about( 'sors_user_may_manage', 'warning' ) );
		add_filter( 'sors_user_may_manage', self::throwing( 'It broke.' ) );
		self::assertSame( 403, $this->rest( 'GET', 'settings' )->get_status() );
		self::assertNotSame( [], $log->about( 'It broke.', 'error' ) );
	}
}
