<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Orders\MappingRefused;
use SorsApi\Orders\OrderReader;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/** Does with one claimed row whatever its state asks for. */
final class RowHandler {

	private SettingsStore $settings;
	private OrderReader $orders;
	private SalePreparation $sales;
	private Sender $sender;
	private LookUp $lookUp;
	private Transitions $transitions;
	private Failures $failures;
	private Pause $pause;

	public function __construct( SettingsStore $settings, OrderReader $orders, SalePreparation $sales, Sender $sender, LookUp $lookUp, Transitions $transitions, Failures $failures, Pause $pause ) {
		$this->settings    = $settings;
		$this->orders      = $orders;
		$this->sales       = $sales;
		$this->sender      = $sender;
		$this->lookUp      = $lookUp;
		$this->transitions = $transitions;
		$this->failures    = $failures;
		$this->pause       = $pause;
	}

	/** @param callable(): Api $api */
	public function handle( OutboxRow $row, string $token, callable $api ): void {
		OrderReader::forget();
		try {
			if ( OutboxRow::SENT === $row->state ) {
				$this->transitions->announce( $row, $token, true );
			} elseif ( OutboxRow::SENDING !== $row->state ) {
				$this->send( $row, $token, $api );
			} elseif ( $this->isMissing( $row, $token, $api ) ) {
				$this->resend( $row, $token, $api );
			}
		} catch ( \Throwable $error ) {
			// Another plugin's filter, most likely. One broken order must not stop the others.
			/* translators: %s: technical message. */
			$message = sprintf( __( 'Something went wrong in the shop: %s', 'sors-api-for-woocommerce' ), $error->getMessage() );
			$this->transitions->postpone( $row, $token, 'internal', RetryPolicy::after( 4 ), $message );
		}
	}

	/** @param callable(): Api $api */
	private function send( OutboxRow $row, string $token, callable $api ): void {
		if ( $row->fixed && null !== $row->body ) {
			$this->resend( $row, $token, $api );
			return;
		}
		try {
			$prepared = $this->prepare( $row, $api );
		} catch ( SorsError $error ) {
			$this->failures->ofPreparing( $row, $token, $error );
			return;
		} catch ( Postponed $postponed ) {
			$this->transitions->postpone( $row, $token, $postponed->code(), $postponed->after, $postponed->getMessage() );
			return;
		} catch ( MappingRefused $refused ) {
			$this->transitions->reject( $row, $token, $refused->code(), $refused->getMessage(), Failures::RECHECK );
			return;
		} catch ( Skip $skip ) {
			$order = $this->orders->load( $row->orderId );
			$this->transitions->skip( $row, $token, $skip, null !== $order && 'completed' === $order->get_status() );
			return;
		}
		$this->request( $this->sender->begin( $row, $token, $prepared ), $token, $api, $prepared );
	}

	/**
	 * The very body that may have reached SORS before.
	 *
	 * @param callable(): Api $api
	 */
	private function resend( OutboxRow $row, string $token, callable $api ): void {
		$this->request( $this->sender->begin( $row, $token, null ), $token, $api, null );
	}

	/**
	 * @param OutboxRow|null  $row Null where another worker took it meanwhile.
	 * @param callable(): Api $api
	 */
	private function request( ?OutboxRow $row, string $token, callable $api, ?Prepared $prepared ): void {
		if ( null === $row ) {
			return;
		}
		try {
			$document = $this->sender->request( $row, $api() );
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

	/** @param callable(): Api $api */
	private function isMissing( OutboxRow $row, string $token, callable $api ): bool {
		try {
			$missing = $this->lookUp->isMissing( $row, $token, $api() );
		} catch ( SorsError $error ) {
			$this->failures->ofLookUp( $row, $token, $error );
			return false;
		}
		$this->pause->end();
		return $missing;
	}

	/**
	 * @param callable(): Api $api
	 *
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws SorsError
	 */
	private function prepare( OutboxRow $row, callable $api ): Prepared {
		$settings = $this->settings->load();
		$order    = Readiness::check( $row, $this->orders->load( $row->orderId ), $settings );
		return $this->sales->prepare( $row, $order, $settings, $api() );
	}
}
