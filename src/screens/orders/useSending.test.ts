import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { OutboxEntry } from '../../contract/rest/outbox';
import { rowOf } from '../../testing/samples';
import { shop } from '../../testing/shop';
import { useSending } from './useSending';

const queued = rowOf( {
	state: 'queued',
	documentNumber: null,
	remedies: [ { as: 'send', label: 'Send now' } ],
} );
const listOf = ( ...items: OutboxEntry[] ) => ( {
	items,
	total: items.length,
} );

it( 'says of an order what is true by now, also when it has moved on since', async () => {
	shop( {
		'POST outbox/{id}/send': () => ( { ...queued, state: 'sending' } ),
	} );
	const { result, rerender } = renderHook(
		( data ) =>
			useSending( { data, replace: () => {}, refetch: () => {} } ),
		{ initialProps: listOf( queued ) }
	);
	expect( result.current.said ).toBe( '' );
	await act( () => result.current.send( [ queued ] ) );
	rerender( listOf( { ...queued, state: 'sending' } ) );
	expect( result.current.said ).toBe( 'Order 1042: Being sent' );

	rerender( listOf( rowOf() ) );
	expect( result.current.said ).toBe( 'Order 1042: In SORS' );

	// Filtered away: what was answered last is all that is known.
	rerender( listOf() );
	expect( result.current.said ).toBe( 'Order 1042: Being sent' );
} );
