import {
	keepPreviousData,
	useQuery,
	useQueryClient,
} from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { bringBack, deletedProductsQuery, keepOut } from '../../api/catalog';
import { tell } from '../../api/client';
import { runQuery } from '../../api/runs';
import { ActionButton } from '../../ui/ActionButton';
import { number } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { KeepOut } from './KeepOut';

/** Items that become no products: what the owner deleted for good, left out or never wants. They stay so until asked for. */
export function DeletedProducts() {
	const client = useQueryClient();
	const { data: run } = useQuery( runQuery( 'catalog' ) );
	const query = deletedProductsQuery( run ?? null );
	const { data, error, refetch } = useQuery( {
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
	const keep = async ( code: string ) => {
		tell( client, query, await keepOut( code ) );
	};
	const waiting = back.after === run?.id ? back.count : 0;
	const total = data?.total ?? 0;
	if ( ! data && ! error ) {
		return null;
	}
	return (
		<Panel
			title={ __(
				'Left out and deleted products',
				'sors-api-for-woocommerce'
			) }
			shown={ total }
		>
			<Problem error={ error } onRetry={ () => void refetch() } />
			{ waiting > 0 && total === 0 && (
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
			) }
			{ data && total > 0 && (
				<>
					<p>
						{ sprintf(
							/* translators: %s: number of items */
							_n(
								'%s item is not brought in: its product was deleted from the shop for good, or you left it out of a preview or entered its code here. It also comes in if you make a product with its SKU.',
								'%s items are not brought in: their products were deleted from the shop for good, or you left them out of a preview or entered their codes here. One also comes in if you make a product with its SKU.',
								total,
								'sors-api-for-woocommerce'
							),
							number( total )
						) }
					</p>
					<p className="sors-help">
						{ data.items
							.map( ( { code, name } ) =>
								name ? `${ name } (${ code })` : code
							)
							.join( ', ' ) }
						{ total > data.items.length && ' …' }
					</p>
					<Problem error={ action.error } />
					<div className="sors-buttons">
						<ActionButton
							action={ action }
							name="bring-back"
							onPress={ bring }
							busyLabel={ __(
								'One moment…',
								'sors-api-for-woocommerce'
							) }
						>
							{ __(
								'Bring all back',
								'sors-api-for-woocommerce'
							) }
						</ActionButton>
					</div>
				</>
			) }
			{ data && <KeepOut onKeepOut={ keep } /> }
		</Panel>
	);
}
