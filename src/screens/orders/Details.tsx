import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { outboxEntryQuery } from '../../api/orders';
import type {
	OutboxEntry,
	OutboxEntryDetails,
} from '../../contract/rest/outbox';
import {
	canSend,
	orderText,
	stateText,
	documentText,
} from '../../orders/texts';
import { Badge } from '../../ui/Badge';
import { Problem } from '../../ui/Problem';
import { SidePanel } from '../../ui/Panel';
import { Skeleton } from '../../ui/Loading';
import { FactList } from '../../ui/figures';
import { dateTime, money, number } from '../../ui/format';
import { Button } from '../../ui/controls';
import { CustomerDebt } from './CustomerDebt';
import { waysOut, Resolve } from './Resolve';

type Props = {
	row: OutboxEntry;
	isBusy: boolean;
	onSend: () => Promise< void >;
	onClose: () => void;
	onChange: ( row: OutboxEntry ) => void;
};

/** Everything known of one row, and what a person may decide about it. */
export function Details( { row, isBusy, onSend, onClose, onChange }: Props ) {
	const { data, error, refetch } = useQuery( {
		...outboxEntryQuery( row ),
		placeholderData: keepPreviousData,
	} );
	const { tone, label, meaning } = stateText( row.state );
	const problem = row.issue ?? row.lastError;

	return (
		<SidePanel of={ row.id } title={ orderText( row ) } onClose={ onClose }>
			<p>
				<Badge tone={ tone }>{ label }</Badge>
			</p>
			<p>{ meaning }</p>
			{ problem && (
				<p className="sors-details__error">{ problem.message }</p>
			) }
			{ ( canSend( row ) || isBusy ) && (
				<SendOne isBusy={ isBusy } onSend={ onSend } />
			) }
			{ waysOut( row ).length > 0 && (
				<Resolve key={ row.id } row={ row } onResolved={ onChange } />
			) }
			<Facts row={ row } />
			<CustomerDebt orderId={ row.orderId } />
			<Problem error={ error } onRetry={ refetch } />
			{ data?.id !== row.id && ! error && <Skeleton lines={ 4 } /> }
			{ data?.id === row.id && <RowHistory details={ data } /> }
		</SidePanel>
	);
}

/** What is known of a row without asking SORS. */
function Facts( { row }: { row: OutboxEntry } ) {
	return (
		<FactList
			facts={ [
				[
					__( 'In the shop', 'sors-api-for-woocommerce' ),
					row.orderUrl && (
						<a href={ row.orderUrl }>{ orderText( row ) }</a>
					),
				],
				[
					__( 'Total', 'sors-api-for-woocommerce' ),
					row.total && money( row.total ),
				],
				[
					__( 'Document', 'sors-api-for-woocommerce' ),
					[
						documentText( row ),
						row.documentNumber ?? row.documentId,
					]
						.filter( Boolean )
						.join( ' ' ),
				],
				[ __( 'Database', 'sors-api-for-woocommerce' ), row.database ],
				[
					__( 'Reference in SORS', 'sors-api-for-woocommerce' ),
					row.reference,
				],
				[
					__( 'Attempts', 'sors-api-for-woocommerce' ),
					number( row.attempts ),
				],
				[
					__( 'Next attempt', 'sors-api-for-woocommerce' ),
					row.nextAttemptAt && dateTime( row.nextAttemptAt ),
				],
				[
					__( 'Counted in SORS since', 'sors-api-for-woocommerce' ),
					row.acknowledgedAt && dateTime( row.acknowledgedAt ),
				],
			] }
		/>
	);
}

/** What happened to a row step by step, and the very body that was sent. */
function RowHistory( { details }: { details: OutboxEntryDetails } ) {
	return (
		<>
			<h3>{ __( 'What happened', 'sors-api-for-woocommerce' ) }</h3>
			<ol className="sors-history">
				{ details.history.map(
					( { at, event, message, by }, index ) => (
						<li key={ `${ at }${ event }${ index }` }>
							<time dateTime={ at }>{ dateTime( at ) }</time>
							{ by && `, ${ by }` } { message }
						</li>
					)
				) }
			</ol>
			{ details.body !== null && (
				<details>
					<summary>
						{ __( 'What was sent', 'sors-api-for-woocommerce' ) }
					</summary>
					<pre tabIndex={ 0 }>{ pretty( details.body ) }</pre>
				</details>
			) }
		</>
	);
}

function pretty( json: string ): string {
	try {
		return JSON.stringify( JSON.parse( json ), null, 2 );
	} catch {
		return json;
	}
}

type SendProps = { isBusy: boolean; onSend: () => Promise< void > };

/** Sends the order of the panel; the same as in its line. */
function SendOne( { isBusy, onSend }: SendProps ) {
	return (
		<div className="sors-buttons">
			<Button
				variant="primary"
				isBusy={ isBusy }
				disabled={ isBusy }
				accessibleWhenDisabled
				onClick={ () => void onSend() }
			>
				{ isBusy
					? __( 'Sending…', 'sors-api-for-woocommerce' )
					: __( 'Send now', 'sors-api-for-woocommerce' ) }
			</Button>
		</div>
	);
}
