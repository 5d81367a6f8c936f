<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Store\PendingChange;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Reports\PendingReport;

defined( 'ABSPATH' ) || exit;

/** Changes of products that wait for a person's decision. */
final class PendingController extends Controller {

	private Runs $runs;
	private FirstRun $firstRun;

	public function __construct( Runs $runs, FirstRun $firstRun ) {
		$this->runs     = $runs;
		$this->firstRun = $firstRun;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/pending', 'pending-query', 'pending-response', [ $this, 'list' ] );
		$this->route( 'POST', '/pending/decide', 'pending-decide-body', 'pending-decided', [ $this, 'decide' ] );
	}

	/** @return array<string, mixed> The oldest first. */
	public function list( Input $input ): array {
		/** @var array{kind?: string, class?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return PendingReport::list( $query );
	}

	/** @return array<string, mixed> How many were decided, and the run that writes what was approved. */
	public function decide( Input $input ): array {
		$ids  = $input->ints( 'ids' );
		$kind = $input->string( 'kind' );
		if ( ( [] === $ids ) === ( '' === $kind ) ) {
			( new Failure( __( 'Name the changes that are meant, or the kind of sync.', 'sors-api-for-woocommerce' ), 'sors_bad_decision', 400 ) )->throw();
		}
		$state           = 'approve' === $input->string( 'as' ) ? PendingChange::APPROVED : PendingChange::DISCARDED;
		[ $decided, $run ] = $this->runs->decide( $state, $ids, $kind, strtr( $input->string( 'until' ), [ 'T' => ' ', 'Z' => '' ] ) );
		$this->firstRun->advance();
		return [
			'decided' => $decided,
			'run'     => null === $run ? null : $run->toArray(),
		];
	}
}
