import { RadioControl } from '@wordpress/components';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import {
	companyKindHelp,
	companyKinds,
	documentKinds,
} from '../../settings/choices';
import { ServicePicker } from '../../settings/ServicePicker';
import { fieldProblems, type StepProps } from '../../settings/useSettings';
import { SelectControl } from '../../ui/controls';
import { Field, FieldProblems } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { SaveRow } from './SaveRow';
import { FIELDS } from './steps';

/** Which document an order becomes, with what that does to stock and debt. */
export function DocumentsStep( { response, save, onDone }: StepProps ) {
	const { settings } = response;
	const [ kind, setKind ] = useState( settings.documentKind );
	const [ ofCompany, setOfCompany ] = useState(
		settings.documentKindCompany
	);
	const [ shipping, setShipping ] = useState( settings.shippingItemCode );
	const action = useAction();
	const problems = ( field: string ) =>
		fieldProblems( field, action.error, response );

	const store = async () => {
		await save( {
			documentKind: kind,
			documentKindCompany: ofCompany,
			shippingItemCode: shipping.trim(),
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			<Field problems={ problems( 'documentKind' ) }>
				<RadioControl
					label={ __(
						'Each order becomes one document:',
						'sors-api-for-woocommerce'
					) }
					selected={ kind }
					options={ documentKinds() }
					onChange={ ( value ) => setKind( value as typeof kind ) }
				/>
			</Field>
			<Field problems={ problems( 'documentKindCompany' ) }>
				<SelectControl
					label={ __(
						'An order of a company becomes',
						'sors-api-for-woocommerce'
					) }
					help={ companyKindHelp() }
					value={ ofCompany }
					options={ companyKinds() }
					onChange={ setOfCompany }
				/>
			</Field>
			{ /* Without a control here: another step has it. */ }
			<FieldProblems problems={ problems( 'stockMode' ) } />
			<Field problems={ problems( 'shippingItemCode' ) }>
				<ServicePicker
					label={ __(
						'Service in SORS for shipping',
						'sors-api-for-woocommerce'
					) }
					help={ __(
						'Stands for delivery on the document. Orders with a delivery charge are refused without it.',
						'sors-api-for-woocommerce'
					) }
					value={ shipping }
					names={ response.shop.serviceNames }
					onChange={ setShipping }
				/>
			</Field>
			<SaveRow
				action={ action }
				store={ store }
				fields={ FIELDS.documents }
			/>
		</div>
	);
}
