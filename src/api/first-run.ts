import { queryOptions } from '@tanstack/react-query';
import { firstRunExamplesResponse } from '../contract/rest/first-run';
import { request } from './request';

/** By the units and the database that are saved. */
export const examplesQuery = queryOptions( {
	queryKey: [ 'first-run', 'examples' ],
	queryFn: ( { signal } ) =>
		request( firstRunExamplesResponse, 'first-run/examples', { signal } ),
} );
