import { expect, it } from 'vitest';
import { cameUp } from './came-up';
import { kindsOf } from './kinds';

it( 'counts no event that did nothing', () => {
	const came = ( name: string, result: unknown ) =>
		cameUp( { do: name }, { ok: true, result } );
	expect( came( 'remedy', { pressed: null } ) ).toBe( false );
	expect( came( 'remedy', { pressed: 'resend' } ) ).toBe( true );
	expect( came( 'refundMoney', null ) ).toBe( false );
	expect( came( 'deleteRefund', 12 ) ).toBe( true );
	expect( came( 'checkout', { orderId: 0, message: 'So.' } ) ).toBe( false );
	expect( came( 'classic', { orderId: 7 } ) ).toBe( true );
	expect( came( 'work', null ) ).toBe( true );
	expect( cameUp( { do: 'refund' }, {} ) ).toBe( true );
} );

it( 'names the sub-kind of an event, where there is one', () => {
	expect( kindsOf( { do: 'server', server: 'is untidy' } ) ).toEqual( [
		...[ 'server', 'server: is untidy' ],
	] );
	const weather = { weather: 'busy', minutes: 2, seed: 1 } as const;
	expect( kindsOf( { do: 'weather', ...weather } ) ).toContain(
		'weather: busy'
	);
	const clock = ( seconds: number ) =>
		kindsOf( { do: 'clock', clock: 'php', seconds } );
	expect( clock( -60 ) ).toEqual( [ 'clock', 'clock: back' ] );
	expect( clock( 3600 ) ).toEqual( [ 'clock', 'clock: forward' ] );
	expect( kindsOf( { do: 'minute' } ) ).toEqual( [ 'minute' ] );
} );
