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
import { linkAgainResponse, productDetails } from '../contract/rest/products';
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

/** Its variations without an item of their own have its stock from now on. */
export const shareStock = ( productId: number ) =>
	request( productDetails, `products/${ productId }/share-stock`, {
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

/** WordPress' own route gives names as they are stored: HTML. */
const name = z.pipe(
	z.string(),
	z.transform(
		( html ) =>
			new DOMParser().parseFromString( html, 'text/html' ).body
				.textContent ?? ''
	)
);

const categories = z.array(
	z.object( {
		id: z.int(),
		name,
		/** The category above it, where it is below one; without a name where it cannot be read. */
		_embedded: z.optional(
			z.object( {
				up: z.array( z.object( { name: z.optional( name ) } ) ),
			} )
		),
	} )
);

/** The name that tells a category from others of the same name. */
export const categoryName = ( {
	name: own,
	_embedded,
}: z.infer< typeof categories >[ number ] ): string => {
	const above = _embedded?.up[ 0 ]?.name;
	return above ? `${ own } (${ above })` : own;
};

/** How many categories are shown at once. */
export const MOST_CATEGORIES = 50;

/** As it is in stored names. They have double quotes as such or as entities, by who made them: the longest part without any will do. */
const asStored = ( typed: string ): string =>
	typed
		.replaceAll( '&', '&amp;' )
		.replaceAll( '<', '&lt;' )
		.replaceAll( '>', '&gt;' )
		.split( '"' )
		.map( ( part ) => part.trim() )
		.reduce( ( longest, part ) =>
			part.length > longest.length ? part : longest
		);

/** The shop's own categories by a part of their name, over WordPress' own route: one more than is shown tells that there are others. */
export const categoriesQuery = ( typed: string ) => {
	const search = asStored( typed );
	return queryOptions( {
		queryKey: [ 'categories', search ],
		queryFn: ( { signal } ) =>
			request( categories, '/wp/v2/product_cat', {
				query: {
					search: search || undefined,
					per_page: MOST_CATEGORIES + 1,
					_fields: 'id,name,_links.up',
					_embed: 'up',
				},
				signal,
			} ),
	} );
};
