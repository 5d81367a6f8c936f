<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\Overview;
use SorsApi\Overview\SupportFile;
use SorsApi\Store\ShopCheck;

defined( 'ABSPATH' ) || exit;

/**
 * The state of the shop: for the owner in one answer, for support in one file; and how the shop itself is set up.
 *
 * @phpstan-import-type File from Controller
 */
final class OverviewController extends Controller {

	private Overview $overview;
	private SupportFile $support;
	private ShopCheck $check;

	public function __construct( Overview $overview, SupportFile $support, ShopCheck $check ) {
		$this->overview = $overview;
		$this->support  = $support;
		$this->check    = $check;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/overview', null, 'overview-response', [ $this->overview, 'make' ] );
		$this->fileRoute( '/support', [ $this, 'support' ] );
		$this->route( 'GET', '/shop-check', null, 'shop-check', [ $this, 'points' ] );
		$this->route( 'POST', '/shop-check', 'shop-check-body', 'shop-check', [ $this, 'mend' ] );
	}

	/** @return File A plain text. */
	public function support(): array {
		return [ 'type' => 'text/plain', 'name' => SupportFile::fileName(), 'content' => $this->support->make() ];
	}

	/** @return array<string, mixed> */
	public function points(): array {
		return [ 'points' => $this->check->points() ];
	}

	/** @return array<string, mixed> The same, once what the button of one point says is done. */
	public function mend( Input $input ): array {
		if ( ! $this->check->mend( $input->string( 'code' ) ) ) {
			Failure::conflict( 'sors_nothing_to_mend', __( 'This was changed already, or cannot be changed from here any more. Reload the page.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $this->points();
	}
}
