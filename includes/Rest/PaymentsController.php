<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Issues\LatePayments;
use SorsApi\Sync\Reports\DifferenceCsv;

defined( 'ABSPATH' ) || exit;

/**
 * Payments that came after the document: a person enters them in SORS.
 *
 * @phpstan-import-type File from Controller
 */
final class PaymentsController extends Controller {

	private LatePayments $payments;

	public function __construct( LatePayments $payments ) {
		$this->payments = $payments;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/payments', 'payments-query', 'payments-response', [ $this, 'list' ] );
		$this->route( 'POST', '/payments', 'payments-body', 'payments-noted', [ $this, 'note' ] );
		$this->fileRoute( '/payments\.csv', [ $this, 'export' ] );
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

	/** @return File All of which something is to be done. */
	public function export(): array {
		return [
			'type'  => 'text/csv',
			'name'  => 'sors-payments.csv',
			'parts' => self::lines( $this->payments ),
		];
	}

	/** @return \Generator<int, string> */
	private static function lines( LatePayments $payments ): \Generator {
		$csv = new DifferenceCsv( DifferenceCsv::separator() );
		yield DifferenceCsv::MARK . $csv->line(
			[
				__( 'Order', 'sors-api-for-woocommerce' ),
				__( 'Document in SORS', 'sors-api-for-woocommerce' ),
				__( 'Database', 'sors-api-for-woocommerce' ),
				__( 'Amount', 'sors-api-for-woocommerce' ),
				__( 'Paid on', 'sors-api-for-woocommerce' ),
				__( 'Payment method', 'sors-api-for-woocommerce' ),
				__( 'What to do', 'sors-api-for-woocommerce' ),
			]
		);
		$toDo = [
			'enter'    => __( 'Enter the payment in SORS', 'sors-api-for-woocommerce' ),
			'takeBack' => __( 'Take the payment back in SORS: the document was cancelled', 'sors-api-for-woocommerce' ),
		];
		foreach ( $payments->all() as $part ) {
			foreach ( $part as $payment ) {
				$day = null === $payment['paidAt'] ? '' : (string) wp_date( 'Y-m-d', (int) strtotime( $payment['paidAt'] ) );
				yield $csv->line( [ $payment['orderNumber'], $payment['document'], (string) $payment['database'], $csv->figure( $payment['amount'] ), $day, $payment['method'], $toDo[ $payment['kind'] ] ?? '' ] );
			}
		}
	}
}
