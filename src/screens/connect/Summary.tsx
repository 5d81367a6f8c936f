import { __, _n, sprintf } from '@wordpress/i18n';
import type { ConnectionTest } from '../../contract/rest/connection';
import type { SettingsResponse } from '../../contract/rest/settings';
import {
	documentKinds,
	labelOf,
	priceTypes,
	stockModes,
} from '../../settings/choices';
import { answeredIn } from '../../settings/TestResult';
import { FieldProblems } from '../../ui/Problem';
import { FIELDS, isReachable, STEPS, type Step } from './steps';

type WarningsProps = {
	response: SettingsResponse;
	open: Step | null;
	/** The furthest step: what later ones ask has not been chosen. */
	limit: Step | null;
};

/** What speaks against something chosen in these steps; the open step says it at the field. */
export function Warnings( { response, open, limit }: WarningsProps ) {
	const said = open ? FIELDS[ open ] : [];
	const fields = STEPS.filter( ( step ) =>
		isReachable( step, limit )
	).flatMap( ( step ) => FIELDS[ step ] );
	return (
		<FieldProblems
			problems={ response.notices.filter(
				( { field } ) =>
					fields.includes( field ) && ! said.includes( field )
			) }
		/>
	);
}

/** What was chosen in a step that is done. */
export function summaryOf(
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
			]
				.join( ' ' )
				.trim();
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
		case 'figures':
			return [
				labelOf( priceTypes(), settings.priceType ),
				labelOf( stockModes(), settings.stockMode ),
			].join( ' · ' );
		case 'documents':
			return [
				labelOf( documentKinds(), settings.documentKind ),
				settings.documentKindCompany &&
					sprintf(
						/* translators: %s: kind of document */
						__( 'with a PIB: %s', 'sors-api-for-woocommerce' ),
						labelOf( documentKinds(), settings.documentKindCompany )
					),
			]
				.filter( Boolean )
				.join( ' · ' );
		case 'shop':
			return __( 'Checked.', 'sors-api-for-woocommerce' );
		case 'start':
			return settings.exportOrders
				? __( 'Orders are sent to SORS.', 'sors-api-for-woocommerce' )
				: __( 'Orders are not sent yet.', 'sors-api-for-woocommerce' );
	}
}
