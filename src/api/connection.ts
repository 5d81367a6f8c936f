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

export const getSettings = ( signal?: AbortSignal ) =>
	request( settingsResponse, 'settings', { signal } );

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

export const getDatabases = ( signal?: AbortSignal ) =>
	request( databasesResponse, 'databases', { signal } );

export const getBusinessUnits = ( signal?: AbortSignal ) =>
	request( businessUnitsResponse, 'business-units', { signal } );
