import { firstRunExamplesResponse } from '../contract/rest/first-run';
import { request } from './request';

/** By the units and the database that are saved. */
export const getExamples = ( signal?: AbortSignal ) =>
	request( firstRunExamplesResponse, 'first-run/examples', { signal } );
