import { queryOptions } from '@tanstack/react-query';
import { yearChangeResponse } from '../contract/rest/year-change';
import { request } from './request';

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
