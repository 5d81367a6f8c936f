import { __ } from '@wordpress/i18n';
import { Heading } from '../../ui/Heading';
import { RunCard } from './RunCard';

/** What comes from SORS into the shop: one card per kind of run. */
export default function Products() {
	return (
		<>
			<Heading>
				{ __( 'Products from SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			<p>
				{ __(
					'You may leave this page while a sync is at work: it goes on in the background.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<div className="sors-cards">
				<RunCard kind="catalog" />
				<RunCard kind="stock" />
			</div>
		</>
	);
}
