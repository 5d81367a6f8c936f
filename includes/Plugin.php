<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Admin\OrderActions;
use SorsApi\Admin\OrderBox;
use SorsApi\Admin\OrderCompanyFields;
use SorsApi\Admin\OrderList;
use SorsApi\Admin\Privacy;
use SorsApi\Admin\PrivacyErasure;
use SorsApi\Admin\PrivacyExport;
use SorsApi\Admin\SiteHealth;
use SorsApi\Checkout\ClassicCompanyFields;
use SorsApi\Checkout\CompanyFields;
use SorsApi\Cli\Commands;
use SorsApi\Cli\OlderOrdersCommand;
use SorsApi\Cli\OutboxCommands;
use SorsApi\Cli\ReconcileCommand;
use SorsApi\Cli\RestoredCommand;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\Tables;
use SorsApi\Entries\Erasure;
use SorsApi\Entries\History;
use SorsApi\Issues\Attention;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\Requirements;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Lifecycle\Sites;
use SorsApi\Log\Log;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\UnrestockedRefunds;
use SorsApi\Outbox\Capture;
use SorsApi\Outbox\Heartbeat;
use SorsApi\Outbox\Worker;
use SorsApi\Rest\CatalogController;
use SorsApi\Rest\ConnectionController;
use SorsApi\Rest\FirstRunController;
use SorsApi\Rest\OrdersController;
use SorsApi\Rest\OutboxController;
use SorsApi\Rest\OverviewController;
use SorsApi\Rest\RestoredBackupController;
use SorsApi\Rest\RunsController;
use SorsApi\Rest\SettingsController;
use SorsApi\Rest\YearChangeController;
use SorsApi\Settings\Access;
use SorsApi\Settings\Settings;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Sync\Stock\ChangesWatch;

/**
 * Registers all hooks. Services builds what they call, when they are called: a
 * visitor's page costs the autoloaded options and the hooks that capture
 * orders, nothing more.
 */
final class Plugin {

	/** Features of WooCommerce that plugins declare themselves compatible with. The tests run with all of them on. */
	private const FEATURES = [
		'custom_order_tables',
		'cart_checkout_blocks',
		'product_instance_caching',
		'cost_of_goods_sold',
		'deferred_transactional_emails',
		'fulfillments',
		'abandoned_cart_recovery',
		'cart_save_for_later',
		'product_wishlist',
		'destroy-empty-sessions',
		'mcp_integration',
		'push_notifications',
	];

	/** Option of the API key, repeated here so that ApiKey is not loaded on every request. */
	private const KEY = 'sors_api_key';

	private Services $services;

	public function __construct() {
		$this->services = new Services();
	}

	public function boot(): void {
		register_activation_hook( SORS_API_FILE, [ $this, 'activate' ] );
		register_deactivation_hook( SORS_API_FILE, [ $this, 'deactivate' ] );
		add_filter( 'wpmu_drop_tables', [ Tables::class, 'withOurs' ], 10, 2 );
		add_action( 'before_woocommerce_init', [ self::class, 'declareCompatibility' ] );
		add_action( 'plugins_loaded', [ $this, 'start' ] );
	}

