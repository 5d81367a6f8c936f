import { __ } from '@wordpress/i18n';
import { useMemo, useRef, useState } from 'react';
import type { OrderLine } from '../../contract/rest/orders';
import { sendLabel } from '../../orders/texts';
import { ErrorBoundary } from '../../ui/ErrorBoundary';
import { useHeldFocus } from '../../ui/focus';
import { Problem } from '../../ui/Problem';
import { DataTable } from '../../ui/table/DataTable';
import { Details } from './Details';
import { besidePanel, orderFields, orderLayout } from './order-fields';
import { Said } from './Said';
import { SendingOff, useIsSendingOff } from './SendingOff';
import { SendSeveral } from './SendSeveral';
import { Standstill, useStandstill } from './Standstill';
import { useOrders } from './useOrders';
import { useSending } from './useSending';

/** The orders by state, with a panel for one of them. */
export function OrderList() {
	const orders = useOrders();
	const standstill = useStandstill();
	const isOff = useIsSendingOff();
	const sending = useSending( orders, standstill !== undefined );
	const { isBusy, isUnderWay, shown } = sending;
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ several, setSeveral ] = useState< OrderLine[] >( [] );
	// As it was last listed. It may leave the list by what is done, here or elsewhere: its panel stays, with what was typed there.
	const [ open, setOpen ] = useState< OrderLine | null >( null );
	const listed = orders.data?.items.find( ( { id } ) => id === open?.id );
	if ( listed && listed !== open ) {
		setOpen( listed );
	}
	const place = useRef< HTMLDivElement >( null );
	// The button that opened the panel may be gone when it is closed.
	useHeldFocus( place, open?.id, { home: place } );
	const send = async ( lines: OrderLine[] ) => {
		if ( await sending.send( lines ) ) {
			setChosen( [] );
		}
	};
	const needing = orders.data?.needing ?? 0;
	const fields = useMemo( () => orderFields( needing ), [ needing ] );

	return (
		<>
			{ isOff && <SendingOff /> }
			{ standstill && <Standstill decision={ standstill } /> }
			<Problem error={ sending.error } />
			<Said text={ sending.said } refused={ sending.refused } />
			{ several.length > 0 && ! isUnderWay && (
				<SendSeveral
					lines={ several }
					onYes={ () => void send( several ) }
					onClose={ () => setSeveral( [] ) }
				/>
			) }
			<div
				ref={ place }
				tabIndex={ -1 }
				className={ open ? 'sors-split' : undefined }
			>
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
					onOpen={ setOpen }
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
							disabled: isUnderWay,
							isEligible: ( row ) =>
								row.sendable || isBusy( row ),
							callback: ( items ) => {
								// DataViews disables no button below the table: what is pressed there waits.
								if ( items.length > 1 || isUnderWay ) {
									setSeveral(
										items.filter(
											( row ) => ! isBusy( row )
										)
									);
								} else {
									void send( items );
								}
							},
						},
						{
							id: 'details',
							label: __( 'Details', 'sors-api-for-woocommerce' ),
							isPrimary: true,
							callback: ( [ row ] ) => row && setOpen( row ),
						},
					] }
					empty={ nothing( orders.isFiltered, isOff ) }
				/>
				{ open && (
					<ErrorBoundary of={ open.id }>
						<Details
							line={ shown( open ) }
							isBusy={ isBusy( open ) }
							isStopped={ isOff || standstill !== undefined }
							isAlone={ listed === undefined }
							onClose={ () => setOpen( null ) }
							onChange={ ( order ) => {
								setOpen( order );
								sending.tell( order );
							} }
						/>
					</ErrorBoundary>
				) }
			</div>
		</>
	);
}

const idOf = ( { id }: OrderLine ): string => String( id );

const nothing = ( isFiltered: boolean, isOff: boolean ) => (
	<p role="status">{ nothingText( isFiltered, isOff ) }</p>
);

function nothingText( isFiltered: boolean, isOff: boolean ): string {
	if ( isFiltered ) {
		return __( 'No orders match.', 'sors-api-for-woocommerce' );
	}
	return isOff
		? __(
				'No orders yet. Each new one appears here as not sent until sending is switched on.',
				'sors-api-for-woocommerce'
			)
		: __(
				'No orders yet. Each order appears here as soon as it is placed.',
				'sors-api-for-woocommerce'
			);
}
