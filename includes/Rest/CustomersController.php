<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\Customers;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

defined( 'ABSPATH' ) || exit;

/** Companies that SORS knows, for staff who type an order: who buys is never told whom it knows. */
final class CustomersController extends Controller {

	private SettingsStore $settings;
	private Api $api;

	public function __construct( SettingsStore $settings, Api $api ) {
		$this->settings = $settings;
		$this->api      = $api;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/customers', 'customer-query', 'customer-response', [ $this, 'find' ] );
	}

	/**
	 * `GET customers?taxId=`: the company with that tax number. Searched for, never created.
	 *
	 * @return array<string, string>
	 *
	 * @throws Failure
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function find( Input $input ): array {
		$taxId    = $input->string( 'taxId' );
		$database = $this->settings->load()->database;
		if ( '' === $database ) {
			Failure::conflict( 'sors_no_database', __( 'Connect the shop with SORS first: then its customers can be found here.', 'sors-api-for-woocommerce' ) )->throw();
		}
		$customer = null;
		try {
			if ( ! TaxNumber::isPersonal( $taxId, null ) && '' !== Pib::normalise( $taxId ) ) {
				$customer = Customers::search( new CustomerKey( CustomerKey::TAX_ID, Pib::normalise( $taxId ) ), $database, $this->api );
			}
		} catch ( MappingRefused $several ) {
			Failure::conflict( 'sors_' . $several->code(), $several->getMessage() )->throw();
		}
		if ( null === $customer ) {
			Failure::notFound( __( 'SORS knows no customer with this PIB.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return array_map(
			'strval',
			[
				'name'               => $customer->name,
				'code'               => $customer->code,
				'registrationNumber' => $customer->registrationNumber,
				'address'            => $customer->address,
				'postalCode'         => $customer->postalCode,
				'city'               => $customer->city,
			]
		);
	}
}
