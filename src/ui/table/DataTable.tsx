import { lazy, Suspense, type ComponentType } from 'react';
import { ErrorBoundary } from '../ErrorBoundary';
import { Skeleton } from '../Skeleton';
import type { TableProps } from './types';

// Five times the rest of a screen: it comes only with a table.
const load = () => import( /* webpackChunkName: "table" */ './DataViewsTable' );
const DataViewsTable = lazy( load );

/** Begins before there is something to show in it; a failure is told where it is shown. */
export const loadTable = (): void => void load().catch( () => {} );

/** A list with search, filters, pages and actions, which the server answers page by page. */
export function DataTable< Item >( props: TableProps< Item > ) {
	// It takes items as they are: what they hold is known to `fields` alone.
	const Table = DataViewsTable as unknown as ComponentType<
		TableProps< Item >
	>;
	return (
		<ErrorBoundary>
			<Suspense fallback={ <Skeleton lines={ 8 } /> }>
				<Table { ...props } />
			</Suspense>
		</ErrorBoundary>
	);
}
