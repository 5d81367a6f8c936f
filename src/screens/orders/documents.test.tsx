import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { SentDocument } from '../../contract/rest/orders';
import { shopSaysNothing, shopWrites } from '../../testing/formats';
import { render } from '../../testing/render';
import { Documents } from './Documents';

const contents: NonNullable< SentDocument[ 'contents' ] > = {
	date: '2026-11-24',
	buyer: [ 'Jelena Đorđević' ],
	note: null,
	currency: 'RSD',
	lines: [
		{
			code: '4011',
			name: 'Šraf 6x40',
			quantity: '1200.5',
			unit: 'kg',
			price: '1996',
			discount: '7.5',
			vatRate: '20',
			total: '4990',
		},
	],
	vat: [],
	withVat: true,
	total: '4990',
};

const sent = ( parts: Partial< SentDocument > = {} ): SentDocument => ( {
	entryId: 7,
	title: 'Reservation 13/2026',
	database: 'MyDatabase2026',
	reference: 'k3f9-1042-sale-2',
	standing: 'open',
	body: '{"total":4990}',
	contents,
	...parts,
} );

afterEach( shopSaysNothing );

it( 'writes quantities with the separators of the prices beside them', () => {
	shopWrites( {
		price: '%2$s %1$s',
		currency: 'RSD',
		symbols: { RSD: 'RSD' },
	} );
	render( <Documents documents={ [ sent() ] } /> );
	expect(
		screen.getByText( '4011 · 1.200,5 kg × 1.996,00 · −7,5 %' )
	).toBeVisible();
} );

it.each( [
	[ '2026-11-24', 'Nov 24, 2026' ],
	[ '2026-11-24T10:30:00', /^Nov 24, 2026, 10:30\sAM$/ ],
	[ '11.12.2026', '11.12.2026' ],
	[ '2026-13-45', '2026-13-45' ],
	[ '2026-13-45T10:30:00', '2026-13-45T10:30:00' ],
] )( 'shows the day %s, whatever is in it', ( date, shown ) => {
	render(
		<Documents
			documents={ [ sent( { contents: { ...contents, date } } ) ] }
		/>
	);
	expect( screen.getByText( shown ) ).toBeVisible();
} );

it( 'tells the technical details of one document from those of another', () => {
	render(
		<Documents
			documents={ [
				sent( { title: 'Reservation' } ),
				sent( {
					entryId: 6,
					title: 'Reservation',
					reference: 'k3f9-1042-sale-1',
				} ),
			] }
		/>
	);
	expect(
		screen
			.getAllByRole( 'region', { hidden: true } )
			.map( ( region ) => region.getAttribute( 'aria-label' ) )
	).toEqual( [
		'Technical details: Reservation, k3f9-1042-sale-2',
		'Technical details: Reservation, k3f9-1042-sale-1',
	] );
} );
