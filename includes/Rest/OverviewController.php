<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\Overview;

/** What a shop owner must know before anything else. */
final class OverviewController extends Controller {

	private Overview $overview;

	public function __construct( Overview $overview ) {
		$this->overview = $overview;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/overview', null, 'overview-response', [ $this, 'read' ] );
	}

	/**
	 * `GET overview`.
	 *
	 * @return array<string, mixed>
	 */
	public function read(): array {
		return $this->overview->make();
	}
}
