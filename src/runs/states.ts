import { __, sprintf } from '@wordpress/i18n';
import type {
	Run,
	RunItem,
	RunItemOutcome,
	RunKind,
} from '../contract/rest/runs';
import type { Tone } from '../ui/Badge';
import { number } from '../ui/format';
import { isActive } from './active';

/** When it ended, or what is known of it last. */
export const endOf = ( { finishedAt, updatedAt }: Run ): string =>
	finishedAt ?? updatedAt;

export function stateLabel( {
	state,
	resumable,
	waiting,
}: Pick< Run, 'state' | 'resumable' | 'waiting' > ): {
	tone: Tone;
	label: string;
} {
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
			return waiting > 0
				? {
						tone: 'warning',
						label: __(
							'Finished, changes held',
							'sors-api-for-woocommerce'
						),
					}
				: {
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
				label: resumable
					? __( 'Cancelled', 'sors-api-for-woocommerce' )
					: __( 'Discarded', 'sors-api-for-woocommerce' ),
			};
		default:
			return { tone: 'neutral', label: state satisfies never };
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
					'Prices and quantities of the products from the catalogue. What was sold here and is not in SORS yet is taken off the quantities.',
					'sors-api-for-woocommerce'
				),
			};
		case 'images':
			return {
				title: __( 'Images', 'sors-api-for-woocommerce' ),
				text: __(
					'Images of the items in SORS.',
					'sors-api-for-woocommerce'
				),
			};
		default:
			return { title: kind satisfies never, text: '' };
	}
}

/** On the button that lets a run write what waits in it. */
export const approveLabel = ( waiting: number ): string =>
	waiting > 1
		? sprintf(
				/* translators: %s: number of items, two or more */
				__( 'Approve all %s', 'sors-api-for-woocommerce' ),
				number( waiting )
			)
		: __( 'Approve', 'sors-api-for-woocommerce' );

export function outcomeLabel( outcome: RunItemOutcome ): string {
	switch ( outcome ) {
		case 'planned':
			return __(
				'Will be created or changed',
				'sors-api-for-woocommerce'
			);
		case 'created':
			return __( 'Created', 'sors-api-for-woocommerce' );
		case 'updated':
			return __( 'Changed', 'sors-api-for-woocommerce' );
		case 'unchanged':
			return __( 'Unchanged', 'sors-api-for-woocommerce' );
		case 'skipped':
			return __( 'Left out', 'sors-api-for-woocommerce' );
		case 'failed':
			return __( 'Failed', 'sors-api-for-woocommerce' );
		default:
			return outcome satisfies never;
	}
}

/** Of one item that waits for approval. */
export function plannedLabel( action: RunItem[ 'action' ] ): string {
	switch ( action ) {
		case 'create':
			return __( 'Will be created', 'sors-api-for-woocommerce' );
		case 'update':
		case 'none':
			return __( 'Will be changed', 'sors-api-for-woocommerce' );
		default:
			return action satisfies never;
	}
}

const COUNTED = [
	'created',
	'updated',
	'unchanged',
	'skipped',
	'failed',
] as const;

/** Of items that a run has planned and not written: it held them, or they were discarded. Null while it may still write them. */
export function leftLabel( run: Run ): string | null {
	if (
		isActive( run.state ) ||
		run.state === 'awaiting_approval' ||
		run.resumable ||
		run.database !== undefined
	) {
		return null;
	}
	return run.state === 'succeeded'
		? heldLabel()
		: __( 'Not applied', 'sors-api-for-woocommerce' );
}

const heldLabel = (): string =>
	__( 'Held for your decision', 'sors-api-for-woocommerce' );

/** What became of an item of a run, or is going to. */
export function resultLabel( run: Run, { outcome, action }: RunItem ): string {
	if ( outcome !== 'planned' ) {
		return outcomeLabel( outcome );
	}
	return (
		leftLabel( run ) ??
		( action === 'none' ? outcomeLabel( outcome ) : plannedLabel( action ) )
	);
}

/** What became of the items of a run; first those that are for a person to decide, where there are any. */
export const countsOf = ( run: Run ) => [
	...( run.waiting > 0
		? [
				{
					name: 'waiting',
					label:
						run.state === 'awaiting_approval'
							? __(
									'Wait for your decision',
									'sors-api-for-woocommerce'
								)
							: heldLabel(),
					count: run.waiting,
				},
			]
		: [] ),
	...COUNTED.map( ( name ) => ( {
		name,
		label: outcomeLabel( name ),
		count: run[ name ],
	} ) ),
];
