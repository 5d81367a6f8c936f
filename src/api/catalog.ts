import { queryOptions } from '@tanstack/react-query';
import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import * as z from 'zod/mini';
import { catalogMappingResponse } from '../contract/rest/catalog-mapping';
import {
	conflictsResponse,
	type ConflictSource,
} from '../contract/rest/conflicts';
import {
	bringBackResponse,
	deletedProductsResponse,
} from '../contract/rest/deleted-products';
import type { Run } from '../contract/rest/runs';
import { request } from './request';

export const conflictsQuery = ( query: {
	source?: ConflictSource;
	search?: string;
	page?: number;
	per_page?: number;
} ) =>
	queryOptions( {
		queryKey: [ 'conflicts', query ],
		queryFn: ( { signal } ) =>
			request( conflictsResponse, 'conflicts', { query, signal } ),
	} );

export const catalogMappingQuery = queryOptions( {
	queryKey: [ 'catalog-mapping' ],
	queryFn: ( { signal } ) =>
		request( catalogMappingResponse, 'catalog-mapping', { signal } ),
} );

/** Without a category the next run finds or makes one. */
export const mapGroup = ( groupId: string, categoryId: number | null ) =>
	request( catalogMappingResponse, 'catalog-mapping', {
		method: 'POST',
		data: { groupId, categoryId },
	} );

/** With each state of the latest catalogue run there may be others. */
export const deletedProductsQuery = ( catalog: Run | null ) =>
	queryOptions( {
		queryKey: [ 'deleted-products', catalog?.id, catalog?.state ],
		queryFn: ( { signal } ) =>
			request( deletedProductsResponse, 'deleted-products', { signal } ),
	} );

/** All of them come back with the next sync of the catalogue. */
export const bringBack = () =>
	request( bringBackResponse, 'deleted-products/bring-back', {
		method: 'POST',
	} );

const categories = z.array( z.object( { id: z.int(), name: z.string() } ) );

/** The shop's own categories by a part of their name, over WordPress' own route. */
export const categoriesQuery = ( search: string ) =>
	queryOptions( {
		queryKey: [ 'categories', search ],
		queryFn: async ( { signal } ) =>
			categories.parse(
				await apiFetch( {
					path: addQueryArgs( '/wp/v2/product_cat', {
						search: search || undefined,
						per_page: 50,
						_fields: 'id,name',
					} ),
					signal,
				} )
			),
	} );
