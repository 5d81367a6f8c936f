import { SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import {
	paymentMethod,
	type DocumentKind,
	type Settings,
} from '../../contract/rest/settings';
import { documentKinds, labelOf } from '../../settings/choices';
import { withEntry } from './draft';
import { GatewayStatuses } from './GatewayStatuses';
import { paymentMethodName } from './texts';
import { useDraft } from './useDraft';

/** What is special about one way to pay. */
export function Gateway( { id, title }: { id: string; title: string } ) {
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
			<GatewayStatuses id={ id } />
		</fieldset>
	);
}
