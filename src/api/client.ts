import {
	notifyManager,
	QueryClient,
	type DataTag,
	type QueryKey,
} from '@tanstack/react-query';

// An answer that came with the page is there before the first picture: it shall not wait for a timer.
notifyManager.setScheduler( queueMicrotask );

/** What this page knows of the shop's server, and when it asks again. */
export const newClient = (): QueryClient =>
	new QueryClient( {
		defaultOptions: {
			queries: {
				// A screen begins with the shop as it is now, not as it was when the screen was last open.
				gcTime: 0,
				// What went wrong is said at once, with a button to try again.
				retry: false,
				refetchOnWindowFocus: false,
				// Without network a request fails and says so, instead of waiting in silence.
				networkMode: 'always',
			},
		},
	} );

/** After a failure a page asks ever less often, up to this. */
const LONGEST_PAUSE = 30_000;

type Known< Answer > = {
	data: Answer | undefined;
	error: Error | null;
	dataUpdatedAt: number;
	errorUpdatedAt: number;
};

/** In how many milliseconds to ask again: of a server that fails, the later the longer ago it last answered. */
export const pauseAfter = (
	{ error, dataUpdatedAt, errorUpdatedAt }: Known< unknown >,
	every: number
): number =>
	error === null
		? every
		: Math.max(
				every,
				Math.min( errorUpdatedAt - dataUpdatedAt, LONGEST_PAUSE )
			);

/**
 * Asks again every so often while the last answer says that something is under
 * way, and at once when the tab is shown again; not while no one can see
 * it, and never while an answer is still awaited.
 */
export function pollWhile< Answer >(
	isUnderWay: ( answer: Answer ) => boolean,
	every = 5000
) {
	type Asked = { state: Known< Answer > };
	const isOn = ( { state: { data } }: Asked ) =>
		data !== undefined && isUnderWay( data );
	return {
		refetchInterval: ( query: Asked ) =>
			isOn( query ) ? pauseAfter( query.state, every ) : false,
		refetchOnWindowFocus: isOn,
	} as const;
}

/** What every list of the server takes. */
export type ListQuery = { search?: string; page?: number; per_page?: number };

/** All items of a list, page by page, each once: the list may grow meanwhile. */
export async function everyItem< Item >(
	size: number,
	idOf: ( item: Item ) => number,
	ask: ( query: {
		page: number;
		per_page: number;
	} ) => Promise< { items: Item[] } >
): Promise< Item[] > {
	const all = new Map< number, Item >();
	for ( let page = 1, more = true; more; page++ ) {
		const { items } = await ask( { page, per_page: size } );
		items.forEach( ( item ) => all.set( idOf( item ), item ) );
		more = items.length === size;
	}
	return [ ...all.values() ];
}

/** For a list of which each press brings one page more; what is there is not asked for again. */
export const pageByPage = {
	initialPageParam: 1,
	getNextPageParam: < Page extends { items: unknown[]; total: number } >(
		last: Page,
		pages: Page[]
	) =>
		pages.flatMap( ( { items } ) => items ).length < last.total
			? pages.length + 1
			: undefined,
};

/** Shows what another answer has told already; one under way may be older than that. */
export function tell< Answer >(
	client: QueryClient,
	{ queryKey }: { queryKey: DataTag< QueryKey, Answer, Error > },
	answer: Answer
): void {
	void client.cancelQueries( { queryKey, exact: true } );
	client.setQueryData< Answer >( queryKey, answer );
}

/**
 * Shows what another answer has told of a part of all that is known below a
 * key. What is under way may be older than that, so it is asked for again.
 */
export function tellPart< Answer >(
	client: QueryClient,
	queryKey: QueryKey,
	change: ( last: Answer ) => Answer
): void {
	const underWay = client
		.getQueryCache()
		.findAll( { queryKey, fetchStatus: 'fetching' } );
	void client.cancelQueries( { queryKey } );
	client.setQueriesData< Answer >( { queryKey }, ( last ) =>
		last === undefined ? undefined : change( last )
	);
	for ( const query of underWay ) {
		void client.refetchQueries( {
			queryKey: query.queryKey,
			exact: true,
			type: 'active',
		} );
	}
}
