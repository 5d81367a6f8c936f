import { __, sprintf } from '@wordpress/i18n';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { switchedOffQuery } from '../../api/connection';
import { SelectControl } from '../../ui/controls';
import {
	paymentMethod,
	type DocumentKind,
	type Settings,
} from '../../contract/rest/settings';
import { documentKinds, labelOf } from '../../settings/choices';
import { Field } from './fields';
import { settingLabel } from './labels';
import { useDraft, withEntry } from './useDraft';
import { gatewayName, paymentMethodName } from './texts';
import { StatusBoxes } from './Statuses';

/** What is special about each way to pay. */
export function Payments() {
	const { settings, response } = useDraft();
	const mapped = [
		settings.documentKindByPayment,
		settings.paymentMethodMap,
		settings.exportStatusesByPayment,
	].flatMap( ( map ) => Object.keys( map ) );
	const { shop } = response;
	const off = useQuery( switchedOffQuery ).data ?? [];
	// One that is gone keeps what was chosen, for the orders paid with it.
	const ids = new Set( [
		...Object.keys( shop.paymentGateways ),
		...mapped,
	] );
	return (
		<Field name="documentKindByPayment" isGroup>
			<Field name="paymentMethodMap" isGroup>
				<Field name="exportStatusesByPayment" isGroup>
					<fieldset>
						<legend>
							{ __(
								'By payment method',
								'sors-api-for-woocommerce'
							) }
						</legend>
						<p className="sors-help">
							{ __(
								'For example an invoice for bank transfers, and a reservation for all others.',
								'sors-api-for-woocommerce'
							) }
						</p>
						{ [ ...ids ].map( ( id ) => (
							<Gateway
								key={ id }
								id={ id }
								title={ gatewayName(
									shop,
									id,
									off.includes( id )
								) }
								isGone={ ! ( id in shop.paymentGateways ) }
							/>
						) ) }
					</fieldset>
				</Field>
			</Field>
		</Field>
	);
}

/** What is special about one way to pay. */
function Gateway( {
	id,
	title,
	isGone,
}: {
	id: string;
	title: string;
	isGone: boolean;
} ) {
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
			{ isGone && (
				<p className="sors-help">
					{ __(
						'WooCommerce no longer has this way to pay. What you choose here counts for older orders that were paid with it.',
						'sors-api-for-woocommerce'
					) }
				</p>
			) }
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
								'Found automatically',
								'sors-api-for-woocommerce'
							),
						},
						...paymentMethod.options.map( ( value ) => ( {
							value,
							label: paymentMethodName( value ),
						} ) ),
					] }
					onChange={ setMethod }
				/>
			</div>
			<GatewayStatuses id={ id } />
		</fieldset>
	);
}

type How = 'same' | 'own' | 'never';

/** When orders paid in one way are sent: as all others, at statuses of their own, or never. */
function GatewayStatuses( { id }: { id: string } ) {
	const { settings, set } = useDraft();
	const { exportStatuses, exportStatusesByPayment: byPayment } = settings;
	const own = byPayment[ id ];
	// Unticking the last one is no "never" yet: the boxes stay under the keyboard.
	const [ picks, setPicks ] = useState( false );
	const how = picks && own?.length === 0 ? 'own' : howOf( own );
	const choose = ( ticked: string[] | undefined ) =>
		set( 'exportStatusesByPayment', withEntry( byPayment, id, ticked ) );
	const starts: Record< How, string[] | undefined > = {
		same: undefined,
		own: exportStatuses,
		never: [],
	};
	return (
		<>
			<SelectControl< How >
				label={ __( 'Is sent', 'sors-api-for-woocommerce' ) }
				value={ how }
				options={ [
					{
						value: 'same',
						label: __(
							'At the statuses above',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'own',
						label: __(
							'At statuses of its own',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'never',
						label: __( 'Never', 'sors-api-for-woocommerce' ),
					},
				] }
				help={
					own?.length === 0
						? __(
								'Orders paid this way do not reach SORS. Their goods count as sold until you enter them there by hand.',
								'sors-api-for-woocommerce'
							)
						: undefined
				}
				onChange={ ( next ) => {
					setPicks( next === 'own' );
					choose( starts[ next ] );
				} }
			/>
			{ own && how === 'own' && (
				<fieldset>
					<legend className="screen-reader-text">
						{ settingLabel( 'exportStatuses' ) }
					</legend>
					<StatusBoxes
						ticked={ own }
						onChange={ ( ticked ) => {
							setPicks( true );
							choose( ticked );
						} }
					/>
				</fieldset>
			) }
		</>
	);
}

const howOf = ( own: string[] | undefined ): How => {
	if ( own === undefined ) {
		return 'same';
	}
	return own.length > 0 ? 'own' : 'never';
};
