import { __ } from '@wordpress/i18n';
import { Heading, SubTabs } from '../../ui/screen';
import { useParam } from '../../ui/navigation';
import { OlderOrders } from './OlderOrders';
import { OrderList } from './OrderList';
import { Payments } from './Payments';
import { Reconciliation } from './Reconciliation';

/** What became of each order on its way to SORS, and what a person may do about it. */
export default function Orders() {
	const view = useParam( 'view' );
	const title = __( 'Orders to SORS', 'sors-api-for-woocommerce' );
	return (
		<>
			<Heading>{ title }</Heading>
			<SubTabs
				screen="orders"
				label={ title }
				current={ view }
				tabs={ [
					{
						view: '',
						label: __( 'All orders', 'sors-api-for-woocommerce' ),
					},
					{
						view: 'reconciliation',
						label: __(
							'Compare with SORS',
							'sors-api-for-woocommerce'
						),
					},
					{
						view: 'payments',
						label: __(
							'Late payments',
							'sors-api-for-woocommerce'
						),
					},
					{
						view: 'older',
						label: __(
							'Send older orders',
							'sors-api-for-woocommerce'
						),
					},
				] }
			/>
			{ content( view ) }
		</>
	);
}

function content( view: string ) {
	switch ( view ) {
		case 'reconciliation':
			return <Reconciliation />;
		case 'payments':
			return <Payments />;
		case 'older':
			return <OlderOrders />;
		default:
			return <OrderList />;
	}
}
