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
import { yearChangeResponse } from '../contract/rest/year-change';
import { request, download } from './request';

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

export const yearChangeQuery = queryOptions( {
	queryKey: [ 'year-change' ],
	queryFn: ( { signal } ) =>
		request( yearChangeResponse, 'year-change', { signal } ),
} );

export const changeYear = ( database: string, withoutMissingUnits: boolean ) =>
	request( yearChangeResponse, 'year-change', {
		method: 'POST',
		data: { database, withoutMissingUnits },
	} );

export const sayCarriedOver = ( database: string, carriedOver: boolean ) =>
	request( yearChangeResponse, 'year-change/carried-over', {
		method: 'POST',
		data: { database, carriedOver },
	} );

/** Under a name that tells the day: several may come together. */
export const downloadSupportFile = () =>
	download(
		'support',
		`sors-support-${ new Date().toISOString().slice( 0, 10 ) }.txt`
	);
