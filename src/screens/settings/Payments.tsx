import { __ } from '@wordpress/i18n';
import { useQuery } from '@tanstack/react-query';
import { switchedOffQuery } from '../../api/connection';
import { SelectControl } from '../../ui/controls';
import { paidBy, paymentMethod } from '../../contract/rest/settings';
import { useIsNarrow } from '../../ui/useIsNarrow';
import { Field } from './fields';
import { settingLabel } from './labels';
import { useDraft, withEntry } from './useDraft';
import { gatewayName, paidByName, paymentMethodName } from './texts';

/** What each way to pay is called in SORS, and when it counts as paid. */
export function Payments() {
	const { settings, response } = useDraft();
	const { shop } = response;
	const off = useQuery( switchedOffQuery ).data ?? [];
	// One that is gone keeps what was chosen, for the orders paid with it.
	const ids = new Set( [
		...Object.keys( shop.paymentGateways ),
		...Object.keys( settings.paymentMethodMap ),
		...Object.keys( settings.paidByGateway ),
	] );
	return (
		<Field name="paymentMethodMap" isGroup>
			<Field name="paidByGateway" isGroup>
				<fieldset>
					<legend>
						{ __( 'Ways to pay', 'sors-api-for-woocommerce' ) }
					</legend>
					<p className="sors-help">
						{ __(
							'Found automatically: cash on delivery counts as paid once the order is completed, anything else when WooCommerce says so. An order without a way to pay counts as paid only with a transaction ID.',
							'sors-api-for-woocommerce'
						) }
					</p>
					<table className="sors-payments">
						<thead>
							<tr>
								<th scope="col">
									{ __(
										'Way to pay',
										'sors-api-for-woocommerce'
									) }
								</th>
								<th scope="col">
									{ settingLabel( 'paymentMethodMap' ) }
								</th>
								<th scope="col">
									{ settingLabel( 'paidByGateway' ) }
								</th>
							</tr>
						</thead>
						<tbody>
							{ [ ...ids ].map( ( id ) => (
								<Row
									key={ id }
									id={ id }
									name={ gatewayName(
										shop,
										id,
										off.includes( id )
									) }
									isGone={ ! ( id in shop.paymentGateways ) }
								/>
							) ) }
						</tbody>
					</table>
				</fieldset>
			</Field>
		</Field>
	);
}

type RowProps = { id: string; name: string; isGone: boolean };

function Row( { id, name, isGone }: RowProps ) {
	const { settings, set } = useDraft();
	return (
		<tr>
			<th scope="row">
				{ name }
				{ isGone && (
					<p className="sors-help">
						{ __(
							'WooCommerce no longer has this way to pay. What you choose here counts for older orders that were paid with it.',
							'sors-api-for-woocommerce'
						) }
					</p>
				) }
			</th>
			<Choice
				row={ name }
				label={ settingLabel( 'paymentMethodMap' ) }
				value={ settings.paymentMethodMap[ id ] }
				values={ paymentMethod.options }
				nameOf={ paymentMethodName }
				onChange={ ( value ) =>
					set(
						'paymentMethodMap',
						withEntry( settings.paymentMethodMap, id, value )
					)
				}
			/>
			<Choice
				row={ name }
				label={ settingLabel( 'paidByGateway' ) }
				value={ settings.paidByGateway[ id ] }
				values={ paidBy.options }
				nameOf={ paidByName }
				onChange={ ( value ) =>
					set(
						'paidByGateway',
						withEntry( settings.paidByGateway, id, value )
					)
				}
			/>
		</tr>
	);
}

type ChoiceProps< Value > = {
	row: string;
	label: string;
	value: Value | undefined;
	values: Value[];
	nameOf: ( value: Value ) => string;
	onChange: ( value: Value | undefined ) => void;
};

/** One of the values, or none: then it is found automatically. */
function Choice< Value extends string >( {
	row,
	label,
	value,
	values,
	nameOf,
	onChange,
}: ChoiceProps< Value > ) {
	const isNarrow = useIsNarrow();
	return (
		<td>
			<SelectControl
				label={
					<>
						<span className="screen-reader-text">{ row }: </span>
						{ label }
					</>
				}
				hideLabelFromVision={ ! isNarrow }
				value={ ( value ?? '' ) as string }
				options={ [
					{
						value: '',
						label: __(
							'Found automatically',
							'sors-api-for-woocommerce'
						),
					},
					...values.map( ( one ) => ( {
						value: one as string,
						label: nameOf( one ),
					} ) ),
				] }
				onChange={ ( chosen ) =>
					onChange( values.find( ( one ) => one === chosen ) )
				}
			/>
		</td>
	);
}
