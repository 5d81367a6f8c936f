import { __ } from '@wordpress/i18n';
import { Field } from './fields';
import { Gateway } from './Gateway';
import { useDraft } from './useDraft';

/** What is special about each way to pay. */
export function Payments() {
	const { settings, response } = useDraft();
	const mapped = [
		settings.documentKindByPayment,
		settings.paymentMethodMap,
		settings.exportStatusesByPayment,
	].flatMap( ( map ) => Object.keys( map ) );
	const titles: Record< string, string > = {
		// A gateway that is gone can still be taken out.
		...Object.fromEntries( mapped.map( ( id ) => [ id, id ] ) ),
		...response.shop.paymentGateways,
	};
	return (
		<Field name="documentKindByPayment">
			<Field name="paymentMethodMap">
				<Field name="exportStatusesByPayment">
					<fieldset>
						<legend>
							{ __(
								'By way of payment',
								'sors-api-for-woocommerce'
							) }
						</legend>
						<p className="sors-help">
							{ __(
								'For example an invoice for bank transfers, and a reservation for all others.',
								'sors-api-for-woocommerce'
							) }
						</p>
						{ Object.entries( titles ).map( ( [ id, title ] ) => (
							<Gateway key={ id } id={ id } title={ title } />
						) ) }
					</fieldset>
				</Field>
			</Field>
		</Field>
	);
}
