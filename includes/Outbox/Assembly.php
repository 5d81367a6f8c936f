<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Admin\OrderActions;
use SorsApi\Admin\OrderBox;
use SorsApi\Admin\OrderBulkSend;
use SorsApi\Admin\OrderCompanyFields;
use SorsApi\Admin\OrderList;
use SorsApi\Backfill\OlderOrders;
use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Background\Sweep;
use SorsApi\Background\Tick;
use SorsApi\Counterparts\BusinessUnits;
use SorsApi\Counterparts\Customers;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Counterparts\ItemReading;
use SorsApi\Counterparts\Items;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Attention;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Digest;
use SorsApi\Issues\Findings;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Issues\SentDecision;
use SorsApi\Issues\SentEntries;
use SorsApi\Ledger\Ledger;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Ledger\Settlement;
use SorsApi\Orders\OrderReader;
use SorsApi\Overview\CustomerDebt;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Links;
use SorsApi\YearChange\NewerDatabase;
use SorsApi\YearChange\YearChange;

/** Builds everything of "orders out" by hand, each part when it is first wanted. */
final class Assembly {

	/** Seconds for what waits until the orders that are due were sent. */
	private const AFTERWARDS = 5;

	/** @var callable(): Api */
	private $api;
	private SettingsStore $settings;
	private StoreIdentity $identity;
	private OutboxTable $rows;
	private History $history;
	private Pause $pause;
	private ?Worker $worker = null;

	/** @param callable(): Api $api Called when something is to be asked of SORS, not before. */
	public function __construct( callable $api, SettingsStore $settings, StoreIdentity $identity ) {
		$this->api      = $api;
		$this->settings = $settings;
		$this->identity = $identity;
		$this->rows     = new OutboxTable();
		$this->history  = new History();
		$this->pause    = new Pause();
	}

	/** What happens every minute. */
	public function tick(): void {
		( new Tick( $this->worker(), $this->sweep(), $this->reconciliation(), new Digest( $this->settings, $this->pause, $this->outbox() ) ) )->run();
	}

	/** What is less urgent than sending: what somebody asked for and one request had no time for, and what is looked after daily. */
	public function goOn(): void {
		$this->olderOrdersJob()->goOnInBackground( self::AFTERWARDS );
		$this->newerDatabase()->checkIfDue();
	}

	/** On WooCommerce's own screens. */
	public function registerScreens(): void {
		$outbox = [ $this, 'outbox' ];
		( new OrderList( $this->rows, new Attention() ) )->register();
		( new OrderBulkSend( $outbox ) )->register();
		( new OrderBox( $this->rows, $this->changes(), new CustomerTable(), $outbox, [ $this, 'canCancel' ] ) )->register();
		( new OrderActions( $this->rows, $this->sentDecision(), $outbox, [ $this, 'customerDebt' ] ) )->register();
		( new OrderCompanyFields() )->register();
	}

	public function changedSettings(): ChangedSettings {
		return new ChangedSettings( $this->rows, $this->settings );
	}

	public function rows(): OutboxTable {
		return $this->rows;
	}

	public function pause(): Pause {
		return $this->pause;
	}

	public function goneOrders(): OrphanedDocuments {
		return new OrphanedDocuments( $this->rows, $this->history );
	}

	public function followups(): Followups {
		return new Followups( $this->rows );
	}

	public function outbox(): Outbox {
		$resolution = new Resolution( $this->rows, new Claims(), $this->history, $this->transitions(), new ByHand( $this->rows, $this->history, $this->followups() ), $this->api );
		return new Outbox( $this->rows, $this->history, $this->intake(), $this->worker(), $resolution, $this->pause, $this->identity, [ $this, 'canLookUp' ] );
	}

	public function worker(): Worker {
		if ( null === $this->worker ) {
			$orders       = new OrderReader();
			$transitions  = $this->transitions();
			$items        = new Items( new Links(), new ItemReading( new Links() ) );
			$followups    = $this->followups();
			$sales        = new SalePreparation( $orders, new Customers( new CustomerTable() ), $items, new BusinessUnits(), $this->identity );
			$returns      = new ReturnPreparation( $this->rows, $orders, $items, $this->identity, $followups );
			$canceller    = new Canceller( $this->rows, $this->history, $orders, $sales, $this->identity, $followups, new OrderNotes() );
			$sender       = new Sender( $this->rows, $transitions );
			$lookUp       = new LookUp( $this->rows, $this->history, $transitions );
			$handler      = new EntryHandler( $this->settings, $orders, $sales, $returns, $canceller, $sender, $lookUp, $transitions, new Failures( $transitions, $this->pause ), $this->pause );
			$this->worker = new Worker( new Claims(), $handler, $this->pause, $this->identity, $this->rows, $this->api );
		}
		return $this->worker;
	}

	public function ledger(): Ledger {
		return new Ledger( $this->settings, new OpenOrders() );
	}

	public function sweep(): Sweep {
		return new Sweep( new OpenOrders(), $this->intake(), $this->followups(), new Settlement( $this->settings ), $this->changes(), $this->goneOrders(), $this->settings );
	}

	public function olderOrders(): OlderOrders {
		return new OlderOrders( $this->settings );
	}

	public function olderOrdersJob(): OlderOrdersJob {
		return new OlderOrdersJob( $this->olderOrders(), $this->outbox() );
	}

	public function reconciliation(): Reconciliation {
		return new Reconciliation( $this->rows, $this->history, new SentEntries(), $this->goneOrders(), $this->identity, $this->api );
	}

	public function reconciliationReport(): ReconciliationReport {
		return new ReconciliationReport( $this->reconciliation(), new Findings( $this->settings ), [ $this, 'canCancel' ] );
	}

	public function newerDatabase(): NewerDatabase {
		return new NewerDatabase( $this->settings, $this->api );
	}

	public function yearChange(): YearChange {
		return new YearChange( $this->settings, $this->newerDatabase(), $this->pause, $this->api );
	}

	/** Whether SORS' interface can cancel documents. */
	public function canCancel(): bool {
		return $this->supports( 'cancelDocument' );
	}

	/** Whether a document whose reply was lost can be looked up by our reference. */
	public function canLookUp(): bool {
		return $this->supports( 'findDocuments' );
	}

	/** Where its contract cannot be read, SORS' interface can do nothing. */
	private function supports( string $operation ): bool {
		try {
			return ( $this->api )()->supports( $operation );
		} catch ( SorsError $error ) {
			return false;
		}
	}

	public function sentDecision(): SentDecision {
		return new SentDecision( $this->rows, $this->changes(), $this->followups(), $this->history, $this->api );
	}

	private function changes(): ChangedOrders {
		return new ChangedOrders( $this->rows, new OrderReader(), $this->settings, $this->history );
	}

	public function customerDebt(): CustomerDebt {
		return new CustomerDebt( $this->rows, new OrderReader(), $this->settings, new CustomerTable(), $this->api );
	}

	public function intake(): Intake {
		return new Intake( $this->followups() );
	}

	private function transitions(): Transitions {
		return new Transitions( $this->rows, $this->history, new OrderNotes() );
	}
}
