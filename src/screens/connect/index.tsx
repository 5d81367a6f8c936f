import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { overviewQuery } from '../../api/overview';
import { useSettings } from '../../settings/useSettings';
import { Heading } from '../../ui/screen';
import { Loading } from '../../ui/Loading';
import { MissingParts } from '../../ui/woocommerce';
import { Wizard } from './Wizard';

/** From a key to the first sync; later any of it is changed here. */
export default function Connect() {
	const { query, ...settings } = useSettings();
	const overview = useQuery( overviewQuery );
	return (
		<>
			<Heading>
				{ __( 'Connect with SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			<MissingParts />
			<Loading query={ query } lines={ 12 }>
				{ ( response ) => (
					<Loading query={ overview } lines={ 12 }>
						{ ( { runs } ) => (
							<Wizard
								{ ...settings }
								response={ response }
								runs={ runs }
							/>
						) }
					</Loading>
				) }
			</Loading>
		</>
	);
}
