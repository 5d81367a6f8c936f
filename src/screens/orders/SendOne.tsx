import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

type Props = { isBusy: boolean; onSend: () => Promise< void > };

/** Sends the order of the panel; the same as in its line. */
export function SendOne( { isBusy, onSend }: Props ) {
	return (
		<div className="sors-buttons">
			<Button
				variant="primary"
				isBusy={ isBusy }
				disabled={ isBusy }
				accessibleWhenDisabled
				onClick={ () => void onSend() }
				__next40pxDefaultSize
			>
				{ isBusy
					? __( 'Sending…', 'sors-api-for-woocommerce' )
					: __( 'Send now', 'sors-api-for-woocommerce' ) }
			</Button>
		</div>
	);
}
