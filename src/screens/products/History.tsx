import type { Field } from '@wordpress/dataviews/wp';
import { useMemo } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { runsQuery } from '../../api/runs';
import { runKind, runState, type Run } from '../../contract/rest/runs';
import { kindTexts, outcomeLabel, stateLabel } from '../../runs/states';
import { Badge } from '../../ui/Badge';
import { dateTime, number } from '../../ui/format';
import { goTo } from '../../ui/navigation';
import { listParams, oneOf, type TableQuery } from '../../ui/table/types';
import { DataTable } from '../../ui/table/DataTable';
import { useTable } from '../../ui/table/useTable';

/** The runs of the last 30 days. */
export function History() {
	const table = useTable( ask );
	const fields = useMemo( () => runFields(), [] );
	return (
		<DataTable
			table={ table }
			label={ __( 'Runs', 'sors-api-for-woocommerce' ) }
			getId={ ( { id } ) => String( id ) }
			fields={ fields }
			layout={ LAYOUT }
			onOpen={ ( { id } ) => goTo( 'products', { run: String( id ) } ) }
			empty={
				<p role="status">
					{ __(
						'No runs yet. Start one on the first tab.',
						'sors-api-for-woocommerce'
					) }
				</p>
			}
		/>
	);
}

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
		counts: { minWidth: '220px' },
		message: { minWidth: '240px', maxWidth: '420px' },
	},
};

const runFields = (): Field< Run >[] => [
	{
		id: 'kind',
		label: __( 'Run', 'sors-api-for-woocommerce' ),
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
			label: stateLabel( value ).label,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => {
			const { tone, label } = stateLabel( item.state );
			return <Badge tone={ tone }>{ label }</Badge>;
		},
	},
	{
		id: 'counts',
		label: __( 'Items', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => <span>{ counts( item ) }</span>,
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

const titleOf = ( { kind, mode }: Run ): string =>
	mode === 'preview'
		? sprintf(
				/* translators: %s: kind of run, such as "Catalogue" */
				__( '%s (preview)', 'sors-api-for-woocommerce' ),
				kindTexts( kind ).title
			)
		: kindTexts( kind ).title;

const starter = ( { startedBy }: Run ): string =>
	( {
		person: __( 'by hand', 'sors-api-for-woocommerce' ),
		schedule: __( 'automatically', 'sors-api-for-woocommerce' ),
		cli: __( 'on the command line', 'sors-api-for-woocommerce' ),
	} )[ startedBy ];

/** Only what happened: most counters of most runs are 0. */
const counts = ( run: Run ): string =>
	( [ 'created', 'updated', 'unchanged', 'skipped', 'failed' ] as const )
		.filter( ( name ) => run[ name ] > 0 )
		.map(
			( name ) => `${ outcomeLabel( name ) }: ${ number( run[ name ] ) }`
		)
		.join( ' · ' );
