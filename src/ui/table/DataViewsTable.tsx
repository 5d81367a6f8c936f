import { DataViews, type View } from '@wordpress/dataviews/wp';
import { useMemo, useRef, useState, type ComponentProps } from 'react';
import { useHeldFocus } from '../focus';
import { useIsNarrow } from '../useIsNarrow';
import { Pages } from './Pages';
import { lastPage, type TableProps } from './types';
import './table.scss';

type Item = object;

const LINES = 'tbody tr, [role="grid"] [role="row"]';

type LinkProps = { item: Item } & ComponentProps< 'a' >;

/** DataViews as this app uses it: a table on a wide screen, a list on a narrow one. */
export default function DataViewsTable( {
	label,
	items,
	total,
	isLoading,
	getId,
	fields,
	layout,
	actions,
	query,
	onQuery,
	searchLabel,
	chosen,
	onChoose,
	onOpen,
	linkOf,
	header,
	empty,
}: TableProps< Item > ) {
	const isNarrow = useIsNarrow();
	const place = useRef< HTMLDivElement >( null );
	useHeldFocus( place, items, { lines: LINES } );
	// Columns that were hidden or made wider: of no interest to the server.
	const [ chosenView, setChosenView ] = useState< Partial< View > >( {} );
	const view = useMemo( (): View => {
		const common = {
			search: query.search,
			filters: Object.entries( query.filters ).map(
				( [ field, value ] ) => ( {
					field,
					operator: 'is' as const,
					value,
				} )
			),
			// Pages has what lies before and behind.
			page: 1,
			perPage: query.perPage,
			titleField: layout.title,
			descriptionField: layout.description,
			showLevels: false,
		};
		return isNarrow
			? { ...common, type: 'list', fields: layout.list }
			: {
					...common,
					type: 'table',
					fields:
						layout.crowded ?? chosenView.fields ?? layout.columns,
					layout: {
						styles: layout.styles,
						enableMoving: false,
						...( chosenView.type === 'table'
							? chosenView.layout
							: {} ),
					},
				};
	}, [ query, layout, isNarrow, chosenView ] );

	const change = ( next: View ) => {
		if ( ! isNarrow ) {
			setChosenView(
				layout.crowded ? { ...next, fields: chosenView.fields } : next
			);
		}
		const filters = Object.fromEntries(
			( next.filters ?? [] )
				.filter( ( { value } ) => value !== undefined && value !== '' )
				.map( ( { field, value } ) => [ field, String( value ) ] )
		);
		const found = { search: next.search ?? '', filters };
		const isOther =
			found.search !== query.search ||
			JSON.stringify( filters ) !== JSON.stringify( query.filters ) ||
			next.perPage !== query.perPage;
		onQuery( {
			...found,
			// Another question begins at its first page.
			page: isOther ? 1 : query.page,
			perPage: next.perPage ?? query.perPage,
		} );
	};

	return (
		<div
			className="sors-dataviews"
			role="group"
			aria-label={ label }
			aria-busy={ isLoading }
			ref={ place }
		>
			<DataViews< Item >
				view={ view }
				onChangeView={ change }
				fields={ fields }
				data={ items }
				getItemId={ getId }
				isLoading={ isLoading }
				paginationInfo={ { totalItems: total, totalPages: 1 } }
				defaultLayouts={ isNarrow ? { list: true } : { table: true } }
				actions={ actions }
				search={ searchLabel !== undefined }
				searchLabel={ searchLabel }
				selection={ chosen }
				onChangeSelection={ ( ids: string[] ) => {
					const [ only ] = ids;
					const item = items.find( ( one ) => getId( one ) === only );
					if ( isNarrow && onOpen ) {
						// A line of the list is a button: there is nothing to tick.
						if ( item ) {
							onOpen( item );
						}
					} else {
						onChoose?.( ids );
					}
				} }
				onClickItem={ onOpen }
				isItemClickable={ ( item: Item ) =>
					onOpen !== undefined || Boolean( linkOf?.( item ) )
				}
				renderItemLink={
					linkOf &&
					( ( { item, children, ...props }: LinkProps ) => (
						<a href={ linkOf( item ) ?? undefined } { ...props }>
							{ children }
						</a>
					) )
				}
				header={ header }
				empty={ empty }
				config={ { perPageSizes: [ 10, 20, 50, 100 ] } }
			/>
			<Pages
				page={ query.page }
				last={ lastPage( total, query ) }
				onPage={ ( page ) => onQuery( { ...query, page } ) }
			/>
		</div>
	);
}
