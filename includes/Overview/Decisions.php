<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Issues\DocumentsWithoutOrder;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\OrderView\Words;
use SorsApi\Sentence;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\DoubtElsewhere;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Reports\PendingReport;
use SorsApi\YearChange\NewerDatabase;

/**
 * What needs a person, most urgent first. Success is silent.
 *
 * @phpstan-import-type Notice from SettingsNotices
 * @phpstan-type Decision array{code: string, severity: 'error'|'warning'|'info', message: string, screen: 'overview'|'connect'|'products'|'orders'|'settings', params: \stdClass, button: string, url?: string}
 */
final class Decisions {

	/** A person says whether this is the shop or a copy. */
	public const ADDRESS_CHANGED         = 'address_changed';
	public const ENVIRONMENT_UNCONFIRMED = 'environment_unconfirmed';

	/** States in which orders need a person. */
	public const STATES = [ OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED, OrderQueries::DIFFERS ];

	private Api $api;
	private NewerDatabase $newer;

	public function __construct( Api $api, NewerDatabase $newer ) {
		$this->api   = $api;
		$this->newer = $newer;
	}

	/** Key, database and business unit are chosen. */
	public function isConfigured(): bool {
		$key = ( new ApiKey() )->describe();
		return $key['set'] && $key['readable'] && SettingsStore::load()->isConfigured();
	}

	/**
	 * @param array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null}|null $lastTest
	 * @param array{code: string, message: string, since: int, until: int}|null                             $paused   Why all sending is paused.
	 * @param array<string, int>                                                                            $counts   Orders by state.
	 * @param list<Run>                                                                                     $runs     Those that wait for approval, and the newest of each kind that is of all items.
	 * @return list<Decision>
	 */
	public function all( ?array $lastTest, ?array $paused, array $counts, array $runs ): array {
		return array_merge( $this->urgent( $lastTest, $paused, $counts ), self::withoutOrder(), self::products( $runs ), $this->newYear(), $this->carriedOver(), $this->settings(), $this->leftOut() );
	}

	/**
	 * What keeps the shop's orders from SORS: shown all over wp-admin.
	 *
	 * @param array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null}|null $lastTest
	 * @param array{code: string, message: string, since: int, until: int}|null                             $paused
	 * @param array<string, int>                                                                            $counts
	 * @return list<Decision>
	 */
	public function urgent( ?array $lastTest, ?array $paused, array $counts ): array {
		return array_merge( $this->connection( $lastTest ), self::paused( $paused ), self::orders( $counts ), $this->background() );
	}

	/**
	 * What stops everything. Cheap: reads options only.
	 *
	 * @param array{ok: bool, latencyMs: int|null, problem: array{code: string, message: string}|null}|null $lastTest
	 * @return list<Decision>
	 */
	public function connection( ?array $lastTest ): array {
		$key   = ( new ApiKey() )->describe();
		$list  = [];
		$doubt = StoreIdentity::doubt();
		if ( null !== $doubt ) {
			$list[] = self::decision( StoreIdentity::OTHER_ADDRESS === $doubt ? self::ADDRESS_CHANGED : self::ENVIRONMENT_UNCONFIRMED, 'error', $this->place( $doubt ), 'overview', __( 'Say which it is', 'sors-api-for-woocommerce' ) );
		}
		$elsewhere = null === $doubt ? DoubtElsewhere::told() : '';
		if ( '' !== $elsewhere ) {
			$list[] = self::decision( 'doubt_elsewhere', 'error', $elsewhere, 'settings', __( 'Open SORS API', 'sors-api-for-woocommerce' ) );
		}
		if ( $key['set'] && ! $key['readable'] ) {
			$list[] = self::decision( 'key_unreadable', 'error', __( 'The saved API key can no longer be read, because the security keys of this site (salts) were changed. Nothing is exchanged with SORS until you enter the key again.', 'sors-api-for-woocommerce' ), 'connect', __( 'Enter the key', 'sors-api-for-woocommerce' ) );
		} elseif ( ! $this->isConfigured() ) {
			$list[] = self::decision( 'not_configured', 'info', __( 'The shop is not connected with SORS yet. Enter the API key, then choose a database and business units.', 'sors-api-for-woocommerce' ), 'connect', __( 'Connect with SORS', 'sors-api-for-woocommerce' ) );
		} elseif ( null !== $lastTest && ! $lastTest['ok'] ) {
			$list[] = self::decision( 'connection_failed', 'error', $lastTest['problem']['message'] ?? __( 'The last connection test failed.', 'sors-api-for-woocommerce' ), 'connect', __( 'Open the connection', 'sors-api-for-woocommerce' ) );
		}
		return $list;
	}

