import { __ } from '@wordpress/i18n';
import { getOverview } from '../../api/overview';
import { useSettings } from '../../settings/useSettings';
import { Heading } from '../../ui/Heading';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useLoad } from '../../ui/useLoad';
import { Path } from './Path';

/** The path from a key to the first sync; later the place to change any of it. */
export default function Connect() {
	const settings = useSettings();
	const overview = useLoad( getOverview );
	const error = settings.error ?? overview.error;
	return (
		<>
			<Heading>
				{ __( 'Connect with SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			{ settings.response && overview.value ? (
				<Path
					{ ...settings }
					response={ settings.response }
					runs={ overview.value.runs }
				/>
			) : (
				! error && <Skeleton lines={ 12 } />
			) }
			<Problem
				error={ error }
				onRetry={ () => {
					settings.reload();
					overview.reload();
				} }
			/>
		</>
	);
}
