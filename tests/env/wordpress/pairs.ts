/** Versions of WordPress and WooCommerce that are tried together. */
export type Pair = { name: string; wordpress: string; woocommerce: string };

/**
 * From the oldest that the plugin's header promises to the newest that it was
 * seen to pass on: the last is what demo, tests and downloads take.
 */
export const pairs: [ Pair, ...Pair[] ] = [
	{ name: 'oldest', wordpress: '6.8.8', woocommerce: '10.0.2' },
	{ name: 'middle', wordpress: '6.9.7', woocommerce: '10.5.3' },
	{ name: 'newest', wordpress: '7.1', woocommerce: '11.0.1' },
];
