import { TextControl, ToggleControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { FieldProblem } from '../../ui/FieldProblem';
import { useAction } from '../../ui/useAction';
import { SaveRow } from './SaveRow';
import { fieldProblem, type StepProps } from './useSettings';

/** Fields that are spoken of here; those without a control yet are said below the switch. */
const FIELDS = [
	'exportOrders',
	'exportStatuses',
	'singleCustomerCode',
	'shippingItemCode',
];

export function OrdersStep( { response, save, onDone }: StepProps ) {
	const { settings } = response;
	const [ isOn, setOn ] = useState( settings.exportOrders );
	const [ shipping, setShipping ] = useState( settings.shippingItemCode );
	const action = useAction();
	const problem = ( field: string ) => (
		<FieldProblem
			key={ field }
			problem={ fieldProblem( field, action.error, response ) }
		/>
	);

	const store = async () => {
		await save( {
			exportOrders: isOn,
			shippingItemCode: shipping.trim(),
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			<ToggleControl
				label={ __(
					'Send orders to SORS',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Each order becomes one document, about a minute after it was placed. Switch this on once the products are in.',
					'sors-api-for-woocommerce'
				) }
				checked={ isOn }
				onChange={ setOn }
				__nextHasNoMarginBottom
			/>
			{ FIELDS.slice( 0, 3 ).map( problem ) }
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
				maxLength={ 64 }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
			/>
			{ problem( 'shippingItemCode' ) }
			<SaveRow action={ action } store={ store } fields={ FIELDS } />
		</div>
	);
}
