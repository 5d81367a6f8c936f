import type { TableQuery } from './types';

/** What every list of the server takes of a table's query. */
export const listParams = ( { search, page, perPage }: TableQuery ) => ( {
	search: search.trim() || undefined,
	page,
	per_page: perPage,
} );

/** The value of a filter, where it is one that the server knows: an address may name any. */
export const oneOf = < Value extends string >(
	{ options }: { options: Value[] },
	text: string | undefined
): Value | undefined => options.find( ( option ) => option === text );
