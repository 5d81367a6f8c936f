<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\StoreIdentity;

/** `POST store-identity`: after the address changed, a person says whether the shop moved or this is a copy. */
final class ConfirmStoreIdentity extends Route {

	private StoreIdentity $identity;

	public function __construct( StoreIdentity $identity ) {
		$this->identity = $identity;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/store-identity';
	}

	protected function takes(): string {
		return 'store-identity-body';
	}

	protected function answers(): string {
		return 'store-identity-response';
	}

	/**
	 * @return array{storeId: string, address: string}
	 *
	 * @throws Failure
	 */
	protected function handle( Input $input ): array {
		if ( ! $this->identity->isCopy() ) {
			// A second press, or another person's a moment ago: a copy must not be made of a shop that was just confirmed.
			throw Failure::conflict( 'sors_address_known', __( 'The address of this shop is known: there is nothing to decide, or somebody has just decided it. Reload the page.', 'sors-api-for-woocommerce' ) );
		}
		if ( 'copy' === $input->string( 'as' ) ) {
			$this->identity->confirmCopy();
		} else {
			$this->identity->confirmMoved();
		}
		return [
			'storeId' => $this->identity->storeId(),
			'address' => $this->identity->knownAddress(),
		];
	}
}
