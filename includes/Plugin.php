<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Admin\Decisions;
use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Admin\Overview;
use SorsApi\Admin\Privacy;
use SorsApi\Admin\SiteHealth;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsReport;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Setup\Installer;
use SorsApi\Setup\Requirements;
use SorsApi\Setup\Schedule;
use SorsApi\Sors\Api;
use SorsApi\Sors\ApiFactory;
use SorsApi\Sors\ConnectionProbe;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\WordPressTransport;

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
	private ?Outbox\Assembly $orders   = null;
	private ?Sync\Assembly $products   = null;
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
		( new Outbox\Hooks( fn(): Outbox\Assembly => $this->orders() ) )->register();
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
			Outbox\Ledger\OpenOrders::begin();
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
			new Rest\ReadSettings( $report ),
			new Rest\UpdateSettings( $this->settings(), $report, fn(): int => $this->orders()->olderOrders()->countLeftOut() ),
			new Rest\SaveApiKey( $this->key(), $this->lastTest() ),
			new Rest\ConfirmStoreIdentity( $this->identity() ),
			new Rest\TestConnection( $this->settings(), $this->lastTest() ),
			new Rest\ListDatabases( [ $this, 'api' ] ),
			new Rest\ListBusinessUnits( $this->settings(), [ $this, 'api' ] ),
			new Rest\ListRuns( $runs ),
			new Rest\StartRun( $runs ),
			new Rest\ReadRun( $runs ),
			new Rest\ActOnRun( $runs ),
			new Rest\ListRunItems( $runs ),
			new Rest\ExportRun( $runs ),
			new Rest\ListOutbox( $outbox ),
			new Rest\ReadOutboxRow( $outbox ),
			new Rest\SendOrders( $outbox ),
			new Rest\SendOutboxRow( $outbox ),
			new Rest\ResolveOutboxRow( $outbox, $this->orders()->sentDecision() ),
			new Rest\CountOlderOrders( $this->orders()->olderOrdersJob() ),
			new Rest\SendOlderOrders( $this->orders()->olderOrdersJob() ),
			new Rest\ReadReconciliation( $this->orders()->reconciliationReport() ),
			new Rest\Reconcile( $this->orders()->reconciliationReport() ),
			new Rest\ReadYearChange( $this->orders()->yearChange() ),
			new Rest\ChangeYear( $this->orders()->yearChange() ),
			new Rest\ConfirmCarriedOver( $this->orders()->yearChange() ),
			new Rest\ReadCustomerDebt( $this->orders()->customerDebt() ),
			new Rest\ReadOverview( $this->overview() ),
			new Rest\ReadFirstRunExamples( $this->settings(), new Sync\Examples( [ $this, 'api' ] ) ),
			new Rest\ReadCatalogMapping( $this->products()->mapping(), $runs ),
			new Rest\MapGroup( $this->products()->mapping(), $runs ),
			new Rest\ListConflicts( new Sync\Conflicts( new Sync\RunTable() ), $this->products()->mapping() ),
		];
		foreach ( $routes as $route ) {
			$route->register();
		}
	}

	public function registerCommands(): void {
		\WP_CLI::add_command( 'sors', new Cli\Commands( $this->settings(), $this->lastTest(), $this->overview(), $this->products()->runs() ) );
		\WP_CLI::add_command( 'sors outbox', new Cli\OutboxCommands( $this->orders()->outbox(), $this->orders()->worker(), $this->orders()->sentDecision() ) );
		\WP_CLI::add_command( 'sors outbox older', new Cli\OlderOrdersCommand( $this->orders()->olderOrdersJob() ) );
		\WP_CLI::add_command( 'sors outbox reconcile', new Cli\ReconcileCommand( $this->orders()->reconciliation(), $this->orders()->reconciliationReport() ) );
	}

	/**
	 * Whoever is handed this method asks nothing of SORS before calling it.
	 *
	 * @throws Sors\SorsError When the contract or the address cannot be used.
	 */
	public function api(): Api {
		return $this->apiFactory()->create( new Key( $this->key()->value() ) );
	}

	private function registerAdmin(): void {
		( new Menu() )->register();
		( new Notices( $this->decisions(), $this->lastTest(), $this->identity(), [ $this->orders(), 'outbox' ] ) )->register();
		( new Privacy( new Outbox\Rows(), new Outbox\History() ) )->register();
		( new SiteHealth( $this->decisions(), $this->lastTest(), [ $this->orders(), 'outbox' ] ) )->register();
	}

	/** Made anew by whichever request comes first after an update; after a failure only in wp-admin, not on every page. */
	private function hasTables(): bool {
		if ( ! Installer::isCurrent() && ( is_admin() || false === get_option( Installer::FAILURE_OPTION ) ) ) {
			( new Installer( $this->identity() ) )->install();
		}
		return Installer::isCurrent();
	}

	private function orders(): Outbox\Assembly {
		if ( null === $this->orders ) {
			$this->orders = new Outbox\Assembly( [ $this, 'api' ], $this->settings(), $this->identity() );
		}
		return $this->orders;
	}

	private function products(): Sync\Assembly {
		if ( null === $this->products ) {
			$this->products = new Sync\Assembly( [ $this, 'api' ], $this->settings(), fn(): Outbox\Ledger\Ledger => $this->orders()->ledger() );
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
					} catch ( Sors\SorsError $error ) {
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
