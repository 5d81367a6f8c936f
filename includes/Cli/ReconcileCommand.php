<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Issues\DocumentsWithoutOrder;
use SorsApi\Issues\Findings;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\ReconciliationReport;
use SorsApi\Sentence;

/** Compares orders with their documents. */
final class ReconcileCommand {

	private const AT_ONCE = 100;

	private Reconciliation $reconciliation;
	private ReconciliationReport $report;

	public function __construct( Reconciliation $reconciliation, ReconciliationReport $report ) {
		$this->reconciliation = $reconciliation;
		$this->report         = $report;
	}

	/**
	 * Compares the orders of the last weeks with their documents in SORS.
	 *
	 * Lists what is not sent, missing, uncertain, doubled, orphaned or has another total, with the entry and its remedies
	 * (wp sors outbox send, or wp sors outbox resolve with --as). Documents without an order: wp sors outbox document. Exits with 1 if something was found or could not be checked.
	 *
	 * ## OPTIONS
	 *
	 * [--days=<days>]
	 * : How many days back. Orders that were left out, or that the plugin was not told of, are listed for 31 days.
	 * ---
	 * default: 31
	 * ---
	 *
	 * [--format=<format>]
	 * : Output format.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 *   - yaml
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox reconcile
	 *     wp sors outbox reconcile --days=90 --format=json
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		$done = $this->reconciliation->run( max( 1, min( 3660, (int) ( $options['days'] ?? Reconciliation::DAYS ) ) ) );
		Findings::forgetCounts();
		$format = $options['format'] ?? 'table';
		$items  = [];
		$page   = 1;
		do {
			/** @var array{items: list<array{total: array{amount: string, currency: string}|null, remedies: list<array{as: string, label: string}>}>} $report */
			$report = $this->report->make( [ 'page' => $page++, 'per_page' => self::AT_ONCE ] );
			foreach ( $report['items'] as $item ) {
				$items[] = [
					'total'    => $item['total']['amount'] ?? '',
					'remedies' => implode( ', ', array_column( $item['remedies'], 'as' ) ),
				] + $item;
			}
		} while ( self::AT_ONCE === count( $report['items'] ) );
		if ( 'table' !== $format || [] !== $items ) {
			\WP_CLI\Utils\format_items( $format, $items, [ 'kind', 'orderId', 'entryId', 'total', 'documentNumber', 'documentTotal', 'message', 'remedies' ] );
		}
		if ( '' !== $done['unchecked'] ) {
			\WP_CLI::warning( Sentence::shown( $done['unchecked'] ) );
		}
		$without = DocumentsWithoutOrder::count();
		if ( $without > 0 ) {
			/* translators: %d: number of documents. */
			\WP_CLI::warning( sprintf( _n( '%d document in SORS belongs to no order here: wp sors outbox document', '%d documents in SORS belong to no order here: wp sors outbox document', $without, 'sors-api-for-woocommerce' ), $without ) );
		}
		/* translators: 1: number of documents, 2: number of findings. */
		$words = sprintf( __( '%1$d documents compared, %2$d findings.', 'sors-api-for-woocommerce' ), $done['checked'], count( $items ) );
		if ( [] !== $items || $without > 0 || '' !== $done['unchecked'] ) {
			// On the error stream, so that a program's input stays clean.
			\WP_CLI::warning( $words );
			\WP_CLI::halt( 1 );
		}
		if ( 'table' === $format ) {
			\WP_CLI::success( $words );
		}
	}
}
