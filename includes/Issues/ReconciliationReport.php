<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

/**
 * The last reconciliation in words and numbers, and the orders whose document in SORS is not as it should be right now,
 * each with its remedies. What only SORS can tell was noted on the entries by Reconciliation.
 */
final class ReconciliationReport {

	private Reconciliation $reconciliation;
	private DocumentsWithoutOrder $withoutOrder;
	private Api $api;

	public function __construct( Reconciliation $reconciliation, DocumentsWithoutOrder $withoutOrder, Api $api ) {
		$this->reconciliation = $reconciliation;
		$this->withoutOrder   = $withoutOrder;
		$this->api            = $api;
	}

	/** Looks which orders have changed in the shop, then works for some seconds on the reconciliation under way, or on a new one. */
	public function start( int $seconds ): void {
		Log::guard( 'The comparison of orders with what was sent', fn() => ChangedOrders::sweep( $seconds ) );
		$last = $this->reconciliation->last();
		if ( null === $last || null !== $last['finishedAt'] ) {
			$this->reconciliation->begin();
		}
		$this->reconciliation->resume( $seconds );
		Findings::forgetCounts();
	}

	/**
	 * As DocumentsWithoutOrder::decide().
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function decide( string $database, string $documentId, string $as ): void {
		$this->withoutOrder->decide( $database, $documentId, $as );
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 * @return array<string, mixed> Zod `reconciliationResponse`.
	 */
	public function make( array $query ): array {
		wp_prime_option_caches( [ CountedDocuments::OPTION, DocumentsWithoutOrder::OPTION, ...Findings::options() ] );
		$last     = $this->reconciliation->last();
		$findings = new Findings( SettingsStore::load() );
		$found    = $findings->page( $query );
		$counts   = $findings->counts();
		$cancel   = $this->api->can( 'cancelDocument' );
		$items    = [];
		OrderStorage::current()->present( $found['present'] );
		foreach ( $found['items'] as [ $kind, $subject ] ) {
			$items[] = $subject instanceof OutboxEntry ? self::ofEntry( $kind, $subject, $cancel ) : self::ofOrder( $subject );
		}
		$state = null === $last ? 'never' : 'done';
		return [
			'state'      => null !== $last && null === $last['finishedAt'] ? 'running' : $state,
			'startedAt'  => null === $last ? null : DatabaseClock::iso( $last['startedAt'] ),
			'finishedAt' => null === $last || null === $last['finishedAt'] ? null : DatabaseClock::iso( $last['finishedAt'] ),
			'from'       => null === $last ? null : (string) wp_date( 'Y-m-d', $last['since'] ),
			'to'         => null === $last ? null : (string) wp_date( 'Y-m-d', $last['startedAt'] ),
			'documents'  => $last['documents'] ?? 0,
			'checked'    => $last['checked'] ?? 0,
			'unchecked'  => '' === ( $last['unchecked'] ?? '' ) ? null : $last['unchecked'],
			'counts'     => $counts,
			'documentsWithoutOrder' => array_map( static fn( array $one ): array => [ 'kind' => OrderNotes::kindTitle( $one['kind'] ) ] + $one, DocumentsWithoutOrder::all() ),
			'canCancel'  => $cancel,
			'items'      => $items,
			// No entry is of two kinds.
			'total'      => $found['total'] ?? $counts[ $query['kind'] ?? '' ] ?? (int) array_sum( $counts ),
		];
	}

	/** @return array<string, mixed> Zod `finding`. */
	private static function ofEntry( string $kind, OutboxEntry $entry, bool $canCancel ): array {
		$message = (string) IssueText::problem( $entry );
		return self::order( $kind, $entry->orderId ) + [
			'entryId'        => $entry->id,
			'documentNumber' => $entry->documentNumber,
			'documentTotal'  => self::documentTotal( $entry ),
			'message'        => '' !== $message ? $message : __( 'It has been on its way for more than an hour.', 'sors-api-for-woocommerce' ),
			'remedies'       => Remedies::of( $entry, $canCancel, CountedDocuments::isCarriedOver( $entry ) ),
		];
	}

	/** @return array<string, mixed> Zod `finding`. */
	private static function ofOrder( int $orderId ): array {
		return self::order( 'notSent', $orderId ) + [
			'entryId'        => null,
			'documentNumber' => null,
			'documentTotal'  => null,
			'message'        => __( 'The plugin has not been told of this order yet. It finds the order by itself, usually within 15 minutes and at the latest within a day, or you can send it now with the button.', 'sors-api-for-woocommerce' ),
			'remedies'       => [
				[
					'as'    => 'send',
					'label' => __( 'Send to SORS', 'sors-api-for-woocommerce' ),
				],
			],
		];
	}

	/** @return array<string, mixed> What a finding says of its order, which may be deleted. */
	private static function order( string $kind, int $orderId ): array {
		$order = wc_get_order( $orderId );
		$known = $order instanceof \WC_Order;
		return [
			'kind'        => $kind,
			'orderId'     => $orderId,
			'orderNumber' => $known ? (string) $order->get_order_number() : (string) $orderId,
			'orderUrl'    => $known ? $order->get_edit_order_url() : null,
			'total'       => $known ? [
				'amount'   => OrderReader::decimal( $order->get_total() ),
				'currency' => (string) $order->get_currency(),
			] : null,
		];
	}

	/** As SORS had it last; null where it has no document. */
	private static function documentTotal( OutboxEntry $entry ): ?string {
		if ( OutboxEntry::SENT !== $entry->state || $entry->hasIssue( [ Issue::MISSING ] ) ) {
			return null;
		}
		$name = [
			Reconciliation::TOTAL   => 'total',
			Issue::DISCOUNTED_TWICE => 'document',
		][ null === $entry->issue ? '' : $entry->issue->code ] ?? '';
		$now  = null === $entry->issue ? null : $entry->issue->data[ $name ] ?? null;
		return is_string( $now ) ? $now : $entry->total;
	}
}
