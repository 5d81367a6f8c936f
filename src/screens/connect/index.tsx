import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { overviewQuery } from '../../api/overview';
import { firstRunQuery } from '../../api/runs';
import { SettingsTabs } from '../../settings/SettingsTabs';
import { useSettings } from '../../settings/useSettings';
import { useFirstRunStage } from '../../ui/first-run-stage';
import { Heading } from '../../ui/screen';
import { Loading } from '../../ui/Loading';
import { MissingParts } from '../../ui/woocommerce';
import { Wizard } from './Wizard';

/** From a key to the first sync; later any of it is changed here. */
export default function Connect() {
	const { query, ...settings } = useSettings();
	const overview = useQuery( overviewQuery );
	const firstRun = useQuery( firstRunQuery );
	const stage = useFirstRunStage();
	return (
		<>
			<Heading>
				{ __( 'Connect with SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			{ stage === 'finished' && <SettingsTabs current="" /> }
			<MissingParts />
			<Loading query={ query } lines={ 12 }>
				{ ( response ) => (
					<Loading query={ overview } lines={ 12 }>
						{ ( { runs, connection } ) => (
							<Loading query={ firstRun } lines={ 12 }>
								{ ( answer ) => (
									<Wizard
										{ ...settings }
										response={ response }
										runs={ runs }
										firstRun={ answer }
										lastTest={ connection.lastTest }
									/>
								) }
							</Loading>
						) }
					</Loading>
				) }
			</Loading>
		</>
	);
}
