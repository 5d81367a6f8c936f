import { __, sprintf } from '@wordpress/i18n';
import {
	findingKind,
	type Reconciliation,
	type FindingKind,
} from '../../contract/rest/reconciliation';
import { periodText } from '../../orders/texts';
import { dayOf, number, timeOf } from '../../ui/format';
import { Counts, Progress } from '../../ui/figures';

/** How far the comparison is, or when it was made and what it came to. */
export function ReportState( { report }: { report: Reconciliation } ) {
	const { state, from, to, documents, checked, finishedAt, counts } = report;
	if ( state === 'never' ) {
		return (
			<p role="status">
				{ __(
					'Nothing has been compared yet.',
					'sors-api-for-woocommerce'
				) }
			</p>
		);
	}
	return (
		<div className="sors-result">
			{ state === 'running' && (
				<Progress
					label={ __(
						'Comparing orders with SORS',
						'sors-api-for-woocommerce'
					) }
					done={ checked }
					total={ documents }
				>
					{ sprintf(
						/* translators: 1: number of documents compared, 2: number of all documents */
						__(
							'%1$s of %2$s documents',
							'sors-api-for-woocommerce'
						),
						number( checked ),
						number( documents )
					) }
				</Progress>
			) }
			<p className="sors-result__when" role="status">
				{ state === 'done' && finishedAt && (
					<>
						{ sprintf(
							/* translators: 1: date, 2: time */
							__(
								'Compared on %1$s at %2$s.',
								'sors-api-for-woocommerce'
							),
							dayOf( finishedAt ),
							timeOf( finishedAt )
						) }{ ' ' }
					</>
				) }
				{ from && to && periodText( from, to ) }
			</p>
			<Counts
				counts={ findingKind.options.map( ( kind ) => ( {
					name: kind,
					label: findingLabel( kind ),
					count: counts[ kind ],
					isBad: counts[ kind ] > 0,
				} ) ) }
			/>
		</div>
	);
}

export function findingLabel( kind: FindingKind ): string {
	switch ( kind ) {
		case 'notSent':
			return __( 'Not in SORS yet', 'sors-api-for-woocommerce' );
		case 'missing':
			return __( 'Document gone from SORS', 'sors-api-for-woocommerce' );
		case 'uncertain':
			return __( 'Uncertain', 'sors-api-for-woocommerce' );
		case 'doubled':
			return __( 'Twice in SORS', 'sors-api-for-woocommerce' );
		case 'otherTotal':
			return __( 'Differs', 'sors-api-for-woocommerce' );
		case 'orphaned':
			return __( 'Gone from the shop', 'sors-api-for-woocommerce' );
		default:
			return kind satisfies never;
	}
}
