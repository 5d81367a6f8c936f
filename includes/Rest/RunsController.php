<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Images\ImagesLookup;
use SorsApi\YearChange\YearChange;

defined( 'ABSPATH' ) || exit;

/**
 * The runs of the catalogue, the stock and the images: starting and controlling them, and their results.
 *
 * @phpstan-import-type File from Controller
 */
final class RunsController extends Controller {

	private Runs $runs;
	private ImagesLookup $pictures;
	private YearChange $change;

	public function __construct( Runs $runs, ImagesLookup $pictures, YearChange $change ) {
		$this->runs     = $runs;
		$this->pictures = $pictures;
		$this->change   = $change;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/runs', 'runs-query', 'runs-response', [ $this, 'list' ] );
		$this->route( 'POST', '/runs', 'start-run-body', 'run', [ $this, 'start' ] );
		$this->route( 'GET', '/runs/' . self::ID, null, 'run', fn( Input $input ): array => $this->run( $input->id )->toArray() );
		$this->route( 'POST', '/runs/' . self::ID . '/(?P<action>step|cancel|resume|discard)', null, 'run', [ $this, 'act' ] );
		$this->route( 'POST', '/runs/' . self::ID . '/approve', 'approve-run-body', 'run', [ $this, 'approve' ] );
		$this->route( 'GET', '/runs/' . self::ID . '/items', 'run-items-query', 'run-items-response', [ $this, 'items' ] );
		$this->fileRoute( '/runs/' . self::ID . '/items/(?P<item>[1-9][0-9]{0,15})/picture', [ $this, 'picture' ] );
	}

	/** @return array<string, mixed> Newest first. */
	public function list( Input $input ): array {
		/** @var array{kind?: string, state?: string, scope?: string, database?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		$found = RunTable::list( $query );
		return [
			'items' => array_map( static fn( Run $run ): array => $run->toArray(), $found['items'] ),
			'total' => $found['total'],
		];
	}

	/** @return array<string, mixed> A new run, or the one of its kind that is active. With a database, a preview of that one. */
	public function start( Input $input ): array {
		$kind      = $input->string( 'kind' );
		$mode      = $input->string( 'mode' );
		$database  = $input->string( 'database' );
		$elsewhere = '' === $database ? [] : $this->change->settingsElsewhere( $database, $kind, $mode );
		return $this->runs->start( $kind, $mode, 'person', [], $elsewhere )->toArray();
	}

	/**
	 * `POST runs/{id}/step|cancel|resume|discard`: answers the run as it is afterwards.
	 *
	 * `step` works for a few seconds, so that an open page moves the run on at full
	 * speed; errors of the work are in the run, not in the HTTP status.
	 *
	 * @return array<string, mixed>
	 */
	public function act( Input $input ): array {
		switch ( $input->action ) {
			case 'step':
				return $this->runs->step( $input->id )->toArray();
			case 'cancel':
				return $this->runs->cancel( $input->id )->toArray();
			case 'resume':
				return $this->runs->resume( $input->id )->toArray();
			default:
				return $this->runs->discard( $input->id )->toArray();
		}
	}

	/** @return array<string, mixed> The run, once a person has agreed to all that waits, or to some of it. */
	public function approve( Input $input ): array {
		/** @var non-empty-list<int>|null $items Judged by the schema. */
		$items = $input->values['items'] ?? null;
		return $this->runs->approve( $input->id, $items, $input->ints( 'leaveOut' ), $input->string( 'updatedAt' ) )->toArray();
	}

	/** @return array<string, mixed> What a run found, and what became of it. */
	public function items( Input $input ): array {
		$run = $this->run( $input->id );
		/** @var array{outcome?: string, action?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return RunItems::list( $input->id, $query, null !== $run->finishedAt, SettingsStore::load()->chargeCodes() );
	}

	/** @return File What SORS has of an item that is not in the shop yet; empty = nothing. */
	public function picture( Input $input ): array {
		// Most have none: with a 404 for each the browser's console would fill with errors.
		$picture = $this->pictures->firstOf( $this->run( $input->id ), $input->item ) ?? [
			'type'    => 'image/png',
			'content' => '',
		];
		return $picture + [ 'name' => "sors-{$input->item}" ];
	}

	private function run( int $id ): Run {
		$run = RunTable::get( $id );
		if ( null === $run ) {
			Failure::notFound( __( 'There is no such sync. Its history may have been cleared: syncs are kept for 30 days.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $run;
	}
}
