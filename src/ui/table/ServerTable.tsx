import { Problem } from '../Problem';
import { Skeleton } from '../Skeleton';
import { DataTable } from './DataTable';
import type { TableProps } from './types';
import type { List, Table } from './useTable';

type Props< Item > = Omit<
	TableProps< Item >,
	'items' | 'total' | 'isLoading' | 'query' | 'onQuery'
> & {
	table: Table< List< Item > >;
};

/** What useTable() asks for, from the first wait to the list or what went wrong. */
export function ServerTable< Item >( { table, ...props }: Props< Item > ) {
	const { value, error, reload, isLoading, query, setQuery } = table;
	return (
		<>
			<Problem error={ error } onRetry={ reload } />
			{ ! value && error === null && <Skeleton lines={ 8 } /> }
			{ value && (
				<DataTable
					{ ...props }
					items={ value.items }
					total={ value.total }
					isLoading={ isLoading }
					query={ query }
					onQuery={ setQuery }
				/>
			) }
		</>
	);
}
