import { __ } from '@wordpress/i18n';
import { useState, type ReactNode } from 'react';
import type { SettingsPatch, Settings } from '../../contract/rest/settings';
import {
	fieldProblems,
	isSaidAtFields,
	type StepProps,
} from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { CheckboxControl } from '../../ui/controls';
import { FieldProblems, Problem } from '../../ui/Problem';
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
	const [ sends, setSends ] = useState( true );
	const [ repeats, setRepeats ] = useState( true );
	const action = useAction();
	const isPlanned = Object.values( response.settings.schedule ).some(
		( often ) => often !== 'off'
	);
	const start = () =>
		onStart( {
			exportOrders: sends,
			...( repeats && ! isPlanned ? { schedule: SCHEDULE } : {} ),
		} );

	return (
		<div className="sors-form">
			<CheckboxControl
				label={ __(
					'Send orders to SORS from now on',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Each order becomes its document about a minute after it was placed.',
					'sors-api-for-woocommerce'
				) }
				checked={ sends }
				onChange={ setSends }
			/>
			<FieldProblems
				problems={ FIELDS.start.flatMap( ( field ) =>
					fieldProblems( field, action.error, response )
				) }
			/>
			{ ! isPlanned && (
				<CheckboxControl
					label={ __(
						'Keep the shop up to date automatically',
						'sors-api-for-woocommerce'
					) }
					help={ __(
						'Stock and prices every 15 minutes, products and pictures each night.',
						'sors-api-for-woocommerce'
					) }
					checked={ repeats }
					onChange={ setRepeats }
				/>
			) }
			<div className="sors-buttons">
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
