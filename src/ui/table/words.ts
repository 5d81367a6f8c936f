/**
 * What DataViews has in place of @wordpress/i18n (webpack.config.js sees to
 * it). Its words are WordPress' own, but WordPress hands their translations
 * to the site editor's scripts alone: bundled with ours it would stay English
 * in every language. So what WordPress cannot say here is taken from our
 * catalogue, and the words of others are left alone.
 */
import * as i18n from '@wordpress/i18n';

export { isRTL, sprintf } from '@wordpress/i18n';

const DOMAIN = 'sors-api-for-woocommerce';

/** An "Order" of DataViews is no order of ours: its words have a context of their own. */
export const contextOf = ( context?: string ): string =>
	context ? `DataViews, ${ context }` : 'DataViews';

/* eslint-disable @wordpress/i18n-no-variables, @wordpress/i18n-text-domain -- bin/i18n/from-dataviews.ts finds the texts where they are written out */

export const __ = ( text: string ): string =>
	i18n.hasTranslation( text )
		? i18n.__( text )
		: i18n._x( text, contextOf(), DOMAIN );

export const _x = ( text: string, context: string ): string =>
	i18n.hasTranslation( text, context )
		? i18n._x( text, context )
		: i18n._x( text, contextOf( context ), DOMAIN );

export const _n = ( one: string, many: string, count: number ): string =>
	i18n.hasTranslation( one )
		? i18n._n( one, many, count )
		: i18n._nx( one, many, count, contextOf(), DOMAIN );
