import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OrderLine } from '../../contract/rest/orders';
import { rejected, shopWith } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { orderOf } from '../../testing/samples';
import { Details } from './Details';

beforeEach( () => {
	vi.useFakeTimers( { shouldAdvanceTime: true } );
} );
afterEach( () => {
	vi.useRealTimers();
} );

const queued = { ...rejected, state: 'queued', label: 'Queued' } as const;
const sent = { ...rejected, state: 'sent', label: 'In SORS' } as const;

/** A panel of an order, which keeps what it is told as the list does. */
function Panel( { isAlone }: { isAlone: boolean } ) {
	const [ line, setLine ] = useState< OrderLine >( queued );
	return (
		<Details
			line={ line }
			isBusy={ false }
			isStopped={ false }
			isAlone={ isAlone }
			onClose={ () => {} }
			onChange={ setLine }
		/>
	);
}

it( 'follows an order that is in no list any more, until it is sent', async () => {
	const states = [ queued, sent ];
	const requests = shopWith( [], {
		'GET orders/{id}': () => orderOf( states.shift() ?? sent ),
	} );
	const asked = () =>
		requests.filter( ( { route } ) => route === 'GET orders/1043' ).length;
	render( <Panel isAlone /> );
	expect( await screen.findByText( 'Queued' ) ).toBeVisible();
	await act( () => vi.advanceTimersByTimeAsync( 5000 ) );
	expect( await screen.findByText( 'In SORS' ) ).toBeVisible();
	const before = asked();
	await act( () => vi.advanceTimersByTimeAsync( 60_000 ) );
	expect( asked() ).toBeLessThanOrEqual( before + 1 );
} );

it( 'leaves an order of the list to the list', async () => {
	const requests = shopWith( [ orderOf( queued ) ] );
	render( <Panel isAlone={ false } /> );
	expect( await screen.findByText( 'Queued' ) ).toBeVisible();
	await act( () => vi.advanceTimersByTimeAsync( 60_000 ) );
	expect(
		requests.filter( ( { route } ) => route === 'GET orders/1043' )
	).toHaveLength( 1 );
} );
