<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Issues\LatePayments;

defined( 'ABSPATH' ) || exit;

/** Payments that came after the document: a person enters them in SORS. */
final class PaymentsController extends Controller {

	private LatePayments $payments;

	public function __construct( LatePayments $payments ) {
		$this->payments = $payments;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/payments', 'payments-query', 'payments-response', [ $this, 'list' ] );
		$this->route( 'POST', '/payments', 'payments-body', 'payments-noted', [ $this, 'note' ] );
	}

	/** @return array<string, mixed> Newest first. */
	public function list( Input $input ): array {
		/** @var array{kind?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->payments->page( $query ) + [ 'known' => $this->payments->areKnown() ];
	}

	/** @return array<string, mixed> How many payments are noted as a person has dealt with them in SORS. */
	public function note( Input $input ): array {
		$ids = $input->ints( 'entryIds' );
		return [ 'noted' => [] === $ids ? 0 : $this->payments->note( $ids, true === ( $input->values['done'] ?? null ) ) ];
	}
}
