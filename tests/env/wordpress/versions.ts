/** What is downloaded where nothing is found; a folder may hold any other version. */
export const wordpressVersion = process.env.WP_VERSION || '6.8.3';
export const woocommerceVersion = process.env.WC_VERSION || '10.5.0';
