<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Overview\CustomerDebt;

defined( 'ABSPATH' ) || exit;

/** What concerns orders beside the outbox: older ones without a document, the comparison with SORS' documents, and what buyers owe. */
final class OrdersController extends Controller {

	/** Seconds of work within the request; the rest is done in the background. */
	private const SEND_AT_ONCE    = 3;
	private const COMPARE_AT_ONCE = 5;

	private OlderOrdersJob $older;
	private ReconciliationReport $reconciliation;
	private CustomerDebt $debt;

	public function __construct( OlderOrdersJob $older, ReconciliationReport $reconciliation, CustomerDebt $debt ) {
		$this->older          = $older;
		$this->reconciliation = $reconciliation;
		$this->debt           = $debt;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/older-orders', 'older-orders-query', 'older-orders-response', [ $this, 'countOlder' ] );
		$this->route( 'POST', '/older-orders', 'older-orders-body', 'older-orders-response', [ $this, 'sendOlder' ] );
		$this->route( 'GET', '/reconciliation', 'reconciliation-query', 'reconciliation-response', [ $this, 'readReconciliation' ] );
		$this->route( 'POST', '/reconciliation', null, 'reconciliation-response', [ $this, 'reconcile' ] );
		$this->route( 'GET', '/orders/' . self::ID . '/debt', null, 'debt-response', [ $this, 'debt' ] );
	}

	/**
	 * `GET older-orders?from=&to=`: how many orders of those days have no document yet, and the progress of the last job.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	public function countOlder( Input $input ): array {
		$from = $input->string( 'from' );
		$to   = $input->string( 'to' );
		return [
			'count' => '' === $from && '' === $to ? null : $this->older->count( $from, $to ),
			'job'   => self::job( $this->older->current() ),
		];
	}

	/**
	 * `POST older-orders`: queues the orders of some days.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	public function sendOlder( Input $input ): array {
		$job = $this->older->start( $input->string( 'from' ), $input->string( 'to' ), self::SEND_AT_ONCE );
		return [
			'count' => $this->older->count( $job['from'], $job['to'] ),
			'job'   => self::job( $job ),
		];
	}

	/**
	 * `GET reconciliation`: the last comparison of orders with documents, and its findings as they are now.
	 *
	 * @return array<string, mixed>
	 */
	public function readReconciliation( Input $input ): array {
		/** @var array{kind?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->reconciliation->make( $query );
	}

	/**
	 * `POST reconciliation`: compares orders with documents now.
	 *
	 * @return array<string, mixed>
	 */
	public function reconcile(): array {
		$this->reconciliation->start( self::COMPARE_AT_ONCE );
		return $this->reconciliation->make( [] );
	}

	/**
	 * `GET orders/{id}/debt`: what the buyer of the order owes, by SORS' books.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function debt( Input $input ): array {
		return $this->debt->forOrder( $input->id );
	}

	/**
	 * @param array{from: string, to: string, total: int, queued: int, refused: int, startedAt: int, finishedAt: int|null}|null $job
	 *
	 * @return array<string, mixed>|null
	 */
	private static function job( ?array $job ): ?array {
		return null === $job ? null : [
			'from'       => $job['from'],
			'to'         => $job['to'],
			'total'      => $job['total'],
			'queued'     => $job['queued'],
			'refused'    => $job['refused'],
			'startedAt'  => gmdate( 'Y-m-d\TH:i:s\Z', $job['startedAt'] ),
			'finishedAt' => null === $job['finishedAt'] ? null : gmdate( 'Y-m-d\TH:i:s\Z', $job['finishedAt'] ),
		];
	}
}
