<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Store\CategoryMap;
use SorsApi\Store\Groups;
use SorsApi\Store\TaxClasses;
use SorsApi\Sync\Engine\Run;

/** What the shop has to offer for the catalogue, as the planner wants it. */
final class CatalogShop {

	private Groups $groups;

	public function __construct( Groups $groups ) {
		$this->groups = $groups;
	}

	public function rules( Run $run, Settings $settings ): CatalogRules {
		$default = get_option( 'default_product_cat', 0 );
		return new CatalogRules(
			$settings,
			TaxClasses::ofShop( $settings->taxClassByVatRate ),
			new CategoryMap( $this->groups->seen( $run->database, $run->id ), $this->groups->termIds(), is_numeric( $default ) ? (int) $default : 0 ),
			in_array( 'global_unique_id', ( new \WC_Product_Simple() )->get_data_keys(), true )
		);
	}
}