	private function place( string $doubt ): string {
		if ( StoreIdentity::OTHER_ENVIRONMENT === $doubt ) {
			/* translators: %s: production, staging, development or local. */
			return sprintf( __( 'This site is of the type “%s” (WP_ENVIRONMENT_TYPE), and nobody has confirmed yet that it is the shop. No orders are sent to SORS until you say whether it is the shop or a copy.', 'sors-api-for-woocommerce' ), wp_get_environment_type() );
		}
		if ( in_array( StoreIdentity::knownAddress(), [ '', StoreIdentity::address() ], true ) ) {
			/* translators: %s: present address of the shop. */
			return sprintf( __( 'This shop used to be at another address and is now at %s. No orders are sent to SORS until you say whether the shop moved or this is a copy.', 'sors-api-for-woocommerce' ), StoreIdentity::address() );
		}
		/* translators: 1: former, 2: present address of the shop. */
		return sprintf( __( 'This shop used to be at %1$s and is now at %2$s. No orders are sent to SORS until you say whether the shop moved or this is a copy.', 'sors-api-for-woocommerce' ), StoreIdentity::knownAddress(), StoreIdentity::address() );
	}

	/** @return list<Decision> */
	public static function withoutOrder(): array {
		$many = DocumentsWithoutOrder::count();
		/* translators: %d: number of documents. */
		return 0 === $many ? [] : [ self::decision( 'documents_without_order', 'warning', sprintf( _n( '%d document in SORS has the mark of this shop and belongs to no order here, as after a restored backup. Cancel it, or leave it.', '%d documents in SORS have the mark of this shop and belong to no order here, as after a restored backup. Cancel them, or leave them.', $many, 'sors-api-for-woocommerce' ), $many ), 'orders', __( 'See the documents', 'sors-api-for-woocommerce' ), [ 'view' => 'reconciliation' ] ) ];
	}

	/**
	 * @param array{code: string, message: string, since: int, until: int}|null $paused
	 * @return list<Decision>
	 */
	public static function paused( ?array $paused ): array {
		if ( null === $paused ) {
			return [];
		}
		/* translators: 1: date and time, 2: why, a sentence. */
		return [ self::decision( 'sending_paused', 'error', sprintf( __( 'No orders have been sent to SORS since %1$s; they wait and are sent automatically afterwards. %2$s', 'sors-api-for-woocommerce' ), Words::moment( gmdate( 'Y-m-d H:i:s', $paused['since'] ) ), $paused['message'] ), 'connect', __( 'Open the connection', 'sors-api-for-woocommerce' ) ) ];
	}

