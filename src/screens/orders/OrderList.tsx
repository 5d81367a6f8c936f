import { __ } from '@wordpress/i18n';
import { useMemo, useState } from 'react';
import type { OrderLine } from '../../contract/rest/orders';
import { sendLabel } from '../../orders/texts';
import { Problem } from '../../ui/Problem';
import { DataTable } from '../../ui/table/DataTable';
import { Details } from './Details';
import { besidePanel, orderFields, orderLayout } from './order-fields';
import { Said } from './Said';
import { SendSeveral } from './SendSeveral';
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
