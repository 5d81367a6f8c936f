import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { inLine, panel, shopWith } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { lineOf, orderOf } from '../../testing/samples';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

it( 'tells one story of the order, with what was sent to be read and its JSON behind', async () => {
	const user = userEvent.setup();
	const at = '2026-11-24T14:55:00Z';
	shopWith( [
		orderOf( {
			story: [
				{
					at,
					text: 'Reservation 2/2026',
					detail: null,
					by: null,
					tone: 'done',
				},
				{
					at,
					text: '2/2026 cancelled',
					detail: null,
					by: 'Ana Anić',
					tone: 'neutral',
				},
			],
			documents: [
				{
					entryId: 7,
					title: 'Reservation 13/2026',
					database: 'MyDatabase2026',
					reference: 'k3f9-1042-sale-2',
					standing: 'open',
					body: '{"total":4990}',
					contents: {
						date: '2026-11-24',
						buyer: [ 'Jelena Đorđević', 'Futoška 12' ],
						note: null,
						currency: 'RSD',
						lines: [
							{
								code: '4011',
								name: 'Šraf 6x40',
								quantity: '2.5',
								unit: 'kg',
								price: '1996',
								discount: null,
								vatRate: '20',
								total: '4990',
							},
						],
						vat: [
							{ rate: '20', amount: '831.67' },
							{ rate: '0', amount: '0.00' },
						],
						withVat: true,
						total: '4990',
					},
				},
			],
			events: [ { at, message: 'SORS was asked.', by: null } ],
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	const story = await panel().findByText( '2/2026 cancelled' );
	expect( story.closest( 'li' ) ).toHaveTextContent( 'Ana Anić' );
	const table = within( panel().getByRole( 'table' ) );
	for ( const text of [ /Šraf 6x40/, '20 %', /831\.67/, /RSD\s4,990\.00/ ] ) {
		expect( table.getByText( text ) ).toBeVisible();
	}
	expect( table.getByText( /VAT 20 %/ ) ).toBeVisible();
	expect( table.queryByText( /VAT 0 %/ ) ).toBeNull();
	expect( panel().getByText( /Jelena Đorđević, Futoška/ ) ).toBeVisible();
	expect( panel().getByText( /"total": 4990/ ) ).not.toBeVisible();
	expect( panel().getByText( 'SORS was asked.' ) ).not.toBeVisible();
	await user.click( panel().getByText( 'Technical details' ) );
	const body = panel().getByRole( 'region', {
		name: /^Technical details: /,
	} );
	expect( body ).toBeVisible();
	expect( body ).toHaveTextContent( '"total": 4990' );
} );

it( 'says beside the total what of it was refunded, since the document has only the rest', async () => {
	const user = userEvent.setup();
	const line = lineOf();
	shopWith( [ orderOf( { ...line, refunded: '1685' } ) ] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect(
		await panel().findByText( 'RSD 4,990.00, refunded RSD 1,685.00' )
	).toBeVisible();
} );

it( 'crosses out what was cancelled, and says what SORS never took', async () => {
	const user = userEvent.setup();
	const standings = [ 'open', 'cancelled', 'none', 'unclear' ] as const;
	shopWith( [
		orderOf( {
			documents: standings.map( ( standing, index ) => ( {
				entryId: index + 1,
				title: `Reservation, ${ standing }`,
				database: 'MyDatabase2026',
				reference: `k3f9-1042-sale-${ index + 1 }`,
				standing,
				body: null,
				contents: null,
			} ) ),
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	const cancelled = await panel().findByText( 'Reservation, cancelled' );
	expect( screen.getAllByRole( 'deletion' ) ).toEqual( [ cancelled ] );
	const told = standings.map(
		( standing ) =>
			panel()
				.getByText( new RegExp( `^Reservation, ${ standing }` ) )
				.closest( 'summary' )?.textContent
	);
	expect( told ).toEqual( [
		'Reservation, open',
		'Reservation, cancelled no longer valid',
		'Reservation, none – not in SORS',
		'Reservation, unclear',
	] );
} );

it( 'has no button where there is nothing to do', async () => {
	const user = userEvent.setup();
	shopWith( [ lineOf( { state: 'cancelled', label: 'Cancelled' } ) ] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( await panel().findByText( /Order placed/ ) ).toBeVisible();
	expect(
		panel()
			.getAllByRole( 'button' )
			.map( ( { textContent } ) => textContent )
	).toEqual( [ 'Close' ] );
} );

it( 'promises no time to an order that waits for the owner, and says why it waits', async () => {
	const user = userEvent.setup();
	const why = 'This order belongs to 2027, and the database in use to 2026.';
	const line = lineOf( { state: 'queued', label: 'Queued', why } );
	shopWith( [
		orderOf( {
			...line,
			story: [
				{
					at: '2026-11-24T14:55:00Z',
					text: 'Queued',
					detail: why,
					by: null,
					tone: 'busy',
				},
			],
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( await panel().findByText( why ) ).toBeVisible();
	expect( panel().queryByText( /within a minute or two/ ) ).toBeNull();
} );
