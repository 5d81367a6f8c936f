<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Api;

/** The last reconciliation in words and numbers, each finding with what mends it. */
final class ReconciliationReport {

	private Reconciliation $reconciliation;
	private Findings $findings;
	private Api $api;

	public function __construct( Reconciliation $reconciliation, Findings $findings, Api $api ) {
		$this->reconciliation = $reconciliation;
		$this->findings       = $findings;
		$this->api      = $api;
	}

	/** Begins a new one and works on it for so many seconds; one that is under way is gone on with. */
	public function start( int $seconds ): void {
		$last = $this->reconciliation->last();
		if ( null === $last || null !== $last['finishedAt'] ) {
			$this->reconciliation->begin();
		}
		$this->reconciliation->goOn( $seconds );
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array<string, mixed> Zod `reconciliationResponse`.
	 */
	public function make( array $query ): array {
		$last   = $this->reconciliation->last();
		$found  = $this->findings->list( $query );
		$cancel = $this->api->can( 'cancelDocument' );
		$items  = [];
		foreach ( $found['items'] as [ $kind, $row ] ) {
			$items[] = $row instanceof OutboxEntry ? self::ofRow( $kind, $row, $cancel ) : self::ofOrder( $row );
		}
		$state = null === $last ? 'never' : 'done';
		return [
			'state'      => null !== $last && null === $last['finishedAt'] ? 'running' : $state,
			'startedAt'  => null === $last ? null : self::moment( $last['startedAt'] ),
			'finishedAt' => null === $last || null === $last['finishedAt'] ? null : self::moment( $last['finishedAt'] ),
			'from'       => null === $last ? null : (string) wp_date( 'Y-m-d', $last['since'] ),
			'to'         => null === $last ? null : (string) wp_date( 'Y-m-d', $last['startedAt'] ),
			'documents'  => $last['documents'] ?? 0,
			'checked'    => $last['checked'] ?? 0,
			'unchecked'  => '' === ( $last['unchecked'] ?? '' ) ? null : $last['unchecked'],
			'counts'     => $this->findings->counts(),
			'items'      => $items,
			'total'      => $found['total'],
		];
	}

	/** @return array<string, mixed> Zod `finding`. */
	private static function ofRow( string $kind, OutboxEntry $row, bool $canCancel ): array {
		$order   = wc_get_order( $row->orderId );
		$message = (string) IssueText::problem( $row );
		return [
			'kind'           => $kind,
			'rowId'          => $row->id,
			'orderId'        => $row->orderId,
			'orderNumber'    => $order instanceof \WC_Order ? (string) $order->get_order_number() : (string) $row->orderId,
			'orderUrl'       => $order instanceof \WC_Order ? $order->get_edit_order_url() : null,
			'documentNumber' => $row->documentNumber,
			'total'          => $row->total,
			'message'        => '' !== $message ? $message : __( 'It has been on its way for more than an hour.', 'sors-api-for-woocommerce' ),
			'mends'          => Remedies::of( $row, $canCancel ),
		];
	}

	/** @return array<string, mixed> Zod `finding`. */
	private static function ofOrder( int $orderId ): array {
		$order = wc_get_order( $orderId );
		return [
			'kind'           => 'notSent',
			'rowId'          => null,
			'orderId'        => $orderId,
			'orderNumber'    => $order instanceof \WC_Order ? (string) $order->get_order_number() : (string) $orderId,
			'orderUrl'       => $order instanceof \WC_Order ? $order->get_edit_order_url() : null,
			'documentNumber' => null,
			'total'          => null,
			'message'        => __( 'Nothing has told the plugin of this order so far. It is found by itself within 15 minutes, or sent now by the button.', 'sors-api-for-woocommerce' ),
			'mends'          => [
				[
					'as'    => 'send',
					'label' => __( 'Send to SORS', 'sors-api-for-woocommerce' ),
				],
			],
		];
	}

	private static function moment( int $timestamp ): string {
		return gmdate( 'Y-m-d\TH:i:s\Z', $timestamp );
	}
}
