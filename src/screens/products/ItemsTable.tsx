import { __, sprintf } from '@wordpress/i18n';
import type { RunItem } from '../../contract/runs';
import { Badge, type Tone } from '../../ui/Badge';
import { outcomeLabel } from './states';

/** One line per item of a run: what became of it, what changes, and why not. */
export function ItemsTable( { items }: { items: RunItem[] } ) {
	return (
		<div className="sors-scroll">
			<table className="widefat striped sors-table">
				<thead>
					<tr>
						<th scope="col">
							{ __( 'Code', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Name', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Result', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __(
								'Changes and reasons',
								'sors-api-for-woocommerce'
							) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ items.map( ( item ) => (
						<tr key={ item.id }>
							<td>{ item.code }</td>
							<th scope="row">
								{ item.productUrl ? (
									<a href={ item.productUrl }>
										{ item.name }
									</a>
								) : (
									item.name
								) }
							</th>
							<td>
								<Badge tone={ toneOf( item ) }>
									{ resultOf( item ) }
								</Badge>
							</td>
							<td>
								{ item.reason && <p>{ item.reason }</p> }
								<Changes item={ item } />
							</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}

function Changes( { item }: { item: RunItem } ) {
	return item.changes.length === 0 ? null : (
		<ul className="sors-changes">
			{ item.changes.map( ( { field, from, to } ) => (
				<li key={ field }>
					{ sprintf(
						/* translators: 1: what changes, such as "Price"; 2: from; 3: to */
						__( '%1$s: %2$s → %3$s', 'sors-api-for-woocommerce' ),
						fieldLabel( field ),
						from ?? __( 'none', 'sors-api-for-woocommerce' ),
						to ?? __( 'none', 'sors-api-for-woocommerce' )
					) }
				</li>
			) ) }
		</ul>
	);
}

function resultOf( { outcome, action }: RunItem ): string {
	if ( outcome !== 'planned' || action === 'none' ) {
		return outcomeLabel( outcome );
	}
	return action === 'create'
		? __( 'Will be created', 'sors-api-for-woocommerce' )
		: __( 'Will be changed', 'sors-api-for-woocommerce' );
}

const toneOf = ( { outcome }: RunItem ): Tone =>
	(
		( {
			planned: 'busy',
			created: 'good',
			updated: 'good',
			unchanged: 'neutral',
			skipped: 'warning',
			failed: 'bad',
		} ) as const
	 )[ outcome ];

function fieldLabel( field: string ): string {
	const labels: Record< string, string > = {
		name: __( 'Name', 'sors-api-for-woocommerce' ),
		description: __( 'Description', 'sors-api-for-woocommerce' ),
		categories: __( 'Categories', 'sors-api-for-woocommerce' ),
		price: __( 'Price', 'sors-api-for-woocommerce' ),
		stock: __( 'Stock', 'sors-api-for-woocommerce' ),
		images: __( 'Images', 'sors-api-for-woocommerce' ),
		status: __( 'Status', 'sors-api-for-woocommerce' ),
		sku: __( 'SKU', 'sors-api-for-woocommerce' ),
		taxClass: __( 'Tax class', 'sors-api-for-woocommerce' ),
	};
	return labels[ field ] ?? field;
}
