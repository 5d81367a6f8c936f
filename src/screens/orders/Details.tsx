import { Button } from '@wordpress/components';
import { useCallback, useEffect, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getOutboxRow } from '../../api/outbox';
import type { OutboxRow, OutboxRowDetails } from '../../contract/outbox';
import { Badge } from '../../ui/Badge';
import { dateTime, number } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useLoad } from '../../ui/useLoad';
import { CustomerDebt } from './CustomerDebt';
import { Resolve } from './Resolve';
import { canResolve, documentText, orderText, stateText } from './texts';

type Props = {
	row: OutboxRow;
	onClose: () => void;
	onChange: ( row: OutboxRow ) => void;
};

/** Everything known of one row, and what a person may decide about it. */
export function Details( { row, onClose, onChange }: Props ) {
	const heading = useRef< HTMLHeadingElement >( null );
	useEffect( () => heading.current?.focus(), [ row.id ] );
	const load = useCallback(
		( signal: AbortSignal ) => getOutboxRow( row.id, signal ),
		// What happened since is told anew.
		// eslint-disable-next-line react-hooks/exhaustive-deps
		[ row.id, row.state, row.updatedAt ]
	);
	const { value, error, reload } = useLoad( load );
	const { tone, label, meaning } = stateText( row.state );

	return (
		<aside className="sors-details" aria-labelledby="sors-details-title">
			<header>
				<h2 id="sors-details-title" ref={ heading } tabIndex={ -1 }>
					{ orderText( row ) }
				</h2>
				<Button
					variant="tertiary"
					onClick={ onClose }
					__next40pxDefaultSize
				>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</header>
			<p>
				<Badge tone={ tone }>{ label }</Badge>
			</p>
			<p>{ meaning }</p>
			{ row.lastError && (
				<p className="sors-details__error">{ row.lastError.message }</p>
			) }
			{ canResolve( row ) && (
				<Resolve key={ row.id } row={ row } onResolved={ onChange } />
			) }
			<Facts row={ row } />
			<CustomerDebt orderId={ row.orderId } />
			<Problem error={ error } onRetry={ reload } />
			{ ! value && ! error && <Skeleton lines={ 4 } /> }
			{ value?.id === row.id && <History details={ value } /> }
		</aside>
	);
}

function Facts( { row }: { row: OutboxRow } ) {
	const facts: [ string, string | null ][] = [
		[
			__( 'Document', 'sors-api-for-woocommerce' ),
			[ documentText( row ), row.documentNumber ?? row.documentId ]
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
			row.knownAt && dateTime( row.knownAt ),
		],
	];
	return (
		<dl className="sors-facts">
			{ facts
				.filter( ( [ , text ] ) => text )
				.map( ( [ name, text ] ) => (
					<div key={ name }>
						<dt>{ name }</dt>
						<dd>{ text }</dd>
					</div>
				) ) }
		</dl>
	);
}

function History( { details }: { details: OutboxRowDetails } ) {
	return (
		<>
			<h3>{ __( 'What happened', 'sors-api-for-woocommerce' ) }</h3>
			<ol className="sors-history">
				{ details.history.map( ( { at, event, message }, index ) => (
					<li key={ `${ at }${ event }${ index }` }>
						<time dateTime={ at }>{ dateTime( at ) }</time>{ ' ' }
						{ message }
					</li>
				) ) }
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
