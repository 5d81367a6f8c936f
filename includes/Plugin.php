<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Admin\Privacy;
use SorsApi\Admin\SiteHealth;
use SorsApi\Cli\Commands;
use SorsApi\Cli\OlderOrdersCommand;
use SorsApi\Cli\OutboxCommands;
use SorsApi\Cli\ReconcileCommand;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\Requirements;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Assembly as OrdersAssembly;
use SorsApi\Outbox\Hooks;
use SorsApi\Overview\Decisions;
use SorsApi\Overview\Overview;
use SorsApi\Overview\SettingsReport;
use SorsApi\Rest\ActOnRun;
use SorsApi\Rest\ChangeYear;
use SorsApi\Rest\ConfirmCarriedOver;
use SorsApi\Rest\ConfirmStoreIdentity;
use SorsApi\Rest\CountOlderOrders;
use SorsApi\Rest\ExportRun;
use SorsApi\Rest\ListBusinessUnits;
use SorsApi\Rest\ListConflicts;
use SorsApi\Rest\ListDatabases;
use SorsApi\Rest\ListOutbox;
use SorsApi\Rest\ListRunItems;
use SorsApi\Rest\ListRuns;
use SorsApi\Rest\MapGroup;
use SorsApi\Rest\ReadCatalogMapping;
use SorsApi\Rest\ReadCustomerDebt;
use SorsApi\Rest\ReadFirstRunExamples;
use SorsApi\Rest\ReadOutboxRow;
use SorsApi\Rest\ReadOverview;
use SorsApi\Rest\ReadReconciliation;
use SorsApi\Rest\ReadRun;
use SorsApi\Rest\ReadSettings;
use SorsApi\Rest\ReadYearChange;
use SorsApi\Rest\Reconcile;
use SorsApi\Rest\ResolveOutboxRow;
use SorsApi\Rest\SaveApiKey;
use SorsApi\Rest\SendOlderOrders;
use SorsApi\Rest\SendOrders;
use SorsApi\Rest\SendOutboxRow;
use SorsApi\Rest\StartRun;
use SorsApi\Rest\TestConnection;
use SorsApi\Rest\UpdateSettings;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\ApiFactory;
use SorsApi\Sors\ConnectionProbe;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sors\SorsError;
use SorsApi\Sync\Assembly as ProductsAssembly;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Reports\Conflicts;
use SorsApi\Sync\Reports\Examples;

/**
 * The composition root: builds the objects by hand, each when it is first
 * wanted, and registers hooks. A visitor's page costs the autoloaded options
 * and the hooks that capture orders, nothing more.
 */
final class Plugin {

	/** Features of WooCommerce about which it asks each plugin. The tests have run with all of them switched on. */
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

	private ?SettingsStore $settings   = null;
	private ?ApiKey $key               = null;
	private ?StoreIdentity $identity   = null;
	private ?OrdersAssembly $orders   = null;
	private ?ProductsAssembly $products   = null;
	private ?ApiFactory $apiFactory    = null;

	public function boot(): void {
		register_activation_hook( SORS_API_FILE, [ $this, 'activate' ] );
		register_deactivation_hook( SORS_API_FILE, [ Schedule::class, 'clear' ] );
		add_action( 'before_woocommerce_init', [ self::class, 'declareCompatibility' ] );
		add_action( 'plugins_loaded', [ $this, 'start' ] );
	}

