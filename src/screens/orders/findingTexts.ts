import { __ } from '@wordpress/i18n';
import type { FindingKind } from '../../contract/rest/reconciliation';
import type { Tone } from '../../ui/Badge';

export function findingText( kind: FindingKind ): {
	tone: Tone;
	label: string;
} {
	switch ( kind ) {
		case 'notSent':
			return {
				tone: 'warning',
				label: __( 'Not sent', 'sors-api-for-woocommerce' ),
			};
		case 'missing':
			return {
				tone: 'bad',
				label: __( 'Missing in SORS', 'sors-api-for-woocommerce' ),
			};
		case 'uncertain':
			return {
				tone: 'bad',
				label: __( 'Uncertain', 'sors-api-for-woocommerce' ),
			};
		case 'doubled':
			return {
				tone: 'bad',
				label: __( 'Twice in SORS', 'sors-api-for-woocommerce' ),
			};
		case 'otherTotal':
			return {
				tone: 'warning',
				label: __( 'Differs from SORS', 'sors-api-for-woocommerce' ),
			};
		case 'orphaned':
			return {
				tone: 'warning',
				label: __( 'Gone from the shop', 'sors-api-for-woocommerce' ),
			};
	}
}
