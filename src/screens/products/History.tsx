import type { Field } from '@wordpress/dataviews/wp';
import { useMemo } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { runsQuery } from '../../api/runs';
import { runKind, runState, type Run } from '../../contract/rest/runs';
import { RunBadge } from '../../runs/RunBadge';
import { countsOf, kindTexts, stateLabel } from '../../runs/states';
import { dateTime, number } from '../../ui/format';
import { goTo, useParam, type Params } from '../../ui/navigation';
import { listParams, oneOf, type TableQuery } from '../../ui/table/types';
import { DataTable } from '../../ui/table/DataTable';
import { useAddressFilters } from '../../ui/table/useAddressFilters';
import { useTable } from '../../ui/table/useTable';

/** The runs of the last 30 days, and of each kind the last that went well. */
export function History() {
	const given = useAddressFilters(
		{
			kind: oneOf( runKind, useParam( 'kind' ) ),
			state: oneOf( runState, useParam( 'state' ) ),
		},
		showFiltered
	);
	const table = useTable( ask, { given } );
	const fields = useMemo( () => runFields(), [] );
	return (
		<DataTable
			table={ table }
			label={ __( 'Syncs', 'sors-api-for-woocommerce' ) }
			getId={ ( { id } ) => String( id ) }
			fields={ fields }
			layout={ LAYOUT }
			onOpen={ ( { id } ) => goTo( 'products', { run: String( id ) } ) }
			empty={
				<p role="status">
					{ table.isFiltered
						? __( 'No syncs match.', 'sors-api-for-woocommerce' )
						: __(
								'No syncs yet. Start one on the first tab.',
								'sors-api-for-woocommerce'
							) }
				</p>
			}
		/>
	);
}

const showFiltered = ( filters: Params ) =>
	goTo( 'products', { view: 'history', ...filters }, { replace: true } );

const ask = ( query: TableQuery ) =>
	runsQuery( {
		kind: oneOf( runKind, query.filters.kind ),
		state: oneOf( runState, query.filters.state ),
		...listParams( query ),
	} );

const LAYOUT = {
	title: 'kind',
	description: 'when',
	columns: [ 'state', 'counts', 'message' ],
	list: [ 'state', 'counts', 'message' ],
	styles: {
		state: { width: '190px' },
		// As wide as its longest line.
		counts: { width: '1%' },
		message: { width: '50%', minWidth: '240px' },
	},
};

const runFields = (): Field< Run >[] => [
	{
		id: 'kind',
		label: __( 'Sync', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: runKind.options.map( ( value ) => ( {
			value,
			label: kindTexts( value ).title,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => <>{ `${ item.id } · ${ titleOf( item ) }` }</>,
	},
	{
		id: 'when',
		label: __( 'Started', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ `${ dateTime( item.createdAt ) } · ${ starter( item ) }` }
			</span>
		),
	},
	{
		id: 'state',
		label: __( 'State', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: runState.options.map( ( value ) => ( {
			value,
			label:
				value === 'cancelled'
					? __( 'Cancelled or discarded', 'sors-api-for-woocommerce' )
					: stateLabel( {
							state: value,
							resumable: false,
							waiting: 0,
						} ).label,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => <RunBadge run={ item } />,
	},
	{
		id: 'counts',
		label: __( 'Items', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			// On a phone it stands in a row itself, where no list may.
			<span className="sors-table__counts">
				{ counts( item ).map( ( text ) => (
					<span key={ text }>{ text }</span>
				) ) }
			</span>
		),
	},
	{
		id: 'message',
		label: __( 'What came of it', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__reason">{ item.message }</span>
		),
	},
];

const titleOf = ( run: Run ): string => {
	const { title } = kindTexts( run.kind );
	if ( isPreview( run ) ) {
		return sprintf(
			/* translators: %s: kind of run, such as "Catalogue" */
			__( '%s (preview)', 'sors-api-for-woocommerce' ),
			title
		);
	}
	return run.limited
		? sprintf(
				/* translators: %s: kind of run, such as "Stock and prices" */
				__( '%s (one product)', 'sors-api-for-woocommerce' ),
				title
			)
		: title;
};

/** Once approved it writes like any other. */
const isPreview = ( run: Run ): boolean =>
	run.mode === 'preview' &&
	run.state !== 'applying' &&
	run.created + run.updated + run.failed === 0;

const starter = ( { startedBy }: Run ): string =>
	( {
		person: __( 'by hand', 'sors-api-for-woocommerce' ),
		schedule: __( 'automatically', 'sors-api-for-woocommerce' ),
		cli: __( 'on the command line', 'sors-api-for-woocommerce' ),
	} )[ startedBy ] ?? startedBy;

/** Only what happened: most counters of most runs are 0. */
const counts = ( run: Run ): string[] =>
	countsOf( run )
		.filter( ( { count } ) => count > 0 )
		.map( ( { label, count } ) => `${ label }: ${ number( count ) }` );
