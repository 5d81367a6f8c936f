import { __ } from '@wordpress/i18n';
import type { Field } from '@wordpress/dataviews/wp';

/** What a row is about: the name of an item of SORS, or its code where it has none; and under it the code. */
export const itemColumns = < Row, >(
	id: string,
	itemOf: ( row: Row ) => { name: string; code: string }
): Field< Row >[] => [
	{
		id,
		label: __( 'Item', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		enableHiding: false,
		filterBy: false,
		getValue: ( { item } ) =>
			itemOf( item ).name || itemOf( item ).code || '–',
	},
	{
		id: 'code',
		label: __( 'Code', 'sors-api-for-woocommerce' ),
		enableSorting: false,
		filterBy: false,
		render: ( { item } ) => (
			<span className="sors-table__more">{ itemOf( item ).code }</span>
		),
	},
];
