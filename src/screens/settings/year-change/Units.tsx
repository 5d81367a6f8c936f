import { __ } from '@wordpress/i18n';
import type { YearChange } from '../../../contract/rest/year-change';
import { Badge } from '../../../ui/Badge';

type Unit = NonNullable< YearChange[ 'proposal' ] >[ 'units' ][ number ];

/** Each chosen unit, as it was found again by its code. */
export function Units( { units }: { units: Unit[] } ) {
	return (
		<div className="sors-scroll">
			<table className="widefat sors-table">
				<thead>
					<tr>
						<th scope="col">
							{ __(
								'Business unit',
								'sors-api-for-woocommerce'
							) }
						</th>
						<th scope="col">
							{ __( 'Used for', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __(
								'In the new database',
								'sors-api-for-woocommerce'
							) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ units.map( ( unit ) => (
						<tr key={ unit.id }>
							<th scope="row">
								{ unit.name }
								{ unit.code && (
									<span className="sors-table__more">
										{ unit.code }
									</span>
								) }
							</th>
							<td>{ unit.roles.map( roleText ).join( ', ' ) }</td>
							<td>
								{ unit.newId === null ? (
									<Badge tone="warning">
										{ __(
											'Missing',
											'sors-api-for-woocommerce'
										) }
									</Badge>
								) : (
									( unit.newName ?? unit.newId )
								) }
							</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}

function roleText( role: Unit[ 'roles' ][ number ] ): string {
	switch ( role ) {
		case 'stock':
			return __( 'stock', 'sors-api-for-woocommerce' );
		case 'price':
			return __( 'prices', 'sors-api-for-woocommerce' );
		case 'document':
			return __( 'documents', 'sors-api-for-woocommerce' );
	}
}
