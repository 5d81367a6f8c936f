import { screen, within } from '@testing-library/react';
import type { Settings, SettingsNotice } from '../contract/rest/settings';
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
			const settings = { ...state.settings, ...( body as object ) };
			state = { ...settingsOf( settings ), notices };
			return state;
		},
		'GET business-units': () => ( {
			items: [
				{ id: '3', code: 'MP1', name: 'Novi Sad', active: true },
				{ id: '5', code: 'VP', name: 'Велепродаја', active: true },
			],
		} ),
		...routes,
	} );
}

export const saved = ( requests: ReturnType< typeof shop > ) =>
	requests
		.filter( ( { route } ) => route === 'PUT settings' )
		.map( ( { body } ) => body );
export const group = ( name: string ) =>
	within( screen.getByRole( 'region', { name } ) );
export const opened = () =>
	screen.findByRole( 'region', { name: 'Connection' } );
