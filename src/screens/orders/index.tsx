import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { sendOrders, sendOutboxRow } from '../../api/outbox';
import type { OutboxRow } from '../../contract/outbox';
import { Heading } from '../../ui/Heading';
import { LiveText } from '../../ui/LiveText';
import { Pager } from '../../ui/Pager';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useAction } from '../../ui/useAction';
import { Details } from './Details';
import { Filters } from './Filters';
import { OrdersTable } from './OrdersTable';
import { Refusals, SendChosen } from './SendChosen';
import { canSend, orderText, stateText } from './texts';
import { PER_PAGE, useOutbox } from './useOutbox';

/** What became of each order on its way to SORS. */
export default function Orders() {
	const outbox = useOutbox();
	const action = useAction();
	const [ chosen, setChosen ] = useState< number[] >( [] );
	const [ openId, setOpenId ] = useState< number | null >( null );
	const [ said, setSaid ] = useState( '' );
	const [ refused, setRefused ] = useState< string[] >( [] );
	const opener = useRef< HTMLElement | null >( null );
	const rows = outbox.list?.items ?? [];
	// Only what is shown can be chosen, and only as long as it can be sent.
	const toSend = rows.filter(
		( row ) => chosen.includes( row.id ) && canSend( row )
	);
	const open = rows.find( ( { id } ) => id === openId );

	const tell = ( row: OutboxRow ) => {
		outbox.replace( [ row ] );
		setSaid( `${ orderText( row ) }: ${ stateText( row.state ).label }` );
	};
	const sendChosen = async () => {
		const answer = await sendOrders( [
			...new Set( toSend.map( ( { orderId } ) => orderId ) ),
		] );
		setRefused(
			answer.refused.map( ( { orderId, reason } ) => {
				const row = toSend.find( ( one ) => one.orderId === orderId );
				return `${ row ? orderText( row ) : orderId }: ${ reason }`;
			} )
		);
		setChosen( [] );
		outbox.replace( answer.items );
		outbox.reload();
	};
	const close = () => {
		setOpenId( null );
		opener.current?.focus();
	};

	return (
		<>
			<Heading>
				{ __( 'Orders to SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			<Filters { ...outbox } />
			<Problem error={ outbox.error } onRetry={ outbox.reload } />
			<Problem error={ action.error } />
			<Refusals sentences={ refused } />
			<LiveText text={ said } />
			{ ! outbox.list && outbox.error === null && (
				<Skeleton lines={ 8 } />
			) }
			{ outbox.list && (
				<div className={ open ? 'sors-split' : undefined }>
					<div>
						{ rows.length === 0 ? (
							<Nothing isFiltered={ outbox.isFiltered } />
						) : (
							<OrdersTable
								rows={ rows }
								action={ action }
								chosen={ chosen }
								onChoose={ ( id, isOn ) =>
									setChosen( ( last ) =>
										isOn
											? [ ...last, id ]
											: last.filter(
													( other ) => other !== id
												)
									)
								}
								onSend={ async ( row ) =>
									tell( await sendOutboxRow( row.id ) )
								}
								onOpen={ ( row, button ) => {
									opener.current = button;
									setOpenId( row.id );
								} }
								openId={ openId }
							/>
						) }
						{ toSend.length > 0 && (
							<SendChosen
								action={ action }
								count={ toSend.length }
								onPress={ sendChosen }
							/>
						) }
						<Pager
							page={ outbox.page }
							perPage={ PER_PAGE }
							total={ outbox.list.total }
							onPage={ outbox.setPage }
						/>
					</div>
					{ open && (
						<Details
							row={ open }
							onClose={ close }
							onChange={ tell }
						/>
					) }
				</div>
			) }
		</>
	);
}

function Nothing( { isFiltered }: { isFiltered: boolean } ) {
	return (
		<p role="status">
			{ isFiltered
				? __( 'No orders like that.', 'sors-api-for-woocommerce' )
				: __(
						'No orders yet. Each order appears here as soon as it is placed.',
						'sors-api-for-woocommerce'
					) }
		</p>
	);
}
