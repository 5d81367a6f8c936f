import { __ } from '@wordpress/i18n';
import type { OutboxRow } from '../../contract/rest/outbox';
import { documentText, orderText } from '../../orders/texts';
import { FactList } from '../../ui/FactList';
import { dateTime, money, number } from '../../ui/format';

/** What is known of a row without asking SORS. */
export function Facts( { row }: { row: OutboxRow } ) {
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
