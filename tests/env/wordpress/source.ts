/** A folder that is used as it is and never written into. */
export type Source = {
	dir: string;
	version: string;
	/** For people: where it came from. */
	origin: string;
};

export type StoreSource = Source & {
	/** `real` is WooCommerce, `stand-in` the small one of tests/store. */
	kind: 'real' | 'stand-in';
	/**
	 * In wp-content/plugins/woocommerce, whichever of the two it is: WordPress
	 * knows the plugin that ours requires by its folder's name.
	 */
	mainFile: string;
	/** The oldest WordPress that it runs on, by its own header. */
	oldestWordpress?: string;
};

/** What a site is made of. */
export type Shop = { wordpress: Source; store: StoreSource };
