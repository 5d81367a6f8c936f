import { __ } from '@wordpress/i18n';
import type { Settings, SettingsResponse } from '../../contract/rest/settings';
import { Panel } from '../../ui/Panel';
import { ScreenLink } from '../../ui/screen';

type Props = { response: SettingsResponse; takesFocus: boolean };

/** The end of the first run: what happens automatically from now on, and where to see it. */
export function AllSet( { response: { settings }, takesFocus }: Props ) {
	return (
		<Panel
			title={ __(
				'Your shop and SORS are connected',
				'sors-api-for-woocommerce'
			) }
			className="sors-all-set"
			takesFocus={ takesFocus }
		>
			<ul>
				<li>{ whatIsKept( settings.schedule ) }</li>
				<li>
					{ settings.exportOrders
						? __(
								'Each new order becomes a document in SORS.',
								'sors-api-for-woocommerce'
							)
						: __(
								'Orders are not sent to SORS.',
								'sors-api-for-woocommerce'
							) }{ ' ' }
					{ ! settings.exportOrders && (
						<ScreenLink
							to="settings"
							params={ { setting: 'exportOrders' } }
						>
							{ __(
								'Switch that on in the settings',
								'sors-api-for-woocommerce'
							) }
						</ScreenLink>
					) }
				</li>
				<li>
					{ settings.newProductStatus === 'draft'
						? __(
								'New products wait as drafts until you publish them.',
								'sors-api-for-woocommerce'
							)
						: __(
								'New products are published at once, except services.',
								'sors-api-for-woocommerce'
							) }
				</li>
			</ul>
			<div className="sors-buttons">
				<ScreenLink to="overview" variant="primary">
					{ __( 'To the overview', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
				<ScreenLink to="products" variant="secondary">
					{ __( 'To the products', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
				<ScreenLink to="settings" variant="tertiary">
					{ __( 'All settings', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</div>
		</Panel>
	);
}

function whatIsKept( { catalog, stock }: Settings[ 'schedule' ] ): string {
	if ( catalog !== 'off' && stock !== 'off' ) {
		return __(
			'Products, stock and prices are kept up to date with SORS automatically.',
			'sors-api-for-woocommerce'
		);
	}
	if ( stock !== 'off' ) {
		return __(
			'Stock and prices are kept up to date with SORS automatically. Products change only when you start a sync.',
			'sors-api-for-woocommerce'
		);
	}
	return catalog !== 'off'
		? __(
				'Products are kept up to date with SORS automatically. Stock and prices change only when you start a sync.',
				'sors-api-for-woocommerce'
			)
		: __(
				'Products, stock and prices change only when you start a sync.',
				'sors-api-for-woocommerce'
			);
}
