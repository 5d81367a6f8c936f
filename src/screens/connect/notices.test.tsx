import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import { overviewOf, runOf, settingsOf } from '../../testing/samples';
import { goTo } from '../../ui/navigation';
import Connect from '.';
import { STEPS } from './steps';

beforeEach( () => window.localStorage.clear() );

/** What the shop may have against the answers of these steps: see SettingsNotices. */
const NOTICED = [
	'database',
	'documentBusinessUnitId',
	'priceType',
	'stockMode',
	'documentKind',
	'documentKindCompany',
	'shippingItemCode',
	'exportOrders',
	'exportStatuses',
	'singleCustomerCode',
];

it.each( STEPS )(
	'says each notice once, whichever step is open: %s',
	async ( step ) => {
		const catalog = runOf( { state: 'succeeded' } );
		newShop(
			{
				'GET overview': () =>
					overviewOf( {
						runs: [
							{
								kind: 'catalog',
								last: catalog,
								active: null,
								nextAt: null,
							},
						],
					} ),
				'GET runs': () => ( { items: [ catalog ], total: 1 } ),
				'GET runs/{id}': () => catalog,
			},
			{
				...settingsOf( {
					database: 'Prodavnica2026',
					businessUnitIds: [ '3' ],
				} ),
				notices: NOTICED.flatMap( ( field ) => [
					{ field, severity: 'warning', message: `${ field }: one` },
					{ field, severity: 'warning', message: `${ field }: two` },
				] ),
			}
		);
		goTo( 'connect', { step } );
		const { container } = render( <Connect /> );
		const said = () =>
			[ ...container.querySelectorAll( '.components-notice' ) ]
				.flatMap(
					( { textContent } ) =>
						textContent?.match(
							/(?<=notice)\w+: (one|two)$/
						)?.[ 0 ] ?? []
				)

				.sort();
		await screen.findByRole( 'heading', {
			name: new RegExp( `Step ${ STEPS.indexOf( step ) + 1 }` ),
		} );
		await waitFor( () =>
			expect( said() ).toEqual(
				NOTICED.flatMap( ( field ) => [
					`${ field }: one`,
					`${ field }: two`,
				] ).sort()
			)
		);
	}
);

it( 'says nothing yet of what a later step asks', async () => {
	const message = 'Tax would be added twice.';
	newShop(
		{},
		{
			...settingsOf( {}, { set: false, hint: null, source: 'none' } ),
			notices: [ { field: 'priceType', severity: 'warning', message } ],
		}
	);
	const { container } = render( <Connect /> );
	await screen.findByLabelText( 'API key' );
	expect( container ).not.toHaveTextContent( message );
} );
