import {
	keepPreviousData,
	useQuery,
	useQueryClient,
} from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { bringBack, deletedProductsQuery } from '../../api/catalog';
import { tell } from '../../api/client';
import { runQuery } from '../../api/runs';
import { ActionButton } from '../../ui/ActionButton';
import { number } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

/** Products that the owner deleted for good: they stay so until asked for. Nothing is shown where there are none. */
export function DeletedProducts() {
	const client = useQueryClient();
	const { data: run } = useQuery( runQuery( 'catalog' ) );
	const query = deletedProductsQuery( run ?? null );
	const { data } = useQuery( {
		...query,
		enabled: run !== undefined,
		placeholderData: keepPreviousData,
	} );
	/** How many come back with the run after this one. */
	const [ back, setBack ] = useState( { count: 0, after: run?.id } );
	const action = useAction();
	const bring = async () => {
		const { broughtBack } = await bringBack();
		setBack( { count: broughtBack, after: run?.id } );
		tell( client, query, { items: [], total: 0 } );
	};
	const waiting = back.after === run?.id ? back.count : 0;
	if ( ! data || ( data.total === 0 && waiting === 0 ) ) {
		return null;
	}
	return (
		<Panel
			title={ __( 'Deleted products', 'sors-api-for-woocommerce' ) }
			isSmall
		>
			{ data.total === 0 ? (
				<p role="status">
					{ sprintf(
						/* translators: %s: number of products */
						_n(
							'%s product comes back with the next sync of the catalogue: press “Bring in the catalogue”, or wait for it.',
							'%s products come back with the next sync of the catalogue: press “Bring in the catalogue”, or wait for it.',
							waiting,
							'sors-api-for-woocommerce'
						),
						number( waiting )
					) }
				</p>
			) : (
				<>
					<p>
						{ sprintf(
							/* translators: %s: number of products */
							_n(
								'%s product was deleted from the shop for good, so it stays deleted although SORS may still have its item. It also comes back if you make a product with its SKU.',
								'%s products were deleted from the shop for good, so they stay deleted although SORS may still have their items. One also comes back if you make a product with its SKU.',
								data.total,
								'sors-api-for-woocommerce'
							),
							number( data.total )
						) }
					</p>
					<p className="sors-help">
						{ data.items
							.map( ( { code, name } ) =>
								name ? `${ name } (${ code })` : code
							)
							.join( ', ' ) }
						{ data.total > data.items.length && ' …' }
					</p>
					<Problem error={ action.error } />
					<ActionButton
						action={ action }
						name="bring-back"
						onPress={ bring }
						busyLabel={ __(
							'One moment…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Bring all back', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				</>
			) }
		</Panel>
	);
}
