import { Notice } from '@wordpress/components';
import { useMemo, useRef, useState } from 'react';
import { __ } from '@wordpress/i18n';
import type { OutboxRow } from '../../contract/rest/outbox';
import { canSend } from '../../orders/texts';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { DataTable } from '../../ui/table/DataTable';
import { Details } from './Details';
import { besidePanel, orderFields, orderLayout } from './fields';
import { useOutbox } from './useOutbox';
import { useSending } from './useSending';

/** The orders by state, with a panel for one of them. */
export function OrderList() {
	const outbox = useOutbox();
	const sending = useSending( outbox );
	const { isBusy, send, shown } = sending;
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ openId, setOpenId ] = useState< number | null >( null );
	const place = useRef< HTMLDivElement >( null );
	const opener = useRef< Element | null >( null );
	const rows = outbox.value?.items;
	const open = rows?.find( ( { id } ) => id === openId );

	const show = ( { id }: OutboxRow ) => {
		opener.current = place.current?.ownerDocument.activeElement ?? null;
		setOpenId( id );
	};
	const close = () => {
		setOpenId( null );
		if ( opener.current instanceof HTMLElement ) {
			opener.current.focus();
		}
	};
	const fields = useMemo( () => orderFields(), [] );

	return (
		<>
			<Problem error={ outbox.error } onRetry={ outbox.reload } />
			<Problem error={ sending.error } />
			<Said text={ sending.said } refused={ sending.refused } />
			{ ! outbox.value && outbox.error === null && (
				<Skeleton lines={ 8 } />
			) }
			{ outbox.value && (
				<div
					className={ open ? 'sors-split' : undefined }
					ref={ place }
				>
					<DataTable
						label={ __( 'Orders', 'sors-api-for-woocommerce' ) }
						items={ outbox.value.items.map( shown ) }
						total={ outbox.value.total }
						isLoading={ outbox.isLoading }
						getId={ idOf }
						fields={ fields }
						layout={ open ? besidePanel : orderLayout }
						query={ outbox.query }
						onQuery={ outbox.setQuery }
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
										: __(
												'Send',
												'sors-api-for-woocommerce'
											),
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
								label: __(
									'Details',
									'sors-api-for-woocommerce'
								),
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
							onClose={ close }
							onChange={ sending.tell }
						/>
					) }
				</div>
			) }
		</>
	);
}

/** What the last press came to; each order that could not be put in line with its reason. */
function Said( { text, refused }: { text: string; refused: string[] } ) {
	return (
		<div role="status" aria-live="polite">
			{ text !== '' && refused.length === 0 && (
				<p className="sors-said">{ text }</p>
			) }
			{ refused.length > 0 && (
				<Notice
					status="warning"
					isDismissible={ false }
					politeness="polite"
				>
					<p>
						{ __(
							'These were not put in line; they stay as they are:',
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

const idOf = ( { id }: OutboxRow ): string => String( id );

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
