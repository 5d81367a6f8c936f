import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { outboxState, type OutboxRow } from '../../contract/rest/outbox';
import { documentText, orderText, stateText } from '../../orders/texts';
import { Badge } from '../../ui/Badge';
import { dateTime, money } from '../../ui/format';

/** Columns of the list of orders. Made once: cells of other fields would be other cells. */
export const orderFields = (): Field< OutboxRow >[] => [
	{
		id: 'order',
		label: __( 'Order', 'sors-api-for-woocommerce' ),
		getValue: ( { item } ) => orderText( item ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
	},
	{
		id: 'placed',
		label: __( 'Placed', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ dateTime( item.createdAt ) }
				{ item.total !== null && ` · ${ money( item.total ) }` }
			</span>
		),
	},
	{
		id: 'state',
		label: __( 'State', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: outboxState.options.map( ( value ) => ( {
			value,
			label: stateText( value ).label,
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => {
			const { tone, label } = stateText( item.state );
			return <Badge tone={ tone }>{ label }</Badge>;
		},
	},
	{
		id: 'document',
		label: __( 'Document in SORS', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span>
				{ item.documentNumber ?? item.documentId }
				<span className="sors-table__more">
					{ documentText( item ) }
				</span>
			</span>
		),
	},
	{
		id: 'problem',
		label: __( 'What is wrong', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__reason">
				{ ( item.issue ?? item.lastError )?.message }
			</span>
		),
	},
];

export const orderLayout = {
	title: 'order',
	description: 'placed',
	columns: [ 'state', 'document', 'problem' ],
	list: [ 'state', 'document', 'problem' ],
	styles: {
		state: { width: '150px' },
		document: { width: '170px' },
		problem: { minWidth: '220px', maxWidth: '420px' },
	},
};

/** The panel says the rest. */
export const besidePanel = { ...orderLayout, crowded: [ 'state' ] };
