import { useQuery, useQueryClient } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useRef, useState, type RefObject } from 'react';
import { TextControl } from '../../ui/controls';
import { pollWhile, tell } from '../../api/client';
import {
	countOlderOrders,
	olderOrdersQuery,
	sendOlderOrders,
	type Days,
} from '../../api/orders';
import type { OlderOrders as Answer } from '../../contract/rest/older-orders';
import { periodText } from '../../orders/texts';
import { ActionButton } from '../../ui/ActionButton';
import { number, dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { useAction } from '../../ui/useAction';
import { useHeldFocus } from '../../ui/focus';
import { LiveText, Progress } from '../../ui/figures';
import { ScreenLink } from '../../ui/screen';

type Found = { days: Days; count: number | null };

/** Orders of before the export was switched on: counted first, then sent in the background. */
export function OlderOrders() {
	const client = useQueryClient();
	const query = useQuery( {
		...olderOrdersQuery,
		...pollWhile( isAtWork, 3000 ),
	} );
	const isRunning = query.data !== undefined && isAtWork( query.data );
	const [ days, setDays ] = useState< Days >( { from: '', to: '' } );
	const [ found, setFound ] = useState< Found | null >( null );
	// What was counted is true of the days it was counted for alone.
	const counted = found?.days === days ? found.count : null;
	const action = useAction();
	const place = useRef< HTMLDivElement >( null );
	const result = useRef< HTMLHeadingElement >( null );
	useHeldFocus( place, query.data?.job?.startedAt, { home: result } );

	const choose = ( part: Partial< Days > ) =>
		setDays( ( last ) => ( { ...last, ...part } ) );
	const isWhole = days.from !== '' && days.to !== '';
	const isReversed = isWhole && days.from > days.to;
	const count = async () => {
		const answer = await countOlderOrders( days );
		tell( client, olderOrdersQuery, answer );
		setFound( { days, count: answer.count } );
	};
	const send = async () => {
		tell( client, olderOrdersQuery, await sendOlderOrders( days ) );
		setFound( null );
	};

	return (
		<div className="sors-form sors-older" ref={ place }>
			<p>
				{ __(
					'Orders placed before sending was switched on, or while it was off, are not in SORS. Choose the days: you see how many orders there are before anything is sent.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<form
				className="sors-filters"
				onSubmit={ ( event ) => {
					event.preventDefault();
					void action.run( 'count', count );
				} }
			>
				<TextControl
					type="date"
					label={ __( 'From', 'sors-api-for-woocommerce' ) }
					value={ days.from }
					max={ days.to || undefined }
					onChange={ ( from ) => choose( { from } ) }
				/>
				<TextControl
					type="date"
					label={ __( 'To', 'sors-api-for-woocommerce' ) }
					value={ days.to }
					min={ days.from || undefined }
					onChange={ ( to ) => choose( { to } ) }
				/>
				<ActionButton
					action={ action }
					name="count"
					type="submit"
					disabled={ ! isWhole || isReversed }
					busyLabel={ __( 'Counting…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Count the orders', 'sors-api-for-woocommerce' ) }
				</ActionButton>
			</form>
			<div role="status" aria-live="polite">
				{ isReversed && (
					<p>
						{ __(
							'The first day is after the last one. Choose the days again.',
							'sors-api-for-woocommerce'
						) }
					</p>
				) }
				{ counted !== null && <p>{ countText( counted ) }</p> }
			</div>
			{ counted !== null && counted > 0 && (
				<div className="sors-buttons">
					<ActionButton
						action={ action }
						name="send"
						variant="primary"
						disabled={ isRunning }
						onPress={ send }
						busyLabel={ __(
							'Queueing…',
							'sors-api-for-woocommerce'
						) }
					>
						{ sprintf(
							/* translators: %s: number of orders */
							_n(
								'Send %s order to SORS',
								'Send %s orders to SORS',
								counted,
								'sors-api-for-woocommerce'
							),
							number( counted )
						) }
					</ActionButton>
				</div>
			) }
			<Problem error={ action.error } />
			<Loading query={ query } lines={ 2 }>
				{ ( { job } ) =>
					job && <OlderOrdersJob job={ job } heading={ result } />
				}
			</Loading>
		</div>
	);
}

const isAtWork = ( { job }: Answer ): boolean => job?.finishedAt === null;

const countText = ( count: number ): string =>
	count === 0
		? __(
				'No orders of these days are left to send: SORS has them, or they are not in a status that is sent.',
				'sors-api-for-woocommerce'
			)
		: sprintf(
				/* translators: %s: number of orders */
				_n(
					'%s order of these days is not in SORS.',
					'%s orders of these days are not in SORS.',
					count,
					'sors-api-for-woocommerce'
				),
				number( count )
			);

type Job = NonNullable< Answer[ 'job' ] >;

type JobProps = { job: Job; heading: RefObject< HTMLHeadingElement > };

/** How far the job is, or what the last one came to. */
function OlderOrdersJob( { job, heading }: JobProps ) {
	const { from, to, total, queued, refused, finishedAt } = job;
	const period = periodText( from, to );
	return (
		<section className="sors-result" aria-label={ period }>
			<h2 ref={ heading } tabIndex={ -1 }>
				{ period }
			</h2>
			{ finishedAt === null ? (
				<Progress
					label={ period }
					done={ queued + refused }
					total={ total }
				>
					{ figures( job ) }
				</Progress>
			) : (
				<p>{ figures( job ) }</p>
			) }
			<p>
				{ finishedAt === null
					? __(
							'You may leave this page: it continues in the background.',
							'sors-api-for-woocommerce'
						)
					: sprintf(
							/* translators: %s: date and time */
							__( 'Finished on %s.', 'sors-api-for-woocommerce' ),
							dateTime( finishedAt )
						) }{ ' ' }
				<ScreenLink to="orders">
					{ __( 'See all orders', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</p>
			<LiveText text={ finishedAt === null ? '' : figures( job ) } />
		</section>
	);
}

const figures = ( { total, queued, refused }: Job ): string =>
	[
		sprintf(
			/* translators: 1: number of orders queued, 2: number of all orders */
			__( '%1$s of %2$s queued', 'sors-api-for-woocommerce' ),
			number( queued ),
			number( total )
		),
		refused > 0 &&
			sprintf(
				/* translators: %s: number of orders */
				_n(
					'%s order could not be queued',
					'%s orders could not be queued',
					refused,
					'sors-api-for-woocommerce'
				),
				number( refused )
			),
	]
		.filter( Boolean )
		.join( ' · ' );
