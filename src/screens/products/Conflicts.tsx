import type { Field } from '@wordpress/dataviews/wp';
import { useMemo, useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { conflictsQuery, shareStock } from '../../api/catalog';
import {
	conflictSource,
	type Conflict,
	type ConflictSource,
} from '../../contract/rest/conflicts';
import { kindTexts } from '../../runs/states';
import { Badge, type Tone } from '../../ui/Badge';
import { goTo } from '../../ui/navigation';
import { Problem } from '../../ui/Problem';
import { listParams, oneOf, type TableQuery } from '../../ui/table/types';
import { DataTable } from '../../ui/table/DataTable';
import { itemColumns } from '../../ui/table/item-columns';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';

/** What keeps items out of the shop, or different from SORS, each with what to do. */
export function Conflicts() {
	const table = useTable( ask );
	const fields = useMemo( () => conflictFields(), [] );
	const action = useAction();
	const [ shared, setShared ] = useState( '' );
	const share = ( { productId, itemName, itemCode }: Conflict ) =>
		action.run( 'share', async () => {
			await shareStock( Number( productId ) );
			setShared( itemName || itemCode );
		} );
	return (
		<>
			<p>
				{ __(
					'These items were not brought in, or only in part. Fix what is said here, in SORS or in the shop: they disappear with the next sync.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<div role="status">
				{ shared && (
					<p>
						{ sprintf(
							/* translators: %s: product */
							__(
								'The variations of %s share its stock now. The next sync of stock and prices sets it.',
								'sors-api-for-woocommerce'
							),
							shared
						) }
					</p>
				) }
			</div>
			<Problem error={ action.error } />
			<DataTable
				table={ table }
				label={ __( 'Needs attention', 'sors-api-for-woocommerce' ) }
				getId={ ( { id } ) => id }
				fields={ fields }
				layout={ LAYOUT }
				searchLabel={ __(
					'Search by code or name',
					'sors-api-for-woocommerce'
				) }
				linkOf={ ( { productUrl } ) => productUrl }
				actions={ [
					{
						id: 'taxes',
						label: __(
							'Choose the tax class',
							'sors-api-for-woocommerce'
						),
						isPrimary: true,
						isEligible: ( { source } ) => source === 'taxes',
						callback: () =>
							goTo( 'settings', {
								setting: 'taxClassByVatRate',
							} ),
					},
					{
						id: 'shareStock',
						label: __(
							'Share the item’s stock',
							'sors-api-for-woocommerce'
						),
						isPrimary: true,
						isEligible: ( { code } ) => code === 'own_stock',
						callback: ( [ item ] ) => item && void share( item ),
					},
					{
						id: 'run',
						label: __(
							'Open the sync',
							'sors-api-for-woocommerce'
						),
						isEligible: ( { runId } ) => runId !== null,
						callback: ( [ item ] ) =>
							goTo( 'products', {
								run: String( item?.runId ),
							} ),
					},
				] }
				empty={
					<p role="status">
						{ table.isFiltered
							? __(
									'No items match.',
									'sors-api-for-woocommerce'
								)
							: __(
									'Nothing needs attention: all items could be brought in.',
									'sors-api-for-woocommerce'
								) }
					</p>
				}
			/>
		</>
	);
}

const ask = ( query: TableQuery ) =>
	conflictsQuery( {
		source: oneOf( conflictSource, query.filters.source ),
		...listParams( query ),
	} );

const LAYOUT = {
	title: 'item',
	description: 'code',
	columns: [ 'source', 'outcome', 'message' ],
	list: [ 'source', 'outcome', 'message' ],
	styles: {
		source: { width: '150px' },
		outcome: { width: '150px' },
		message: { minWidth: '280px', maxWidth: '560px' },
	},
};

const conflictFields = (): Field< Conflict >[] => [
	...itemColumns< Conflict >( 'item', ( { itemName, itemCode } ) => ( {
		name: itemName,
		code: itemCode,
	} ) ),
	{
		id: 'source',
		label: __( 'Noticed in', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		elements: conflictSource.options.map( ( value ) => ( {
			value,
			label: sourceLabel( value ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
	},
	{
		id: 'outcome',
		label: __( 'Result', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => {
			const { tone, label } = outcomeText( item.outcome );
			return <Badge tone={ tone }>{ label }</Badge>;
		},
	},
	{
		id: 'message',
		label: __( 'What to do', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__reason">{ item.message }</span>
		),
	},
];

const sourceLabel = ( source: ConflictSource ): string =>
	source === 'taxes'
		? __( 'Taxes', 'sors-api-for-woocommerce' )
		: kindTexts( source ).title;

function outcomeText( outcome: Conflict[ 'outcome' ] ): {
	tone: Tone;
	label: string;
} {
	switch ( outcome ) {
		case 'failed':
			return {
				tone: 'bad',
				label: __( 'Failed', 'sors-api-for-woocommerce' ),
			};
		case 'skipped':
			return {
				tone: 'warning',
				label: __( 'Left out', 'sors-api-for-woocommerce' ),
			};
		case 'partly':
			return {
				tone: 'warning',
				label: __( 'In part', 'sors-api-for-woocommerce' ),
			};
		default:
			return { tone: 'neutral', label: outcome satisfies never };
	}
}
