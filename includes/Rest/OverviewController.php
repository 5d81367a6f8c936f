<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\Overview;
use SorsApi\Overview\SupportFile;

defined( 'ABSPATH' ) || exit;

/**
 * The state of the shop: for the owner in one answer, for support in one file.
 *
 * @phpstan-import-type File from Controller
 */
final class OverviewController extends Controller {

	private Overview $overview;
	private SupportFile $support;

	public function __construct( Overview $overview, SupportFile $support ) {
		$this->overview = $overview;
		$this->support  = $support;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/overview', null, 'overview-response', [ $this, 'read' ] );
		$this->fileRoute( '/support', [ $this, 'support' ] );
	}

	/**
	 * `GET overview`.
	 *
	 * @return array<string, mixed>
	 */
	public function read(): array {
		return $this->overview->make();
	}

	/**
	 * `GET support`: a plain text.
	 *
	 * @return File
	 */
	public function support(): array {
		return [
			'type'  => 'text/plain',
			'name'  => SupportFile::fileName(),
			'parts' => [ $this->support->make() ],
		];
	}
}
