<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Store\ShopCheck;

defined( 'ABSPATH' ) || exit;

/** How the shop itself is set up. */
final class ShopCheckController extends Controller {

	private ShopCheck $check;

	public function __construct( ShopCheck $check ) {
		$this->check = $check;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/shop-check', null, 'shop-check', [ $this, 'read' ] );
		$this->route( 'POST', '/shop-check', 'shop-check-body', 'shop-check', [ $this, 'mend' ] );
	}

	/**
	 * `GET shop-check`.
	 *
	 * @return array<string, mixed>
	 */
	public function read(): array {
		return [ 'points' => $this->check->points() ];
	}

	/**
	 * `POST shop-check`: does what the button of one point says.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	public function mend( Input $input ): array {
		if ( ! $this->check->mend( $input->string( 'code' ) ) ) {
			Failure::conflict( 'sors_nothing_to_mend', __( 'This was changed already, or cannot be changed from here any more. Reload the page.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $this->read();
	}
}
