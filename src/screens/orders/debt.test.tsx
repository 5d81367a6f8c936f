import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { inLine, shopWith } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { lineOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

it( 'tells what the buyer owes', async () => {
	const user = userEvent.setup();
	const requests = shopWith( [ lineOf() ], {
		'GET orders/{id}/debt': () => ( {
			customerName: 'Mlekara d.o.o.',
			balance: '12500.00',
			overdue: '4990.50',
			currency: 'RSD',
			asOf: '2026-11-24',
		} ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect(
		await screen.findByText(
			/Mlekara d.o.o. owes RSD\s12,500.00. Overdue: RSD\s4,990.50. As of Nov 24, 2026\./
		)
	).toBeVisible();
	expect( requests.map( ( { route } ) => route ) ).toContain(
		'GET orders/1042/debt'
	);
} );

it( 'tells a credit as one', async () => {
	const user = userEvent.setup();
	shopWith( [ lineOf() ], {
		'GET orders/{id}/debt': () => ( {
			...{ customerName: 'Jelena', balance: '-500.00', overdue: null },
			...{ currency: 'RSD', asOf: null },
		} ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect(
		await screen.findByText( /Jelena has a credit of RSD\s500\.00\./ )
	).toBeVisible();
} );

it( 'says that SORS could not be asked for the debt, and asks again', async () => {
	const user = userEvent.setup();
	let isDown = true;
	shopWith( [ lineOf() ], {
		'GET orders/{id}/debt': () =>
			isDown
				? new Failure( 424, 'SORS is down.' )
				: {
						customerName: 'Jelena',
						balance: '0.00',
						overdue: null,
						currency: 'RSD',
						asOf: null,
					},
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( await screen.findAllByText( 'SORS is down.' ) ).not.toEqual( [] );
	isDown = false;
	await user.click( screen.getByText( 'Try again' ) );
	expect( await screen.findByText( 'Jelena owes nothing.' ) ).toBeVisible();
} );
