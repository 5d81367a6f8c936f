import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { useEffect } from 'react';
import { orderQuery } from '../../api/orders';
import { pollWhileMoving } from '../../api/polling';
import type { OrderDetails, OrderLine } from '../../contract/rest/orders';
import { isMoving, orderText, stateText } from '../../orders/texts';
import { Badge } from '../../ui/Badge';
import { Problem } from '../../ui/Problem';
import { SidePanel } from '../../ui/Panel';
import { Skeleton } from '../../ui/Loading';
import { FactList } from '../../ui/figures';
import { dateTime, money } from '../../ui/format';
import { Asks } from './Asks';
import { CustomerDebt } from './CustomerDebt';
import { Documents } from './Documents';

type Props = {
	line: OrderLine;
	isBusy: boolean;
	/** No order is sent at the moment. */
	isStopped: boolean;
	/** No list asks how it gets on: what was done took the order out of it. */
	isAlone: boolean;
	onClose: () => void;
	onChange: ( order: OrderDetails ) => void;
};

const polling = pollWhileMoving< OrderDetails >( isMoving );

/** The story of one order, what was sent, and what a person may do now. */
export function Details( {
	line,
	isBusy,
	isStopped,
	isAlone,
	onClose,
	onChange,
}: Props ) {
	const { data, error, refetch, isPlaceholderData } = useQuery( {
		...orderQuery( line ),
		placeholderData: keepPreviousData,
		...( isAlone && polling ),
	} );
	const hasMoved =
		isAlone &&
		! isBusy &&
		! isPlaceholderData &&
		data?.id === line.id &&
		data.state !== line.state;
	useEffect( () => {
		if ( hasMoved ) {
			onChange( data );
		}
	}, [ hasMoved, data, onChange ] );
	const { tone, meaning } = stateText( line.state );
	const order = data?.id === line.id ? data : undefined;

	return (
		<SidePanel
			of={ line.id }
			title={ orderText( line ) }
			onClose={ onClose }
		>
			<p>
				<Badge tone={ tone }>{ line.label }</Badge>
			</p>
			{ line.role === 'sale' &&
				! ( line.state === 'queued' && ( isStopped || line.why ) ) && (
					<p>{ meaning }</p>
				) }
			<Problem error={ error } onRetry={ refetch } />
			{ ! order && ! error && <Skeleton lines={ 4 } /> }
			{ order && (
				<>
					<Asks
						key={ order.id }
						order={ order }
						isBusy={ isBusy }
						onChange={ onChange }
					/>
					<h3>
						{ __( 'What happened', 'sors-api-for-woocommerce' ) }
					</h3>
					<Story order={ order } />
				</>
			) }
			<Facts line={ line } refunded={ order?.refunded ?? null } />
			{ order && <Documents documents={ order.documents } /> }
			<CustomerDebt orderId={ line.id } />
			{ order && <Events events={ order.events } /> }
		</SidePanel>
	);
}

/** What became of the order, oldest first. What is asked above it is not said twice. */
function Story( { order }: { order: OrderDetails } ) {
	const isAsked = ( detail: string ) =>
		order.asks.some( ( { problem } ) => problem === detail );
	return (
		<ol className="sors-story">
			{ order.story.map( ( { at, text, detail, by, tone }, index ) => (
				<li key={ index } className={ `is-${ tone }` }>
					<strong>{ text }</strong>
					<time dateTime={ at }>
						{ dateTime( at ) }
						{ by && `, ${ by }` }
					</time>
					{ detail && ! isAsked( detail ) && <p>{ detail }</p> }
				</li>
			) ) }
		</ol>
	);
}

/** What the list says of it, since the panel may cover it. */
function Facts( {
	line,
	refunded,
}: Pick< Props, 'line' > & Pick< OrderDetails, 'refunded' > ) {
	return (
		<FactList
			facts={ [
				[
					__( 'In the shop', 'sors-api-for-woocommerce' ),
					line.url ? (
						<a href={ line.url }>{ orderText( line ) }</a>
					) : (
						__(
							'Deleted from the shop',
							'sors-api-for-woocommerce'
						)
					),
				],
				[ __( 'Buyer', 'sors-api-for-woocommerce' ), line.buyer ],
				[
					__( 'Total', 'sors-api-for-woocommerce' ),
					line.total && totalText( line.total, refunded ),
				],
			] }
		/>
	);
}

/** The document has only what was not refunded. */
function totalText(
	{ amount, currency }: NonNullable< OrderLine[ 'total' ] >,
	refunded: string | null
): string {
	const total = money( amount, currency );
	return refunded
		? sprintf(
				/* translators: 1: amount, 2: amount */
				__( '%1$s, refunded %2$s', 'sors-api-for-woocommerce' ),
				total,
				money( refunded, currency )
			)
		: total;
}

/** Everything that was noted, for those who look for the cause. */
function Events( { events }: Pick< OrderDetails, 'events' > ) {
	return events.length === 0 ? null : (
		<details>
			<summary>
				{ __( 'Everything noted', 'sors-api-for-woocommerce' ) }
			</summary>
			<ol className="sors-history">
				{ events.map( ( { at, message, by }, index ) => (
					<li key={ index }>
						<time dateTime={ at }>{ dateTime( at ) }</time>
						{ by && `, ${ by }` } { message }
					</li>
				) ) }
			</ol>
		</details>
	);
}
