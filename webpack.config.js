import WooCommerceExternals from '@woocommerce/dependency-extraction-webpack-plugin';
import defaults from '@wordpress/scripts/config/webpack.config.js';

/**
 * As wp-scripts builds, except that WooCommerce's packages are left to
 * WooCommerce too, as WordPress' are to WordPress.
 *
 * @type {import('webpack').Configuration}
 */
export default {
	...defaults,
	plugins: [
		...defaults.plugins.filter(
			( { constructor } ) =>
				constructor.name !== 'DependencyExtractionWebpackPlugin'
		),
		new WooCommerceExternals(),
	],
};
