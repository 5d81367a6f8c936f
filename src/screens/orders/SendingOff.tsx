import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { settingsQuery } from '../../api/connection';
import { Notice } from '../../ui/controls';
import { ScreenLink } from '../../ui/screen';

/** False until the settings are known. */
export function useIsSendingOff(): boolean {
	const { data } = useQuery( settingsQuery );
	return data !== undefined && ! data.settings.exportOrders;
}

/** Orders that come meanwhile are left out for good: a person sends those that are wanted. */
export const SendingOff = () => (
	<Notice status="warning" politeness="polite">
		<p>
			{ __(
				'Sending orders to SORS is switched off.',
				'sors-api-for-woocommerce'
			) }
		</p>
		<div className="sors-buttons">
			<ScreenLink
				to="settings"
				params={ { setting: 'exportOrders' } }
				variant="secondary"
			>
				{ __( 'Open this setting', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
			<ScreenLink
				to="orders"
				params={ { view: 'older' } }
				variant="secondary"
			>
				{ __( 'Send older orders', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
		</div>
	</Notice>
);
