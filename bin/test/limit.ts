import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage< number >();

export const withLimit = < T >(
	ms: number,
	work: () => Promise< T >
): Promise< T > => deadlines.run( Date.now() + ms, work );

/** What is left to the stage that asks. */
export const timeLeft = (): number | undefined => {
	const deadline = deadlines.getStore();
	return deadline && Math.max( 1, deadline - Date.now() );
};
