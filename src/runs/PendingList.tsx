import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { useMemo } from 'react';
import {
	pendingClass,
	type PendingClass,
	type PendingDecision,
	type PendingItem,
	type PendingResponse,
} from '../contract/rest/pending';
import { runKind } from '../contract/rest/runs';
import { Badge } from '../ui/Badge';
import { dateTime } from '../ui/format';
import { DataTable } from '../ui/table/DataTable';
import { itemColumns } from '../ui/table/item-columns';
import type { Table } from '../ui/table/useTable';
import { Changes } from './Changes';
import { kindTexts } from './states';

type Props = {
	table: Table< PendingResponse >;
	/** Which one is known. */
	ofOneKind: boolean;
	chosen: string[];
	onChoose: ( ids: string[] ) => void;
	onDecide: ( as: PendingDecision[ 'as' ], items: PendingItem[] ) => void;
};

/** Changes that wait, one by one. */
export function PendingList( {
	table,
	ofOneKind,
	chosen,
	onChoose,
	onDecide,
}: Props ) {
	const fields = useMemo(
		() =>
			pendingFields().filter(
				( { id } ) => ! ( ofOneKind && id === 'kind' )
			),
		[ ofOneKind ]
	);
	return (
		<DataTable
			table={ table }
			label={ __( 'Changes waiting', 'sors-api-for-woocommerce' ) }
			getId={ ( { id } ) => String( id ) }
			fields={ fields }
			layout={ ofOneKind ? layoutOf( [] ) : layoutOf( [ 'kind' ] ) }
			searchLabel={ __(
				'Search by code or name',
				'sors-api-for-woocommerce'
			) }
			linkOf={ ( { productUrl } ) => productUrl }
			chosen={ chosen }
			onChoose={ onChoose }
			actions={ [
				{
					id: 'approve',
					label: __( 'Approve', 'sors-api-for-woocommerce' ),
					isPrimary: true,
					supportsBulk: true,
					callback: ( items ) => onDecide( 'approve', items ),
				},
				{
					id: 'discard',
					label: __( 'Discard', 'sors-api-for-woocommerce' ),
					isPrimary: true,
					supportsBulk: true,
					callback: ( items ) => onDecide( 'discard', items ),
				},
				{
					id: 'product',
					label: __( 'Open the product', 'sors-api-for-woocommerce' ),
					isEligible: ( { productUrl } ) => productUrl !== null,
					callback: ( [ item ] ) => {
						if ( item?.productUrl ) {
							window.location.assign( item.productUrl );
						}
					},
				},
			] }
			empty={
				<p role="status">
					{ table.isFiltered
						? __( 'No changes match.', 'sors-api-for-woocommerce' )
						: __(
								'No changes are waiting.',
								'sors-api-for-woocommerce'
							) }
				</p>
			}
		/>
	);
}

const layoutOf = ( columns: string[] ) => ( {
	title: 'name',
	description: 'code',
	columns: [ ...columns, 'class', 'changes', 'since' ],
	list: [ ...columns, 'class', 'changes', 'since' ],
	styles: {
		kind: { width: '140px' },
		class: { width: '200px' },
		changes: { width: '35%', minWidth: '240px' },
		since: { width: '150px' },
	},
} );

const pendingFields = (): Field< PendingItem >[] => [
	...itemColumns< PendingItem >( 'name', ( item ) => item ),
	{
		id: 'kind',
		label: __( 'Sync', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		elements: runKind.options.map( ( value ) => ( {
			value,
			label: kindTexts( value ).title,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
	},
	{
		id: 'class',
		label: __( 'Why it waits', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: pendingClass.options.map( ( value ) => ( {
			value,
			label: classLabel( value ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => (
			<span className="sors-badges">
				{ item.classes.map( ( name ) => (
					<Badge key={ name } tone="warning">
						{ classLabel( name ) }
					</Badge>
				) ) }
			</span>
		),
	},
	{
		id: 'changes',
		label: __( 'Changes', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<Changes
				item={ {
					action: item.productId === null ? 'create' : 'update',
					changes: item.changes,
				} }
			/>
		),
	},
	{
		id: 'since',
		label: __( 'Since', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => <>{ dateTime( item.since ) }</>,
	},
];

function classLabel( name: PendingClass ): string {
	switch ( name ) {
		case 'zero':
			return __( 'Goes out of stock', 'sors-api-for-woocommerce' );
		case 'hide':
			return __( 'Is taken off sale', 'sors-api-for-woocommerce' );
		case 'price':
			return __( 'Changes its price', 'sors-api-for-woocommerce' );
		case 'pictures':
			return __( 'Loses all its images', 'sors-api-for-woocommerce' );
		case 'service':
			return __( 'Becomes a service', 'sors-api-for-woocommerce' );
		case 'categories':
			return __( 'Is taken off a category', 'sors-api-for-woocommerce' );
		case 'publish':
			return __( 'Is published', 'sors-api-for-woocommerce' );
		case 'back':
			return __( 'Was left alone until now', 'sors-api-for-woocommerce' );
		case 'missing':
			return __( 'SORS no longer shows it', 'sors-api-for-woocommerce' );
		case 'emptied':
			return __(
				'Its business unit is empty',
				'sors-api-for-woocommerce'
			);
		case 'empty':
			return __(
				'SORS shows nothing at all',
				'sors-api-for-woocommerce'
			);
		case 'sale':
			return __( 'Has a sale', 'sors-api-for-woocommerce' );
		case 'sizes':
			return __(
				'Its variations have different prices',
				'sors-api-for-woocommerce'
			);
		case 'paid':
			return __( 'Buyers pay another price', 'sors-api-for-woocommerce' );
		default:
			return name satisfies never;
	}
}
