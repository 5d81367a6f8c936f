<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Background\Sweep;
use SorsApi\Background\Tick;
use SorsApi\Counterparts\BusinessUnits;
use SorsApi\Counterparts\Customers;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Counterparts\Items;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Digest;
use SorsApi\Issues\LatePayments;
use SorsApi\Issues\MadeDocuments;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Issues\SentDecision;
use SorsApi\Issues\SentDocuments;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Orders\OrderReader;
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
use SorsApi\Outbox\OrderNotes;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Pause;
use SorsApi\Outbox\Resolution;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\ReturnPreparation;
use SorsApi\Outbox\SalePreparation;
use SorsApi\Outbox\SendingPermission;
use SorsApi\Outbox\Transitions;
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
	private OutboxTable $entries;
	private History $history;
	private Pause $pause;
	private ?Worker $worker   = null;
	private ?Capture $capture = null;

	public function __construct( Api $api, SettingsStore $settings, StoreIdentity $identity ) {
		$this->api       = $api;
		$this->settings  = $settings;
		$this->identity  = $identity;
		$this->entries   = new OutboxTable();
		$this->history   = new History();
		$this->pause     = new Pause();
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
		return new Tick( $this->worker(), $this->sweep(), $this->reconciliation(), new Digest( $this->settings, $this->pause, $this->outbox() ), $this->olderOrdersJob(), $this->newerDatabase(), $this->linkedCustomers() );
	}

	public function linkedCustomers(): LinkedCustomers {
		return new LinkedCustomers( $this->settings, $this->api );
	}

	public function changedSettings(): ChangedSettings {
		return new ChangedSettings( $this->entries, $this->settings );
	}

	public function entries(): OutboxTable {
		return $this->entries;
	}

	public function pause(): Pause {
		return $this->pause;
	}

	public function orphanedDocuments(): OrphanedDocuments {
		return new OrphanedDocuments( $this->entries, $this->history );
	}

	public function outbox(): Outbox {
		$resolution = new Resolution( $this->entries, $this->history, $this->transitions(), $this->intake(), new OrderReader(), $this->settings, $this->api );
		return new Outbox( $this->entries, $this->history, $this->intake(), $this->worker(), $resolution, $this->pause, $this->sendingPermission(), $this->restoredBackup(), $this->api );
	}

	public function orderDesk(): OrderDesk {
		return new OrderDesk( $this->history, $this->api, $this->settings );
	}

	public function foundDocuments(): FoundDocuments {
		return new FoundDocuments( $this->entries, $this->api );
	}

	public function worker(): Worker {
		if ( null === $this->worker ) {
			$orders       = new OrderReader();
			$transitions  = $this->transitions();
			$items        = new Items();
			$intake       = $this->intake();
			$restored     = $this->restoredBackup();
			$sales        = new SalePreparation( $orders, new Customers( new CustomerTable(), new LookUpTrust() ), $items, new BusinessUnits(), $this->identity );
			$returns      = new ReturnPreparation( $this->entries, $orders, $items, $this->identity, $intake );
			$canceller    = new Canceller( $this->entries, $this->history, $orders, $sales, $this->identity, $intake, new OrderNotes(), $transitions );
			$lookUp       = new LookUp( $this->entries, $this->history, $transitions, new DocumentSearch( $this->entries, new LookUpTrust(), $this->identity ) );
			$handler      = new EntryHandler( $this->settings, $orders, $sales, $returns, $canceller, $this->entries, $lookUp, $transitions, $this->failures(), $this->pause, $restored );
			$this->worker = new Worker( $handler, $this->pause, $this->identity, $restored, $this->entries, $this->api );
		}
		return $this->worker;
	}

	public function restoredBackup(): RestoredBackup {
		$transitions = $this->transitions();
		$unknown     = new UnknownDocuments( $this->entries, $this->identity, $this->api );
		$adoption    = new Adoption( $this->entries, $this->history, $transitions, $this->intake() );
		$search      = new BackupSearch( $unknown, $adoption, $this->entries, $this->identity );
		return new RestoredBackup( $unknown, $search, $this->entries, $this->identity, $this->settings, $this->failures() );
	}

	public function ledger(): Ledger {
		return new Ledger( $this->settings, $this->entries, new OpenOrders( $this->entries ) );
	}

	public function sweep(): Sweep {
		return new Sweep( $this->entries, new OpenOrders( $this->entries ), $this->intake(), $this->ledger(), $this->changedOrders(), $this->orphanedDocuments(), $this->settings );
	}

	public function olderOrders(): OlderOrders {
		return new OlderOrders( $this->settings );
	}

	public function olderOrdersJob(): OlderOrdersJob {
		return new OlderOrdersJob( $this->olderOrders(), $this->outbox() );
	}

	public function reconciliation(): Reconciliation {
		return new Reconciliation( $this->entries, $this->history, $this->orphanedDocuments(), $this->restoredBackup(), new SentDocuments( $this->api ), $this->latePayments(), new MadeDocuments( $this->entries ) );
	}

	public function reconciliationReport(): ReconciliationReport {
		return new ReconciliationReport( $this->reconciliation(), $this->changedOrders(), $this->settings, $this->api );
	}

	public function latePayments(): LatePayments {
		return new LatePayments( $this->entries, $this->history, $this->settings, $this->api, $this->transitions() );
	}

	public function newerDatabase(): NewerDatabase {
		return new NewerDatabase( $this->settings, $this->api );
	}

	public function yearChange(): YearChange {
		return new YearChange( $this->entries, $this->settings, $this->newerDatabase(), $this->pause, $this->api );
	}

	public function sentDecision(): SentDecision {
		return new SentDecision( $this->entries, $this->changedOrders(), $this->intake(), $this->history, $this->sendingPermission(), $this->api );
	}

	public function sendingPermission(): SendingPermission {
		return new SendingPermission( $this->identity, $this->restoredBackup() );
	}

	public function changedOrders(): ChangedOrders {
		return new ChangedOrders( $this->entries, new OrderReader(), $this->settings, $this->history );
	}

	public function customerDebt(): CustomerDebt {
		return new CustomerDebt( $this->entries, new OrderReader(), $this->settings, new CustomerTable(), $this->api );
	}

	public function intake(): Intake {
		return new Intake( $this->entries, $this->settings );
	}

	private function failures(): Failures {
		return new Failures( $this->transitions(), $this->pause, $this->settings );
	}

	private function transitions(): Transitions {
		return new Transitions( $this->entries, $this->history, new OrderNotes() );
	}
}
