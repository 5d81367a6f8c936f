<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

/** What is said of an item whose bar code its product cannot be given. */
final class BarCode {

	public static function taken( CatalogPlan $plan, string $gtin, int $owner ): void {
		/* translators: 1: bar code, 2: product number */
		$plan->note( sprintf( __( 'The bar code %1$s was left out, since product #%2$d has it already. Correct it in SORS, or take it off that product.', 'sors-api-for-woocommerce' ), $gtin, $owner ), 'gtin_taken' );
	}

	/** @param string $written As SORS has it; nothing is wrong with none. */
	public static function invalid( CatalogPlan $plan, string $written ): void {
		if ( '' !== trim( $written ) ) {
			/* translators: %s: bar code */
			$plan->note( sprintf( __( 'The bar code %s was left out, since its length or check digit is wrong. Correct it in SORS.', 'sors-api-for-woocommerce' ), $written ), 'gtin_invalid' );
		}
	}
}