	public function start(): void {
		if ( ! Requirements::areMet() ) {
			add_action( 'admin_notices', [ Requirements::class, 'showNotice' ] );
			add_action( 'network_admin_notices', [ Requirements::class, 'showNotice' ] );
			return;
		}
		add_filter( 'user_has_cap', [ Access::class, 'grant' ], 10, 4 );
		if ( ! $this->hasTables() ) {
			add_action( 'admin_notices', [ Installer::class, 'showFailure' ] );
			return;
		}
		$this->captureOrders();
		( new CompanyFields() )->register();
		( new ClassicCompanyFields() )->register();
		add_action( 'woocommerce_privacy_before_remove_order_personal_data', fn( $order ) => $this->privacyErasure()->eraseOrder( $order ) );
		$this->workInBackground();
		$this->followSettings();
		add_action( 'rest_api_init', [ $this, 'registerRoutes' ] );
		if ( is_admin() ) {
			$this->registerAdmin();
		}
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			add_action( 'cli_init', [ $this, 'registerCommands' ] );
		}
	}

	/** @param mixed $networkWide The other sites of a network get their tables with their next request: only there it is known whether they have WooCommerce. */
	public function activate( $networkWide = false ): void {
		if ( ! Requirements::areMet() ) {
			return;
		}
		( new Installer( $this->services->identity() ) )->install();
		( new Schedule() )->plan();
		self::onSites( (bool) $networkWide, fn() => $this->resume() );
	}

	/**
	 * Runs and entries stay where they are. An order that comes while the plugin is off is not sent unasked later.
	 *
	 * @param mixed $networkWide
	 */
	public function deactivate( $networkWide = false ): void {
		self::onSites( (bool) $networkWide, fn() => $this->suspend() );
	}

	/** @param callable(): void $do On other sites of a network only where the plugin was ever at work. */
	private static function onSites( bool $networkWide, callable $do ): void {
		if ( $networkWide ) {
			Sites::each( static fn() => false === get_option( Installer::VERSION_OPTION ) ? null : $do() );
		} else {
			$do();
		}
	}

	private function resume(): void {
		if ( Installer::isCurrent() ) {
			OpenOrders::begin();
			$this->services->orders()->entries()->wakeRefunded();
			if ( $this->services->settings()->load()->exportOrders ) {
				ExportPeriods::resume( Heartbeat::last() );
			}
		}
		Schedule::planCron();
	}

	private function suspend(): void {
		Schedule::clear();
		if ( $this->services->settings()->load()->exportOrders ) {
			ExportPeriods::end();
		}
	}

	/** WooCommerce ignores those that its version does not have. */
	public static function declareCompatibility(): void {
		$features = 'Automattic\WooCommerce\Utilities\FeaturesUtil';
		if ( class_exists( $features ) ) {
			foreach ( self::FEATURES as $feature ) {
				$features::declare_compatibility( $feature, SORS_API_FILE, true );
			}
		}
	}

	/** On a visitor's page nothing is built until one of these fires. */
	private function captureOrders(): void {
		foreach ( Capture::HOOKS as $hook ) {
			add_action( $hook, fn( ...$arguments ) => $this->services->orders()->capture()->noteHook( ...$arguments ), Capture::PRIORITY, 4 );
		}
		add_action( 'woocommerce_order_status_cancelled', fn( $orderId ) => $this->services->orders()->capture()->noteCancelled( $orderId ), Capture::PRIORITY );
		add_action( 'woocommerce_order_refunded', fn( $orderId, $refundId ) => $this->services->orders()->capture()->noteRefund( $orderId, $refundId ), Capture::PRIORITY, 2 );
		$removals = [
			'woocommerce_trash_order'   => fn( int $orderId ) => $this->services->orders()->orphanedDocuments()->note( $orderId, false ),
			'woocommerce_delete_order'  => fn( int $orderId ) => $this->services->orders()->orphanedDocuments()->note( $orderId, true ),
			'woocommerce_untrash_order' => fn( int $orderId ) => $this->services->orders()->orphanedDocuments()->restored( $orderId ),
		];
		foreach ( $removals as $hook => $note ) {
			add_action( $hook, static fn( $orderId ) => is_numeric( $orderId ) ? Capture::guard( static fn() => $note( (int) $orderId ) ) : null, Capture::PRIORITY );
		}
		// All code that reduces, restores or adjusts the stock of an order passes these filters, even if other hooks were suppressed.
		foreach ( [ 'woocommerce_can_reduce_order_stock', 'woocommerce_can_restore_order_stock' ] as $hook ) {
			add_filter( $hook, fn( $allowed, $order ) => $this->services->orders()->capture()->beforeStock( $allowed, $order ), Capture::PRIORITY, 2 );
		}
		add_action( 'woocommerce_create_refund', [ UnrestockedRefunds::class, 'mark' ], Capture::PRIORITY, 2 );
		add_filter( 'woocommerce_pre_delete_order_refund', fn( $answer, $refund ) => $this->services->orders()->capture()->beforeDeletingRefund( $answer, $refund ), Capture::PRIORITY, 2 );
		add_filter( 'woocommerce_prevent_adjust_line_item_product_stock', fn( $prevent, $item ) => $this->services->orders()->capture()->beforeAdjusting( $prevent, $item ), Capture::PRIORITY, 2 );
	}

	private function workInBackground(): void {
		( new Schedule() )->register();
		add_action( Worker::HOOK, fn() => $this->services->orders()->tick()->run(), 10, 0 );
		add_action( Worker::HOOK, fn() => $this->services->orders()->tick()->afterwards(), 20, 0 );
		add_action( StepQueue::HOOK, fn( int $runId ) => $this->services->sync()->steps()->step( $runId ) );
		add_action( Schedule::WATCHDOG, fn() => $this->services->sync()->watchdog()->work(), 10, 0 );
		add_action( 'sors_run_succeeded', fn() => $this->services->sync()->firstRun()->advance(), 20, 0 );
	}

	/** Also where nobody is in wp-admin: WooCommerce takes the buyers out of old orders in the background. */
	private function privacyErasure(): PrivacyErasure {
		$entries = $this->services->orders()->entries();
		return new PrivacyErasure( $entries, new Erasure( $entries, new History() ), new CustomerTable(), $this->services->settings() );
	}

	private function followSettings(): void {
		add_action( 'sors_settings_changed', fn( Settings $after, Settings $before ) => $this->services->sync()->schedules()->onSettingsChanged( $after, $before ), 10, 2 );
		add_action( 'sors_settings_changed', [ ChangesWatch::class, 'onSettingsChanged' ], 10, 2 );
		add_action( 'sors_settings_changed', fn( Settings $after, Settings $before ) => $this->services->orders()->changedSettings()->apply( $after, $before ), 10, 2 );
		add_action( 'sors_run_succeeded', fn() => Log::guard( 'Checking refused orders again', fn() => $this->services->orders()->changedSettings()->recheck() ), 10, 0 );
		add_action( 'sors_store_copied', fn() => $this->services->orders()->entries()->disown(), 10, 0 );
		add_action( 'sors_store_copied', [ ExportPeriods::class, 'forget' ], 10, 0 );
		foreach ( [ 'add_option_', 'update_option_' ] as $hook ) {
			add_action( $hook . self::KEY, fn() => $this->services->orders()->pause()->end(), 10, 0 );
		}
		add_action( 'sors_connection_works', fn() => $this->services->orders()->pause()->connectionWorks(), 10, 0 );
	}

	public function registerRoutes(): void {
		$services    = $this->services;
		$orders      = $services->orders();
		$sync        = $services->sync();
		$settings    = $services->settings();
		$runs        = $sync->runs();
		$controllers = [
			new SettingsController( $settings, $services->settingsReport(), $orders->olderOrders(), $services->key(), $services->lastTest(), $services->identity() ),
			new ConnectionController( $settings, $services->lastTest(), $services->api() ),
			new FirstRunController( $settings, $sync->examples(), $sync->firstRun() ),
			new RunsController( $runs ),
			new CatalogController( $sync->mapping(), $runs, $sync->conflicts(), $sync->tombstones() ),
			new OutboxController( $orders->outbox(), $orders->sentDecision(), $services->api() ),
			new OrdersController( $orders->olderOrdersJob(), $orders->reconciliationReport(), $orders->customerDebt() ),
			new YearChangeController( $orders->yearChange() ),
			new RestoredBackupController( $orders->restoredBackup() ),
			new OverviewController( $services->overview(), $services->supportFile() ),
		];
		foreach ( $controllers as $controller ) {
			$controller->registerRoutes();
		}
	}

	public function registerCommands(): void {
		$services = $this->services;
		$orders   = $services->orders();
		\WP_CLI::add_command( 'sors', new Commands( $services->settings(), $services->lastTest(), $services->overview(), $services->sync()->runs(), $services->supportFile() ) );
		\WP_CLI::add_command( 'sors outbox', new OutboxCommands( $orders->outbox(), $orders->worker(), $orders->sentDecision() ) );
		\WP_CLI::add_command( 'sors outbox older', new OlderOrdersCommand( $orders->olderOrdersJob() ) );
		\WP_CLI::add_command( 'sors outbox reconcile', new ReconcileCommand( $orders->reconciliation(), $orders->reconciliationReport() ) );
		\WP_CLI::add_command( 'sors outbox restored', new RestoredCommand( $orders->restoredBackup() ) );
	}

	private function registerAdmin(): void {
		$services = $this->services;
		$orders   = $services->orders();
		( new Menu() )->register();
		( new Notices( $services->decisions(), $services->lastTest(), $services->identity(), $orders->outbox() ) )->register();
		( new Privacy( new PrivacyExport( $orders->entries(), new History(), new CustomerTable(), $services->settings() ), $this->privacyErasure() ) )->register();
		( new SiteHealth( $services->decisions(), $services->lastTest(), $orders->outbox(), $services->key() ) )->register();
		( new OrderList( $orders->entries(), new Attention(), $orders->outbox() ) )->register();
		( new OrderBox( $orders->entries(), $orders->changedOrders(), new CustomerTable(), $orders->outbox(), $services->api() ) )->register();
		( new OrderActions( $orders->entries(), $orders->sentDecision(), $orders->outbox(), $orders->customerDebt() ) )->register();
		( new OrderCompanyFields() )->register();
	}

	/** Made by the first request after an update; after a failure tried again in wp-admin only, not on every page. */
	private function hasTables(): bool {
		if ( ! Installer::isCurrent() && ( is_admin() || false === get_option( Installer::FAILURE_OPTION ) ) ) {
			( new Installer( $this->services->identity() ) )->install();
			// On a site of a network nobody need ever open wp-admin.
			Schedule::planCron();
		}
		return Installer::isCurrent();
	}
}
