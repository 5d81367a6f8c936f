import { __, sprintf } from '@wordpress/i18n';
import { useState, type ReactNode } from 'react';
import type { SettingsPatch, Settings } from '../../contract/rest/settings';
import {
	fieldProblems,
	isSaidAtFields,
	type StepProps,
} from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { CheckboxControl } from '../../ui/controls';
import { Field, Problem, useFocusOnWrong } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { FIELDS } from './steps';

/** Stock often, since it is what is sold; the rest at night, one after the other. */
const SCHEDULE: Settings[ 'schedule' ] = {
	catalog: 'daily@03:00',
	stock: '15min',
	images: 'daily@04:00',
};

type Props = Pick< StepProps, 'response' > & {
	onStart: ( patch: SettingsPatch ) => Promise< void >;
	/** On the button that starts. */
	label: string;
	/** Another button beside it. */
	children?: ReactNode;
};

/** What is switched on together with the first sync. */
export function StartOptions( { response, onStart, label, children }: Props ) {
	const { schedule, exportOrders, database, sendToTestDatabase } =
		response.settings;
	const { testDatabase, mayTestOrders } = response.shop;
	const isForTrying = database === testDatabase;
	const isPlanned = Object.values( schedule ).some(
		( often ) => often !== 'off'
	);
	// Both are proposed; what was chosen once stays.
	const [ sends, setSends ] = useState(
		isForTrying
			? mayTestOrders && exportOrders && sendToTestDatabase
			: ! isPlanned || exportOrders
	);
	const [ repeats, setRepeats ] = useState( true );
	const action = useAction();
	const row = useFocusOnWrong< HTMLDivElement >( action.error );
	const problems = ( field: string ) =>
		fieldProblems( field, action.error, response );
	const start = () =>
		onStart( {
			exportOrders: sends,
			...( isForTrying && sends ? { sendToTestDatabase: true } : {} ),
			...( repeats && ! isPlanned ? { schedule: SCHEDULE } : {} ),
		} );

	return (
		<div className="sors-form">
			<Field
				problems={ FIELDS.start
					.filter( ( field ) => field !== 'schedule' )
					.flatMap( problems ) }
			>
				{ isForTrying && ! mayTestOrders ? (
					<p>
						{ sprintf(
							/* translators: %s: name of a database */
							__(
								'Orders are not sent, since others can read %s.',
								'sors-api-for-woocommerce'
							),
							database
						) }
					</p>
				) : (
					<CheckboxControl
						label={
							isForTrying
								? sprintf(
										/* translators: %s: name of a database */
										__(
											'All buyers of this test site are invented: send its orders to %s',
											'sors-api-for-woocommerce'
										),
										database
									)
								: __(
										'Send orders to SORS from now on',
										'sors-api-for-woocommerce'
									)
						}
						help={ __(
							'Each order becomes its document about a minute after it was placed.',
							'sors-api-for-woocommerce'
						) }
						checked={ sends }
						onChange={ setSends }
					/>
				) }
			</Field>
			<Field problems={ problems( 'schedule' ) }>
				{ ! isPlanned && (
					<CheckboxControl
						label={ __(
							'Keep the shop up to date automatically',
							'sors-api-for-woocommerce'
						) }
						help={ __(
							'Stock and prices every 15 minutes, products and images each night.',
							'sors-api-for-woocommerce'
						) }
						checked={ repeats }
						onChange={ setRepeats }
					/>
				) }
			</Field>
			<div className="sors-buttons" ref={ row }>
				<ActionButton
					action={ action }
					name="start"
					variant="primary"
					onPress={ start }
					busyLabel={ __( 'Starting…', 'sors-api-for-woocommerce' ) }
				>
					{ label }
				</ActionButton>
				{ children }
			</div>
			{ ! isSaidAtFields( action.error, FIELDS.start ) && (
				<Problem error={ action.error } />
			) }
		</div>
	);
}
