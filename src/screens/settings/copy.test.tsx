import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from '../../testing/render';
import {
	connected,
	group,
	opened,
	saved,
	shopWith,
} from '../../testing/settings-shop';
import { Failure } from '../../testing/shop';
import Settings from '.';

let kept: string[] = [];
beforeEach( () => {
	kept = [];
	vi.spyOn( HTMLAnchorElement.prototype, 'click' ).mockImplementation(
		function ( this: HTMLAnchorElement ) {
			kept.push( this.download );
		}
	);
	URL.createObjectURL = () => 'blob:settings';
	URL.revokeObjectURL = () => {};
} );
afterEach( () => vi.restoreAllMocks() );

const area = () => group( 'Copy settings to another shop' );

/** Opens the page and hands a file over. */
async function hand( text: string, answer: unknown ) {
	const user = userEvent.setup();
	const requests = shopWith( connected, {
		'POST settings/difference': () => answer,
	} );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.upload(
		area().getByTestId( 'form-file-upload-input' ),
		new File( [ text ], 'sors-settings.json', { type: 'application/json' } )
	);
	return { user, requests };
}

const changes = {
	before: {
		stockMode: 'available',
		alertEmail: '',
		retentionDays: 365,
		latinSlugs: false,
		businessUnitIds: [ '3' ],
		schedule: { catalog: 'off', stock: 'off', images: 'off' },
	},
	after: {
		stockMode: 'onHand',
		alertEmail: 'a@b.rs',
		retentionDays: 30,
		latinSlugs: true,
		businessUnitIds: [ '3', '9' ],
		schedule: { catalog: 'off', stock: 'hourly', images: 'daily@03:00' },
	},
	leftOut: 'The business units are not taken over.',
};

it( 'downloads the settings', async () => {
	const user = userEvent.setup();
	shopWith( connected, { 'GET settings/export': () => ( {} ) } );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.click( area().getByText( 'Download the settings' ) );
	await waitFor( () => expect( kept ).toHaveLength( 1 ) );
	expect( kept[ 0 ] ).toMatch( /^sors-settings-\d{4}-\d\d-\d\d\.json$/ );
} );

it( 'shows what a file would change, and changes it when told to', async () => {
	const { user, requests } = await hand( '{"settings":{}}', changes );
	const question = within(
		await screen.findByRole( 'dialog', { name: 'Change these settings?' } )
	);
	expect(
		question
			.getAllByRole( 'listitem' )
			.map( ( { textContent } ) => textContent )
	).toEqual( [
		'Business units: Novi Sad → Novi Sad, 9',
		'Stock in the shop: Available → On hand',
		'A sync starts automatically: Catalogue: products and categories = Never: only by hand, Stock and prices = Never: only by hand, Images = Never: only by hand → Catalogue: products and categories = Never: only by hand, Stock and prices = Every hour, Images = Every day at 03:00',
		'Keep what was sent for this many days: 365 → 30',
		'Write to this e-mail when something needs me: – → a@b.rs',
		'Latin addresses for new products with Cyrillic names: no → yes',
	] );
	expect( question.getByText( changes.leftOut ) ).toBeVisible();
	expect(
		requests.find( ( { route } ) => route === 'POST settings/difference' )
	).toHaveProperty( 'body', { file: '{"settings":{}}' } );
	expect( saved( requests ) ).toEqual( [] );
	await user.click( question.getByText( 'Change the settings' ) );
	expect(
		await area().findByText( 'The settings are changed.' )
	).toBeVisible();
	expect( saved( requests ) ).toEqual( [
		{
			...changes.after,
			schedule: { stock: 'hourly', images: 'daily@03:00' },
		},
	] );
	expect( screen.getByDisplayValue( 'a@b.rs' ) ).toBeVisible();
} );

it( 'takes over a map as the file has it, and keeps it when what was touched before is saved', async () => {
	const user = userEvent.setup();
	const stored = {
		...connected,
		paymentMethodMap: { bacs: 'cash', cod: 'cash' } as const,
	};
	const requests = shopWith( stored, {
		'POST settings/difference': () => ( {
			before: {
				paymentMethodMap: stored.paymentMethodMap,
				schedule: { catalog: 'off', stock: 'off', images: 'off' },
			},
			after: {
				paymentMethodMap: { bacs: 'card' },
				schedule: { catalog: 'off', stock: '15min', images: 'off' },
			},
			leftOut: null,
		} ),
	} );
	render( <Settings /> );
	await opened( 'Products' );
	await user.selectOptions(
		screen.getByLabelText( 'Catalogue: products and categories' ),
		'Every hour'
	);
	await opened( 'Maintenance' );
	await user.upload(
		area().getByTestId( 'form-file-upload-input' ),
		new File( [ '{}' ], 'sors-settings.json', { type: 'application/json' } )
	);
	await user.click( await screen.findByText( 'Change the settings' ) );
	await area().findByText( 'The settings are changed.' );
	await user.click( screen.getByText( 'Save' ) );
	await screen.findByText( 'Everything is saved.' );
	expect( saved( requests ) ).toEqual( [
		{
			paymentMethodMap: { bacs: 'card', cod: null },
			schedule: { stock: '15min' },
		},
		{ schedule: { catalog: 'hourly' } },
	] );
} );

it( 'says that another database voids what is not saved, and that the settings are changed', async () => {
	const user = userEvent.setup();
	shopWith( connected, {
		'POST settings/difference': () => ( {
			before: { database: 'Prodavnica2026' },
			after: { database: 'Prodavnica2027' },
			leftOut: null,
		} ),
	} );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.click( screen.getByLabelText( 'Detailed log' ) );
	await user.upload(
		area().getByTestId( 'form-file-upload-input' ),
		new File( [ '{}' ], 'sors-settings.json', { type: 'application/json' } )
	);
	const question = within( await screen.findByRole( 'dialog' ) );
	expect( question.getByText( /not saved yet will be lost/ ) ).toBeVisible();
	await user.click( question.getByText( 'Change the settings' ) );
	expect(
		await area().findByText( 'The settings are changed.' )
	).toBeVisible();
} );

it( 'changes nothing when told so', async () => {
	const { user, requests } = await hand( '{}', changes );
	await user.click( await screen.findByText( 'Do nothing' ) );
	expect( screen.queryByRole( 'dialog' ) ).toBeNull();
	expect( saved( requests ) ).toEqual( [] );
} );

it( 'says when there is nothing to change', async () => {
	await hand( '{}', { before: {}, after: {}, leftOut: null } );
	expect(
		await area().findByText( 'The shop has these settings already.' )
	).toBeVisible();
} );

it( 'names each setting that is refused', async () => {
	await hand(
		'{}',
		new Failure( 400, 'Unknown. Too large.', {
			color: 'Unknown.',
			retentionDays: 'Too large.',
		} )
	);
	const items = await area().findAllByRole( 'listitem' );
	expect( items.map( ( { textContent } ) => textContent ) ).toEqual( [
		'color: Unknown.',
		'Keep what was sent for this many days: Too large.',
	] );
} );

it( 'says what is wrong with another file', async () => {
	await hand(
		'no json',
		new Failure( 400, 'This is not a file with settings.', {
			'': 'This is not a file with settings.',
		} )
	);
	expect(
		await area().findByText( 'This is not a file with settings.' )
	).toBeVisible();
} );
