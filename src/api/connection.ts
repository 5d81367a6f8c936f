import { queryOptions } from '@tanstack/react-query';
import {
	businessUnitsResponse,
	connectionTestResponse,
	databasesResponse,
} from '../contract/rest/connection';
import {
	apiKeyState,
	settingsResponse,
	type SettingsPatch,
} from '../contract/rest/settings';
import { request } from './request';

export const settingsQuery = queryOptions( {
	queryKey: [ 'settings' ],
	queryFn: ( { signal } ) =>
		request( settingsResponse, 'settings', { signal } ),
} );

export const putSettings = ( data: SettingsPatch ) =>
	request( settingsResponse, 'settings', { method: 'PUT', data } );

export const putApiKey = ( apiKey: string ) =>
	request( apiKeyState, 'settings/api-key', {
		method: 'PUT',
		data: { apiKey },
	} );

/** Without a database the chosen one is tested, or the key alone. */
export const testConnection = ( database?: string ) =>
	request( connectionTestResponse, 'connection/test', {
		method: 'POST',
		data: database === undefined ? {} : { database },
	} );

export const databasesQuery = queryOptions( {
	queryKey: [ 'databases' ],
	queryFn: ( { signal } ) =>
		request( databasesResponse, 'databases', { signal } ),
} );

/** Of the saved database; another one has other units. */
export const businessUnitsQuery = ( database: string ) =>
	queryOptions( {
		queryKey: [ 'business-units', database ],
		queryFn: ( { signal } ) =>
			request( businessUnitsResponse, 'business-units', { signal } ),
	} );
