import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { runItemOutcome, type RunItem } from '../../contract/rest/runs';
import { Changes } from '../../runs/Changes';
import { outcomeLabel } from '../../runs/states';
import { Badge, type Tone } from '../../ui/Badge';

/** Columns of the items of a run: what became of each, what changes, and why not. */
export const itemFields = (): Field< RunItem >[] => [
	{
		id: 'name',
		label: __( 'Item', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
		getValue: ( { item } ) => item.name || item.code || '–',
	},
	{
		id: 'code',
		label: __( 'Code', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">{ item.code }</span>
		),
	},
	{
		id: 'outcome',
		label: __( 'Result', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: runItemOutcome.options.map( ( value ) => ( {
			value,
			label: outcomeLabel( value ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => (
			<Badge tone={ TONES[ item.outcome ] }>{ resultOf( item ) }</Badge>
		),
	},
	{
		id: 'changes',
		label: __( 'Changes and reasons', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<div className="sors-table__reason">
				{ item.reason && <p>{ item.reason }</p> }
				<Changes item={ item } />
			</div>
		),
	},
];

export const itemLayout = {
	title: 'name',
	description: 'code',
	columns: [ 'outcome', 'changes' ],
	list: [ 'outcome', 'changes' ],
	styles: {
		outcome: { width: '160px' },
		changes: { minWidth: '280px', maxWidth: '560px' },
	},
};

function resultOf( { outcome, action }: RunItem ): string {
	if ( outcome !== 'planned' || action === 'none' ) {
		return outcomeLabel( outcome );
	}
	return action === 'create'
		? __( 'Will be created', 'sors-api-for-woocommerce' )
		: __( 'Will be changed', 'sors-api-for-woocommerce' );
}

const TONES: Record< RunItem[ 'outcome' ], Tone > = {
	planned: 'busy',
	created: 'good',
	updated: 'good',
	unchanged: 'neutral',
	skipped: 'warning',
	failed: 'bad',
};
