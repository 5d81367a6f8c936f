import { lazy, Suspense, type ComponentType } from 'react';
import { ErrorBoundary } from '../ErrorBoundary';
import { Loading, Skeleton } from '../Loading';
import type { TableProps } from './types';
import type { List, Table } from './useTable';

// Five times the rest of a screen: it comes only with a table.
const load = () => import( /* webpackChunkName: "table" */ './DataViewsTable' );
const DataViewsTable = lazy( load );

/** Begins before there is something to show in it; a failure is told where it is shown. */
export const loadTable = (): void => void load().catch( () => {} );

type Props< Item > = Omit<
	TableProps< Item >,
	'items' | 'total' | 'isLoading' | 'query' | 'onQuery'
> & {
	table: Table< List< Item > >;
};

/** A list with search, filters, pages and actions, which the server answers page by page. */
export function DataTable< Item >( { table, ...props }: Props< Item > ) {
	// It takes items as they are: what they hold is known to `fields` alone.
	const View = DataViewsTable as unknown as ComponentType<
		TableProps< Item >
	>;
	return (
		<Loading query={ table } lines={ 8 }>
			{ ( { items, total } ) => (
				<ErrorBoundary>
					<Suspense fallback={ <Skeleton lines={ 8 } /> }>
						<View
							{ ...props }
							items={ items }
							total={ total }
							isLoading={ table.isLoading }
							query={ table.query }
							onQuery={ table.setQuery }
						/>
					</Suspense>
				</ErrorBoundary>
			) }
		</Loading>
	);
}
