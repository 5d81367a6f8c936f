import { __ } from '@wordpress/i18n';
import type { RunItem } from '../../contract/runs';
import { Badge, type Tone } from '../../ui/Badge';
import { Changes } from './Changes';
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
