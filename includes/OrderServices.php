<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Background\Sweep;
use SorsApi\Background\Tick;
use SorsApi\Counterparts\Customers;
use SorsApi\Counterparts\Items;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Digest;
use SorsApi\Issues\LatePayments;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Issues\SentDecision;
use SorsApi\Issues\SentDocuments;
use SorsApi\Ledger\Ledger;
use SorsApi\OrderView\FoundDocuments;
use SorsApi\OrderView\OrderDesk;
use SorsApi\Outbox\Adoption;
use SorsApi\Outbox\BackupSearch;
use SorsApi\Outbox\Canceller;
use SorsApi\Outbox\Capture;
use SorsApi\Outbox\ChangedSettings;
use SorsApi\Outbox\DocumentSearch;
use SorsApi\Outbox\EntryHandler;
use SorsApi\Outbox\Failures;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\LookUp;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Resolution;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\ReturnPreparation;
use SorsApi\Outbox\SalePreparation;
use SorsApi\Outbox\SendingPermission;
use SorsApi\Outbox\UnknownDocuments;
use SorsApi\Outbox\Worker;
use SorsApi\Overview\CustomerDebt;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\YearChange\NewerDatabase;
use SorsApi\YearChange\YearChange;

/** Builds everything of "orders out" by hand, each part when it is first needed. */
final class OrderServices {

	private Api $api;
	private SettingsStore $settings;
	private StoreIdentity $identity;
	private ?Worker $worker   = null;
	private ?Capture $capture = null;

	public function __construct( Api $api, SettingsStore $settings, StoreIdentity $identity ) {
		$this->api       = $api;
		$this->settings  = $settings;
		$this->identity  = $identity;
	}

	public function api(): Api {
		return $this->api;
	}

	/** One for the whole request: it remembers which orders it has captured. */
	public function capture(): Capture {
		if ( null === $this->capture ) {
			$this->capture = new Capture( $this->intake() );
		}
		return $this->capture;
	}

	public function tick(): Tick {
		return new Tick( $this->worker(), $this->sweep(), $this->reconciliation(), new Digest( $this->settings, $this->outbox() ), $this->olderOrdersJob(), $this->newerDatabase(), $this->linkedCustomers() );
	}

	public function linkedCustomers(): LinkedCustomers {
		return new LinkedCustomers( $this->settings, $this->api );
	}

	public function changedSettings(): ChangedSettings {
		return new ChangedSettings( $this->settings );
	}

	public function outbox(): Outbox {
		$resolution = new Resolution( $this->intake(), $this->settings, $this->api );
		return new Outbox( $this->intake(), $this->worker(), $resolution, $this->sendingPermission(), $this->restoredBackup(), $this->api );
	}

	public function orderDesk(): OrderDesk {
		return new OrderDesk( $this->api, $this->settings );
	}

	public function foundDocuments(): FoundDocuments {
		return new FoundDocuments( $this->api );
	}

	public function worker(): Worker {
		if ( null === $this->worker ) {
			$items        = new Items();
			$intake       = $this->intake();
			$restored     = $this->restoredBackup();
			$sales        = new SalePreparation( new Customers( new LookUpTrust() ), $items, $this->identity );
			$returns      = new ReturnPreparation( $items, $this->identity, $intake );
			$canceller    = new Canceller( $sales, $this->identity, $intake );
			$lookUp       = new LookUp( new DocumentSearch( new LookUpTrust(), $this->identity ) );
			$handler      = new EntryHandler( $this->settings, $sales, $returns, $canceller, $lookUp, $this->failures(), $restored );
			$this->worker = new Worker( $handler, $this->identity, $restored, $this->api );
		}
		return $this->worker;
	}

	public function restoredBackup(): RestoredBackup {
		$unknown     = new UnknownDocuments( $this->identity, $this->api );
		$adoption    = new Adoption( $this->intake() );
		$search      = new BackupSearch( $unknown, $adoption, $this->identity );
		return new RestoredBackup( $unknown, $search, $this->identity, $this->settings, $this->failures() );
	}

	public function ledger(): Ledger {
		return new Ledger( $this->settings );
	}

	public function sweep(): Sweep {
		return new Sweep( $this->intake(), $this->ledger(), $this->changedOrders(), $this->settings );
	}

	public function olderOrders(): OlderOrders {
		return new OlderOrders( $this->settings );
	}

	public function olderOrdersJob(): OlderOrdersJob {
		return new OlderOrdersJob( $this->olderOrders(), $this->outbox() );
	}

	public function reconciliation(): Reconciliation {
		return new Reconciliation( $this->restoredBackup(), new SentDocuments( $this->api ), $this->latePayments() );
	}

	public function reconciliationReport(): ReconciliationReport {
		return new ReconciliationReport( $this->reconciliation(), $this->changedOrders(), $this->settings, $this->api );
	}

	public function latePayments(): LatePayments {
		return new LatePayments( $this->settings, $this->api );
	}

	public function newerDatabase(): NewerDatabase {
		return new NewerDatabase( $this->settings, $this->api );
	}

	public function yearChange(): YearChange {
		return new YearChange( $this->settings, $this->newerDatabase(), $this->api );
	}

	public function sentDecision(): SentDecision {
		return new SentDecision( $this->changedOrders(), $this->intake(), $this->sendingPermission(), $this->api );
	}

	public function sendingPermission(): SendingPermission {
		return new SendingPermission( $this->identity, $this->restoredBackup() );
	}

	public function changedOrders(): ChangedOrders {
		return new ChangedOrders( $this->settings );
	}

	public function customerDebt(): CustomerDebt {
		return new CustomerDebt( $this->settings, $this->api );
	}

	public function intake(): Intake {
		return new Intake( $this->settings );
	}

	private function failures(): Failures {
		return new Failures( $this->settings );
	}
}
