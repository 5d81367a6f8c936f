import { __ } from '@wordpress/i18n';
import { useQuery } from '@tanstack/react-query';
import { switchedOffQuery } from '../../api/connection';
import { SelectControl } from '../../ui/controls';
import { paymentMethod, type Settings } from '../../contract/rest/settings';
import { Field } from './fields';
import { settingLabel } from './labels';
import { useDraft, withEntry } from './useDraft';
import { gatewayName, paymentMethodName } from './texts';

/** What each way to pay is called in SORS. */
export function Payments() {
	const { settings, set, response } = useDraft();
	const map = settings.paymentMethodMap;
	const { shop } = response;
	const off = useQuery( switchedOffQuery ).data ?? [];
	// One that is gone keeps what was chosen, for the orders paid with it.
	const ids = new Set( [
		...Object.keys( shop.paymentGateways ),
		...Object.keys( map ),
	] );
	return (
		<Field name="paymentMethodMap" isGroup>
			<fieldset>
				<legend>{ settingLabel( 'paymentMethodMap' ) }</legend>
				<div className="sors-grid">
					{ [ ...ids ].map( ( id ) => (
						<SelectControl
							key={ id }
							label={ gatewayName(
								shop,
								id,
								off.includes( id )
							) }
							value={ map[ id ] ?? '' }
							options={ [
								{
									value: '',
									label: __(
										'Found automatically',
										'sors-api-for-woocommerce'
									),
								},
								...paymentMethod.options.map( ( value ) => ( {
									value,
									label: paymentMethodName( value ),
								} ) ),
							] }
							help={
								id in shop.paymentGateways
									? undefined
									: __(
											'WooCommerce no longer has this way to pay. What you choose here counts for older orders that were paid with it.',
											'sors-api-for-woocommerce'
										)
							}
							onChange={ ( value ) =>
								set(
									'paymentMethodMap',
									withEntry(
										map,
										id,
										value === ''
											? undefined
											: ( value as Settings[ 'paymentMethodMap' ][ string ] )
									)
								)
							}
						/>
					) ) }
				</div>
			</fieldset>
		</Field>
	);
}
