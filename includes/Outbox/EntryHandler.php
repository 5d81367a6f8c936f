<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/** Does with one claimed row whatever its state asks for. */
final class EntryHandler {

	/** States in which there is something to do. Whoever asked for this row saw it before it was claimed; it may be over since. */
	private const OPEN = [ OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::REJECTED, OutboxEntry::SENDING, OutboxEntry::SENT ];

	private SettingsStore $settings;
	private OrderReader $orders;
	private SalePreparation $sales;
	private ReturnPreparation $returns;
	private Canceller $canceller;
	private Sender $sender;
	private LookUp $lookUp;
	private Transitions $transitions;
	private Failures $failures;
	private Pause $pause;

	public function __construct( SettingsStore $settings, OrderReader $orders, SalePreparation $sales, ReturnPreparation $returns, Canceller $canceller, Sender $sender, LookUp $lookUp, Transitions $transitions, Failures $failures, Pause $pause ) {
		$this->settings    = $settings;
		$this->orders      = $orders;
		$this->sales       = $sales;
		$this->returns     = $returns;
		$this->canceller   = $canceller;
		$this->sender      = $sender;
		$this->lookUp      = $lookUp;
		$this->transitions = $transitions;
		$this->failures    = $failures;
		$this->pause       = $pause;
	}

	public function handle( OutboxEntry $row, string $token, Api $api ): void {
		OrderReader::forget();
		try {
			if ( ! in_array( $row->state, self::OPEN, true ) ) {
				$this->transitions->leave( $row, $token );
			} elseif ( OutboxEntry::ROLE_CANCEL === $row->role ) {
				$this->cancel( $row, $token, $api );
			} elseif ( OutboxEntry::SENT === $row->state ) {
				$this->transitions->announce( $row, $token, true );
			} elseif ( OutboxEntry::SENDING !== $row->state ) {
				$this->send( $row, $token, $api );
			} elseif ( $this->isMissing( $row, $token, $api ) ) {
				$this->request( $this->sender->begin( $row, $token, null ), $token, $api, null );
			}
		} catch ( \Throwable $error ) {
			// Another plugin's filter, most likely. One broken order must not stop the others.
			Log::error( $error, "Entry $row->id (order $row->orderId, $row->role)" );
			/* translators: %s: technical message. */
			$message = sprintf( __( 'Something went wrong in the shop: %s', 'sors-api-for-woocommerce' ), $error->getMessage() );
			$this->transitions->postpone( $row, $token, OutboxEntry::BROKEN, RetryPolicy::after( 4 ), $message );
		}
	}

	private function send( OutboxEntry $row, string $token, Api $api ): void {
		$prepared = null;
		// The very body that may have reached SORS before is sent again, or a new one is made.
		if ( ! $row->isLocked() || null === $row->body ) {
			$prepared = $this->filed( $row, $token, fn(): Prepared => $this->prepare( $row, $api ) );
			if ( ! $prepared instanceof Prepared ) {
				return;
			}
		}
		$this->request( $this->sender->begin( $row, $token, $prepared ), $token, $api, $prepared );
	}

	private function cancel( OutboxEntry $row, string $token, Api $api ): void {
		$begun = $this->filed( $row, $token, fn(): ?OutboxEntry => $this->canceller->begin( $row, $token, $this->settings->load(), $api ) );
		if ( ! $begun instanceof OutboxEntry ) {
			return;
		}
		try {
			$this->canceller->request( $begun, $api );
		} catch ( SorsError $error ) {
			$this->failures->ofCancelling( $begun, $token, $error );
			return;
		}
		$this->pause->end();
		$this->canceller->finish( $begun, $token );
	}

	/**
	 * @param OutboxEntry|null  $row Null where another worker took it meanwhile.
	 */
	private function request( ?OutboxEntry $row, string $token, Api $api, ?Prepared $prepared ): void {
		if ( null === $row ) {
			return;
		}
		try {
			$document = $this->sender->request( $row, $api );
		} catch ( SorsError $error ) {
			if ( $error instanceof Rejected && null !== $prepared ) {
				$this->sales->refused( $prepared );
			}
			$this->failures->ofSending( $row, $token, $error );
			return;
		}
		$this->pause->end();
		$this->sender->finish( $row, $token, $document );
	}

	private function isMissing( OutboxEntry $row, string $token, Api $api ): bool {
		try {
			$missing = $this->lookUp->isMissing( $row, $token, $api );
		} catch ( SorsError $error ) {
			$this->failures->ofLookUp( $row, $token, $error );
			return false;
		}
		$this->pause->end();
		return $missing;
	}

	/**
	 * What comes before a request: whatever speaks against it is filed, and null answered.
	 *
	 * @param callable(): (Prepared|OutboxEntry|null) $do
	 *
	 * @return Prepared|OutboxEntry|null
	 */
	private function filed( OutboxEntry $row, string $token, callable $do ) {
		try {
			return $do();
		} catch ( SorsError $error ) {
			$this->failures->ofPreparing( $row, $token, $error );
		} catch ( Postponed $postponed ) {
			$this->transitions->postpone( $row, $token, $postponed->code(), $postponed->after, $postponed->getMessage() );
		} catch ( MappingRefused $refused ) {
			$this->transitions->reject( $row, $token, $refused->code(), $refused->getMessage(), Failures::RECHECK );
		} catch ( Skip $skip ) {
			$order = OutboxEntry::ROLE_SALE === $row->role ? $this->orders->load( $row->orderId ) : null;
			$this->transitions->skip( $row, $token, $skip, null !== $order && 'completed' === $order->get_status() );
		}
		return null;
	}

	/**
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws SorsError
	 */
	private function prepare( OutboxEntry $row, Api $api ): Prepared {
		$settings = $this->settings->load();
		if ( OutboxEntry::ROLE_RETURN === $row->role ) {
			return $this->returns->prepare( $row, $settings, $api );
		}
		$order = Readiness::check( $row, $this->orders->load( $row->orderId ), $settings );
		return $this->sales->prepare( $row, $order, $settings, $api );
	}
}
