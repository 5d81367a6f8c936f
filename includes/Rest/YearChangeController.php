<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\YearChange\YearChange;

defined( 'ABSPATH' ) || exit;

/** The move into the database of a new year, or staying in the one in use. */
final class YearChangeController extends Controller {

	private YearChange $change;

	public function __construct( YearChange $change ) {
		$this->change = $change;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/year-change', null, 'year-change-response', [ $this->change, 'report' ] );
		$this->route( 'POST', '/year-change', 'year-change-body', 'year-change-response', [ $this, 'move' ] );
		$this->route( 'POST', '/year-change/carried-over', 'carried-over-body', 'year-change-response', [ $this, 'carryOver' ] );
		$this->route( 'POST', '/year-change/going-on', 'going-on-body', 'year-change-response', [ $this, 'goOn' ] );
	}

	/** @return array<string, mixed> The same, in the newer database; units are found again by their codes. */
	public function move( Input $input ): array {
		$this->change->move( $input->string( 'database' ), true === ( $input->values['withoutMissingUnits'] ?? false ) );
		return $this->change->report();
	}

	/** @return array<string, mixed> The same, once a person has said whether the open documents of a former database were carried over. */
	public function carryOver( Input $input ): array {
		$this->change->carryOver( $input->string( 'database' ), true === ( $input->values['carriedOver'] ?? false ) );
		return $this->change->report();
	}

	/** @return array<string, mixed> The same, once a person has said whether the database in use keeps the books of the years to come as well. */
	public function goOn( Input $input ): array {
		$this->change->goOn( $input->string( 'database' ), true === ( $input->values['goesOn'] ?? false ) );
		return $this->change->report();
	}
}
