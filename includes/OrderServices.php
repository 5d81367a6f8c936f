<?php
declare( strict_types=1 );

namespace SorsApi;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Background\Sweep;
use SorsApi\Background\Tick;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Issues\Digest;
use SorsApi\Issues\DocumentsWithoutOrder;
use SorsApi\Issues\LatePayments;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Issues\SentDecision;
use SorsApi\Issues\SentDocuments;
use SorsApi\Ledger\Ledger;
use SorsApi\OrderView\FoundDocuments;
use SorsApi\OrderView\OrderDesk;
use SorsApi\Outbox\Capture;
use SorsApi\Outbox\ChangedSettings;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Resolution;
use SorsApi\Outbox\Worker;
use SorsApi\Overview\CustomerDebt;
use SorsApi\Sors\Api;
use SorsApi\YearChange\NewerDatabase;
use SorsApi\YearChange\YearChange;

/** Builds everything of "orders out" by hand, each part when it is first needed. */
final class OrderServices {

	private Api $api;
	private ?Worker $worker   = null;
	private ?Capture $capture = null;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	public function api(): Api {
		return $this->api;
	}

	/** One for the whole request: it remembers which orders it has captured. */
	public function capture(): Capture {
		if ( null === $this->capture ) {
			$this->capture = new Capture();
		}
		return $this->capture;
	}

	public function tick(): Tick {
		return new Tick( $this->worker(), $this->sweep(), $this->reconciliation(), new Digest( $this->outbox() ), $this->olderOrdersJob(), $this->newerDatabase(), $this->linkedCustomers() );
	}

	public function linkedCustomers(): LinkedCustomers {
		return new LinkedCustomers( $this->api );
	}

	public function changedSettings(): ChangedSettings {
		return new ChangedSettings( $this->api );
	}

	public function outbox(): Outbox {
		$resolution = new Resolution( $this->api );
		return new Outbox( $this->worker(), $resolution, $this->api );
	}

	public function orderDesk(): OrderDesk {
		return new OrderDesk( $this->api );
	}

	public function foundDocuments(): FoundDocuments {
		return new FoundDocuments( $this->api );
	}

	public function worker(): Worker {
		if ( null === $this->worker ) {
			$this->worker = new Worker( $this->api );
		}
		return $this->worker;
	}

	public function ledger(): Ledger {
		return new Ledger( $this->api );
	}

	public function sweep(): Sweep {
		return new Sweep( $this->api, $this->ledger() );
	}

	public function olderOrdersJob(): OlderOrdersJob {
		return new OlderOrdersJob( $this->outbox() );
	}

	public function reconciliation(): Reconciliation {
		return new Reconciliation( new SentDocuments( $this->api ), $this->latePayments() );
	}

	public function reconciliationReport(): ReconciliationReport {
		return new ReconciliationReport( $this->reconciliation(), $this->documentsWithoutOrder(), $this->api );
	}

	public function documentsWithoutOrder(): DocumentsWithoutOrder {
		return new DocumentsWithoutOrder( $this->api );
	}

	public function latePayments(): LatePayments {
		return new LatePayments( $this->api );
	}

	public function newerDatabase(): NewerDatabase {
		return new NewerDatabase( $this->api );
	}

	public function yearChange(): YearChange {
		return new YearChange( $this->newerDatabase(), $this->api );
	}

	public function sentDecision(): SentDecision {
		return new SentDecision( $this->api );
	}

	public function customerDebt(): CustomerDebt {
		return new CustomerDebt( $this->api );
	}

}
