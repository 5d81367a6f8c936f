import { ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import {
	findingKind,
	type Reconciliation,
} from '../../contract/rest/reconciliation';
import { dateTime, day, number } from '../../ui/format';
import { findingText } from './findingTexts';

/** How far the comparison is, or when it was made and what it came to. */
export function ReportState( { report }: { report: Reconciliation } ) {
	const { state, documents, checked, finishedAt, counts } = report;
	if ( state === 'never' ) {
		return (
			<p role="status">
				{ __(
					'Nothing was compared so far.',
					'sors-api-for-woocommerce'
				) }
			</p>
		);
	}
	return (
		<div className="sors-result">
			{ state === 'running' && (
				<>
					<ProgressBar
						className="sors-progress__bar"
						value={
							documents > 0
								? Math.floor( ( checked / documents ) * 100 )
								: undefined
						}
						aria-label={ __(
							'Comparing orders with SORS',
							'sors-api-for-woocommerce'
						) }
					/>
					<p className="sors-progress__figures">
						{ sprintf(
							/* translators: 1: number of documents looked at, 2: number of all documents */
							__(
								'%1$s of %2$s documents',
								'sors-api-for-woocommerce'
							),
							number( checked ),
							number( documents )
						) }
					</p>
				</>
			) }
			<p className="sors-result__when" role="status">
				{ state === 'done' && finishedAt && (
					<>
						{ sprintf(
							/* translators: %s: date and time */
							__( 'Compared at %s.', 'sors-api-for-woocommerce' ),
							dateTime( finishedAt )
						) }{ ' ' }
					</>
				) }
				{ period( report ) }
			</p>
			<dl className="sors-counters">
				{ findingKind.options.map( ( kind ) => (
					<div
						key={ kind }
						className={
							counts[ kind ] > 0
								? 'sors-counters__one is-bad'
								: 'sors-counters__one'
						}
					>
						<dt>{ findingText( kind ).label }</dt>
						<dd data-finding={ kind }>
							{ number( counts[ kind ] ) }
						</dd>
					</div>
				) ) }
			</dl>
		</div>
	);
}

const period = ( { from, to }: Reconciliation ): string =>
	from && to
		? sprintf(
				/* translators: 1: first, 2: last day */
				__( 'Orders from %1$s to %2$s', 'sors-api-for-woocommerce' ),
				day( from ),
				day( to )
			)
		: '';
