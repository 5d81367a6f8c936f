import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { overviewQuery } from '../../api/overview';
import { useSettings } from '../../settings/useSettings';
import { Heading } from '../../ui/Heading';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { Wizard } from './Wizard';

/** The path from a key to the first sync; later the place to change any of it. */
export default function Connect() {
	const settings = useSettings();
	const overview = useQuery( overviewQuery );
	const error = settings.error ?? overview.error;
	return (
		<>
			<Heading>
				{ __( 'Connect with SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			{ settings.response && overview.data ? (
				<Wizard
					{ ...settings }
					response={ settings.response }
					runs={ overview.data.runs }
				/>
			) : (
				! error && <Skeleton lines={ 12 } />
			) }
			<Problem
				error={ error }
				onRetry={ () => {
					settings.reload();
					void overview.refetch();
				} }
			/>
		</>
	);
}
