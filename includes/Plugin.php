<?php
declare( strict_types=1 );

namespace SorsApi;

use Automattic\WooCommerce\Admin\Features\OnboardingTasks\TaskLists;
use SorsApi\Admin\BulkSending;
use SorsApi\Admin\ConnectTask;
use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Admin\OrderActions;
use SorsApi\Admin\OrderBox;
use SorsApi\Admin\OrderCompanyFields;
use SorsApi\Admin\OrderList;
use SorsApi\Admin\OrderSearch;
use SorsApi\Admin\Privacy;
use SorsApi\Admin\PrivacyErasure;
use SorsApi\Admin\ProductBox;
use SorsApi\Admin\ProductFields;
use SorsApi\Admin\ProductList;
use SorsApi\Admin\UserCustomer;
use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Checkout\AccountCompanyFields;
use SorsApi\Checkout\BlockCompanyFields;
use SorsApi\Checkout\ClassicCompanyFields;
use SorsApi\Checkout\CompanyFields;
use SorsApi\Checkout\CompanyForm;
use SorsApi\Checkout\CompanyNumbers;
use SorsApi\Checkout\DocumentNumber;
use SorsApi\Checkout\EnteredPib;
use SorsApi\Checkout\PersonalNumbers;
use SorsApi\Checkout\StandingDiscount;
use SorsApi\Cli\Commands;
use SorsApi\Cli\ConnectCommand;
use SorsApi\Cli\ContractCommand;
use SorsApi\Cli\DocumentCommand;
use SorsApi\Cli\OlderOrdersCommand;
use SorsApi\Cli\OutboxCommands;
use SorsApi\Cli\ReconcileCommand;
use SorsApi\Cli\SettingsCommands;
use SorsApi\Cli\StatusCommand;
use SorsApi\Cli\Uncaught;
use SorsApi\Counterparts\ServiceItems;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\DocumentsWithoutOrder;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\NotRunning;
use SorsApi\Lifecycle\Requirements;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Lifecycle\Sites;
use SorsApi\Log\Log;
use SorsApi\Orders\RefundReader;
use SorsApi\Outbox\Capture;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\Pause;
use SorsApi\Outbox\TestDocument;
use SorsApi\Rest\CatalogController;
use SorsApi\Rest\ConnectionController;
use SorsApi\Rest\FirstRunController;
use SorsApi\Rest\OrdersController;
use SorsApi\Rest\OutboxController;
use SorsApi\Rest\OverviewController;
use SorsApi\Rest\PaymentsController;
use SorsApi\Rest\PendingController;
use SorsApi\Rest\ProductsController;
use SorsApi\Rest\RunsController;
use SorsApi\Rest\SettingsController;
use SorsApi\Rest\YearChangeController;
use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Settings\SerbianScript;
use SorsApi\Settings\Settings;
use SorsApi\Settings\Uptime;
use SorsApi\Store\LatinWriting;
use SorsApi\Store\PriceHistory;
use SorsApi\Store\ShopCheck;
use SorsApi\Store\TouchedProducts;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Stock\ChangesWatch;