	/**
	 * Together as many as need a person: each order by what is most urgent of it.
	 *
	 * @param array<string, int> $counts
	 * @return list<Decision>
	 */
	public static function orders( array $counts ): array {
		$list      = [];
		$uncertain = $counts[ OutboxEntry::UNCERTAIN ] ?? 0;
		$rejected  = $counts[ OutboxEntry::REJECTED ] ?? 0;
		if ( $uncertain > 0 ) {
			/* translators: %d: number of orders. */
			$list[] = self::decision( 'orders_uncertain', 'error', sprintf( _n( '%d order needs your decision, because SORS’ answer was lost: say which document in SORS belongs to it, or send it again.', '%d orders need your decision, because SORS’ answers were lost: say which documents in SORS belong to them, or send them again.', $uncertain, 'sors-api-for-woocommerce' ), $uncertain ), 'orders', _n( 'Decide on it', 'Decide on them', $uncertain, 'sors-api-for-woocommerce' ), [ 'state' => 'uncertain' ] );
		}
		if ( $rejected > 0 ) {
			/* translators: %d: number of orders. */
			$list[] = self::decision( 'orders_rejected', 'warning', sprintf( _n( '%d order was refused and is not in SORS. Read the reason, correct it, and send the order again.', '%d orders were refused and are not in SORS. Read the reasons, correct them, and send the orders again.', $rejected, 'sors-api-for-woocommerce' ), $rejected ), 'orders', _n( 'Open it', 'Open them', $rejected, 'sors-api-for-woocommerce' ), [ 'state' => 'rejected' ] );
		}
		$differing = $counts[ OrderQueries::DIFFERS ] ?? 0;
		if ( $differing > 0 ) {
			/* translators: %d: number of orders. */
			$list[] = self::decision( 'orders_differ', 'warning', sprintf( _n( '%d sent order no longer agrees with its document in SORS. See what differs, then send it again or leave it as it is.', '%d sent orders no longer agree with their documents in SORS. See what differs, then send them again or leave them as they are.', $differing, 'sors-api-for-woocommerce' ), $differing ), 'orders', __( 'Compare with SORS', 'sors-api-for-woocommerce' ), [ 'view' => 'reconciliation' ] );
		}
		$stuck = OrderQueries::needing() - $uncertain - $rejected - $differing;
		if ( $stuck > 0 ) {
			/* translators: %d: number of orders. */
			$list[] = self::decision( 'orders_stuck', 'warning', sprintf( _n( '%d order has been tried again and again without success. Open it to read why.', '%d orders have been tried again and again without success. Open them to read why.', $stuck, 'sors-api-for-woocommerce' ), $stuck ), 'orders', __( 'See the orders', 'sors-api-for-woocommerce' ), [ 'state' => OrderQueries::ATTENTION ] );
		}
		return $list;
	}

	/**
	 * @param list<Run> $runs
	 * @return list<Decision>
	 */
	public static function products( array $runs ): array {
		$list    = [];
		$waiting = [];
		foreach ( PendingReport::news() as $kind => $message ) {
			/* translators: 1: kind of sync, such as "Catalogue", 2: why it waits, a sentence. */
			$list[] = self::decision( 'changes_waiting', 'warning', sprintf( __( '%1$s: %2$s', 'sors-api-for-woocommerce' ), Health::nameOf( $kind ), $message ), 'products', __( 'See what waits', 'sors-api-for-woocommerce' ), [ 'view' => 'pending' ] );
		}
		foreach ( $runs as $run ) {
			if ( Run::AWAITING_APPROVAL === $run->state && ! isset( $waiting[ $run->id ] ) ) {
				$waiting[ $run->id ] = true;
				/* translators: 1: kind of sync, such as "Catalogue", 2: why it waits, a sentence. */
				$list[] = self::decision( 'run_awaits_approval', 'warning', sprintf( __( '%1$s: %2$s', 'sors-api-for-woocommerce' ), Health::nameOf( $run->kind ), $run->message ), 'products', __( 'See the difference', 'sors-api-for-woocommerce' ), [ 'run' => (string) $run->id ] );
			} elseif ( Run::FAILED === $run->state ) {
				/* translators: 1: kind of sync, such as "Catalogue", 2: what went wrong, a sentence. */
				$list[] = self::decision( 'run_failed', 'error', sprintf( __( '%1$s: the sync failed. %2$s', 'sors-api-for-woocommerce' ), Health::nameOf( $run->kind ), $run->message ), 'products', __( 'Open the sync', 'sors-api-for-woocommerce' ), [ 'run' => (string) $run->id ] );
			}
		}
		return $list;
	}

	/** @return list<Decision> */
	private function background(): array {
		$why = $this->isConfigured() ? BackgroundDelay::advice() : '';
		// The line for the host stands in the words; until it works, what is late can be run by hand there.
		$late = self::decision( 'background_late', 'error', $why, 'settings', __( 'Open the scheduled actions', 'sors-api-for-woocommerce' ), [ 'setting' => 'schedule' ] );
		return '' === $why ? [] : [ [ 'url' => admin_url( 'admin.php?page=wc-status&tab=action-scheduler&status=pending&s=sors' ) ] + $late ];
	}

