import { screen, waitFor } from '@testing-library/react';
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
	URL.createObjectURL = () => 'blob:support';
	URL.revokeObjectURL = () => {};
} );
afterEach( () => vi.restoreAllMocks() );

it( 'switches the detailed log on', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Maintenance' );
	expect(
		group( 'Support' ).getByLabelText( 'Detailed log' )
	).not.toBeChecked();
	await user.click( screen.getByLabelText( 'Detailed log' ) );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { detailedLog: true } ] )
	);
} );

it( 'removes all data on deletion only where that was chosen', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Maintenance' );
	const label = 'Remove all data when the plugin is deleted';
	expect( group( 'Maintenance' ).getByLabelText( label ) ).not.toBeChecked();
	await user.click( screen.getByLabelText( label ) );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { removeAllData: true } ] )
	);
} );

it( 'lets the shop choose the script of Serbian', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Maintenance' );
	const script = screen.getByLabelText( 'Serbian script' );
	expect( script ).toHaveDisplayValue( 'As the site' );
	await user.selectOptions( script, 'Latin' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { serbianScript: 'latin' } ] )
	);
} );

it( 'hands over the support file, and leaves what was not saved alone', async () => {
	const user = userEvent.setup();
	const requests = shopWith( connected, { 'GET support': () => ( {} ) } );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.click( screen.getByLabelText( 'Detailed log' ) );
	await user.click( screen.getByText( 'Download the support file' ) );
	await waitFor( () => expect( kept ).toHaveLength( 1 ) );
	expect( kept[ 0 ] ).toMatch( /^sors-support-\d{4}-\d\d-\d\d\.txt$/ );
	expect( saved( requests ) ).toEqual( [] );
	expect( screen.getByLabelText( 'Detailed log' ) ).toBeChecked();
} );

it( 'says why there is no support file', async () => {
	const user = userEvent.setup();
	shopWith( connected, {
		'GET support': () => new Failure( 500, 'The log cannot be read.' ),
	} );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.click( screen.getByText( 'Download the support file' ) );
	expect(
		await group( 'Support' ).findByText( 'The log cannot be read.' )
	).toBeVisible();
	expect( kept ).toEqual( [] );
} );
