import { SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import {
	paymentMethod,
	type DocumentKind,
	type Settings,
} from '../../contract/settings';
import { documentKinds, labelOf } from '../connect/choices';
import { withEntry } from './draft';
import { Field } from './fields';
import { paymentMethodName } from './texts';
import { useDraft } from './useDraft';

/** What is special about each way to pay. */
export function Payments() {
	const { settings, response } = useDraft();
	const { documentKindByPayment: kinds, paymentMethodMap: methods } =
		settings;
	const mapped = [ ...Object.keys( kinds ), ...Object.keys( methods ) ];
	const titles: Record< string, string > = {
		// A gateway that is gone can still be taken out.
		...Object.fromEntries( mapped.map( ( id ) => [ id, id ] ) ),
		...response.shop.paymentGateways,
	};
	return (
		<Field name="documentKindByPayment">
			<Field name="paymentMethodMap">
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
	);
}

function Gateway( { id, title }: { id: string; title: string } ) {
	const { settings, set } = useDraft();
	const { documentKind, documentKindByPayment, paymentMethodMap } = settings;
	const setKind = ( value: string ) =>
		set(
			'documentKindByPayment',
			withEntry(
				documentKindByPayment,
				id,
				value === '' ? undefined : ( value as DocumentKind )
			)
		);
	const setMethod = ( value: string ) =>
		set(
			'paymentMethodMap',
			withEntry(
				paymentMethodMap,
				id,
				value === ''
					? undefined
					: ( value as Settings[ 'paymentMethodMap' ][ string ] )
			)
		);
	return (
		<fieldset className="sors-gateway">
			<legend>{ title }</legend>
			<div className="sors-grid">
				<SelectControl
					label={ __( 'Becomes', 'sors-api-for-woocommerce' ) }
					value={ documentKindByPayment[ id ] ?? '' }
					options={ [
						{
							value: '',
							label: sprintf(
								/* translators: %s: kind of document, such as "Reservation" */
								__(
									'As above: %s',
									'sors-api-for-woocommerce'
								),
								labelOf( documentKinds(), documentKind )
							),
						},
						...documentKinds().map( ( { value, label } ) => ( {
							value,
							label,
						} ) ),
					] }
					onChange={ setKind }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
				/>
				<SelectControl
					label={ __(
						'Is called in SORS',
						'sors-api-for-woocommerce'
					) }
					value={ paymentMethodMap[ id ] ?? '' }
					options={ [
						{
							value: '',
							label: __(
								'Found by itself',
								'sors-api-for-woocommerce'
							),
						},
						...paymentMethod.options.map( ( value ) => ( {
							value,
							label: paymentMethodName( value ),
						} ) ),
					] }
					onChange={ setMethod }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
				/>
			</div>
		</fieldset>
	);
}
