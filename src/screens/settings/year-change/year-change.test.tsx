import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { YearChange as Answer } from '../../../contract/rest/year-change';
import { render } from '../../../testing/render';
import { runOf } from '../../../testing/samples';
import { connected, opened, shopWith } from '../../../testing/settings-shop';
import { Failure, shop } from '../../../testing/shop';
import { goTo, param } from '../../../ui/navigation';
import Settings from '..';
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
	proposal,
	goingOn: null,
	former: [],
	...parts,
} );
const noPreviews = { items: [], total: 0 };
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
		'GET runs': () => noPreviews,
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

it( 'takes the keyboard to what it came to where nothing stays behind', async () => {
	const user = userEvent.setup();
	shop( {
		'GET year-change': () => answer(),
		'GET runs': () => noPreviews,
		'POST year-change': () => ( { ...after, former: [] } ),
	} );
	render( <YearChange onMoved={ () => {} } /> );
	await user.click( await screen.findByText( 'Move to Moja2027' ) );
	const outcome = await screen.findByText(
		'The shop works with Moja2027 now.',
		{ selector: '.components-notice *' }
	);
	expect( outcome.ownerDocument.activeElement ).toContainElement( outcome );
	expect( document.body ).not.toHaveFocus();
} );

it( 'goes on without a missing unit only when told so', async () => {
	const user = userEvent.setup();
	const missing = { ...unit, id: '5', newId: null, newName: null };
	const requests = shop( {
		'GET runs': () => noPreviews,
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

it( 'asks before it voids settings that are not saved, also those of another page', async () => {
	const user = userEvent.setup();
	goTo( 'settings' );
	const requests = shopWith( connected, {
		'GET year-change': () => answer(),
		'GET runs': () => noPreviews,
		'POST year-change': () => after,
	} );
	const moves = () =>
		requests.filter( ( { route } ) => route === 'POST year-change' );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.click( screen.getByLabelText( 'Detailed log' ) );
	await opened();
	await user.click( await screen.findByText( 'Move to Moja2027' ) );
	const dialog = await screen.findByRole( 'dialog', {
		name: 'Move to Moja2027?',
	} );
	expect(
		within( dialog ).getByText( /not saved yet will be lost/ )
	).toBeVisible();
	await user.click( within( dialog ).getByText( 'Do nothing' ) );
	expect( moves() ).toEqual( [] );
	expect( screen.getByText( '1 change is not saved.' ) ).toBeVisible();

	await user.click( screen.getByText( 'Move to Moja2027' ) );
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByText(
			'Move to Moja2027'
		)
	);
	expect(
		await screen.findByText( 'The shop works with Moja2027 now.' )
	).toBeVisible();
	expect( moves() ).toHaveLength( 1 );
} );

it( 'says why the move was refused, and stays', async () => {
	const user = userEvent.setup();
	shop( {
		'GET year-change': () => answer(),
		'GET runs': () => noPreviews,
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

it( 'lets the shop go on in its database, and takes that back', async () => {
	const user = userEvent.setup();
	const goingOn = { year: 2026, waiting: 2, isSaid: false };
	const asked = answer( { proposal: null, goingOn } );
	const said = answer( {
		proposal: null,
		goingOn: { ...goingOn, waiting: 0, isSaid: true },
	} );
	const answers = [ said, asked ];
	const requests = shop( {
		'GET year-change': () => asked,
		'POST year-change/going-on': () => answers.shift()!,
	} );
	render( <YearChange onMoved={ () => {} } /> );
	expect(
		await screen.findByText( /2 orders or refunds wait for the new year/ )
	).toBeVisible();
	await user.click( screen.getByText( 'We go on in Moja2026' ) );
	await user.click(
		await screen.findByText( 'No, each year has its own database' )
	);
	expect( await screen.findByText( 'We go on in Moja2026' ) ).toBeVisible();
	expect(
		requests
			.filter( ( { route } ) => route.startsWith( 'POST' ) )
			.map( ( { body } ) => body )
	).toEqual( [
		{ database: 'Moja2026', goesOn: true },
		{ database: 'Moja2026', goesOn: false },
	] );
} );

it( 'starts a preview of the newer database and goes to it, and tells of the last ones', async () => {
	const user = userEvent.setup();
	goTo( 'settings' );
	const last = runOf( {
		id: 7,
		kind: 'stock',
		mode: 'preview',
		state: 'succeeded',
		message: '3 items would change in a sync with Moja2027.',
		database: 'Moja2027',
	} );
	const requests = shop( {
		'GET year-change': () => answer(),
		'GET runs': () => ( { items: [ last ], total: 1 } ),
		'POST runs': () => ( {
			...last,
			id: 8,
			kind: 'catalog',
			state: 'queued',
		} ),
	} );
	render( <YearChange onMoved={ () => {} } /> );
	expect( await screen.findByText( /3 items would change/ ) ).toBeVisible();
	expect(
		screen.getByRole( 'link', { name: /Stock and prices/ } )
	).toHaveAttribute( 'href', expect.stringContaining( 'run=7' ) );
	await user.click( screen.getByText( 'Preview: Catalogue' ) );
	await vi.waitFor( () => expect( param( 'run' ) ).toBe( '8' ) );
	expect( requests.at( -1 )?.body ).toEqual( {
		kind: 'catalog',
		mode: 'preview',
		database: 'Moja2027',
	} );
} );