/**
 * Registers all hooks. Services builds what they call, when they are called: a visitor's page costs the autoloaded
 * options and the hooks that capture orders, nothing more.
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

	/** The hooks of Worker, StepQueue and Schedule, for the same reason. */
	private const WORK     = 'sors_outbox_work';
	private const STEP     = 'sors_run_step';
	private const WATCHDOG = 'sors_watchdog';
	private const CRON     = 'sors_ensure_actions';

	/** Transient: starting failed within the last minute. */
	private const NOT_STARTED = 'sors_not_started';

	private Services $services;

	private ?\WP_REST_Server $routesOn = null;

	public function __construct() {
		$this->services = new Services();
	}

	public function boot(): void {
		register_activation_hook( SORS_API_FILE, [ $this, 'activate' ] );
		register_deactivation_hook( SORS_API_FILE, [ $this, 'deactivate' ] );
		add_filter( 'wpmu_drop_tables', [ Sites::class, 'withOurTables' ], 10, 2 );
		add_action( 'wp_delete_site', [ Sites::class, 'unlinkUsers' ] );
		add_action( 'before_woocommerce_init', [ self::class, 'declareCompatibility' ] );
		add_action( 'plugins_loaded', [ $this, 'start' ] );
	}

	public function start(): void {
		SerbianScript::register();
		if ( ! Requirements::areMet() ) {
			Requirements::tell();
			self::standStill();
			if ( '' !== Requirements::twin() && false !== get_option( Installer::VERSION_OPTION ) ) {
				// Also with tables of another version. Once Action Scheduler is ready.
				add_action( 'init', [ $this, 'stepAside' ], 20 );
			}
			return;
		}
		add_filter( 'user_has_cap', [ Access::class, 'grant' ], 10, 4 );
		if ( ! $this->hasTables() ) {
			add_action( 'admin_notices', [ Installer::class, 'showFailure' ] );
			NotRunning::tell( [ Installer::class, 'failure' ] );
			self::standStill();
			return;
		}
		$this->captureOrders();
		( new LatinWriting() )->register();
		( new CompanyFields() )->register();
		self::hidePersonalNumbers();
		( new CompanyForm() )->register();
		( new BlockCompanyFields() )->register();
		( new ClassicCompanyFields() )->register();
		( new AccountCompanyFields() )->register();
		self::tellBuyers();
		self::giveDiscounts();
		add_action( 'woocommerce_privacy_before_remove_order_personal_data', fn( $order ) => PrivacyErasure::eraseOrder( $order ) );
		add_action( 'update_post_meta', static fn( ...$meta ) => '_price' === $meta[2] ? PriceHistory::beforeMeta( ...$meta ) : null, 10, 4 );
		add_action( 'delete_post_meta', static fn( ...$meta ) => '_price' === $meta[2] ? PriceHistory::beforeDeletion( ...$meta ) : null, 10, 4 );
		add_action( 'added_post_meta', static fn( ...$meta ) => '_price' === $meta[2] ? PriceHistory::afterAddition( ...$meta ) : null, 10, 4 );
		foreach ( [ 'added_post_meta', 'updated_post_meta', 'deleted_post_meta' ] as $hook ) {
			add_action( $hook, static fn( $row, $id, $key ) => '_' === ( $key[0] ?? '' ) ? TouchedProducts::note( $id, $key ) : null, 10, 3 );
		}
		add_action( 'set_object_terms', static fn( $id, $terms, $ids, $taxonomy ) => TouchedProducts::note( $id, $taxonomy ), 10, 4 );
		add_action( 'deleted_term_relationships', static fn( $id, $ids, $taxonomy ) => TouchedProducts::note( $id, $taxonomy ), 10, 3 );
		add_action( 'edited_term', static fn( $id, $row, $taxonomy ) => TouchedProducts::termEdited( (string) $taxonomy ), 10, 3 );
		add_action( 'woocommerce_after_product_object_save', [ TouchedProducts::class, 'saved' ] );
		$this->workInBackground();
		$this->followSettings();
		// Before WordPress answers OPTIONS, which it does at 10.
		add_filter( 'rest_pre_dispatch', [ $this, 'beforeRequest' ], 5, 3 );
		// WooCommerce has its task lists in wp-admin and on its own routes, its tools there and on theirs.
		add_action( 'init', fn() => class_exists( TaskLists::class, false ) ? ConnectTask::add( $this->services->decisions() ) : null );
		// Also in the background, where WordPress counts for its dashboard how many tests are bad.
		add_filter( 'site_status_tests', fn( array $tests ): array => $this->services->siteHealth()->addTests( $tests ) );
		add_filter( 'debug_information', fn( array $information ): array => $this->services->siteHealth()->addInformation( $information ) );
		add_filter( 'woocommerce_debug_tools', fn( array $tools ): array => $this->services->statusPage()->addTools( $tools ) );
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
			// What came while it was off is not forgotten: the first request that meets them resumes.
			self::onSites( (bool) $networkWide, [ Installer::class, 'forget' ] );
			return;
		}
		Installer::install();
		Schedule::plan();
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

	/** What comes from now on is the other plugin's, also when this one is at work again. */
	public function stepAside(): void {
		$this->suspend();
		Installer::forget();
	}

	/** @param callable(): void $do On other sites of a network only where the plugin was ever at work, and is not at work whatever the network says. */
	private static function onSites( bool $networkWide, callable $do ): void {
		if ( $networkWide ) {
			$isOwn = static fn(): bool => in_array( plugin_basename( SORS_API_FILE ), (array) get_option( 'active_plugins', [] ), true );
			Sites::each( static fn() => $isOwn() || false === get_option( Installer::VERSION_OPTION ) ? null : $do(), get_current_network_id() );
		} else {
			$do();
		}
	}

	/** Where it cannot, for lack of tables say, the next request that can does it, before anything else. */
	private function resume(): void {
		$isDone = Installer::isCurrent() && Log::guard( 'Resuming', fn(): bool => $this->takeUp(), false );
		if ( ! $isDone ) {
			Installer::forget();
		}
		Schedule::planCron();
	}

	private function takeUp(): bool {
		OpenOrders::begin();
		OutboxTable::wakeRefunded();
		// An order that was noted is a sign of life, too.
		Uptime::begin( OutboxTable::newest() );
		return true;
	}

	private function suspend(): void {
		Schedule::clear();
		Log::guard( 'Ending the time at work', static fn() => Uptime::end() );
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
		add_action( 'woocommerce_order_status_changed', fn( $orderId, $from, $to ) => $this->services->orders()->capture()->noteStatus( $orderId, $from, $to ), Capture::PRIORITY, 3 );
		add_action( 'woocommerce_order_status_cancelled', static fn( $orderId ) => Capture::ofIds( [ Intake::class, 'orderCancelled' ], $orderId ), Capture::PRIORITY );
		// Once WooCommerce has made its refund, at priority 10.
		add_action( 'woocommerce_order_status_refunded', static fn( $orderId ) => Capture::ofIds( [ Intake::class, 'orderRefunded' ], $orderId ), 20 );
		add_action( 'woocommerce_order_refunded', static fn( $orderId, $refundId ) => Capture::ofIds( [ Intake::class, 'refunded' ], $orderId, $refundId ), Capture::PRIORITY, 2 );
		$removals = [
			'woocommerce_trash_order'   => fn( int $orderId ) => OrphanedDocuments::note( $orderId, false ),
			'woocommerce_delete_order'  => fn( int $orderId ) => OrphanedDocuments::note( $orderId, true ),
			'woocommerce_untrash_order' => fn( int $orderId ) => OrphanedDocuments::restored( $orderId ),
		];
		foreach ( $removals as $hook => $note ) {
			add_action( $hook, static fn( $orderId ) => Capture::ofIds( $note, $orderId ), Capture::PRIORITY );
		}
		// All code that reduces, restores or adjusts the stock of an order passes these filters, even if other hooks were suppressed.
		foreach ( [ 'woocommerce_can_reduce_order_stock', 'woocommerce_can_restore_order_stock' ] as $hook ) {
			add_filter( $hook, fn( $allowed, $order ) => $this->services->orders()->capture()->beforeStock( $allowed, $order ), Capture::PRIORITY, 2 );
		}
		add_action( 'woocommerce_create_refund', [ RefundReader::class, 'markUnrestocked' ], Capture::PRIORITY, 2 );
		add_filter( 'woocommerce_pre_delete_order_refund', fn( $answer, $refund ) => $this->services->orders()->capture()->beforeDeletingRefund( $answer, $refund ), Capture::PRIORITY, 2 );
		add_filter( 'woocommerce_prevent_adjust_line_item_product_stock', fn( $prevent, $item ) => $this->services->orders()->capture()->beforeAdjusting( $prevent, $item ), Capture::PRIORITY, 2 );
	}

	/** By name: neither is loaded until an order is shown, by My Account or either checkout, or a mail is written. */
	private static function tellBuyers(): void {
		// Before WooCommerce's button "Order again".
		add_action( 'woocommerce_order_details_after_order_table', [ DocumentNumber::class, 'show' ], 5 );
		add_action( 'woocommerce_order_details_after_order_table', [ CompanyNumbers::class, 'show' ], 5 );
		add_filter( 'woocommerce_email_order_meta_fields', [ CompanyNumbers::class, 'addToMail' ], 10, 3 );
		add_filter( 'woocommerce_email_order_meta_fields', [ DocumentNumber::class, 'addToMail' ], 10, 3 );
	}

	/** By name as well. */
	private static function hidePersonalNumbers(): void {
		foreach ( [ 'post', 'user' ] as $type ) {
			add_filter( "woocommerce_data_store_wp_{$type}_read_meta", [ PersonalNumbers::class, 'hide' ], PHP_INT_MAX, 2 );
		}
		foreach ( [ 'order', 'customer' ] as $type ) {
			add_action( "woocommerce_before_{$type}_object_save", [ PersonalNumbers::class, 'remove' ] );
		}
	}

	/** By name as well. Carts are read on each page: of visitors without a link nothing is loaded before they enter a coupon. */
	private static function giveDiscounts(): void {
		$has      = static fn( \WC_Cart $cart ): bool => in_array( 'sors-discount', $cart->get_applied_coupons(), true );
		$isLinked = static fn(): bool => metadata_exists( 'user', get_current_user_id(), '_sors_customer_' . get_current_blog_id() );
		add_action( 'woocommerce_before_calculate_totals', static fn( $cart ) => $cart instanceof \WC_Cart && ( $has( $cart ) || $isLinked() ) ? StandingDiscount::offer( $cart ) : null );
		add_action( 'woocommerce_cart_loaded_from_session', static fn() => $isLinked() ? EnteredPib::beginPage() : null );
		add_action( 'woocommerce_cart_loaded_from_session', static fn( $cart ) => $cart instanceof \WC_Cart && $has( $cart ) ? StandingDiscount::withdraw( $cart ) : null );
		foreach ( [ 'woocommerce_checkout_update_order_review', 'woocommerce_checkout_posted_data' ] as $hook ) {
			add_filter( $hook, static fn( $form ) => $isLinked() ? EnteredPib::inForm( $form ) : $form );
		}
		add_action( 'wp_enqueue_scripts', static fn() => $isLinked() && is_checkout() ? EnteredPib::watch() : null );
		// As it was sent, before BlockCompanyFields.
		add_filter( 'rest_request_before_callbacks', static fn( $response, $handler, $request ) => $request instanceof \WP_REST_Request && 0 === strpos( $request->get_route(), '/wc/store/' ) && $isLinked() ? EnteredPib::inRequest( $response, $request ) : $response, 9, 3 );
		add_filter( 'woocommerce_get_shop_coupon_data', [ StandingDiscount::class, 'coupon' ], 10, 2 );
		add_filter( 'woocommerce_coupon_is_valid', [ StandingDiscount::class, 'onlyInCarts' ], 10, 3 );
		add_filter( 'woocommerce_cart_totals_coupon_label', [ StandingDiscount::class, 'label' ], 10, 2 );
		foreach ( [ 'cart', 'checkout' ] as $block ) {
			add_action( "woocommerce_blocks_enqueue_{$block}_block_scripts_after", static fn() => $isLinked() ? StandingDiscount::nameInBlocks() : null );
		}
		add_filter( 'woocommerce_cart_totals_coupon_html', [ StandingDiscount::class, 'withoutButton' ], 10, 3 );
		add_filter( 'woocommerce_order_recalculate_coupons_coupon_object', [ StandingDiscount::class, 'again' ], 10, 2 );
	}

	private function workInBackground(): void {
		add_action( self::CRON, [ Schedule::class, 'ensure' ], 10, 0 );
		add_action( 'action_scheduler_ensure_recurring_actions', [ Schedule::class, 'ensure' ], 10, 0 );
		add_action( 'admin_init', [ Schedule::class, 'ensureFromPage' ], 10, 0 );
		add_action( self::WORK, self::inWords( fn() => $this->services->orders()->tick()->run() ), 10, 0 );
		add_action( self::WORK, self::inWords( fn() => $this->services->orders()->tick()->afterwards() ), 20, 0 );
		add_action( self::STEP, self::inWords( fn( int $runId ) => $this->services->sync()->steps()->step( $runId ) ) );
		add_action( self::WATCHDOG, self::inWords( fn() => $this->services->sync()->watchdog()->work() ), 10, 0 );
		add_action( 'sors_run_succeeded', fn() => $this->services->sync()->firstRun()->advance(), 20, 0 );
	}

	/** What breaks it is shown as it is in WooCommerce's list of scheduled actions. */
	private static function inWords( callable $work ): \Closure {
		return static function ( ...$arguments ) use ( $work ): void {
			try {
				$work( ...$arguments );
			} catch ( \Throwable $error ) {
				( new Fault( Sentence::english( $error->getMessage() ), 0, $error ) )->throw();
			}
		};
	}

	private function followSettings(): void {
		add_action( 'sors_settings_changed', fn( Settings $after, Settings $before ) => Schedules::onSettingsChanged( $after, $before ), 10, 2 );
		add_action( 'sors_settings_changed', [ ChangesWatch::class, 'onSettingsChanged' ], 10, 2 );
		add_action( 'sors_settings_changed', [ Uptime::class, 'follow' ], 10, 1 );
		add_action( 'sors_settings_changed', fn( Settings $after, Settings $before ) => $this->services->orders()->changedSettings()->apply( $after, $before ), 10, 2 );
		add_action( 'sors_run_succeeded', fn() => Log::guard( 'Checking refused orders again', fn() => $this->services->orders()->changedSettings()->recheck() ), 10, 0 );
		add_action( 'sors_store_copied', fn() => OutboxTable::disown(), 10, 0 );
		add_action( 'sors_store_copied', [ Uptime::class, 'forgetExports' ], 10, 0 );
		add_action( 'sors_store_copied', [ DocumentsWithoutOrder::class, 'forget' ], 10, 0 );
		add_action( 'sors_store_copied', [ OlderOrdersJob::class, 'forget' ], 10, 0 );
		foreach ( [ 'add_option_', 'update_option_' ] as $hook ) {
			add_action( $hook . self::KEY, fn() => Pause::end(), 10, 0 );
		}
		add_action( 'sors_connection_works', fn() => Pause::connectionWorks(), 10, 0 );
	}

	/**
	 * Buyers' carts use the REST API as well, and build none of our routes: those are there once somebody asks for one of
	 * them, or for the list of all.
	 *
	 * @param mixed                                  $answer
	 * @param \WP_REST_Server                        $server
	 * @param \WP_REST_Request<array<string, mixed>> $request
	 * @return mixed
	 */
	public function beforeRequest( $answer, $server, $request ) {
		$route  = trim( (string) $request->get_route(), '/' );
		$isOurs = 0 === stripos( "$route/", 'sors/v1/' );
		if ( $isOurs ) {
			// LiteSpeed Cache keeps what REST answers to a GET for half an hour, whatever its headers say.
			do_action( 'litespeed_control_set_nocache', 'SORS API: states of runs and orders' ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Its own.
		}
		if ( $server !== $this->routesOn && ( '' === $route || $isOurs ) ) {
			$this->routesOn = $server;
			$this->registerRoutes();
		}
		return $answer;
	}

	private function registerRoutes(): void {
		$services    = $this->services;
		$orders      = $services->orders();
		$sync        = $services->sync();
		$runs        = $sync->runs();
		$controllers = [
			new SettingsController( $services->settingsReport(), $services->settingsChange(), $services->newKey(), new ServiceItems( $services->api() ) ),
			new ConnectionController( $services->lastTest(), $services->api(), fn() => $services->contractCheck() ),
			new FirstRunController( $sync->examples(), $sync->firstRun(), new TestDocument( $services->api() ) ),
			new RunsController( $runs, $sync->pictures(), $orders->yearChange() ),
			new PendingController( $sync->runs(), $sync->firstRun() ),
			new ProductsController( $sync->productReport(), $services->ownedFields() ),
			new CatalogController(),
			new OutboxController( $orders->outbox(), $orders->sentDecision(), $services->api() ),
			new OrdersController( $orders->orderDesk(), $orders->foundDocuments(), $orders->olderOrdersJob(), $orders->reconciliationReport(), $orders->customerDebt(), $services->api() ),
			new PaymentsController( $orders->latePayments() ),
			new YearChangeController( $orders->yearChange() ),
			new OverviewController( $services->overview(), $services->supportFile(), new ShopCheck( [ ServiceItems::class, 'vatRate' ] ) ),
		];
		foreach ( $controllers as $controller ) {
			$controller->registerRoutes();
		}
	}

	public function registerCommands(): void {
		$services = $this->services;
		$orders   = $services->orders();
		Uncaught::inWords();
		\WP_CLI::add_command( 'sors', new Commands( $services->lastTest(), $services->sync()->runs(), $services->supportFile(), $orders->yearChange() ) );
		\WP_CLI::add_command( 'sors connect', new ConnectCommand( $services->settingsChange(), $services->newKey(), $services->lastTest(), $services->api() ) );
		\WP_CLI::add_command( 'sors contract', new ContractCommand( $services->contractCheck() ) );
		\WP_CLI::add_command( 'sors settings', new SettingsCommands( $services->settingsChange() ) );
		\WP_CLI::add_command( 'sors status', new StatusCommand( $services->monitor() ) );
		\WP_CLI::add_command( 'sors outbox', new OutboxCommands( $orders->outbox(), $orders->worker(), $orders->sentDecision() ) );
		\WP_CLI::add_command( 'sors outbox older', new OlderOrdersCommand( $orders->olderOrdersJob() ) );
		\WP_CLI::add_command( 'sors outbox reconcile', new ReconcileCommand( $orders->reconciliation(), $orders->reconciliationReport() ) );
		\WP_CLI::add_command( 'sors outbox document', new DocumentCommand( $orders->documentsWithoutOrder() ) );
	}

	private function registerAdmin(): void {
		$services = $this->services;
		$orders   = $services->orders();
		( new Menu( $services->sync()->firstRun() ) )->register();
		( new Notices( $services->decisions(), $services->lastTest(), $orders->outbox() ) )->register();
		( new Privacy() )->register();
		add_action( 'woocommerce_system_status_report', fn() => $this->services->statusPage()->showReport() );
		( new OrderList() )->register();
		( new BulkSending( $orders->outbox() ) )->register();
		( new OrderSearch() )->register();
		( new OrderBox( $services->api() ) )->register();
		( new OrderActions( $orders->orderDesk(), $orders->sentDecision(), $orders->outbox(), $orders->customerDebt() ) )->register();
		( new OrderCompanyFields() )->register();
		( new UserCustomer( $orders->linkedCustomers() ) )->register();
		( new ProductList() )->register();
		( new ProductFields( $services->ownedFields() ) )->register();
		add_action( 'add_meta_boxes_product', fn() => ( new ProductBox( $services->sync()->productReport() ) )->add(), 10, 0 );
	}

	/** No hook sees what is sold now: as where it was switched off, no stock is written before those orders are in. */
	private static function standStill(): void {
		// That class is not in the syntax of an older PHP.
		if ( PHP_VERSION_ID >= 70400 && OpenOrders::haveAll() ) {
			OpenOrders::begin();
		}
	}

	/**
	 * Made by the first request after an update. Tables that cannot be made are tried again in wp-admin only; where they are
	 * right and a statement after that failed, once a minute: not on every page.
	 */
	private function hasTables(): bool {
		if ( ! Installer::isCurrent() && ( is_admin() || ( false === get_option( Installer::FAILURE_OPTION ) && false === get_transient( self::NOT_STARTED ) ) ) ) {
			$isUpdate = false !== get_option( Installer::VERSION_OPTION );
			Log::guard( 'Making the tables', [ Installer::class, 'install' ] );
			if ( $isUpdate && ( ! Installer::isCurrent() || Log::guard( 'Reading whether it was at work', [ Uptime::class, 'isOpen' ], true ) ) ) {
				Schedule::planCron();
			} else {
				// New here, also on a site of a network where nobody need ever open wp-admin; or it had stepped aside, could not resume when it was switched on, or was switched on without a word.
				$this->resume();
			}
			if ( ! Installer::isCurrent() ) {
				set_transient( self::NOT_STARTED, 1, MINUTE_IN_SECONDS );
			}
		}
		return Installer::isCurrent();
	}
}
