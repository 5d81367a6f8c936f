<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Rehearsal\Rehearsal;
use SorsApi\Sync\Reports\DifferenceCsv;
use SorsApi\YearChange\YearChange;

defined( 'ABSPATH' ) || exit;

/**
 * The move into the database of a new year, and its rehearsal.
 *
 * @phpstan-import-type File from Controller
 */
final class YearChangeController extends Controller {

	private YearChange $change;
	private Rehearsal $rehearsal;
	private Runs $runs;

	public function __construct( YearChange $change, Rehearsal $rehearsal, Runs $runs ) {
		$this->change    = $change;
		$this->rehearsal = $rehearsal;
		$this->runs      = $runs;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/year-change', null, 'year-change-response', [ $this, 'read' ] );
		$this->route( 'POST', '/year-change', 'year-change-body', 'year-change-response', [ $this, 'move' ] );
		$this->route( 'POST', '/year-change/carried-over', 'carried-over-body', 'year-change-response', [ $this, 'carryOver' ] );
		$this->route( 'POST', '/year-change/going-on', 'going-on-body', 'year-change-response', [ $this, 'goOn' ] );
		$this->route( 'GET', '/year-change/rehearsal', null, 'year-rehearsal-response', [ $this, 'rehearsed' ] );
		$this->route( 'POST', '/year-change/rehearsal', null, 'year-rehearsal-response', [ $this, 'rehearse' ] );
		$this->route( 'POST', '/year-change/rehearsal/(?P<action>step|cancel)', null, 'year-rehearsal-response', [ $this, 'act' ] );
		$this->fileRoute( '/year-change/rehearsal\.csv', [ $this, 'export' ] );
	}

	/**
	 * `GET year-change`: whether SORS has a newer database of the same name, and what the move there would change.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function read(): array {
		return $this->change->report();
	}

	/**
	 * `POST year-change`: moves the shop into the newer database; units are found again by their codes.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 * @throws \SorsApi\Settings\InvalidSettings
	 */
	public function move( Input $input ): array {
		$this->change->move( $input->string( 'database' ), true === ( $input->values['withoutMissingUnits'] ?? false ) );
		return $this->change->report();
	}

	/**
	 * `POST year-change/carried-over`: a person says whether the open documents of a former database were carried over.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function carryOver( Input $input ): array {
		$this->change->carryOver( $input->string( 'database' ), true === ( $input->values['carriedOver'] ?? false ) );
		return $this->change->report();
	}

	/**
	 * `POST year-change/going-on`: a person says whether the database in use keeps the books of the years to come as well.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function goOn( Input $input ): array {
		$this->change->goOn( $input->string( 'database' ), true === ( $input->values['goesOn'] ?? false ) );
		return $this->change->report();
	}

	/**
	 * `GET year-change/rehearsal`: how far it is, or what it found.
	 *
	 * @return array<string, mixed>
	 */
	public function rehearsed(): array {
		return $this->rehearsal->report( $this->change->newer() );
	}

	/**
	 * `POST year-change/rehearsal`: compares the newer database with the shop; writes nothing to either.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sync\Engine\RunRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function rehearse(): array {
		$database = $this->change->mustBeNewer();
		$this->rehearsal->start( $database, 'person' );
		return $this->rehearsal->report( $database );
	}

	/**
	 * `POST year-change/rehearsal/step|cancel`.
	 *
	 * @return array<string, mixed>
	 */
	public function act( Input $input ): array {
		if ( 'step' === $input->action ) {
			$this->rehearsal->step();
		} else {
			$this->rehearsal->stop();
		}
		return $this->rehearsed();
	}

	/**
	 * `GET year-change/rehearsal.csv`: all that it found.
	 *
	 * @return File
	 *
	 * @throws Failure
	 */
	public function export(): array {
		$run = $this->rehearsal->last( $this->change->newer() );
		if ( null === $run ) {
			Failure::notFound( __( 'There was no rehearsal yet, or the shop has moved.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return [
			'type'  => 'text/csv',
			'name'  => sprintf( 'sors-%s-%d.csv', $run->kind, $run->id ),
			'parts' => DifferenceCsv::ofRun( $this->runs, $run->id, true ),
		];
	}
}
