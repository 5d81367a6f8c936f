import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Problem } from './Problem';

/** Keeps the place of what is loading, so that nothing jumps. */
export function Skeleton( { lines = 3 }: { lines?: number } ) {
	return (
		<div className="sors-skeleton" role="status">
			<span className="screen-reader-text">
				{ __( 'Loading…', 'sors-api-for-woocommerce' ) }
			</span>
			{ Array.from( { length: lines }, ( _, line ) => (
				<span key={ line } className="sors-skeleton__line" />
			) ) }
		</div>
	);
}

type Props< Data > = {
	/** As useQuery() returns it. */
	query: {
		data: Data | undefined;
		error: unknown;
		refetch: () => unknown;
		isFetching?: boolean;
	};
	lines?: number;
	children?: ( data: Data ) => ReactNode;
};

/** What was asked of the server: its place until it is there, and what went wrong, with a button to ask again. */
export function Loading< Data >( { query, lines, children }: Props< Data > ) {
	const { data, error, refetch, isFetching } = query;
	return (
		<>
			<Problem
				error={ error }
				onRetry={ () => void refetch() }
				isRetrying={ isFetching }
			/>
			{ data === undefined && ! error && <Skeleton lines={ lines } /> }
			{ data !== undefined && children?.( data ) }
		</>
	);
}
