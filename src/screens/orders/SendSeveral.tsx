import { __, _n, sprintf } from '@wordpress/i18n';
import type { OrderLine } from '../../contract/rest/orders';
import { orderText } from '../../orders/texts';
import { Confirm } from '../../ui/Confirm';
import { number } from '../../ui/format';

type SeveralProps = {
	lines: OrderLine[];
	onYes: () => void;
	onClose: () => void;
};

/** More than one document: which orders they are of is said first. */
export function SendSeveral( { lines, onYes, onClose }: SeveralProps ) {
	return (
		<Confirm
			title={ sprintf(
				/* translators: %s: number of orders */
				_n(
					'Send %s order to SORS?',
					'Send %s orders to SORS?',
					lines.length,
					'sors-api-for-woocommerce'
				),
				number( lines.length )
			) }
			yes={ __( 'Send', 'sors-api-for-woocommerce' ) }
			onYes={ onYes }
			onClose={ onClose }
		>
			<p>{ lines.map( orderText ).join( ', ' ) }</p>
		</Confirm>
	);
}
