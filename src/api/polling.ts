import { pauseAfter, pollWhile } from './client';

type Known< Answer > = Parameters< typeof pauseAfter >[ 0 ] & {
	data: Answer | undefined;
};

const SHORTEST = 5000;
const LONGEST = 60_000;

/**
 * As pollWhile(), ever less often while the answer stays the same: a queued
 * order may wait for weeks, for a decision or for the new year. `every` counts
 * as long as each answer is another one.
 */
export function pollWhileMoving< Answer >(
	isMoving: ( answer: Answer ) => boolean,
	every = SHORTEST
) {
	type Asked = { state: Known< Answer > };
	const { refetchOnWindowFocus } = pollWhile( isMoving );
	const known = new WeakMap< Asked, { data: unknown; since: number } >();
	const quietFor = ( query: Asked ): number => {
		const { data, dataUpdatedAt } = query.state;
		const last = known.get( query );
		const since = last && last.data === data ? last.since : dataUpdatedAt;
		known.set( query, { data, since } );
		return dataUpdatedAt - since;
	};
	const pauseOf = ( quiet: number ): number =>
		quiet === 0
			? every
			: Math.min( Math.max( quiet / 4, SHORTEST ), LONGEST );
	return {
		refetchInterval: ( query: Asked ) =>
			refetchOnWindowFocus( query ) &&
			pauseAfter( query.state, pauseOf( quietFor( query ) ) ),
		refetchOnWindowFocus,
	} as const;
}
