import { overviewResponse } from '../contract/overview';
import { request } from './request';

export const getOverview = ( signal?: AbortSignal ) =>
	request( overviewResponse, 'overview', { signal } );
