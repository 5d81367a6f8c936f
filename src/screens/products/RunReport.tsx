import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { useMemo, useState } from 'react';
import { runItemsQuery } from '../../api/runs';
import {
	runItemOutcome,
	type Run,
	type RunItem,
} from '../../contract/rest/runs';
import { downloadRunItems } from '../../runs/download';
import {
	kindTexts,
	leftLabel,
	outcomeLabel,
	resultLabel,
} from '../../runs/states';
import { CsvButton } from '../../ui/CsvButton';
import { Notice } from '../../ui/controls';
import { Problem } from '../../ui/Problem';
import {
	listParams,
	oneOf,
	firstQuery,
	type TableQuery,
} from '../../ui/table/types';
import { DataTable } from '../../ui/table/DataTable';
import { itemColumns } from '../../ui/table/item-columns';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';
import { Changes } from '../../runs/Changes';
import { Badge, type Tone } from '../../ui/Badge';

type Props = {
	run: Run;
	/** Another button of the run was pressed, and there is no answer yet. */
	isBusy: boolean;
	/** What is done with the items that were chosen, while the run waits for a person; false where it was not done. */
	onApprove: ( items: number[] ) => Promise< boolean >;
	/** New products that are not to be made. */
	leftOut: number[];
	onLeaveOut: ( items: number[] ) => void;
};

/** The items of a run, with filter, search and the whole of it as a file. */
export function RunReport( {
	run,
	isBusy,
	onApprove,
	leftOut,
	onLeaveOut,
}: Props ) {
	// Of a run that waits, what it waits with.
	const first =
		run.state === 'awaiting_approval'
			? { ...firstQuery, filters: { outcome: 'planned' } }
			: firstQuery;
	const ask = ( query: TableQuery ) =>
		runItemsQuery( run, {
			outcome: oneOf( runItemOutcome, query.filters.outcome ),
			...listParams( query ),
		} );
	const table = useTable( ask, { first } );
	const fields = useMemo(
		() => itemFields( run, leftOut ),
		[ run, leftOut ]
	);
	const action = useAction();
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ isTooEarly, setTooEarly ] = useState( false );
	const approve = async ( items: RunItem[] ) => {
		setTooEarly( isBusy );
		if ( ! isBusy && ( await onApprove( items.map( idOf ) ) ) ) {
			setChosen( [] );
		}
	};
	const waits = ( { outcome }: RunItem ) =>
		run.state === 'awaiting_approval' && outcome === 'planned';
	const isLeftOut = ( { id }: RunItem ) => leftOut.includes( id );

	return (
		<div className="sors-report">
			<Problem error={ action.error } />
			{ isTooEarly && isBusy && (
				<Notice status="warning">
					{ __(
						'Not approved yet: what was pressed before is still being done. Your choice stays; press “Approve” again in a moment.',
						'sors-api-for-woocommerce'
					) }
				</Notice>
			) }
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
				chosen={ chosen }
				onChoose={ setChosen }
				actions={ [
					{
						id: 'approve',
						label: __( 'Approve', 'sors-api-for-woocommerce' ),
						isPrimary: true,
						supportsBulk: true,
						isEligible: ( item ) =>
							waits( item ) && ! isLeftOut( item ),
						// DataViews disables no button below the table.
						callback: ( items ) => void approve( items ),
					},
					{
						id: 'leave-out',
						label: __( 'Leave out', 'sors-api-for-woocommerce' ),
						supportsBulk: true,
						isEligible: ( item ) =>
							! isBusy &&
							waits( item ) &&
							item.action === 'create' &&
							! item.needed &&
							! isLeftOut( item ),
						callback: ( items ) => {
							setChosen( [] );
							onLeaveOut( [ ...leftOut, ...items.map( idOf ) ] );
						},
					},
					{
						id: 'bring-in',
						label: __( 'Bring in', 'sors-api-for-woocommerce' ),
						supportsBulk: true,
						isEligible: ( item ) =>
							! isBusy && waits( item ) && isLeftOut( item ),
						callback: ( items ) => {
							const back = items.map( idOf );
							setChosen( [] );
							onLeaveOut(
								leftOut.filter(
									( id ) => ! back.includes( id )
								)
							);
						},
					},
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
					<CsvButton
						action={ action }
						onPress={ () => downloadRunItems( run ) }
					/>
				}
				empty={
					<p role="status">
						{ __(
							'No items like that in this sync.',
							'sors-api-for-woocommerce'
						) }
					</p>
				}
			/>
		</div>
	);
}

const idOf = ( { id }: RunItem ): number => id;

/** Columns of the items of a run: what became of each, what changes, and why not. */
const itemFields = ( run: Run, leftOut: number[] ): Field< RunItem >[] => [
	...itemColumns< RunItem >( 'name', ( item ) => item ),
	{
		id: 'outcome',
		label: __( 'Result', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: runItemOutcome.options.map( ( value ) => ( {
			value,
			label:
				( value === 'planned' && leftLabel( run ) ) ||
				outcomeLabel( value ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => {
			const isPlanned = item.outcome === 'planned';
			const isLeft = isPlanned && leftLabel( run ) !== null;
			if ( isPlanned && ! isLeft && leftOut.includes( item.id ) ) {
				return (
					<Badge tone="neutral">{ outcomeLabel( 'skipped' ) }</Badge>
				);
			}
			const tone = isLeft ? 'neutral' : TONES[ item.outcome ];
			return (
				<Badge tone={ tone ?? 'neutral' }>
					{ resultLabel( run, item ) }
				</Badge>
			);
		},
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
		changes: { width: '45%', minWidth: '280px' },
	},
};

const TONES: Record< RunItem[ 'outcome' ], Tone > = {
	planned: 'busy',
	created: 'good',
	updated: 'good',
	unchanged: 'neutral',
	skipped: 'warning',
	failed: 'bad',
};
