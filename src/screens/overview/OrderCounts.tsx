import { __ } from '@wordpress/i18n';
import type { Overview } from '../../contract/rest/overview';
import { stateText } from '../../orders/texts';
import { number } from '../../ui/format';
import { ScreenLink } from '../../ui/ScreenLink';

/** How many orders are in each state, each leading to them. */
export function OrderCounts( { outbox }: Pick< Overview, 'outbox' > ) {
	const present = outbox.filter( ( { count } ) => count > 0 );
	return present.length === 0 ? (
		<p>{ __( 'No orders yet.', 'sors-api-for-woocommerce' ) }</p>
	) : (
		<ul className="sors-lines">
			{ present.map( ( { state, count } ) => (
				<li key={ state }>
					<ScreenLink to="orders" params={ { state } }>
						{ stateText( state ).label }
					</ScreenLink>
					<strong>{ number( count ) }</strong>
				</li>
			) ) }
		</ul>
	);
}
