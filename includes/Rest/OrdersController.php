<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Database\DatabaseClock;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\OrderView\FoundDocuments;
use SorsApi\OrderView\OrderDesk;
use SorsApi\Overview\CustomerDebt;

defined( 'ABSPATH' ) || exit;

/** Orders as their owner sees them, older ones without a document, the comparison with SORS' documents, and what buyers owe. */
final class OrdersController extends Controller {

	/** Seconds of work within the request; the rest is done in the background. */
	private const SEND_AT_ONCE    = 3;
	private const COMPARE_AT_ONCE = 5;

	private OrderDesk $desk;
	private FoundDocuments $found;
	private OlderOrdersJob $older;
	private ReconciliationReport $reconciliation;
	private CustomerDebt $debt;

	public function __construct( OrderDesk $desk, FoundDocuments $found, OlderOrdersJob $older, ReconciliationReport $reconciliation, CustomerDebt $debt ) {
		$this->desk           = $desk;
		$this->found          = $found;
		$this->older          = $older;
		$this->reconciliation = $reconciliation;
		$this->debt           = $debt;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/orders', 'orders-query', 'orders-response', [ $this, 'list' ] );
		$this->route( 'GET', '/orders/' . self::ID, null, 'order-details', [ $this, 'read' ] );
		$this->route( 'GET', '/outbox/' . self::ID . '/documents', null, 'found-documents', [ $this, 'documents' ] );
		$this->route( 'GET', '/older-orders', 'older-orders-query', 'older-orders-response', [ $this, 'countOlder' ] );
		$this->route( 'POST', '/older-orders', 'older-orders-body', 'older-orders-response', [ $this, 'sendOlder' ] );
		$this->route( 'POST', '/older-orders/leave-out', null, 'leave-out-orders-response', [ $this, 'leaveOut' ] );
		$this->route( 'GET', '/reconciliation', 'reconciliation-query', 'reconciliation-response', [ $this, 'readReconciliation' ] );
		$this->route( 'POST', '/reconciliation', null, 'reconciliation-response', [ $this, 'reconcile' ] );
		$this->route( 'GET', '/orders/' . self::ID . '/debt', null, 'debt-response', [ $this, 'debt' ] );
	}

	/**
	 * `GET orders`: each order once, newest first.
	 *
	 * @return array<string, mixed>
	 */
	public function list( Input $input ): array {
		/** @var array{state?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->desk->list( $query );
	}

	/**
	 * `GET orders/{id}`: the story of one, what was sent, and what can be done now.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	public function read( Input $input ): array {
		$record = $this->desk->record( $input->id );
		if ( null === $record ) {
			Failure::notFound( __( 'There is no such order on its way to SORS.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $this->desk->details( $record );
	}

	/**
	 * `GET outbox/{id}/documents`: documents in SORS that may be the one of an entry.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function documents( Input $input ): array {
		return $this->found->ofEntry( $input->id );
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
	 * `POST older-orders/leave-out`: orders that came while sending was off are not wanted in SORS, and no longer told.
	 *
	 * @return array<string, mixed>
	 */
	public function leaveOut(): array {
		return [ 'leftOut' => $this->older->leaveOut() ];
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
			'startedAt'  => DatabaseClock::iso( $job['startedAt'] ),
			'finishedAt' => null === $job['finishedAt'] ? null : DatabaseClock::iso( $job['finishedAt'] ),
		];
	}
}
