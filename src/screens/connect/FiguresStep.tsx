import { useQuery } from '@tanstack/react-query';
import { Notice, RadioControl } from '@wordpress/components';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import { examplesQuery } from '../../api/first-run';
import { priceTypes, stockModes } from '../../settings/choices';
import { fieldProblem, type StepProps } from '../../settings/useSettings';
import { FieldProblem } from '../../ui/FieldProblem';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useAction } from '../../ui/useAction';
import { Example } from './Example';
import { priceExample, stockExample } from './examples';
import { SaveRow } from './SaveRow';

const FIELDS = [ 'priceType', 'stockMode' ];

/** Which price and which stock the shop shows, each told by an item of theirs. */
export function FiguresStep( { response, save, onDone }: StepProps ) {
	const { settings } = response;
	const [ priceType, setPriceType ] = useState( settings.priceType );
	const [ stockMode, setStockMode ] = useState( settings.stockMode );
	const examples = useQuery( examplesQuery );
	const action = useAction();
	const problem = ( field: string ) => (
		<FieldProblem
			problem={ fieldProblem( field, action.error, response ) }
		/>
	);
	// Reserved goods are on hand still: such a document would sell them twice.
	const clashes =
		stockMode === 'onHand' && settings.documentKind === 'reservation';

	const store = async () => {
		await save( {
			priceType,
			stockMode,
			...( clashes ? { documentKind: 'invoiceDeliveryNote' } : {} ),
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			{ examples.isPending && <Skeleton lines={ 3 } /> }
			<Problem error={ examples.error } onRetry={ examples.refetch } />
			{ examples.data && (
				<Example
					examples={ examples.data }
					database={ settings.database }
				/>
			) }
			<RadioControl
				label={ __( 'Prices in the shop', 'sors-api-for-woocommerce' ) }
				selected={ priceType }
				options={ priceTypes().map( ( { value, ...choice } ) => ( {
					...choice,
					value,
					description: `${ choice.description } ${ priceExample(
						examples.data,
						value
					) }`.trim(),
				} ) ) }
				onChange={ ( value ) =>
					setPriceType( value as typeof priceType )
				}
			/>
			{ problem( 'priceType' ) }
			<RadioControl
				label={ __( 'Stock in the shop', 'sors-api-for-woocommerce' ) }
				selected={ stockMode }
				options={ stockModes().map( ( { value, ...choice } ) => ( {
					...choice,
					value,
					description: `${ choice.description } ${ stockExample(
						examples.data,
						value
					) }`.trim(),
				} ) ) }
				onChange={ ( value ) =>
					setStockMode( value as typeof stockMode )
				}
			/>
			{ clashes && (
				<Notice status="warning" isDismissible={ false }>
					{ __(
						'Reserved goods stay on hand, so orders cannot become reservations then: they would be offered again. The next step proposes an invoice – delivery note instead.',
						'sors-api-for-woocommerce'
					) }
				</Notice>
			) }
			{ problem( 'stockMode' ) }
			<SaveRow action={ action } store={ store } fields={ FIELDS } />
		</div>
	);
}
