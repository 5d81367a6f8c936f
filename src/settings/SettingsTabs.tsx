import { __ } from '@wordpress/i18n';
import { SubTabs } from '../ui/screen';

/** The pages of the settings; the screen of the connection belongs to the first. */
export const SettingsTabs = ( { current }: { current: string } ) => (
	<SubTabs
		screen="settings"
		label={ __( 'Settings', 'sors-api-for-woocommerce' ) }
		current={ current }
		tabs={ [
			{
				view: '',
				label: __( 'Connection', 'sors-api-for-woocommerce' ),
			},
			{
				view: 'products',
				label: __( 'Products', 'sors-api-for-woocommerce' ),
			},
			{
				view: 'orders',
				label: __( 'Orders', 'sors-api-for-woocommerce' ),
			},
			{
				view: 'maintenance',
				label: __( 'Maintenance', 'sors-api-for-woocommerce' ),
			},
		] }
	/>
);
