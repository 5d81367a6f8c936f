import { CheckboxControl, TextControl } from '../../ui/controls';
import { RadioControl } from '@wordpress/components';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { documentKinds } from '../../settings/choices';
import { fieldProblem, type StepProps } from '../../settings/useSettings';
import { FieldProblem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { SaveRow } from './SaveRow';

const FIELDS = [ 'documentKind', 'stockMode', 'shippingItemCode' ];

/** Which document an order becomes, with what that does to stock and debt. */
export function DocumentsStep( { response, save, onDone }: StepProps ) {
	const { settings } = response;
	const [ kind, setKind ] = useState( settings.documentKind );
	const [ lowersStock, setLowersStock ] = useState(
		settings.invoiceLowersStock
	);
	const [ shipping, setShipping ] = useState( settings.shippingItemCode );
	const action = useAction();
	const problem = ( field: string ) => (
		<FieldProblem
			problem={ fieldProblem( field, action.error, response ) }
		/>
	);

	const store = async () => {
		await save( {
			documentKind: kind,
			invoiceLowersStock: lowersStock,
			shippingItemCode: shipping.trim(),
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			<RadioControl
				label={ __(
					'Each order becomes one document:',
					'sors-api-for-woocommerce'
				) }
				selected={ kind }
				options={ documentKinds() }
				onChange={ ( value ) => setKind( value as typeof kind ) }
			/>
			{ kind === 'invoice' && (
				<CheckboxControl
					label={ __(
						'Invoices lower stock in my SORS',
						'sors-api-for-woocommerce'
					) }
					help={ __(
						'Tick this only if SORS is set up that way; otherwise the shop would offer sold goods again.',
						'sors-api-for-woocommerce'
					) }
					checked={ lowersStock }
					onChange={ setLowersStock }
				/>
			) }
			{ problem( 'documentKind' ) }
			{ problem( 'stockMode' ) }
			<TextControl
				label={ __(
					'SORS item code of shipping',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'The service in SORS that stands for delivery on the document. Orders with a delivery charge are refused without it.',
					'sors-api-for-woocommerce'
				) }
				value={ shipping }
				onChange={ setShipping }
				maxLength={ LONGEST_CODE }
			/>
			{ problem( 'shippingItemCode' ) }
			<SaveRow action={ action } store={ store } fields={ FIELDS } />
		</div>
	);
}
