import { fileURLToPath } from 'node:url';
import Externals from '@wordpress/dependency-extraction-webpack-plugin';
import defaults from '@wordpress/scripts/config/webpack.config.js';

const OF_WOOCOMMERCE = '@woocommerce/components';

/**
 * As wp-scripts builds, except that WooCommerce's components are left to
 * WooCommerce, as WordPress' packages are to WordPress, and that DataViews
 * speaks the language of the shop.
 *
 * @type {import('webpack').Configuration}
 */
export default {
	...defaults,
	entry: {
		index: './src/index.tsx',
		// On the order's own page: a few lines, without the app.
		'order-box': './src/order-box.ts',
	},
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
			( plugin ) => ! ( plugin instanceof Externals )
		),
		new Externals( {
			requestToExternal: ( request ) =>
				request === OF_WOOCOMMERCE
					? [ 'wc', 'components' ]
					: undefined,
			requestToHandle: ( request ) =>
				request === OF_WOOCOMMERCE ? 'wc-components' : undefined,
		} ),
	],
};
