import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { catalogMappingResponse } from '../contract/rest/catalog-mapping';
import {
	conflictsResponse,
	type ConflictSource,
} from '../contract/rest/conflicts';
import {
	bringBackResponse,
	deletedProductsResponse,
	unlinkedProductsResponse,
} from '../contract/rest/deleted-products';
import { linkAgainResponse } from '../contract/rest/products';
import type { Run } from '../contract/rest/runs';
import { pageByPage, type ListQuery } from './client';
import { request } from './request';

/** Changes with every run that ends. */
export const CONFLICTS = [ 'conflicts' ];

export const conflictsQuery = (
	query: ListQuery & { source?: ConflictSource }
) =>
	queryOptions( {
		queryKey: [ ...CONFLICTS, query ],
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

/** Whether syncs change nothing of its products, and of those below it. */
export const leaveGroupAlone = ( groupId: string, leftAlone: boolean ) =>
	request( catalogMappingResponse, 'catalog-mapping/leave-alone', {
		method: 'POST',
		data: { groupId, leftAlone },
	} );

/** With each state of the latest catalogue run there may be others. */
export const deletedProductsQuery = ( catalog: Run | null ) =>
	queryOptions( {
		queryKey: [ 'deleted-products', catalog?.id, catalog?.state ],
		queryFn: ( { signal } ) =>
			request( deletedProductsResponse, 'deleted-products', { signal } ),
	} );

export const unlinkedProductsQuery = infiniteQueryOptions( {
	queryKey: [ 'unlinked-products' ],
	queryFn: ( { pageParam, signal } ) =>
		request( unlinkedProductsResponse, 'deleted-products', {
			query: { unlinked: 'true', per_page: 100, page: pageParam },
			signal,
		} ),
	...pageByPage,
} );

/** Of a product that the owner unlinked. */
export const linkAgain = ( productId: number ) =>
	request( linkAgainResponse, `products/${ productId }/link-again`, {
		method: 'POST',
	} );

/** No product is made of the item with that code. */
export const keepOut = ( code: string ) =>
	request( deletedProductsResponse, 'deleted-products', {
		method: 'POST',
		data: { code },
	} );

/** All of them come back with the next sync of the catalogue. */
export const bringBack = () =>
	request( bringBackResponse, 'deleted-products/bring-back', {
		method: 'POST',
	} );

const categories = z.array( z.object( { id: z.int(), name: z.string() } ) );

/** How many categories are shown at once. */
export const MOST_CATEGORIES = 50;

/** The shop's own categories by a part of their name, over WordPress' own route: one more than is shown tells that there are others. */
export const categoriesQuery = ( search: string ) =>
	queryOptions( {
		queryKey: [ 'categories', search ],
		queryFn: ( { signal } ) =>
			request( categories, '/wp/v2/product_cat', {
				query: {
					search: search || undefined,
					per_page: MOST_CATEGORIES + 1,
					_fields: 'id,name',
				},
				signal,
			} ),
	} );