	/**
	 * From what is stored: no page waits for SORS.
	 *
	 * @return list<Decision>
	 */
	public function newYear(): array {
		$list  = [];
		$newer = $this->newer->known();
		if ( '' !== $newer && ! FinancialYear::goesOn( SettingsStore::load()->database ) ) {
			/* translators: %s: name of a database. */
			$list[] = self::decision( 'newer_database', 'warning', sprintf( __( 'SORS has a database of a newer year: %s. Once the books of the old year are closed, move the shop there.', 'sors-api-for-woocommerce' ), $newer ), 'settings', __( 'See what changes', 'sors-api-for-woocommerce' ), [ 'show' => 'year-change' ] );
		}
		$waiting = OutboxQueries::waitingForNewYear();
		if ( $waiting > 0 ) {
			/* translators: %d: number of orders and refunds. */
			$list[] = self::decision( 'newer_year', 'error', sprintf( _n( '%d order or refund of the new year waits, since the database in use holds the books of the old one. Move the shop to the database of the new year, or say that you go on in this one.', '%d orders or refunds of the new year wait, since the database in use holds the books of the old one. Move the shop to the database of the new year, or say that you go on in this one.', $waiting, 'sors-api-for-woocommerce' ), $waiting ), 'settings', __( 'Decide about the new year', 'sors-api-for-woocommerce' ), [ 'show' => 'year-change' ] );
		}
		return $list;
	}

	/** @return list<Decision> */
	private function carriedOver(): array {
		$list = [];
		foreach ( CountedDocuments::uncounted( SettingsStore::load()->database ) as $former => $open ) {
			/* translators: 1: number of orders, 2: name of a database. */
			$list[] = self::decision( 'not_carried_over', 'warning', sprintf( _n( '%1$d open order has its document in the former database %2$s. Until you say that it was carried over into the new year, the shop counts its goods as sold but not yet recorded in SORS.', '%1$d open orders have their documents in the former database %2$s. Until you say that they were carried over into the new year, the shop counts their goods as sold but not yet recorded in SORS.', $open, 'sors-api-for-woocommerce' ), $open, $former ), 'settings', __( 'Say whether they were carried over', 'sors-api-for-woocommerce' ), [ 'show' => 'year-change' ] );
		}
		return $list;
	}

	/** @return list<Decision> */
	private function settings(): array {
		return $this->ofNotices( SettingsReport::notices( $this->api ) );
	}

	/** @return list<Decision> What is wrong with the prices that come from SORS. */
	public function prices(): array {
		$notices = SettingsNotices::all( SettingsStore::load(), SettingsReport::shopFacts() );
		return $this->ofNotices( array_filter( $notices, static fn( array $notice ): bool => in_array( $notice['field'], [ 'priceType', 'fields' ], true ) ) );
	}

	/**
	 * @param array<Notice> $notices
	 * @return list<Decision>
	 */
	private function ofNotices( array $notices ): array {
		$list = [];
		foreach ( $notices as $notice ) {
			if ( 'shippingItemCode' === $notice['field'] && '' !== SettingsStore::load()->shippingItemCode ) {
				// The setting is right; WooCommerce's own taxes are not.
				$list[] = self::decision( 'setting_' . $notice['field'], $notice['severity'], $notice['message'], 'connect', __( 'Check your shop', 'sors-api-for-woocommerce' ), [ 'step' => 'shop' ] );
				continue;
			}
			$list[] = self::decision( 'setting_' . $notice['field'], $notice['severity'], $notice['message'], 'settings', __( 'Open this setting', 'sors-api-for-woocommerce' ), [ 'setting' => $notice['field'] ] );
		}
		return $list;
	}

	/** @return list<Decision> */
	private function leftOut(): array {
		$orders = SettingsStore::load()->exportOrders ? OlderOrders::countLeftOut() : 0;
		return 0 === $orders ? [] : [ self::decision( 'orders_left_out', 'warning', SettingsNotices::leftOut( $orders ), 'orders', __( 'Send older orders', 'sors-api-for-woocommerce' ), [ 'view' => 'older' ] ) ];
	}

	/**
	 * @param 'error'|'warning'|'info'                            $severity
	 * @param 'overview'|'connect'|'products'|'orders'|'settings' $screen
	 * @param array<string, string>                               $params What the screen is to show.
	 * @return Decision
	 */
	public static function decision( string $code, string $severity, string $message, string $screen, string $button, array $params = [] ): array {
		return [
			'code'     => $code,
			'severity' => $severity,
			'message'  => Sentence::shown( $message ),
			'screen'   => $screen,
			'params'   => (object) $params,
			'button'   => $button,
		];
	}
}
