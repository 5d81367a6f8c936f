import { CheckboxControl, RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { FieldProblem } from '../../ui/FieldProblem';
import { useAction } from '../../ui/useAction';
import { documentKinds, priceTypes, stockModes } from './choices';
import { SaveRow } from './SaveRow';
import { fieldProblem, type StepProps } from './useSettings';

const FIELDS = [ 'documentKind', 'priceType', 'stockMode' ];

export function RulesStep( { response, save, onDone }: StepProps ) {
	const { settings } = response;
	const [ kind, setKind ] = useState( settings.documentKind );
	const [ lowersStock, setLowersStock ] = useState(
		settings.invoiceLowersStock
	);
	const [ priceType, setPriceType ] = useState( settings.priceType );
	const [ stockMode, setStockMode ] = useState( settings.stockMode );
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
			priceType,
			stockMode,
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			<RadioControl
				label={ __(
					'What becomes of an order in SORS',
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
					__nextHasNoMarginBottom
				/>
			) }
			{ problem( 'documentKind' ) }
			<RadioControl
				label={ __( 'Prices in the shop', 'sors-api-for-woocommerce' ) }
				selected={ priceType }
				options={ priceTypes() }
				onChange={ ( value ) =>
					setPriceType( value as typeof priceType )
				}
			/>
			{ problem( 'priceType' ) }
			<RadioControl
				label={ __( 'Stock in the shop', 'sors-api-for-woocommerce' ) }
				selected={ stockMode }
				options={ stockModes() }
				onChange={ ( value ) =>
					setStockMode( value as typeof stockMode )
				}
			/>
			{ problem( 'stockMode' ) }
			<SaveRow action={ action } store={ store } fields={ FIELDS } />
		</div>
	);
}
