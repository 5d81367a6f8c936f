import { fileURLToPath } from 'node:url';
import WooCommerceExternals from '@woocommerce/dependency-extraction-webpack-plugin';
import defaults from '@wordpress/scripts/config/webpack.config.js';

/**
 * As wp-scripts builds, except that WooCommerce's packages are left to
 * WooCommerce too, as WordPress' are to WordPress, and that DataViews speaks
 * the language of the shop.
 *
 * @type {import('webpack').Configuration}
 */
export default {
	...defaults,
	module: {
		...defaults.module,
		rules: [
			...defaults.module.rules,
			{
				test: /[\\/]@wordpress[\\/]dataviews[\\/]build-wp[\\/]index\.js$/,
				loader: fileURLToPath(
					new URL(
						'bin/webpack/dataviews-words.mjs',
						import.meta.url
					)
				),
			},
		],
	},
	plugins: [
		...defaults.plugins.filter(
			( { constructor } ) =>
				constructor.name !== 'DependencyExtractionWebpackPlugin'
		),
		new WooCommerceExternals(),
	],
};
