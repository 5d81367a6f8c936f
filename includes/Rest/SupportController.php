<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\SupportFile;

/** A plain text for whoever helps. *
 * @phpstan-import-type File from Controller
 */
final class SupportController extends Controller {

	private SupportFile $file;

	public function __construct( SupportFile $file ) {
		$this->file = $file;
	}

	public function registerRoutes(): void {
		$this->fileRoute( '/support', [ $this, 'read' ] );
	}

	/**
	 * `GET support`.
	 *
	 * @return File
	 */
	public function read(): array {
		return [
			'type'  => 'text/plain',
			'name'  => SupportFile::fileName(),
			'parts' => [ $this->file->make() ],
		];
	}
}
