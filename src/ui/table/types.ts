import type { Action, ColumnStyle, Field } from '@wordpress/dataviews/wp';
import type { ReactNode } from 'react';
import type { ListQuery } from '../../api/client';

/** What of a list is asked for. The server filters, searches and pages. */
export type TableQuery = {
	search: string;
	/** Value by field; a field without a filter is left out. */
	filters: Record< string, string >;
	page: number;
	perPage: number;
};

export type TableProps< Item > = {
	/** What it lists, for screen readers. */
	label: string;
	items: Item[];
	/** On all pages. */
	total: number;
	/** What is shown answers an older question. */
	isLoading: boolean;
	getId: ( item: Item ) => string;
	fields: Field< Item >[];
	layout: {
		/** What leads a line, and what stands below it in small. */
		title: string;
		description?: string;
		/** Columns on a wide screen, and what a narrow one shows below the title. */
		columns: string[];
		list: string[];
		/** All that there is room for now, whatever was chosen to be shown. */
		crowded?: string[];
		styles?: Record< string, ColumnStyle >;
	};
	actions?: Action< Item >[];
	query: TableQuery;
	onQuery: ( query: TableQuery ) => void;
	/** Left out where the server cannot search. */
	searchLabel?: string;
	chosen?: string[];
	onChoose?: ( ids: string[] ) => void;
	/** What a press on the title does, and on a line of the narrow list. */
	onOpen?: ( item: Item ) => void;
	linkOf?: ( item: Item ) => string | null;
	/** Beside the search, such as a download. */
	header?: ReactNode;
	/** What is said where nothing is found. */
	empty: ReactNode;
};

export const firstQuery: TableQuery = {
	search: '',
	filters: {},
	page: 1,
	perPage: 20,
};

export const listParams = ( {
	search,
	page,
	perPage,
}: TableQuery ): ListQuery => ( {
	search: search.trim() || undefined,
	page,
	per_page: perPage,
} );

/** The value of a filter, where it is one that the server knows: an address may name any. */
export const oneOf = < Value extends string >(
	{ options }: { options: Value[] },
	text: string | undefined
): Value | undefined => options.find( ( option ) => option === text );

/** The number of a list's last page, from 1. */
export const lastPage = ( total: number, { perPage }: TableQuery ): number =>
	Math.max( 1, Math.ceil( total / perPage ) );