	public function start(): void {
		if ( ! Requirements::areMet() ) {
			add_action( 'admin_notices', [ Requirements::class, 'showNotice' ] );
			add_action( 'network_admin_notices', [ Requirements::class, 'showNotice' ] );
			return;
		}
		if ( ! $this->hasTables() ) {
			add_action( 'admin_notices', [ Notices::class, 'showMissingTables' ] );
			return;
		}
		( new Hooks( fn(): OrdersAssembly => $this->orders() ) )->register();
		$this->products()->register();
		( new Schedule() )->register();
		add_action( 'rest_api_init', [ $this, 'registerRoutes' ] );
		if ( is_admin() ) {
			$this->registerAdmin();
		}
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			add_action( 'cli_init', [ $this, 'registerCommands' ] );
		}
	}

	public function activate(): void {
		if ( ! Requirements::areMet() ) {
			return;
		}
		( new Installer( $this->identity() ) )->install();
		if ( Installer::isCurrent() ) {
			OpenOrders::begin();
		}
		( new Schedule() )->plan();
	}

	/** A shop with another version lacks some of them: WooCommerce passes over those. */
	public static function declareCompatibility(): void {
		$features = 'Automattic\WooCommerce\Utilities\FeaturesUtil';
		if ( class_exists( $features ) ) {
			foreach ( self::FEATURES as $feature ) {
				$features::declare_compatibility( $feature, SORS_API_FILE, true );
			}
		}
	}

	public function registerRoutes(): void {
		$runs   = $this->products()->runs();
		$outbox = $this->orders()->outbox();
		$report = new SettingsReport( $this->settings(), $this->key() );
		$routes = [
			new ReadSettings( $report ),
			new UpdateSettings( $this->settings(), $report, fn(): int => $this->orders()->olderOrders()->countLeftOut() ),
			new SaveApiKey( $this->key(), $this->lastTest() ),
			new ConfirmStoreIdentity( $this->identity() ),
			new TestConnection( $this->settings(), $this->lastTest() ),
			new ListDatabases( [ $this, 'api' ] ),
			new ListBusinessUnits( $this->settings(), [ $this, 'api' ] ),
			new ListRuns( $runs ),
			new StartRun( $runs ),
			new ReadRun( $runs ),
			new ActOnRun( $runs ),
			new ListRunItems( $runs ),
			new ExportRun( $runs ),
			new ListOutbox( $outbox ),
			new ReadOutboxRow( $outbox ),
			new SendOrders( $outbox ),
			new SendOutboxRow( $outbox ),
			new ResolveOutboxRow( $outbox, $this->orders()->sentDecision() ),
			new CountOlderOrders( $this->orders()->olderOrdersJob() ),
			new SendOlderOrders( $this->orders()->olderOrdersJob() ),
			new ReadReconciliation( $this->orders()->reconciliationReport() ),
			new Reconcile( $this->orders()->reconciliationReport() ),
			new ReadYearChange( $this->orders()->yearChange() ),
			new ChangeYear( $this->orders()->yearChange() ),
			new ConfirmCarriedOver( $this->orders()->yearChange() ),
			new ReadCustomerDebt( $this->orders()->customerDebt() ),
			new ReadOverview( $this->overview() ),
			new ReadFirstRunExamples( $this->settings(), new Examples( [ $this, 'api' ] ) ),
			new ReadCatalogMapping( $this->products()->mapping(), $runs ),
			new MapGroup( $this->products()->mapping(), $runs ),
			new ListConflicts( new Conflicts( new RunTable() ), $this->products()->mapping() ),
		];
		foreach ( $routes as $route ) {
			$route->register();
		}
	}

	public function registerCommands(): void {
		\WP_CLI::add_command( 'sors', new Commands( $this->settings(), $this->lastTest(), $this->overview(), $this->products()->runs() ) );
		\WP_CLI::add_command( 'sors outbox', new OutboxCommands( $this->orders()->outbox(), $this->orders()->worker(), $this->orders()->sentDecision() ) );
		\WP_CLI::add_command( 'sors outbox older', new OlderOrdersCommand( $this->orders()->olderOrdersJob() ) );
		\WP_CLI::add_command( 'sors outbox reconcile', new ReconcileCommand( $this->orders()->reconciliation(), $this->orders()->reconciliationReport() ) );
	}

	/**
	 * Whoever is handed this method asks nothing of SORS before calling it.
	 *
	 * @throws SorsError When the contract or the address cannot be used.
	 */
	public function api(): Api {
		return $this->apiFactory()->create( new Key( $this->key()->value() ) );
	}

	private function registerAdmin(): void {
		( new Menu() )->register();
		( new Notices( $this->decisions(), $this->lastTest(), $this->identity(), [ $this->orders(), 'outbox' ] ) )->register();
		( new Privacy( new OutboxTable(), new History() ) )->register();
		( new SiteHealth( $this->decisions(), $this->lastTest(), [ $this->orders(), 'outbox' ] ) )->register();
	}

	/** Made anew by whichever request comes first after an update; after a failure only in wp-admin, not on every page. */
	private function hasTables(): bool {
		if ( ! Installer::isCurrent() && ( is_admin() || false === get_option( Installer::FAILURE_OPTION ) ) ) {
			( new Installer( $this->identity() ) )->install();
		}
		return Installer::isCurrent();
	}

	private function orders(): OrdersAssembly {
		if ( null === $this->orders ) {
			$this->orders = new OrdersAssembly( [ $this, 'api' ], $this->settings(), $this->identity() );
		}
		return $this->orders;
	}

	private function products(): ProductsAssembly {
		if ( null === $this->products ) {
			$this->products = new ProductsAssembly( [ $this, 'api' ], $this->settings(), fn(): Ledger => $this->orders()->ledger() );
		}
		return $this->products;
	}

	private function overview(): Overview {
		return new Overview( $this->decisions(), $this->lastTest(), $this->products()->runs(), $this->orders()->outbox() );
	}

	private function decisions(): Decisions {
		return new Decisions( $this->settings(), $this->key(), $this->identity(), $this->orders()->newerDatabase() );
	}

	private function lastTest(): LastTest {
		return new LastTest(
			function (): ConnectionProbe {
				return new ConnectionProbe( $this->apiFactory(), new Key( $this->key()->value() ), $this->key()->describe()['readable'] );
			}
		);
	}

	/** One for the whole request: a run asks for each page anew, and reading the contract takes longer than reading the page. */
	private function apiFactory(): ApiFactory {
		if ( null === $this->apiFactory ) {
			$this->apiFactory = new ApiFactory( dirname( SORS_API_FILE ), new WordPressTransport( SORS_API_VERSION ) );
		}
		return $this->apiFactory;
	}

	private function settings(): SettingsStore {
		if ( null === $this->settings ) {
			$this->settings = new SettingsStore(
				function (): bool {
					try {
						return $this->apiFactory()->contract()->tellsReserved();
					} catch ( SorsError $error ) {
						// Without a contract nothing works, and that is told elsewhere.
						return true;
					}
				}
			);
		}
		return $this->settings;
	}

	private function key(): ApiKey {
		if ( null === $this->key ) {
			$this->key = new ApiKey();
		}
		return $this->key;
	}

	private function identity(): StoreIdentity {
		if ( null === $this->identity ) {
			$this->identity = new StoreIdentity( $this->settings() );
		}
		return $this->identity;
	}
}
