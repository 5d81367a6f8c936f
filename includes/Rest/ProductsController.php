<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Store\LinkChoices;
use SorsApi\Sync\Reports\OwnedFields;
use SorsApi\Sync\Reports\ProductReport;

defined( 'ABSPATH' ) || exit;

/** Products of the shop that items of SORS are linked to. */
final class ProductsController extends Controller {

	private ProductReport $report;
	private OwnedFields $owned;

	public function __construct( ProductReport $report, OwnedFields $owned ) {
		$this->report = $report;
		$this->owned  = $owned;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/products/' . self::ID, null, 'product-details', [ $this, 'read' ] );
		$this->route( 'POST', '/products/' . self::ID . '/sync', null, 'run', fn( Input $input ): array => $this->report->sync( $input->id )->toArray() );
		$this->route( 'POST', '/products/' . self::ID . '/leave-alone', null, 'product-details', [ $this, 'leaveAlone' ] );
		$this->route( 'POST', '/products/' . self::ID . '/bring-in', null, 'product-details', [ $this, 'bringIn' ] );
		$this->route( 'POST', '/products/' . self::ID . '/share-stock', null, 'product-details', [ $this, 'shareStock' ] );
		$this->route( 'POST', '/products/' . self::ID . '/unlink', null, 'unlink-response', [ $this, 'unlink' ] );
		$this->route( 'POST', '/products/' . self::ID . '/link-again', null, 'link-again-response', [ $this, 'linkAgain' ] );
	}

	/** @return array<string, mixed> What SORS says of it and its variations, and how its stock comes about. */
	public function read( Input $input ): array {
		$details = $this->report->of( $input->id );
		if ( null === $details ) {
			throw self::notLinked();
		}
		return $details + [ 'owned' => $this->owned->of( $input->id ) ];
	}

	/** @return array<string, mixed> The same: it and its variations stay linked, and no run changes anything of them. */
	public function leaveAlone( Input $input ): array {
		LinkChoices::leaveAlone( $input->id );
		return $this->read( $input );
	}

	/** @return array<string, mixed> The same: runs follow SORS again, after a person has seen what each would change first. */
	public function bringIn( Input $input ): array {
		$refused = LinkChoices::bringIn( $input->id );
		if ( null !== $refused ) {
			Failure::conflict( 'sors_left_alone', $refused )->throw();
		}
		return $this->read( $input );
	}

	/** @return array<string, mixed> The same: its variations without an item of their own have its stock. */
	public function shareStock( Input $input ): array {
		if ( ! LinkChoices::shareStock( $input->id ) ) {
			throw self::notLinked();
		}
		return $this->read( $input );
	}

	/** @return array<string, mixed> The items that stand for it and its variations no more: orders with them are refused. */
	public function unlink( Input $input ): array {
		$codes = LinkChoices::unlink( $input->id );
		if ( [] === $codes ) {
			throw self::notLinked();
		}
		return [ 'codes' => $codes ];
	}

	/** @return array<string, mixed> How much of what was unlinked is linked again, where the product is there and free. */
	public function linkAgain( Input $input ): array {
		$linked = LinkChoices::linkAgain( $input->id );
		if ( null === $linked ) {
			Failure::notFound( __( 'This product was not unlinked, or is linked again already. Reload the page.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return [ 'linked' => $linked ];
	}

	private static function notLinked(): Failure {
		return Failure::notFound( __( 'No item of SORS is linked to this product.', 'sors-api-for-woocommerce' ) );
	}
}
