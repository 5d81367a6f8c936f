<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\Customers;
use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\OrderView\FoundDocuments;
use SorsApi\OrderView\OrderDesk;
use SorsApi\Overview\CustomerDebt;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

defined( 'ABSPATH' ) || exit;

/** Orders as their owner sees them, older ones without a document, the comparison with SORS' documents, who buys and what they owe. */
final class OrdersController extends Controller {

	/** Seconds of work within the request; the rest is done in the background. */
	private const SEND_AT_ONCE    = 3;
	private const COMPARE_AT_ONCE = 5;

	private OrderDesk $desk;
	private FoundDocuments $found;
	private OlderOrdersJob $older;
	private ReconciliationReport $reconciliation;
	private CustomerDebt $debt;
	private Api $api;

	public function __construct( OrderDesk $desk, FoundDocuments $found, OlderOrdersJob $older, ReconciliationReport $reconciliation, CustomerDebt $debt, Api $api ) {
		$this->desk           = $desk;
		$this->found          = $found;
		$this->older          = $older;
		$this->reconciliation = $reconciliation;
		$this->debt           = $debt;
		$this->api            = $api;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/orders', 'orders-query', 'orders-response', [ $this, 'list' ] );
		$this->route( 'GET', '/orders/' . self::ID, null, 'order-details', [ $this, 'read' ] );
		$this->route( 'GET', '/outbox/' . self::ID . '/documents', null, 'found-documents', fn( Input $input ): array => $this->found->ofEntry( $input->id ) );
		$this->route( 'GET', '/older-orders', 'older-orders-query', 'older-orders-response', [ $this, 'countOlder' ] );
		$this->route( 'POST', '/older-orders', 'older-orders-body', 'older-orders-response', [ $this, 'sendOlder' ] );
		$this->route( 'POST', '/older-orders/leave-out', null, 'leave-out-orders-response', fn(): array => [ 'leftOut' => $this->older->leaveOut() ] );
		$this->route( 'GET', '/reconciliation', 'reconciliation-query', 'reconciliation-response', [ $this, 'readReconciliation' ] );
		$this->route( 'POST', '/reconciliation', null, 'reconciliation-response', [ $this, 'reconcile' ] );
		$this->route( 'POST', '/reconciliation/document', 'document-without-order-body', 'reconciliation-response', [ $this, 'decideDocument' ] );
		$this->route( 'GET', '/orders/' . self::ID . '/debt', null, 'debt-response', fn( Input $input ): array => $this->debt->forOrder( $input->id ) );
		$this->route( 'GET', '/customers', 'customer-query', 'customer-response', [ $this, 'findCustomer' ] );
	}

	/** @return array<string, mixed> Each order once, newest first. */
	public function list( Input $input ): array {
		/** @var array{state?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->desk->list( $query );
	}

	/** @return array<string, mixed> The story of one, what was sent, and what can be done now. */
	public function read( Input $input ): array {
		$record = $this->desk->record( $input->id );
		if ( null === $record ) {
			Failure::notFound( __( 'There is no such order on its way to SORS.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $this->desk->details( $record );
	}

	/** @return array<string, mixed> How many orders of those days have no document yet, and the progress of the last job. */
	public function countOlder( Input $input ): array {
		$from = $input->string( 'from' );
		$to   = $input->string( 'to' );
		return [
			'count' => '' === $from && '' === $to ? null : $this->older->count( $from, $to ),
			'job'   => self::job( $this->older->current() ),
		];
	}

	/** @return array<string, mixed> The same, with the orders of these days queued. */
	public function sendOlder( Input $input ): array {
		$job = $this->older->start( $input->string( 'from' ), $input->string( 'to' ), self::SEND_AT_ONCE );
		return [ 'count' => $this->older->count( $job['from'], $job['to'] ), 'job' => self::job( $job ) ];
	}

	/** @return array<string, mixed> The last comparison of orders with documents, and its findings as they are now. */
	public function readReconciliation( Input $input ): array {
		/** @var array{kind?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->reconciliation->make( $query );
	}

	/** @return array<string, mixed> The same, compared now. */
	public function reconcile(): array {
		$this->reconciliation->start( self::COMPARE_AT_ONCE );
		return $this->reconciliation->make( [] );
	}

	/** @return array<string, mixed> The same, once a document without an order is cancelled, or left. */
	public function decideDocument( Input $input ): array {
		$this->reconciliation->decide( $input->string( 'database' ), $input->string( 'documentId' ), $input->string( 'as' ) );
		return $this->reconciliation->make( [] );
	}

	/**
	 * `GET customers?taxId=`: the company with that tax number, for staff who type an order: a buyer is never told. Searched for, never created.
	 *
	 * @return array<string, string>
	 * @throws Failure
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function findCustomer( Input $input ): array {
		$taxId    = $input->string( 'taxId' );
		$database = SettingsStore::load()->database;
		if ( '' === $database ) {
			Failure::conflict( 'sors_no_database', __( 'Connect the shop with SORS first: then its customers can be found here.', 'sors-api-for-woocommerce' ) )->throw();
		}
		$customer = null;
		try {
			if ( ! TaxNumber::isPersonal( $taxId, null ) && '' !== Pib::normalise( $taxId ) ) {
				$customer = Customers::search( new CustomerKey( CustomerKey::TAX_ID, Pib::normalise( $taxId ) ), $database, $this->api );
			}
		} catch ( MappingRefused $several ) {
			Failure::conflict( 'sors_' . $several->code(), $several->getMessage() )->throw();
		}
		if ( null === $customer ) {
			Failure::notFound( __( 'SORS knows no customer with this PIB.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return array_map(
			'strval',
			[
				'name'               => $customer->name,
				'code'               => $customer->code,
				'registrationNumber' => $customer->registrationNumber,
				'address'            => $customer->address,
				'postalCode'         => $customer->postalCode,
				'city'               => $customer->city,
			]
		);
	}

	/**
	 * @param array{from: string, to: string, total: int, queued: int, refused: int, startedAt: int, finishedAt: int|null}|null $job
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
