import {
	onlineManager,
	queryOptions,
	useQuery,
	useQueryClient,
} from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderHook } from '../testing/render';
import { pollWhile, tell, tellPart } from './client';

beforeEach( () => {
	vi.useFakeTimers();
} );
afterEach( () => {
	onlineManager.setOnline( true );
	vi.useRealTimers();
} );

const wait = ( milliseconds: number ) =>
	act( () => vi.advanceTimersByTimeAsync( milliseconds ) );

/** Somebody turns to another tab, or back to this one. */
const lookAtTab = ( isLookedAt: boolean ) =>
	act( async () => {
		vi.spyOn( document, 'visibilityState', 'get' ).mockReturnValue(
			isLookedAt ? 'visible' : 'hidden'
		);
		document.dispatchEvent(
			new Event( 'visibilitychange', { bubbles: true } )
		);
	} );

type Question = {
	answer: ( value: string ) => void;
	fail: ( error: Error ) => void;
	signal: AbortSignal;
};

/** A screen that asks a server which answers when the test says so, and polls until it hears "done". */
function screen( first = 'a' ) {
	const asked: Question[] = [];
	const query = ( key: string ) =>
		queryOptions( {
			queryKey: [ 'it', key ],
			queryFn: ( { signal } ) =>
				new Promise< string >( ( answer, fail ) =>
					asked.push( { answer, fail, signal } )
				),
		} );
	const hook = renderHook(
		( key: string ) => ( {
			client: useQueryClient(),
			...useQuery( {
				...query( key ),
				...pollWhile( ( value: string ) => value !== 'done', 2000 ),
			} ),
		} ),
		first
	);
	const shown = () => hook.result.current;
	return {
		asked,
		query,
		shown,
		...hook,
		answer: ( question: number, value: string ) =>
			act( async () => asked[ question ]?.answer( value ) ),
		fail: ( question: number, error: Error ) =>
			act( async () => asked[ question ]?.fail( error ) ),
		tell: ( value: string ) =>
			act( async () => tell( shown().client, query( 'a' ), value ) ),
		tellPart: ( change: ( value: string ) => string ) =>
			act( async () => tellPart( shown().client, [ 'it' ], change ) ),
	};
}

it( 'asks again and again while something is under way, and no more once it is through', async () => {
	const { asked, answer } = screen();
	await answer( 0, 'busy' );
	await wait( 1999 );
	expect( asked ).toHaveLength( 1 );
	await wait( 1 );
	expect( asked ).toHaveLength( 2 );
	await answer( 1, 'busy still' );
	await wait( 2000 );
	expect( asked ).toHaveLength( 3 );
	await answer( 2, 'done' );
	await wait( 60_000 );
	expect( asked ).toHaveLength( 3 );
} );

it( 'waits for a slow answer, and shows the last one meanwhile', async () => {
	const { asked, answer, shown } = screen();
	await answer( 0, 'busy' );
	await wait( 60_000 );
	expect( asked ).toHaveLength( 2 );
	expect( asked[ 1 ]?.signal.aborted ).toBe( false );
	expect( shown().data ).toBe( 'busy' );
	await answer( 1, 'done' );
	expect( shown().data ).toBe( 'done' );
} );

it( 'keeps the last answer when a poll fails, tells it, and goes on', async () => {
	const { answer, fail, shown } = screen();
	await answer( 0, 'busy' );
	await wait( 2000 );
	await fail( 1, new Error( 'down' ) );
	expect( shown().data ).toBe( 'busy' );
	expect( shown().error ).toEqual( new Error( 'down' ) );
	await wait( 2000 );
	await answer( 2, 'busy again' );
	expect( shown().data ).toBe( 'busy again' );
	expect( shown().error ).toBeNull();
} );

