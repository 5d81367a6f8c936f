import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useLoad } from './useLoad';

type Question = { answer: ( value: string ) => void; signal: AbortSignal };

/** A server that answers when the test says so. */
function server() {
	const asked: Question[] = [];
	const load = vi.fn(
		( signal: AbortSignal ) =>
			new Promise< string >( ( resolve ) =>
				asked.push( { answer: resolve, signal } )
			)
	);
	const answer = ( question: number, value: string ) =>
		act( async () => asked[ question ]?.answer( value ) );
	return { asked, load, answer };
}

it( 'waits for a slow answer when it shall look again, and does not ask for it ever anew', async () => {
	const { asked, load, answer } = server();
	const { result } = renderHook( () => useLoad( load ) );
	act( () => result.current.lookAgain() );
	act( () => result.current.lookAgain() );
	expect( asked ).toHaveLength( 1 );
	await answer( 0, 'first' );
	expect( result.current.value ).toBe( 'first' );

	act( () => result.current.lookAgain() );
	expect( asked ).toHaveLength( 2 );
	expect( result.current.value ).toBe( 'first' );
	await answer( 1, 'second' );
	expect( result.current.value ).toBe( 'second' );
} );

it( 'can be asked again after a failure', async () => {
	const load = vi
		.fn< () => Promise< string > >()
		.mockRejectedValueOnce( new Error( 'down' ) )
		.mockResolvedValue( 'up' );
	const { result } = renderHook( () => useLoad( load ) );
	await waitFor( () =>
		expect( result.current.error ).toEqual( new Error( 'down' ) )
	);
	act( () => result.current.lookAgain() );
	await waitFor( () => expect( result.current.value ).toBe( 'up' ) );
	expect( result.current.error ).toBeNull();
} );

it( 'never shows the answer to a former question', async () => {
	const first = server();
	const second = server();
	const { result, rerender } = renderHook( ( { load } ) => useLoad( load ), {
		initialProps: { load: first.load },
	} );
	rerender( { load: second.load } );
	await second.answer( 0, 'new' );
	await first.answer( 0, 'old' );
	expect( result.current.value ).toBe( 'new' );
	expect( first.asked[ 0 ]?.signal.aborted ).toBe( true );
} );

it( 'takes what was told elsewhere over an answer under way', async () => {
	const { hook, answer } = await loaded( 'shown' );
	act( () => hook.current.reload() );
	act( () => hook.current.setValue( 'told' ) );
	await answer( 1, 'older than what was told' );
	expect( hook.current.value ).toBe( 'told' );
	expect( hook.current.isLoading ).toBe( false );
} );

it( 'changes what is shown at once, and asks anew what was under way', async () => {
	const { hook, answer, asked } = await loaded( 'row 1' );
	act( () => hook.current.update( ( value ) => `${ value }, sent` ) );
	expect( hook.current.value ).toBe( 'row 1, sent' );
	expect( asked ).toHaveLength( 1 );

	act( () => hook.current.reload() );
	act( () => hook.current.update( ( value ) => `${ value } twice` ) );
	expect( asked ).toHaveLength( 3 );
	await answer( 1, 'older than what was told' );
	expect( hook.current.value ).toBe( 'row 1, sent twice' );
	await answer( 2, 'page 2' );
	expect( hook.current.value ).toBe( 'page 2' );
} );

async function loaded( value: string ) {
	const { asked, load, answer } = server();
	const { result: hook } = renderHook( () => useLoad( load ) );
	await answer( 0, value );
	expect( hook.current.value ).toBe( value );
	return { hook, asked, answer };
}
