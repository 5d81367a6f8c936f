import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { YearChange as Answer } from '../../../contract/rest/year-change';
import { render } from '../../../testing/render';
import { Failure, shop } from '../../../testing/shop';
import { YearChange } from '.';

const unit = {
	id: '3',
	code: '01',
	name: 'Maloprodaja',
	roles: [ 'stock' as const, 'price' as const ],
	newId: '11',
	newName: 'Maloprodaja',
};
const proposal = {
	database: { name: 'Moja2027', title: null, year: 2027 },
	units: [ unit ],
	changes: [ 'Items keep their codes.' ],
	obstacle: null,
	openDocuments: 3,
	unsettled: 0,
};
const answer = ( parts: Partial< Answer > = {} ): Answer => ( {
	current: 'Moja2026',
	comparable: true,
	checkedAt: '2026-12-31T10:00:00Z',
	proposal,
	former: [],
	...parts,
} );
const after = answer( {
	current: 'Moja2027',
	proposal: null,
	former: [ { name: 'Moja2026', openDocuments: 3, carriedOver: false } ],
} );

it( 'moves the shop, then asks about the documents that stay behind', async () => {
	const user = userEvent.setup();
	const onMoved = vi.fn();
	const requests = shop( {
		'GET year-change': () => answer(),
		'POST year-change': () => after,
		'POST year-change/carried-over': () => ( {
			...after,
			former: [ { ...after.former[ 0 ]!, carriedOver: true } ],
		} ),
	} );
	render( <YearChange onMoved={ onMoved } /> );
	expect(
		await screen.findByText( 'Items keep their codes.' )
	).toBeVisible();
	expect(
		screen.getByRole( 'row', { name: /Maloprodaja.*stock, prices/ } )
	).toBeVisible();

	await user.click( screen.getByText( 'Move to Moja2027' ) );
	expect(
		await screen.findByText( 'The shop works with Moja2027 now.' )
	).toBeVisible();
	expect( onMoved ).toHaveBeenCalledOnce();
	expect( screen.getByRole( 'heading' ) ).toHaveFocus();

	await user.click( screen.getByText( 'Yes, they were carried over' ) );
	expect( await screen.findByText( 'No, they were not' ) ).toBeVisible();
	expect(
		requests.filter( ( { route } ) => route.startsWith( 'POST' ) )
	).toEqual( [
		{
			route: 'POST year-change',
			body: { database: 'Moja2027', withoutMissingUnits: false },
		},
		{
			route: 'POST year-change/carried-over',
			body: { database: 'Moja2026', carriedOver: true },
		},
	] );
} );

it( 'goes on without a missing unit only when told so', async () => {
	const user = userEvent.setup();
	const missing = { ...unit, id: '5', newId: null, newName: null };
	const requests = shop( {
		'GET year-change': () =>
			answer( {
				proposal: {
					...proposal,
					units: [ unit, missing ],
					obstacle: 'Enter it there first.',
				},
			} ),
		'POST year-change': () => after,
	} );
	render( <YearChange onMoved={ () => {} } /> );
	const move = await screen.findByText( 'Move to Moja2027' );
	expect( move ).toHaveAttribute( 'aria-disabled', 'true' );
	await user.click( screen.getByLabelText( /without the missing units/ ) );
	await user.click( move );
	await screen.findByText( 'The shop works with Moja2027 now.' );
	expect( requests.at( -1 )?.body ).toEqual( {
		database: 'Moja2027',
		withoutMissingUnits: true,
	} );
} );

it( 'says why the move was refused, and stays', async () => {
	const user = userEvent.setup();
	shop( {
		'GET year-change': () => answer(),
		'POST year-change': () => new Failure( 409, 'Moved already.' ),
	} );
	render( <YearChange onMoved={ () => {} } /> );
	await user.click( await screen.findByText( 'Move to Moja2027' ) );
	expect( await screen.findAllByText( 'Moved already.' ) ).not.toEqual( [] );
	expect( screen.getByText( 'Move to Moja2027' ) ).toBeVisible();
} );

it( 'is not there while there is nothing to move to', async () => {
	const requests = shop( {
		'GET year-change': () => answer( { proposal: null } ),
	} );
	const { container } = render( <YearChange onMoved={ () => {} } /> );
	await vi.waitFor( () => expect( requests ).toHaveLength( 1 ) );
	expect( container.textContent ).toBe( '' );
} );
