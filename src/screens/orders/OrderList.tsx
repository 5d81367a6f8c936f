import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { useMemo, useState } from 'react';
import { Notice } from '../../ui/controls';
import { outboxState, type OutboxEntry } from '../../contract/rest/outbox';
import {
	canSend,
	documentText,
	orderText,
	stateText,
} from '../../orders/texts';
import { Problem } from '../../ui/Problem';
import { DataTable } from '../../ui/table/DataTable';
import { Badge } from '../../ui/Badge';
import { dateTime, money } from '../../ui/format';
import { Details } from './Details';
import { useOutbox } from './useOutbox';
import { useSending } from './useSending';

/** The orders by state, with a panel for one of them. */
export function OrderList() {
	const outbox = useOutbox();
	const sending = useSending( outbox );
	const { isBusy, send, shown } = sending;
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ openId, setOpenId ] = useState< number | null >( null );
	const open = outbox.data?.items.find( ( { id } ) => id === openId );
	const show = ( { id }: OutboxEntry ) => setOpenId( id );
	const fields = useMemo( () => orderFields(), [] );

	return (
		<>
			<Problem error={ sending.error } />
			<Said text={ sending.said } refused={ sending.refused } />
			<div className={ open ? 'sors-split' : undefined }>
				<DataTable
					table={ {
						...outbox,
						data: outbox.data && {
							...outbox.data,
							items: outbox.data.items.map( shown ),
						},
					} }
					label={ __( 'Orders', 'sors-api-for-woocommerce' ) }
					getId={ idOf }
					fields={ fields }
					layout={ open ? besidePanel : orderLayout }
					searchLabel={ __(
						'Order or document number',
						'sors-api-for-woocommerce'
					) }
					chosen={ chosen }
					onChoose={ setChosen }
					onOpen={ show }
					actions={ [
						{
							id: 'send',
							label: ( [ row ] ) =>
								row && isBusy( row )
									? __(
											'Sending…',
											'sors-api-for-woocommerce'
										)
									: __( 'Send', 'sors-api-for-woocommerce' ),
							isPrimary: true,
							supportsBulk: true,
							isEligible: ( row ) =>
								canSend( row ) || isBusy( row ),
							callback: ( items ) => {
								setChosen( [] );
								void send( items );
							},
						},
						{
							id: 'details',
							label: __( 'Details', 'sors-api-for-woocommerce' ),
							isPrimary: true,
							callback: ( [ row ] ) => row && show( row ),
						},
					] }
					empty={ nothing( outbox.isFiltered ) }
				/>
				{ open && (
					<Details
						row={ shown( open ) }
						isBusy={ isBusy( open ) }
						onSend={ () => send( [ open ] ) }
						onClose={ () => setOpenId( null ) }
						onChange={ sending.tell }
					/>
				) }
			</div>
		</>
	);
}

/** What the last press came to; each order that could not be queued with its reason. */
function Said( { text, refused }: { text: string; refused: string[] } ) {
	return (
		<div role="status" aria-live="polite">
			{ text !== '' && refused.length === 0 && (
				<p className="sors-said">{ text }</p>
			) }
			{ refused.length > 0 && (
				<Notice status="warning" politeness="polite">
					<p>
						{ __(
							'These were not queued and stay as they are:',
							'sors-api-for-woocommerce'
						) }
					</p>
					<ul>
						{ refused.map( ( sentence ) => (
							<li key={ sentence }>{ sentence }</li>
						) ) }
					</ul>
				</Notice>
			) }
		</div>
	);
}

const idOf = ( { id }: OutboxEntry ): string => String( id );

const nothing = ( isFiltered: boolean ) => (
	<p role="status">
		{ isFiltered
			? __( 'No orders match.', 'sors-api-for-woocommerce' )
			: __(
					'No orders yet. Each order appears here as soon as it is placed.',
					'sors-api-for-woocommerce'
				) }
	</p>
);

/** Columns of the list of orders. Made once: cells of other fields would be other cells. */
const orderFields = (): Field< OutboxEntry >[] => [
	{
		id: 'order',
		label: __( 'Order', 'sors-api-for-woocommerce' ),
		getValue: ( { item } ) => orderText( item ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
	},
	{
		id: 'placed',
		label: __( 'Placed', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ dateTime( item.createdAt ) }
				{ item.total !== null && ` · ${ money( item.total ) }` }
			</span>
		),
	},
	{
		id: 'state',
		label: __( 'State', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: outboxState.options.map( ( value ) => ( {
			value,
			label: stateText( value ).label,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => {
			const { tone, label } = stateText( item.state );
			return <Badge tone={ tone }>{ label }</Badge>;
		},
	},
	{
		id: 'document',
		label: __( 'Document in SORS', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span>
				{ item.documentNumber ?? item.documentId }
				<span className="sors-table__more">
					{ documentText( item ) }
				</span>
			</span>
		),
	},
	{
		id: 'problem',
		label: __( 'What is wrong', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__reason">
				{ ( item.issue ?? item.lastError )?.message }
			</span>
		),
	},
];

const orderLayout = {
	title: 'order',
	description: 'placed',
	columns: [ 'state', 'document', 'problem' ],
	list: [ 'state', 'document', 'problem' ],
	styles: {
		state: { width: '150px' },
		document: { width: '170px' },
		problem: { minWidth: '220px', maxWidth: '420px' },
	},
};

/** The panel says the rest. */
const besidePanel = { ...orderLayout, crowded: [ 'state' ] };
