import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { useRef, useState } from 'react';
import { linkAgain, unlinkedProductsQuery } from '../../api/catalog';
import { ActionButton } from '../../ui/ActionButton';
import { useHeldFocus } from '../../ui/focus';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { PageProblem, ShowMore } from './pages';

type Item = { code: string; name: string; productId: number };

/** Products that the owner unlinked from their items: they stay so until asked for, one by one. Nothing is shown where there are none. */
export function UnlinkedProducts() {
	const client = useQueryClient();
	const query = useInfiniteQuery( unlinkedProductsQuery );
	const { data, error } = query;
	const items = data?.pages.flatMap( ( page ) => page.items ) ?? [];
	const [ result, setResult ] = useState( '' );
	const link = async ( { productId, name, code }: Item ) => {
		const { linked } = await linkAgain( productId );
		setResult( resultOf( linked, name || code ) );
		await client.invalidateQueries( unlinkedProductsQuery );
	};
	if ( items.length === 0 && result === '' && ! error ) {
		return null;
	}
	return (
		<Panel
			title={ __( 'Unlinked products', 'sors-api-for-woocommerce' ) }
			shown={ items.length === 0 }
		>
			<div role="status">{ result && <p>{ result }</p> }</div>
			{ items.length > 0 && <List items={ items } onLink={ link } /> }
			{ query.hasNextPage && <ShowMore query={ query } /> }
			<PageProblem query={ query } />
		</Panel>
	);
}

function resultOf( linked: number, product: string ) {
	return linked > 0
		? sprintf(
				/* translators: %s: product */
				__(
					'%s is linked to its item again.',
					'sors-api-for-woocommerce'
				),
				product
			)
		: sprintf(
				/* translators: %s: product */
				__(
					'%s is gone from the shop, or belongs to another item by now, so nothing was linked. The next catalogue sync treats the item as a new one.',
					'sors-api-for-woocommerce'
				),
				product
			);
}

type ListProps = { items: Item[]; onLink: ( item: Item ) => Promise< void > };

function List( { items, onLink }: ListProps ) {
	const action = useAction();
	const list = useRef< HTMLUListElement >( null );
	useHeldFocus( list, items.length, { lines: 'li' } );
	return (
		<>
			<p>
				{ __(
					'You unlinked these products from their items in SORS. Orders with them are refused, and no sync changes them or links them again.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<ul ref={ list }>
				{ items.map( ( item ) => (
					<li key={ item.productId }>
						{ item.name
							? `${ item.name } (${ item.code })`
							: item.code }{ ' ' }
						<ActionButton
							action={ action }
							name={ String( item.productId ) }
							variant="tertiary"
							label={ sprintf(
								/* translators: %s: product */
								__(
									'Link again: %s',
									'sors-api-for-woocommerce'
								),
								item.name || item.code
							) }
							onPress={ () => onLink( item ) }
							busyLabel={ __(
								'One moment…',
								'sors-api-for-woocommerce'
							) }
						>
							{ __( 'Link again', 'sors-api-for-woocommerce' ) }
						</ActionButton>
					</li>
				) ) }
			</ul>
			<Problem error={ action.error } />
		</>
	);
}
