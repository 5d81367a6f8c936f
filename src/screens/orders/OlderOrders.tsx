import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, TextControl } from '@wordpress/components';
import { useState } from 'react';
import { __, _n, sprintf } from '@wordpress/i18n';
import { pollWhile, tell } from '../../api/client';
import {
	countOlderOrders,
	olderOrdersQuery,
	sendOlderOrders,
} from '../../api/older-orders';
import type { OlderOrders as Answer } from '../../contract/rest/older-orders';
import { ActionButton } from '../../ui/ActionButton';
import { number } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useAction } from '../../ui/useAction';
import { OlderOrdersJob } from './OlderOrdersJob';

type Days = { from: string; to: string };
type Found = { days: Days; count: number | null };

/** Orders of before the export was switched on: counted first, then sent in the background. */
export function OlderOrders() {
	const client = useQueryClient();
	const { data, error, refetch } = useQuery( {
		...olderOrdersQuery,
		...pollWhile( isAtWork, 3000 ),
	} );
	const isRunning = data !== undefined && isAtWork( data );
	const [ days, setDays ] = useState< Days >( { from: '', to: '' } );
	const [ found, setFound ] = useState< Found | null >( null );
	// What was counted is true of the days it was counted for alone.
	const counted = found?.days === days ? found.count : null;
	const action = useAction();

	const choose = ( part: Partial< Days > ) =>
		setDays( ( last ) => ( { ...last, ...part } ) );
	const isWhole = days.from !== '' && days.to !== '';
	const isReversed = isWhole && days.from > days.to;
	const count = () =>
		action.run( 'count', async () => {
			const answer = await countOlderOrders( days );
			tell( client, olderOrdersQuery, answer );
			setFound( { days, count: answer.count } );
		} );
	const send = async () => {
		tell( client, olderOrdersQuery, await sendOlderOrders( days ) );
		setFound( null );
	};

	return (
		<div className="sors-form sors-older">
			<p>
				{ __(
					'Orders placed before you switched sending on are not in SORS. Choose the days: you see how many orders there are before anything is sent.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<form
				className="sors-filters"
				onSubmit={ ( event ) => {
					event.preventDefault();
					void count();
				} }
			>
				<TextControl
					type="date"
					label={ __( 'From', 'sors-api-for-woocommerce' ) }
					value={ days.from }
					max={ days.to || undefined }
					onChange={ ( from ) => choose( { from } ) }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
				/>
				<TextControl
					type="date"
					label={ __( 'To', 'sors-api-for-woocommerce' ) }
					value={ days.to }
					min={ days.from || undefined }
					onChange={ ( to ) => choose( { to } ) }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
				/>
				<Button
					type="submit"
					variant="secondary"
					isBusy={ action.busy === 'count' }
					disabled={ ! isWhole || isReversed || action.busy !== null }
					accessibleWhenDisabled
					__next40pxDefaultSize
				>
					{ action.busy === 'count'
						? __( 'Counting…', 'sors-api-for-woocommerce' )
						: __( 'Count the orders', 'sors-api-for-woocommerce' ) }
				</Button>
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
							'Putting in line…',
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
			<Problem error={ error } onRetry={ refetch } />
			{ ! data && error === null && <Skeleton lines={ 2 } /> }
			{ data?.job && <OlderOrdersJob job={ data.job } /> }
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
