import { fileURLToPath } from 'node:url';
import Externals from '@wordpress/dependency-extraction-webpack-plugin';
import defaults from '@wordpress/scripts/config/webpack.config.js';
import { Licences } from './bin/webpack/licences.mjs';

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
		// On the order's and the product's own pages: a few lines, without the app.
		'order-box': './src/order-box.ts',
		'order-company': './src/order-company.ts',
		'product-box': './src/product-box.ts',
		'product-fields': './src/product-fields.ts',
		// At the shop's checkouts.
		'block-checkout': './src/block-checkout.ts',
		'classic-checkout': './src/classic-checkout.ts',
	},
	output: {
		...defaults.output,
		// Of what is in the file: webpack's own hash of a chunk would also depend on the folder that the checkout is in.
		chunkFilename: '[name].js?ver=[contenthash]',
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
				request === OF_WOOCOMMERCE ? [ 'wc', 'components' ] : undefined,
			requestToHandle: ( request ) =>
				request === OF_WOOCOMMERCE ? 'wc-components' : undefined,
		} ),
		new Licences(),
	],
};
