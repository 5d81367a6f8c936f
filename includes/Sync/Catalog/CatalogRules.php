<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Store\CategoryMap;
use SorsApi\Store\TaxClasses;

/** What the owner decided about the catalogue, and what the shop has to offer for it. */
final class CatalogRules {

	public Settings $settings;
	public TaxClasses $taxes;
	public CategoryMap $categories;

	/** WooCommerce has a field for bar codes (since 9.1). */
	public bool $hasGtin;

	/** See Cursor::$unlistedSkus. */
	public bool $unlistedSkus;

	public function __construct( Settings $settings, TaxClasses $taxes, CategoryMap $categories, bool $hasGtin, bool $unlistedSkus = false ) {
		$this->settings     = $settings;
		$this->taxes        = $taxes;
		$this->categories   = $categories;
		$this->hasGtin      = $hasGtin;
		$this->unlistedSkus = $unlistedSkus;
	}

	/** May a run overwrite what the shop has in this field? */
	public function overwrites( string $field ): bool {
		return 'always' === ( $this->settings->fields[ $field ] ?? 'never' );
	}

	/** Does a new product get this field from SORS? */
	public function fills( string $field ): bool {
		return 'never' !== ( $this->settings->fields[ $field ] ?? 'never' );
	}
}
