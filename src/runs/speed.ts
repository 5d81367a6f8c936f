import { __, _n, sprintf } from '@wordpress/i18n';
import type { Run } from '../contract/rest/runs';
import { number } from '../ui/format';

/** Items a second; how long the rest takes is unknown without a total. */
export type Speed = { perSecond: number; secondsLeft: number | null };

/** Where a phase of a run stood when this page first saw it. */
export type Mark = { id: number; state: string; processed: number; at: number };

/** Each phase counts from 0 again, and so does its speed. */
export const markOf = ( run: Run, now: number, last: Mark | null ): Mark =>
	last &&
	last.id === run.id &&
	last.state === run.state &&
	last.processed <= run.processed
		? last
		: { id: run.id, state: run.state, processed: run.processed, at: now };

/** Null while too little was seen to tell. */
export function speedOf( run: Run, mark: Mark, now: number ): Speed | null {
	const seconds = ( now - mark.at ) / 1000;
	const done = run.processed - mark.processed;
	if ( seconds < 2 || done <= 0 ) {
		return null;
	}
	const perSecond = done / seconds;
	const left =
		run.total === null
			? null
			: Math.max( run.total - run.processed, 0 ) / perSecond;
	return { perSecond, secondsLeft: left };
}

export function speedText( { perSecond, secondsLeft }: Speed ): string {
	const rate = sprintf(
		/* translators: %s: number of items */
		__( '%s a second', 'sors-api-for-woocommerce' ),
		number(
			perSecond < 10
				? Math.round( perSecond * 10 ) / 10
				: Math.round( perSecond )
		)
	);
	return secondsLeft === null
		? rate
		: `${ rate } · ${ leftText( secondsLeft ) }`;
}

function leftText( seconds: number ): string {
	if ( seconds < 60 ) {
		return __( 'less than a minute left', 'sors-api-for-woocommerce' );
	}
	const minutes = Math.ceil( seconds / 60 );
	return sprintf(
		/* translators: %d: number of minutes */
		_n(
			'about %d minute left',
			'about %d minutes left',
			minutes,
			'sors-api-for-woocommerce'
		),
		minutes
	);
}
