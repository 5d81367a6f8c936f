import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { runQuery } from '../../api/runs';
import { Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/ScreenLink';
import { Skeleton } from '../../ui/Skeleton';
import { RunCard } from './RunCard';

/** One run of the history, or the one that a decision on the overview is about. */
export function RunPage( { id }: { id: number } ) {
	const { data, error, refetch } = useQuery( runQuery( id ) );
	return (
		<>
			<p>
				<ScreenLink to="products" params={ { view: 'history' } }>
					{ __( '← All runs', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</p>
			<Problem error={ error } onRetry={ refetch } />
			{ ! data && error === null && <Skeleton lines={ 6 } /> }
			{ data && <RunCard kind={ data.kind } id={ id } /> }
		</>
	);
}