it( 'asks a server that fails ever less often, and as before once it answers', async () => {
	const { asked, answer, fail } = screen();
	await answer( 0, 'busy' );
	const pauses: number[] = [];
	for ( let question = 1; question <= 7; question++ ) {
		let pause = 0;
		for ( ; asked.length <= question && pause < 120_000; pause += 1000 ) {
			await wait( 1000 );
		}
		pauses.push( pause );
		await fail( question, new Error( 'down' ) );
	}
	expect( pauses ).toEqual( [
		2000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
	] );
	await wait( 30_000 );
	await answer( 8, 'busy again' );
	await wait( 2000 );
	expect( asked ).toHaveLength( 10 );
} );

it( 'rests while the tab is hidden, and asks at once when it is shown', async () => {
	const { asked, answer } = screen();
	await answer( 0, 'busy' );
	await lookAtTab( false );
	await wait( 60_000 );
	expect( asked ).toHaveLength( 1 );
	await lookAtTab( true );
	expect( asked ).toHaveLength( 2 );
	await answer( 1, 'done' );
	await lookAtTab( false );
	await lookAtTab( true );
	expect( asked ).toHaveLength( 2 );
} );

it( 'ends with its screen', async () => {
	const { asked, answer, unmount } = screen();
	await answer( 0, 'busy' );
	await wait( 2000 );
	unmount();
	expect( asked[ 1 ]?.signal.aborted ).toBe( true );
	await lookAtTab( false );
	await lookAtTab( true );
	await wait( 10_000 );
	expect( asked ).toHaveLength( 2 );
} );

it( 'says a failure at once, also without network, and can be asked again', async () => {
	onlineManager.setOnline( false );
	const { asked, answer, fail, shown } = screen();
	await fail( 0, new Error( 'down' ) );
	expect( shown().error ).toEqual( new Error( 'down' ) );
	await wait( 60_000 );
	expect( asked ).toHaveLength( 1 );
	await act( async () => void shown().refetch() );
	await answer( 1, 'done' );
	expect( shown().data ).toBe( 'done' );
	expect( shown().error ).toBeNull();
} );

it( 'never shows the answer to a former question', async () => {
	const { asked, answer, rerender, shown } = screen();
	rerender( 'b' );
	await answer( 1, 'new' );
	await answer( 0, 'old' );
	expect( shown().data ).toBe( 'new' );
	expect( asked[ 0 ]?.signal.aborted ).toBe( true );
} );

it( 'takes what was told elsewhere over an answer under way', async () => {
	const page = screen();
	await page.answer( 0, 'busy' );
	await wait( 2000 );
	await page.tell( 'done' );
	await page.answer( 1, 'older than what was told' );
	expect( page.shown().data ).toBe( 'done' );
	expect( page.shown().isFetching ).toBe( false );
} );

it( 'takes what was told elsewhere over the first answer', async () => {
	const page = screen();
	await page.tell( 'done' );
	await page.answer( 0, 'older than what was told' );
	expect( page.shown().data ).toBe( 'done' );
} );

it( 'changes what is shown at once, and asks again for what was under way', async () => {
	const page = screen();
	await page.answer( 0, 'row 1' );
	await page.tellPart( ( value ) => `${ value }, sent` );
	expect( page.shown().data ).toBe( 'row 1, sent' );
	expect( page.asked ).toHaveLength( 1 );

	await wait( 2000 );
	await page.tellPart( ( value ) => `${ value } twice` );
	expect( page.asked ).toHaveLength( 3 );
	await page.answer( 1, 'older than what was told' );
	expect( page.shown().data ).toBe( 'row 1, sent twice' );
	await page.answer( 2, 'done' );
	expect( page.shown().data ).toBe( 'done' );
} );

it( 'asks again for another page that was under way when a row changed', async () => {
	const page = screen();
	await page.answer( 0, 'done' );
	page.rerender( 'b' );
	await page.tellPart( ( value ) => `${ value }, sent` );
	expect( page.asked ).toHaveLength( 3 );
	await page.answer( 1, 'older than what was told' );
	expect( page.shown().data ).toBeUndefined();
	await page.answer( 2, 'page 2' );
	expect( page.shown().data ).toBe( 'page 2' );
} );
