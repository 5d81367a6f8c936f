import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { OlderOrders } from '../../contract/rest/older-orders';
import { render } from '../../testing/render';
import { olderOrdersJobOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

/** As it is shown: what is read out aloud has the same words. */
const REFUSAL = { selector: 'strong' };

type Job = OlderOrders[ 'job' ];
type Routes = Parameters< typeof shop >[ 0 ];

/** A shop with so many orders that were never sent, whichever days are asked for. */
function shopWith( count: number, job: Job = null, routes: Routes = {} ) {
	const now = { job };
	const requests = shop( {
		'GET older-orders': ( { query } ) => ( {
			count: query.get( 'from' ) ? count : null,
			job: now.job,
		} ),
		'POST older-orders': () => {
			now.job = olderOrdersJobOf( { total: count, queued: 0 } );
			return { count: null, job: now.job };
		},
		...routes,
	} );
	return { now, requests };
}

beforeEach( () => goTo( 'orders', { view: 'older' } ) );

const choose = ( label: string, day: string ) =>
	fireEvent.change( screen.getByLabelText( label ), {
		target: { value: day },
	} );
const chooseDays = ( from: string, to: string ) => {
	choose( 'From', from );
	choose( 'To', to );
};
const countButton = () =>
	screen.getByRole( 'button', { name: 'Count the orders' } );
const sendButton = () => screen.queryByRole( 'button', { name: /^Send / } );

it( 'counts first, then sends, and shows how far it is until it is through', async () => {
	const { now, requests } = shopWith( 1400 );
	render( <Orders /> );
	expect( countButton() ).toHaveAttribute( 'aria-disabled', 'true' );
	chooseDays( '2026-01-01', '2026-06-30' );
	await userEvent.click( countButton() );
	expect(
		await screen.findByText( '1,400 orders of these days are not in SORS.' )
	).toBeVisible();
	expect( requests.map( ( { route } ) => route ) ).not.toContain(
		'POST older-orders'
	);

	await userEvent.click( sendButton()! );
	expect( await screen.findByText( '0 of 1,400 queued' ) ).toBeVisible();
	expect( screen.getByRole( 'progressbar' ) ).toHaveAccessibleName(
		'Orders from Jan 1, 2026 to Jun 30, 2026'
	);
	expect( sendButton() ).toBeNull();
	await waitFor( () =>
		expect(
			screen.getByRole( 'heading', { name: /^Orders from Jan 1/ } )
		).toHaveFocus()
	);
	expect( requests ).toContainEqual( {
		route: 'POST older-orders',
		body: { from: '2026-01-01', to: '2026-06-30' },
	} );

	now.job = olderOrdersJobOf( {
		queued: 1398,
		refused: 2,
		finishedAt: '2026-11-24T15:10:00Z',
	} );
	// It is looked at again without a press; what it came to is said, too.
	expect(
		await screen.findAllByText(
			'1,398 of 1,400 queued · 2 orders could not be queued'
		)
	).toHaveLength( 2 );
	expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	expect( screen.getByText( /^Finished on/ ) ).toBeVisible();
} );

it( 'offers nothing to send where nothing is left', async () => {
	shopWith( 0 );
	render( <Orders /> );
	chooseDays( '2026-01-01', '2026-06-30' );
	await userEvent.click( countButton() );
	expect(
		await screen.findByText( /No orders of these days are left to send/ )
	).toBeVisible();
	expect( sendButton() ).toBeNull();
} );

it( 'forgets what was counted when other days are chosen', async () => {
	shopWith( 3 );
	render( <Orders /> );
	chooseDays( '2026-01-01', '2026-06-30' );
	await userEvent.click( countButton() );
	expect( await screen.findByText( 'Send 3 orders to SORS' ) ).toBeVisible();
	choose( 'To', '2026-07-31' );
	expect( sendButton() ).toBeNull();
} );

it( 'does not offer to send days that were chosen while others were counted', async () => {
	let answer: ( found: OlderOrders ) => void = () => {};
	shopWith( 3, null, {
		'GET older-orders': ( { query } ) =>
			query.get( 'from' )
				? new Promise( ( resolve ) => ( answer = resolve ) )
				: { count: null, job: null },
	} );
	render( <Orders /> );
	chooseDays( '2026-01-01', '2026-06-30' );
	await userEvent.click( countButton() );
	choose( 'From', '2025-01-01' );
	answer( { count: 3, job: null } );
	await waitFor( () =>
		expect( countButton() ).not.toHaveAttribute( 'aria-disabled', 'true' )
	);
	expect( sendButton() ).toBeNull();
} );

it( 'says that the days are the wrong way round', async () => {
	shopWith( 3 );
	render( <Orders /> );
	chooseDays( '2026-06-30', '2026-01-01' );
	expect(
		screen.getByText( /The first day is after the last one/ )
	).toBeVisible();
	expect( countButton() ).toHaveAttribute( 'aria-disabled', 'true' );
} );

it( 'counts the orders of one day', async () => {
	shopWith( 3 );
	render( <Orders /> );
	chooseDays( '2026-06-30', '2026-06-30' );
	expect( screen.queryByText( /The first day is after/ ) ).toBeNull();
	await userEvent.click( countButton() );
	expect( await screen.findByText( 'Send 3 orders to SORS' ) ).toBeVisible();
} );

it( 'shows a job that somebody else began, and starts none beside it', async () => {
	shopWith( 3, olderOrdersJobOf() );
	render( <Orders /> );
	expect( await screen.findByText( '350 of 1,400 queued' ) ).toBeVisible();
	chooseDays( '2026-07-01', '2026-07-31' );
	await userEvent.click( countButton() );
	await screen.findByText( 'Send 3 orders to SORS' );
	expect( sendButton() ).toHaveAttribute( 'aria-disabled', 'true' );
} );

it( 'says why nothing was sent', async () => {
	shopWith( 3, null, {
		'POST older-orders': () =>
			new Failure( 409, 'Sending is switched off.' ),
	} );
	render( <Orders /> );
	chooseDays( '2026-01-01', '2026-06-30' );
	await userEvent.click( countButton() );
	await userEvent.click( await screen.findByText( 'Send 3 orders to SORS' ) );
	expect(
		await screen.findByText( 'Sending is switched off.', REFUSAL )
	).toBeVisible();
	expect( sendButton() ).toBeVisible();
} );
