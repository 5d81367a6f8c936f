<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Orders\CustomerDebt;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;

/** Builds everything of "orders out" by hand, each part when it is first wanted. */
final class Assembly {

	/** @var callable(): Api */
	private $api;
	private SettingsStore $settings;
	private StoreIdentity $identity;

	/** @param callable(): Api $api Called when something is to be asked of SORS, not before. */
	public function __construct( callable $api, SettingsStore $settings, StoreIdentity $identity ) {
		$this->api      = $api;
		$this->settings = $settings;
		$this->identity = $identity;
	}

	/** All hooks of "orders out": capture, worker, sweep, checkout fields, order screens. */
	public function register(): void {
	}

	public function outbox(): Outbox {
		return new Outbox();
	}

	public function worker(): Worker {
		return new Worker();
	}

	public function ledger(): Ledger {
		return new Ledger( $this->settings );
	}

	public function customerDebt(): CustomerDebt {
		return new CustomerDebt();
	}
}
