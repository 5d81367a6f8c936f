import { SelectControl, TextControl } from '../../ui/controls';
import { __ } from '@wordpress/i18n';
import { runKind, type RunKind } from '../../contract/rest/runs';
import { Field, Group, NumberField } from './fields';
import { DAILY, rhythms, scheduleLabel } from './texts';
import { settingLabel } from './labels';
import { useDraft } from './useDraft';

const FIRST_TIME = '03:00';

/** How often each kind of sync starts automatically. */
export function ScheduleGroup() {
	return (
		<Group
			id="schedule"
			title={ __( 'Schedule', 'sors-api-for-woocommerce' ) }
		>
			<Field name="schedule" isGroup>
				<fieldset>
					<legend>{ settingLabel( 'schedule' ) }</legend>
					<p className="sors-help">
						{ __(
							'Try each one by hand first. Stock and prices want to be fresh; images and the catalogue change seldom.',
							'sors-api-for-woocommerce'
						) }
					</p>
					{ runKind.options.map( ( kind ) => (
						<Line key={ kind } kind={ kind } />
					) ) }
				</fieldset>
			</Field>
			<NumberField
				name="fullStockHours"
				help={ __(
					'In between, a scheduled sync asks SORS only for what has changed, which is faster. 0 = always read everything.',
					'sors-api-for-woocommerce'
				) }
				min={ 0 }
				max={ 168 }
			/>
		</Group>
	);
}

function Line( { kind }: { kind: RunKind } ) {
	const { settings, set } = useDraft();
	const value = settings.schedule[ kind ];
	const [ how = '', time ] = value.split( '@' );
	const choose = ( next: string ) =>
		set( 'schedule', { ...settings.schedule, [ kind ]: next } );
	return (
		<div className="sors-schedule">
			<SelectControl< string >
				label={ scheduleLabel( kind ) }
				value={ how }
				options={ rhythms() }
				onChange={ ( next ) =>
					choose(
						next === DAILY ? `${ DAILY }@${ FIRST_TIME }` : next
					)
				}
			/>
			{ how === DAILY && (
				<TextControl
					label={ __( 'Time', 'sors-api-for-woocommerce' ) }
					type="time"
					required
					value={ time ?? '' }
					// Browsers call a half-typed time empty: the last whole one stays.
					onChange={ ( next ) =>
						next !== '' && choose( `${ DAILY }@${ next }` )
					}
				/>
			) }
		</div>
	);
}
