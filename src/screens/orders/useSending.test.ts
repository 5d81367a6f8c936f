import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Refused, Unreachable } from '../../api/errors';
import type { OrderLine } from '../../contract/rest/orders';
import { lineOf, orderOf, rowOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { useSending } from './useSending';

const queued = lineOf( {
	state: 'queued',
	label: 'Queued',
	document: null,
	sendable: true,
} );
const sending = { ...queued, state: 'sending', label: 'Being sent' } as const;
const listOf = ( ...items: OrderLine[] ) => ( {
	items,
	total: items.length,
	needing: 0,
} );

it( 'says of an order what is true by now, also when it has moved on since', async () => {
	shop( {
		'POST outbox/{id}/send': () => rowOf( { state: 'sending' } ),
		'GET orders/{id}': () => orderOf( sending ),
	} );
	const { result, rerender } = renderHook(
		( data ) =>
			useSending( { data, replace: () => {}, refetch: () => {} } ),
		{ initialProps: listOf( queued ) }
	);
	expect( result.current.said ).toBe( '' );
	await act( () => result.current.send( [ queued ] ) );
	rerender( listOf( sending ) );
	expect( result.current.said ).toBe( 'Order 1042: Being sent' );

	rerender( listOf( lineOf() ) );
	expect( result.current.said ).toBe( 'Order 1042: In SORS' );

	// Filtered away: what was answered last is all that is known.
	rerender( listOf() );
	expect( result.current.said ).toBe( 'Order 1042: Being sent' );
} );

it( 'reads the list again where an order could not be sent', async () => {
	shop( {
		'POST outbox/{id}/send': () => new Failure( 409, 'It is sent.' ),
	} );
	const refetch = vi.fn();
	const { result } = renderHook( () =>
		useSending( { data: listOf( queued ), replace: () => {}, refetch } )
	);
	await act( () => result.current.send( [ queued ] ) );
	expect( result.current.error ).toBeInstanceOf( Refused );
	expect( refetch ).toHaveBeenCalledTimes( 1 );
} );

const refund = ( id: number, entryId: number ) =>
	lineOf( {
		id,
		number: String( id ),
		entryId,
		role: 'return',
		state: 'rejected',
		sendable: true,
	} );

const sendingOf = async ( lines: OrderLine[] ) => {
	const { result } = renderHook( () =>
		useSending( {
			data: listOf( ...lines ),
			replace: () => {},
			refetch: () => {},
		} )
	);
	await act( () => result.current.send( lines ) );
	return result.current;
};

it( 'sends chosen refunds by their entries, and counts them with the orders', async () => {
	const requests = shop( {
		'POST outbox/send': () => ( {
			items: [ rowOf( { state: 'queued' } ) ],
			refused: [],
		} ),
		'POST outbox/{id}/send': () => rowOf( { role: 'return' } ),
	} );
	const { said } = await sendingOf( [ queued, refund( 1043, 8 ) ] );
	expect( requests ).toEqual( [
		{ route: 'POST outbox/send', body: { orderIds: [ 1042 ] } },
		{ route: 'POST outbox/8/send', body: null },
	] );
	expect( said ).toMatch( /^2 orders were queued/ );
} );

it( 'asks for no order where only refunds are chosen, and says which of them could not be sent', async () => {
	const requests = shop( {
		'POST outbox/{id}/send': ( { id } ) =>
			id === 9 ? new Failure( 409, 'This is a copy.' ) : rowOf(),
	} );
	const { error, refused } = await sendingOf( [
		refund( 1043, 9 ),
		refund( 1044, 10 ),
	] );
	expect( requests.map( ( { route } ) => route ) ).toEqual( [
		'POST outbox/9/send',
		'POST outbox/10/send',
	] );
	expect( error ).toBeNull();
	expect( refused ).toEqual( [ 'Order 1043: This is a copy.' ] );
} );

it( 'ends where the shop does not answer, and does not call that a refusal', async () => {
	const requests = shop( {
		'POST outbox/{id}/send': ( { id } ) => {
			if ( id === 9 ) {
				throw new TypeError( 'Failed to fetch' );
			}
			return rowOf();
		},
	} );
	const { error, refused, said } = await sendingOf( [
		refund( 1044, 10 ),
		refund( 1043, 9 ),
		refund( 1045, 11 ),
	] );
	expect( requests ).toHaveLength( 2 );
	expect( error ).toBeInstanceOf( Unreachable );
	expect( refused ).toEqual( [] );
	expect( said ).toMatch( /^1 order was queued/ );
} );

it( 'counts no order as queued that is in SORS already', async () => {
	const lines = [ queued, { ...queued, id: 1043, entryId: 8 } ];
	const items = [ rowOf( { state: 'queued' } ), rowOf( { id: 8 } ) ];
	shop( { 'POST outbox/send': () => ( { items, refused: [] } ) } );
	expect( ( await sendingOf( lines ) ).said ).toBe(
		'1 order was queued. It is sent within a minute or two. 1 order is already in SORS and is not sent again.'
	);
	items[ 0 ] = rowOf();
	expect( ( await sendingOf( lines ) ).said ).toBe(
		'2 orders are already in SORS and are not sent again.'
	);
} );

it( 'promises no time for what it queued while nothing is sent', async () => {
	shop( {
		'POST outbox/send': () => ( {
			items: [
				rowOf( { state: 'queued' } ),
				rowOf( { id: 8, state: 'waiting' } ),
			],
			refused: [],
		} ),
	} );
	const lines = [ queued, { ...queued, id: 1043, entryId: 8 } ];
	const { result } = renderHook( () =>
		useSending(
			{ data: listOf( ...lines ), replace: () => {}, refetch: () => {} },
			true
		)
	);
	await act( () => result.current.send( lines ) );
	expect( result.current.said ).toBe( '2 orders were queued.' );
} );

it( 'says nothing of a line that none was put in, nor what was said before', async () => {
	let isDown = false;
	shop( {
		'POST outbox/{id}/send': () => {
			if ( isDown ) {
				throw new TypeError( 'Failed to fetch' );
			}
			return rowOf();
		},
	} );
	const lines = [ refund( 1043, 9 ), refund( 1044, 10 ) ];
	const { result } = renderHook( () =>
		useSending( {
			data: listOf( ...lines ),
			replace: () => {},
			refetch: () => {},
		} )
	);
	let isDone: unknown;
	const send = () =>
		act( async () => {
			isDone = await result.current.send( lines );
		} );
	await send();
	expect( result.current.said ).toMatch( /^2 orders were queued/ );
	expect( isDone ).toBe( true );
	isDown = true;
	await send();
	expect( result.current.error ).toBeInstanceOf( Unreachable );
	expect( result.current.said ).toBe( '' );
	expect( isDone ).toBe( false );
} );

it( 'says nothing of one that was sent before beside why another was not', async () => {
	let isRefused = false;
	shop( {
		'POST outbox/{id}/send': () =>
			isRefused ? new Failure( 409, 'This is a copy.' ) : rowOf(),
		'GET orders/{id}': () => orderOf( sending ),
	} );
	const { result } = renderHook( () =>
		useSending( {
			data: listOf( queued ),
			replace: () => {},
			refetch: () => {},
		} )
	);
	await act( async () => void ( await result.current.send( [ queued ] ) ) );
	expect( result.current.said ).toBe( 'Order 1042: Queued' );
	isRefused = true;
	await act( async () => void ( await result.current.send( [ queued ] ) ) );
	expect( result.current.error ).toBeInstanceOf( Refused );
	expect( result.current.said ).toBe( '' );
} );

it( 'reads the list again where several could not be put in line', async () => {
	shop( {
		'POST outbox/send': () => new Failure( 409, 'This is a copy.' ),
	} );
	const refetch = vi.fn();
	const lines = [ queued, { ...queued, id: 1043, entryId: 8 } ];
	const { result } = renderHook( () =>
		useSending( { data: listOf( ...lines ), replace: () => {}, refetch } )
	);
	await act( async () => void ( await result.current.send( lines ) ) );
	expect( result.current.error ).toBeInstanceOf( Refused );
	expect( refetch ).toHaveBeenCalledTimes( 1 );
} );
