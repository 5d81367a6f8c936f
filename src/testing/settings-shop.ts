import { expect } from 'vitest';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type {
	Settings,
	SettingsNotice,
	SettingsPatch,
} from '../contract/rest/settings';
import { patched } from '../api/patched';
import { services } from './connect-shop';
import { settingsOf } from './samples';
import { shop } from './shop';

export const connected: Partial< Settings > = {
	database: 'Prodavnica2026',
	businessUnitIds: [ '3', '5' ],
};

/** A shop that keeps what is saved. */
export function shopWith(
	parts: Partial< Settings > = connected,
	routes: Parameters< typeof shop >[ 0 ] = {},
	notices: SettingsNotice[] = []
) {
	let state = { ...settingsOf( parts ), notices };
	return shop( {
		'GET settings': () => state,
		'PUT settings': ( { body } ) => {
			const settings = patched( state.settings, body as SettingsPatch );
			state = { ...settingsOf( settings ), notices };
			return state;
		},
		'GET business-units': () => ( {
			items: [
				{ id: '3', code: 'MP1', name: 'Novi Sad', active: true },
				{ id: '5', code: 'VP', name: 'Велепродаја', active: true },
			],
		} ),
		'GET service-items': () => services,
		...routes,
	} );
}

export const saved = ( requests: ReturnType< typeof shop > ) =>
	requests
		.filter( ( { route } ) => route === 'PUT settings' )
		.map( ( { body } ) => body );
export const group = ( name: string ) =>
	within( screen.getByRole( 'region', { name } ) );

type Page = 'Connection' | 'Products' | 'Orders' | 'Maintenance';

/** Goes to one of the pages, once the settings are there. */
export async function opened( page: Page = 'Connection' ) {
	await screen.findAllByRole( 'region' );
	const tab = within(
		screen.getByRole( 'navigation', { name: 'Settings' } )
	).getByRole( 'link', { name: page } );
	fireEvent.click( tab );
	await waitFor( () =>
		expect( tab ).toHaveAttribute( 'aria-current', 'page' )
	);
}
