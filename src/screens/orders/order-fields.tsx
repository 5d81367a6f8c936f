import type { Field } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';
import {
	orderFilter,
	type OrderFilter,
	type OrderLine,
} from '../../contract/rest/orders';
import { CancelledDocument } from '../../orders/CancelledDocument';
import { orderText, stateText } from '../../orders/texts';
import { Badge } from '../../ui/Badge';
import { dateTime, money, number } from '../../ui/format';

const filterText = ( filter: OrderFilter, needing: number ): string =>
	filter === 'attention'
		? attentionText( needing )
		: stateText( filter ).label;

const attentionText = ( needing: number ): string =>
	needing === 0
		? __( 'Needs attention', 'sors-api-for-woocommerce' )
		: sprintf(
				/* translators: %s: number of items or orders */
				__( 'Needs attention (%s)', 'sors-api-for-woocommerce' ),
				number( needing )
			);

/** Columns of the list of orders. Kept between answers: new fields would mean new cells. */
export const orderFields = ( needing: number ): Field< OrderLine >[] => [
	{
		id: 'order',
		label: __( 'Order', 'sors-api-for-woocommerce' ),
		getValue: ( { item } ) => orderText( item ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
	},
	{
		id: 'buyer',
		label: __( 'Buyer', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">
				{ item.buyer ||
					( item.url === null &&
						__(
							'Deleted from the shop',
							'sors-api-for-woocommerce'
						) ) }
				<br />
				{ dateTime( item.placedAt ) }
			</span>
		),
	},
	{
		id: 'total',
		label: __( 'Total', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item: { total } } ) => (
			<span className="sors-table__amount">
				{ total && money( total.amount, total.currency ) }
			</span>
		),
	},
	{
		id: 'document',
		label: __( 'Document in SORS', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item: { document } } ) =>
			document &&
			( document.isOpen ? (
				<span className="sors-unbroken">{ document.name }</span>
			) : (
				<CancelledDocument name={ document.name } />
			) ),
	},
	{
		id: 'state',
		label: __( 'State', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		elements: orderFilter.options.map( ( value ) => ( {
			value,
			label: filterText( value, needing ),
		} ) ),
		filterBy: { operators: [ 'is' ], isPrimary: true },
		render: ( { item } ) => (
			<Badge tone={ stateText( item.state ).tone }>{ item.label }</Badge>
		),
	},
	{
		id: 'needs',
		label: __( 'What it needs', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		// Without anything in it, the list on a phone leaves the line out.
		render: ( { item } ) =>
			item.why && (
				<span
					className={
						stateText( item.state ).tone === 'bad'
							? 'sors-table__reason'
							: 'sors-table__reason sors-table__more'
					}
				>
					{ item.why }
				</span>
			),
	},
];

export const orderLayout = {
	title: 'order',
	description: 'buyer',
	columns: [ 'total', 'document', 'state', 'needs' ],
	list: [ 'total', 'document', 'state', 'needs' ],
	styles: {
		total: { width: '130px', align: 'end' as const },
		document: { width: '170px' },
		state: { width: '140px' },
		needs: { minWidth: '220px', maxWidth: '420px' },
	},
};

/** The panel says the rest. */
export const besidePanel = { ...orderLayout, crowded: [ 'state' ] };
