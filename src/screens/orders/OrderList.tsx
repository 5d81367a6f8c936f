import type { Field } from '@wordpress/dataviews/wp';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useMemo, useState } from 'react';
import { Notice } from '../../ui/controls';
import {
	orderFilter,
	type OrderFilter,
	type OrderLine,
} from '../../contract/rest/orders';
import { CancelledDocument } from '../../orders/CancelledDocument';
import { orderText, sendLabel, stateText } from '../../orders/texts';
import { Problem } from '../../ui/Problem';
import { DataTable } from '../../ui/table/DataTable';
import { Badge } from '../../ui/Badge';
import { Confirm } from '../../ui/Confirm';
import { dateTime, money, number } from '../../ui/format';
import { Details } from './Details';
import { Standstill, useStandstill } from './Standstill';
import { useOrders } from './useOrders';
import { useSending } from './useSending';

/** The orders by state, with a panel for one of them. */
export function OrderList() {
	const orders = useOrders();
	const standstill = useStandstill( orders.data?.items );
	const sending = useSending( orders, standstill !== undefined );
	const { isBusy, send, shown } = sending;
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ several, setSeveral ] = useState< OrderLine[] >( [] );
	const [ openId, setOpenId ] = useState< number | null >( null );
	const [ told, setTold ] = useState< OrderLine | null >( null );
	// What was done may take it out of a filtered list: its panel stays.
	const open =
		orders.data?.items.find( ( { id } ) => id === openId ) ??
		( told?.id === openId ? told : undefined );
	const show = ( { id }: OrderLine ) => setOpenId( id );
	const needing = orders.data?.needing ?? 0;
	const fields = useMemo( () => orderFields( needing ), [ needing ] );

	return (
		<>
			{ standstill && <Standstill decision={ standstill } /> }
			<Problem error={ sending.error } />
			<Said text={ sending.said } refused={ sending.refused } />
			{ several.length > 0 && (
				<SendSeveral
					lines={ several }
					onYes={ () => {
						setChosen( [] );
						void send( several );
					} }
					onClose={ () => setSeveral( [] ) }
				/>
			) }
			<div className={ open ? 'sors-split' : undefined }>
				<DataTable
					table={ {
						...orders,
						data: orders.data && {
							...orders.data,
							items: orders.data.items.map( shown ),
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
							label: ( rows ) =>
								rows[ 0 ] && isBusy( rows[ 0 ] )
									? __(
											'Sending…',
											'sors-api-for-woocommerce'
										)
									: sendLabel( rows ),
							isPrimary: true,
							supportsBulk: true,
							isEligible: ( row ) =>
								row.sendable || isBusy( row ),
							callback: ( items ) => {
								if ( items.length > 1 ) {
									setSeveral( items );
								} else {
									setChosen( [] );
									void send( items );
								}
							},
						},
						{
							id: 'details',
							label: __( 'Details', 'sors-api-for-woocommerce' ),
							isPrimary: true,
							callback: ( [ row ] ) => row && show( row ),
						},
					] }
					empty={ nothing( orders.isFiltered ) }
				/>
				{ open && (
					<Details
						line={ shown( open ) }
						isBusy={ isBusy( open ) }
						isStopped={ standstill !== undefined }
						onClose={ () => setOpenId( null ) }
						onChange={ ( order ) => {
							setTold( order );
							sending.tell( order );
						} }
					/>
				) }
			</div>
		</>
	);
}

type SeveralProps = {
	lines: OrderLine[];
	onYes: () => void;
	onClose: () => void;
};

/** More than one document: which orders they are of is said first. */
function SendSeveral( { lines, onYes, onClose }: SeveralProps ) {
	return (
		<Confirm
			title={ sprintf(
				/* translators: %s: number of orders */
				_n(
					'Send %s order to SORS?',
					'Send %s orders to SORS?',
					lines.length,
					'sors-api-for-woocommerce'
				),
				number( lines.length )
			) }
			yes={ __( 'Send', 'sors-api-for-woocommerce' ) }
			onYes={ onYes }
			onClose={ onClose }
		>
			<p>{ lines.map( orderText ).join( ', ' ) }</p>
		</Confirm>
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

const idOf = ( { id }: OrderLine ): string => String( id );

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

const filterText = ( filter: OrderFilter, needing: number ): string =>
	filter === 'attention'
		? sprintf(
				/* translators: %s: number of items or orders */
				__( 'Needs attention (%s)', 'sors-api-for-woocommerce' ),
				number( needing )
			)
		: stateText( filter ).label;

/** Columns of the list of orders. Kept between answers: new fields would mean new cells. */
const orderFields = ( needing: number ): Field< OrderLine >[] => [
	{
		id: 'order',
		label: __( 'Order', 'sors-api-for-woocommerce' ),
		getValue: ( { item } ) => orderText( item ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
	},
	{
		id: 'buyer',
		label: __( 'Buyer', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ item.buyer ||
					( item.url === null &&
						__(
							'Deleted from the shop',
							'sors-api-for-woocommerce'
						) ) }
				<br />
				{ dateTime( item.placedAt ) }
			</span>
		),
	},
	{
		id: 'total',
		label: __( 'Total', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item: { total } } ) => (
			<span className="sors-table__amount">
				{ total && money( total.amount, total.currency ) }
			</span>
		),
	},
	{
		id: 'document',
		label: __( 'Document in SORS', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item: { document } } ) =>
			document &&
			( document.isOpen ? (
				<span className="sors-unbroken">{ document.name }</span>
			) : (
				<CancelledDocument name={ document.name } />
			) ),
	},
	{
		id: 'state',
		label: __( 'State', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: orderFilter.options.map( ( value ) => ( {
			value,
			label: filterText( value, needing ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => (
			<Badge tone={ stateText( item.state ).tone }>{ item.label }</Badge>
		),
	},
	{
		id: 'needs',
		label: __( 'What it needs', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span
				className={
					stateText( item.state ).tone === 'bad'
						? 'sors-table__reason'
						: 'sors-table__reason sors-table__more'
				}
			>
				{ item.why }
			</span>
		),
	},
];

const orderLayout = {
	title: 'order',
	description: 'buyer',
	columns: [ 'total', 'document', 'state', 'needs' ],
	list: [ 'total', 'document', 'state', 'needs' ],
	styles: {
		total: { width: '130px', align: 'end' as const },
		document: { width: '170px' },
		state: { width: '140px' },
		needs: { minWidth: '220px', maxWidth: '420px' },
	},
};

/** The panel says the rest. */
const besidePanel = { ...orderLayout, crowded: [ 'state' ] };
