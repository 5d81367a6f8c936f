/** Pure: buyers, workers, pages and pictures, beside what they may cost. */
import type { Shift } from '../measure';
import { median } from '../report';
import { LIMITS } from './limits';
import type { Answer, Load, Page, Pictures } from './measured';
import { atLeast, atMost, percentile, round, type Row } from './row';

function checkouts( { storage, checkouts: all }: Load ): Row[] {
	const waited = all.map( ( { waitedMs } ) => waitedMs );
	const queries = all.map( ( { ownQueries } ) => ownQueries );
	const most = Math.max( ...queries );
	const more = queries.filter(
		( count ) => count > LIMITS.checkoutQueries
	).length;
	const what = `checkout beside other work, ${ storage }`;
	return [
		{
			...atMost(
				`${ what }: our queries`,
				most,
				LIMITS.checkoutQueries,
				''
			),
			figure: `${ most } (${ more } of ${ all.length } checkouts had more than ${ LIMITS.checkoutQueries })`,
		},
		{
			what: `${ what }: waits for locks`,
			goal: `99 of 100 ≤ ${ LIMITS.lockMs } ms, none over ${ LIMITS.longestLockMs }`,
			figure: `${ round( percentile( waited, 0.99 ), 1 ) } ms, the longest ${ round( Math.max( ...waited ), 1 ) } (${ all.length } checkouts)`,
			isMet:
				percentile( waited, 0.99 ) <= LIMITS.lockMs &&
				Math.max( ...waited ) <= LIMITS.longestLockMs,
		},
	];
}

/** Orders a second, from the first moment of any worker to the last. */
export function rateOf( shifts: Shift[] ): number {
	const orders = shifts.reduce( ( sum, shift ) => sum + shift.orders, 0 );
	const began = Math.min( ...shifts.map( ( shift ) => shift.began ) );
	const ended = Math.max( ...shifts.map( ( shift ) => shift.ended ) );
	return orders / ( ended - began );
}

function workers( load: Load ): Row[] {
	const { storage, one, four, scheduler, latencyMs } = load;
	const what = `orders, SORS answers in ${ latencyMs } ms, ${ storage }`;
	const clock = ( 1000 * ( one.ended - one.began ) ) / one.orders;
	const latencies = ( latencyMs * one.requests ) / one.orders;
	return [
		{
			...atMost(
				`${ what }: one worker, processor time each`,
				( 1000 * one.seconds ) / one.orders,
				LIMITS.orderMs,
				' ms',
				1
			),
			figure: `${ round( ( 1000 * one.seconds ) / one.orders, 1 ) } ms (by the clock ${ round( clock ) } ms, of which ${ round( latencies ) } are the answers)`,
		},
		atLeast(
			`${ what }: four workers beside one`,
			rateOf( four ) / rateOf( [ one ] ),
			LIMITS.fourWorkers,
			' ×',
			2
		),
		{
			what: `${ what }: through Action Scheduler`,
			goal: 'published',
			figure: `${ scheduler.orders } a minute`,
			isMet: true,
		},
	];
}

function pageRow( { page, with: own, without }: Page, storage: string ): Row {
	const of = ( key: 'files' | 'ms' | 'ownQueries' ) =>
		median( own.map( ( cost ) => cost[ key ] ) );
	const more =
		median( own.map( ( { queries } ) => queries ) ) -
		median( without.map( ( { queries } ) => queries ) );
	return {
		what: `${ page }, ${ storage }`,
		goal: `no query more, ≤ ${ LIMITS.ourFiles } of our files, ≤ ${ LIMITS.hooksMs } ms of ours`,
		figure: `${ more } queries more (${ of( 'ownQueries' ) } in our hooks), ${ of( 'files' ) } files, ${ round( of( 'ms' ), 2 ) } ms`,
		isMet:
			more <= 0 &&
			of( 'ownQueries' ) === 0 &&
			of( 'files' ) <= LIMITS.ourFiles &&
			of( 'ms' ) <= LIMITS.hooksMs,
	};
}

const timed = (
	what: string,
	{ ms }: Answer,
	limit: number,
	family: string
): Row => {
	const row = atMost( what, median( ms ), limit, ' ms' );
	return {
		...row,
		family: { name: family, goal: row.goal, ms: median( ms ) },
	};
};

const answerRow = ( answer: Answer, storage: string ): Row =>
	timed(
		`${ answer.name }, ${ storage }: first answer`,
		answer,
		LIMITS.answerMs,
		`first answers, by the clock, ${ storage }`
	);

const screenRow = ( answer: Answer, storage: string ): Row =>
	timed(
		`screen “${ answer.name }”, ${ storage }`,
		answer,
		LIMITS.screenMs,
		`screens in Chromium, until they can be used, by the clock, ${ storage }`
	);

export const loadRows = ( loads: Load[] ): Row[] =>
	loads.flatMap( ( load ) => [
		...checkouts( load ),
		...workers( load ),
		...load.pages.map( ( page ) => pageRow( page, load.storage ) ),
		...load.answers.map( ( answer ) => answerRow( answer, load.storage ) ),
		...load.screens.map( ( screen ) => screenRow( screen, load.storage ) ),
	] );

export function pictureRows( turns: Pictures[] ): Row[] {
	if ( turns.length === 0 ) {
		return [];
	}
	const of = ( value: ( turn: Pictures ) => number ) =>
		median( turns.map( value ) );
	const wait = of(
		( { latencyMs, needed, waitedMs } ) => waitedMs / ( latencyMs * needed )
	);
	return [
		{
			what: 'new pictures: waiting for the network',
			goal: '≤ 1/8 of one after another, lists included',
			figure: `1/${ round( 1 / wait, 1 ) } (${ of( ( { needed } ) => needed ) } requests needed, ${ of( ( { requests } ) => requests ) } made)`,
			isMet: wait <= LIMITS.imageWait,
		},
		atMost(
			'new pictures: processor time beside media_sideload_image()',
			of( ( { ours, theirs } ) => ours / theirs ),
			LIMITS.imageCost,
			' ×',
			2
		),
	];
}
