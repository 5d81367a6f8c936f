/**
 * The part of WooCommerce's own components that this app uses. WooCommerce's
 * script `wc-components` brings them as `wc.components`, and webpack leaves them
 * to that; so package.json has the package as an optional peer, which npm does
 * not install. Tried with 14.0.0: `i18n-calypso`, which it depends on, needs an
 * override, it adds 700 packages and 1.7 GB and asks for Node 24, and its types
 * refuse `Timeline`, `SummaryNumber` and `Stepper` as WooCommerce documents them.
 */
declare module '@woocommerce/components' {
	import type { ComponentType, ReactNode } from 'react';

	export const Stepper: ComponentType< {
		className?: string;
		currentStep: string;
		isVertical?: boolean;
		isPending?: boolean;
		steps: {
			key: string;
			label: ReactNode;
			description: ReactNode;
			content: ReactNode;
			isComplete?: boolean;
			onClick?: ( key: string ) => void;
		}[];
	} >;

	export const SummaryNumber: ComponentType< {
		label: string;
		value: string;
		href?: string;
		hrefType?: 'wp-admin' | 'wc-admin' | 'external';
		onLinkClickCallback?: () => void;
	} >;

	export const Timeline: ComponentType< {
		items: {
			date: Date;
			icon: ReactNode;
			headline: ReactNode;
			body?: ReactNode[];
			hideTimestamp?: boolean;
		}[];
		groupBy?: 'day' | 'week' | 'month';
		orderBy?: 'asc' | 'desc';
		/** Formats of PHP's date(). */
		dateFormat?: string;
		clockFormat?: string;
		timezone?: 'browser' | 'site';
	} >;

	export type ChartPoint = {
		/** `2026-11-24T00:00:00`, in the browser's time. */
		date: string;
		[ series: string ]: string | { label: string; value: number };
	};

	export const Chart: ComponentType< {
		data: ChartPoint[];
		dateParser?: string;
		title: string;
		chartType?: 'bar' | 'line';
		mode?: 'item-comparison' | 'time-comparison';
		interval?: 'hour' | 'day' | 'week' | 'month';
		legendPosition?: 'bottom' | 'side' | 'top' | 'hidden';
		interactiveLegend?: boolean;
		showHeaderControls?: boolean;
		valueType?: 'number' | 'currency' | 'average';
		tooltipLabelFormat?: string | ( ( date: Date ) => string );
		tooltipValueFormat?: string | ( ( value: number ) => string );
		screenReaderFormat?: string | ( ( date: Date ) => string );
		xFormat?: string;
		x2Format?: string;
		emptyMessage?: string;
		baseValue?: number;
	} >;
}
