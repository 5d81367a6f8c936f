import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import {
	businessUnitsResponse,
	connectionTestResponse,
	contractCheckResponse,
	databasesResponse,
} from '../contract/rest/connection';
import {
	apiKeyResponse,
	serviceItems,
	settingsDifference,
	settingsResponse,
	type ServiceItems,
	type SettingsPatch,
} from '../contract/rest/settings';
import { yearChangeResponse } from '../contract/rest/year-change';
import { shopCheck } from '../contract/rest/shop-check';
import { pollWhile } from './client';
import { request, download } from './request';

/** In the reader's own time: late at night UTC has another day. */
function today(): string {
	const now = new Date();
	return [ now.getFullYear(), now.getMonth() + 1, now.getDate() ]
		.map( ( part ) => String( part ).padStart( 2, '0' ) )
		.join( '-' );
}

const paymentGateways = z.array(
	z.object( { id: z.string(), enabled: z.boolean() } )
);

/** Ways to pay that are switched off in WooCommerce, over WooCommerce's own route. */
export const switchedOffQuery = queryOptions( {
	queryKey: [ 'payment-gateways' ],
	queryFn: async ( { signal } ) =>
		(
			await request( paymentGateways, '/wc/v3/payment_gateways', {
				query: { _fields: 'id,enabled' },
				signal,
			} )
		)
			.filter( ( { enabled } ) => ! enabled )
			.map( ( { id } ) => id ),
} );

export const settingsQuery = queryOptions( {
	queryKey: [ 'settings' ],
	queryFn: ( { signal } ) =>
		request( settingsResponse, 'settings', { signal } ),
} );

export const putSettings = ( data: SettingsPatch ) =>
	request( settingsResponse, 'settings', { method: 'PUT', data } );

/** @param file Its text, which may be anything. */
export const compareSettings = ( file: string ) =>
	request( settingsDifference, 'settings/difference', {
		method: 'POST',
		data: { file },
	} );

export const downloadSettings = () =>
	download( 'settings/export', `sors-settings-${ today() }.json` );

export const putApiKey = ( apiKey: string ) =>
	request( apiKeyResponse, 'settings/api-key', {
		method: 'PUT',
		data: { apiKey },
	} );

/** Without a database the chosen one is tested, or the key alone. */
export const testConnection = ( database?: string ) =>
	request( connectionTestResponse, 'connection/test', {
		method: 'POST',
		data: database === undefined ? {} : { database },
	} );

/** Likewise. */
export const checkContract = ( database?: string ) =>
	request( contractCheckResponse, 'connection/contract-check', {
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

/** A long price list is read in parts: asked again until it is complete. */
export const serviceItemsQuery = queryOptions( {
	queryKey: [ 'service-items' ],
	queryFn: ( { signal } ) =>
		request( serviceItems, 'service-items', { signal } ),
	...pollWhile( ( { complete }: ServiceItems ) => ! complete, 500 ),
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

export const sayGoingOn = ( database: string, goesOn: boolean ) =>
	request( yearChangeResponse, 'year-change/going-on', {
		method: 'POST',
		data: { database, goesOn },
	} );

/** Under a name that tells the day: several may come together. */
export const downloadSupportFile = () =>
	download( 'support', `sors-support-${ today() }.txt` );

export const shopCheckQuery = queryOptions( {
	queryKey: [ 'shop-check' ],
	queryFn: ( { signal } ) => request( shopCheck, 'shop-check', { signal } ),
} );

/** Does what the button of one point says. */
export const fixShop = ( code: string ) =>
	request( shopCheck, 'shop-check', { method: 'POST', data: { code } } );
