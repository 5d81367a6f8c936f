import { __ } from '@wordpress/i18n';
import type { RunItemOutcome, RunKind, RunState } from '../contract/rest/runs';
import type { Tone } from '../ui/Badge';

export const isActive = ( state: RunState ): boolean =>
	state === 'queued' || state === 'reading' || state === 'applying';

export function stateLabel( state: RunState ): { tone: Tone; label: string } {
	switch ( state ) {
		case 'queued':
			return {
				tone: 'busy',
				label: __( 'About to start', 'sors-api-for-woocommerce' ),
			};
		case 'reading':
			return {
				tone: 'busy',
				label: __( 'Reading from SORS', 'sors-api-for-woocommerce' ),
			};
		case 'applying':
			return {
				tone: 'busy',
				label: __( 'Writing to the shop', 'sors-api-for-woocommerce' ),
			};
		case 'awaiting_approval':
			return {
				tone: 'warning',
				label: __(
					'Waits for your decision',
					'sors-api-for-woocommerce'
				),
			};
		case 'succeeded':
			return {
				tone: 'good',
				label: __( 'Finished', 'sors-api-for-woocommerce' ),
			};
		case 'failed':
			return {
				tone: 'bad',
				label: __( 'Stopped by a problem', 'sors-api-for-woocommerce' ),
			};
		case 'cancelled':
			return {
				tone: 'neutral',
				label: __( 'Cancelled', 'sors-api-for-woocommerce' ),
			};
	}
}

export function kindTexts( kind: RunKind ): { title: string; text: string } {
	switch ( kind ) {
		case 'catalog':
			return {
				title: __( 'Catalogue', 'sors-api-for-woocommerce' ),
				text: __(
					'Items and groups of SORS become products and categories of the shop. Products you already have are found by their SKU.',
					'sors-api-for-woocommerce'
				),
			};
		case 'stock':
			return {
				title: __( 'Stock and prices', 'sors-api-for-woocommerce' ),
				text: __(
					'Quantities and prices of products that came from the catalogue, less what was sold here and is not in SORS yet.',
					'sors-api-for-woocommerce'
				),
			};
		case 'images':
			return {
				title: __( 'Images', 'sors-api-for-woocommerce' ),
				text: __(
					'Pictures of the items in SORS.',
					'sors-api-for-woocommerce'
				),
			};
	}
}

export function outcomeLabel( outcome: RunItemOutcome ): string {
	switch ( outcome ) {
		case 'planned':
			return __( 'Planned', 'sors-api-for-woocommerce' );
		case 'created':
			return __( 'Created', 'sors-api-for-woocommerce' );
		case 'updated':
			return __( 'Updated', 'sors-api-for-woocommerce' );
		case 'unchanged':
			return __( 'Unchanged', 'sors-api-for-woocommerce' );
		case 'skipped':
			return __( 'Skipped', 'sors-api-for-woocommerce' );
		case 'failed':
			return __( 'Failed', 'sors-api-for-woocommerce' );
	}
}
