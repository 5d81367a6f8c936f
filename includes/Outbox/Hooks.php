<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Checkout\ClassicCompanyFields;
use SorsApi\Checkout\CompanyFields;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Settings\Settings;

/** All hooks of "orders out". On a visitor's page nothing else of it is loaded, let alone built. */
final class Hooks {

	/** Option of the API key; ApiKey itself is loaded by whoever needs the key. */
	private const KEY = 'sors_api_key';

	/** @var callable(): Assembly */
	private $assembly;

	/** @param callable(): Assembly $assembly */
	public function __construct( callable $assembly ) {
		$this->assembly = $assembly;
	}

	public function register(): void {
		( new Capture( fn(): Intake => $this->built()->intake(), fn(): Followups => $this->built()->followups(), fn(): OrphanedDocuments => $this->built()->goneOrders() ) )->register();
		( new CompanyFields() )->register();
		( new ClassicCompanyFields() )->register();
		add_action( Schedule::OUTBOX, fn() => $this->built()->tick(), 10, 0 );
		add_action( Schedule::OUTBOX, fn() => $this->built()->goOn(), 20, 0 );
		if ( is_admin() ) {
			$this->built()->registerScreens();
		}
		add_action( 'sors_settings_changed', fn( Settings $after, Settings $before ) => $this->built()->changedSettings()->apply( $after, $before ), 10, 2 );
		add_action( 'sors_run_succeeded', fn() => $this->built()->changedSettings()->recheck(), 10, 0 );
		add_action( 'sors_store_copied', fn( string $former ) => $this->built()->rows()->disown( $former ), 10, 1 );
		foreach ( [ 'add_option_', 'update_option_' ] as $hook ) {
			add_action( $hook . self::KEY, fn() => $this->built()->pause()->end(), 10, 0 );
		}
	}

	private function built(): Assembly {
		return ( $this->assembly )();
	}
}
