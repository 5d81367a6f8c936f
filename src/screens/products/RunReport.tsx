import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { useMemo } from 'react';
import { downloadRunItems, runItemsQuery } from '../../api/runs';
import {
	runItemOutcome,
	type Run,
	type RunItemOutcome,
	type RunItem,
} from '../../contract/rest/runs';
import { kindTexts, outcomeLabel } from '../../runs/states';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import {
	listParams,
	oneOf,
	firstQuery,
	type TableQuery,
} from '../../ui/table/types';
import { DataTable } from '../../ui/table/DataTable';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';
import { Changes } from '../../runs/Changes';
import { Badge, type Tone } from '../../ui/Badge';

/** What a person wants to see first: what is asked of them, then what went wrong. */
function firstFilter( run: Run ): Record< string, RunItemOutcome > {
	if ( run.state === 'awaiting_approval' ) {
		return { outcome: 'planned' };
	}
	if ( run.failed > 0 ) {
		return { outcome: 'failed' };
	}
	return run.skipped > 0 ? { outcome: 'skipped' } : {};
}

/** The items of a run, with filter, search and the whole of it as a file. */
export function RunReport( { run }: { run: Run } ) {
	const first = { ...firstQuery, filters: firstFilter( run ) };
	const ask = ( query: TableQuery ) =>
		runItemsQuery( run, {
			outcome: oneOf( runItemOutcome, query.filters.outcome ),
			...listParams( query ),
		} );
	const table = useTable( ask, { first } );
	const fields = useMemo( () => itemFields(), [] );
	const action = useAction();

	return (
		<div className="sors-report">
			<Problem error={ action.error } />
			<DataTable
				table={ table }
				label={ kindTexts( run.kind ).title }
				getId={ ( { id } ) => String( id ) }
				fields={ fields }
				layout={ itemLayout }
				searchLabel={ __(
					'Search by code or name',
					'sors-api-for-woocommerce'
				) }
				linkOf={ ( { productUrl } ) => productUrl }
				actions={ [
					{
						id: 'product',
						label: __(
							'Open the product',
							'sors-api-for-woocommerce'
						),
						isEligible: ( { productUrl } ) => productUrl !== null,
						callback: ( [ item ] ) => {
							if ( item?.productUrl ) {
								window.location.assign( item.productUrl );
							}
						},
					},
				] }
				header={
					<ActionButton
						action={ action }
						name="csv"
						variant="tertiary"
						onPress={ () => downloadRunItems( run ) }
						busyLabel={ __(
							'Downloading…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Download as CSV', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				}
				empty={
					<p role="status">
						{ __(
							'No items like that in this run.',
							'sors-api-for-woocommerce'
						) }
					</p>
				}
			/>
		</div>
	);
}

/** Columns of the items of a run: what became of each, what changes, and why not. */
const itemFields = (): Field< RunItem >[] => [
	{
		id: 'name',
		label: __( 'Item', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
		getValue: ( { item } ) => item.name || item.code || '–',
	},
	{
		id: 'code',
		label: __( 'Code', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">{ item.code }</span>
		),
	},
	{
		id: 'outcome',
		label: __( 'Result', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: runItemOutcome.options.map( ( value ) => ( {
			value,
			label: outcomeLabel( value ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => (
			<Badge tone={ TONES[ item.outcome ] }>{ resultOf( item ) }</Badge>
		),
	},
	{
		id: 'changes',
		label: __( 'Changes and reasons', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<div className="sors-table__reason">
				{ item.reason && <p>{ item.reason }</p> }
				<Changes item={ item } />
			</div>
		),
	},
];

const itemLayout = {
	title: 'name',
	description: 'code',
	columns: [ 'outcome', 'changes' ],
	list: [ 'outcome', 'changes' ],
	styles: {
		outcome: { width: '160px' },
		changes: { minWidth: '280px', maxWidth: '560px' },
	},
};

function resultOf( { outcome, action }: RunItem ): string {
	if ( outcome !== 'planned' || action === 'none' ) {
		return outcomeLabel( outcome );
	}
	return action === 'create'
		? __( 'Will be created', 'sors-api-for-woocommerce' )
		: __( 'Will be changed', 'sors-api-for-woocommerce' );
}

const TONES: Record< RunItem[ 'outcome' ], Tone > = {
	planned: 'busy',
	created: 'good',
	updated: 'good',
	unchanged: 'neutral',
	skipped: 'warning',
	failed: 'bad',
};
