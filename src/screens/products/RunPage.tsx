import { useCallback } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getRun } from '../../api/runs';
import { Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/ScreenLink';
import { Skeleton } from '../../ui/Skeleton';
import { useLoad } from '../../ui/useLoad';
import { RunCard } from './RunCard';

/** One run of the history, or the one that a decision on the overview is about. */
export function RunPage( { id }: { id: number } ) {
	const load = useCallback(
		( signal: AbortSignal ) => getRun( id, signal ),
		[ id ]
	);
	const { value, error, reload } = useLoad( load );
	return (
		<>
			<p>
				<ScreenLink to="products" params={ { view: 'history' } }>
					{ __( '← All runs', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</p>
			<Problem error={ error } onRetry={ reload } />
			{ ! value && error === null && <Skeleton lines={ 6 } /> }
			{ value && <RunCard kind={ value.kind } id={ id } /> }
		</>
	);
}
