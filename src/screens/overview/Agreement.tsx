import { _n, sprintf } from '@wordpress/i18n';
import type {
	Agreement as Counts,
	Overview,
} from '../../contract/rest/overview';
import { ago, number } from '../../ui/format';

/** How many products and orders are the same here and in SORS, and when that was looked at. */
export function Agreement( {
	agreement: { products, orders },
}: Pick< Overview, 'agreement' > ) {
	return (
		<>
			{ products && <p>{ productsText( products ) }</p> }
			{ orders && <p>{ ordersText( orders ) }</p> }
		</>
	);
}

const productsText = ( { agreeing, total, at }: Counts ): string =>
	sprintf(
		/* translators: 1: number of products, 2: number of all that can be bought, 3: time, such as "12 minutes ago" */
		_n(
			'%1$s of %2$s product on sale agrees with SORS, %3$s.',
			'%1$s of %2$s products on sale agree with SORS, %3$s.',
			total,
			'sors-api-for-woocommerce'
		),
		number( agreeing ),
		number( total ),
		ago( at )
	);

const ordersText = ( { agreeing, total, at }: Counts ): string =>
	sprintf(
		/* translators: 1: number of orders, 2: number of all that SORS is to have, 3: time, such as "3 hours ago" */
		_n(
			'%1$s of %2$s order agrees with SORS, %3$s.',
			'%1$s of %2$s orders agree with SORS, %3$s.',
			total,
			'sors-api-for-woocommerce'
		),
		number( agreeing ),
		number( total ),
		ago( at )
	);
