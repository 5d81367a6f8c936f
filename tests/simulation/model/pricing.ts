/** How the shop reckons, as its owner set WooCommerce up; no history changes it. */
import type { Row } from '../controller/eyes';

export interface Pricing {
	decimals: number;
	/** The smallest amount of its prices. */
	unit: number;
	/** Each line is rounded; else only the sum. */
	byLine: boolean;
	hasTaxes: boolean;
}

export const PRICING =
	"SELECT option_name, option_value FROM wp_options WHERE option_name IN ('woocommerce_price_num_decimals', 'woocommerce_tax_round_at_subtotal', 'woocommerce_calc_taxes')";

export function pricingOf( rows: readonly Row[] ): Pricing {
	const stored = new Map(
		rows.map( ( row ) => [ row.option_name, row.option_value ] )
	);
	const decimals = Number(
		stored.get( 'woocommerce_price_num_decimals' ) ?? 2
	);
	return {
		decimals,
		unit: 10 ** -decimals,
		byLine: stored.get( 'woocommerce_tax_round_at_subtotal' ) !== 'yes',
		hasTaxes: stored.get( 'woocommerce_calc_taxes' ) === 'yes',
	};
}
