import { __, _n, sprintf } from '@wordpress/i18n';
import type { ConnectionTest } from '../../contract/connection';
import type { SettingsResponse } from '../../contract/settings';
import { FieldProblem } from '../../ui/FieldProblem';
import { documentKinds, labelOf, priceTypes, stockModes } from './choices';
import type { Step } from './steps';
import { answeredIn } from './TestResult';

type Props = {
	step: Step;
	response: SettingsResponse;
	test: ConnectionTest | null;
};

const NOTICES: Record< Step, string[] > = {
	key: [],
	database: [ 'database' ],
	units: [ 'businessUnitIds' ],
	rules: [
		'documentKind',
		'documentKindByPayment',
		'priceType',
		'stockMode',
	],
	orders: [
		'exportOrders',
		'exportStatuses',
		'singleCustomerCode',
		'shippingItemCode',
	],
};

/** What was chosen in a step that is done, and what speaks against it. */
export function Summary( { step, response, test }: Props ) {
	return (
		<>
			<p>{ sentence( step, response, test ) }</p>
			{ response.notices
				.filter( ( { field } ) => NOTICES[ step ].includes( field ) )
				.map( ( notice ) => (
					<FieldProblem key={ notice.field } problem={ notice } />
				) ) }
		</>
	);
}

function sentence(
	step: Step,
	{ settings, apiKey }: SettingsResponse,
	test: ConnectionTest | null
): string {
	switch ( step ) {
		case 'key':
			return [
				apiKey.hint
					? sprintf(
							/* translators: %s: last characters of the API key */
							__(
								'A key is saved: %s.',
								'sors-api-for-woocommerce'
							),
							apiKey.hint
						)
					: __( 'A key is saved.', 'sors-api-for-woocommerce' ),
				test?.ok ? answeredIn( test ) : '',
			].join( ' ' );
		case 'database':
			return settings.database;
		case 'units':
			return sprintf(
				/* translators: %d: number of business units */
				_n(
					'%d business unit is chosen.',
					'%d business units are chosen.',
					settings.businessUnitIds.length,
					'sors-api-for-woocommerce'
				),
				settings.businessUnitIds.length
			);
		case 'rules':
			return [
				labelOf( documentKinds(), settings.documentKind ),
				labelOf( priceTypes(), settings.priceType ),
				labelOf( stockModes(), settings.stockMode ),
			].join( ' · ' );
		case 'orders':
			return settings.exportOrders
				? __( 'Orders are sent to SORS.', 'sors-api-for-woocommerce' )
				: __( 'Orders are not sent yet.', 'sors-api-for-woocommerce' );
	}
}
