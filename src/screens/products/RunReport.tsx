import { SelectControl, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getRunItems } from '../../api/runs';
import {
	runItemOutcome,
	type Run,
	type RunItemOutcome,
} from '../../contract/runs';
import { Pager } from '../../ui/Pager';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useDebounced } from '../../ui/useDebounced';
import { useLoad } from '../../ui/useLoad';
import { ItemsTable } from './ItemsTable';
import { outcomeLabel } from './states';

const PER_PAGE = 20;

/** What a person wants to see first: what is asked of them, then what went wrong. */
function firstFilter( run: Run ): RunItemOutcome | '' {
	if ( run.state === 'awaiting_approval' ) {
		return 'planned';
	}
	if ( run.failed > 0 ) {
		return 'failed';
	}
	return run.skipped > 0 ? 'skipped' : '';
}

/** The items of a run, with filter and search. */
export function RunReport( { run }: { run: Run } ) {
	const [ outcome, setOutcome ] = useState( () => firstFilter( run ) );
	const [ search, setSearch ] = useState( '' );
	const [ page, setPage ] = useState( 1 );
	const words = useDebounced( search.trim() );
	const load = useCallback(
		( signal: AbortSignal ) =>
			getRunItems(
				run.id,
				{
					outcome: outcome || undefined,
					search: words || undefined,
					page,
					per_page: PER_PAGE,
				},
				signal
			),
		// A run that changed its state has other items than before.
		// eslint-disable-next-line react-hooks/exhaustive-deps
		[ run.id, run.state, outcome, words, page ]
	);
	const { value, error, isLoading, reload } = useLoad( load );

	return (
		<div className="sors-report">
			<div className="sors-filters">
				<SelectControl
					label={ __( 'Show', 'sors-api-for-woocommerce' ) }
					value={ outcome }
					options={ [
						{
							value: '',
							label: __( 'All', 'sors-api-for-woocommerce' ),
						},
						...runItemOutcome.options.map( ( option ) => ( {
							value: option,
							label: outcomeLabel( option ),
						} ) ),
					] }
					onChange={ ( chosen ) => {
						setOutcome( chosen as RunItemOutcome | '' );
						setPage( 1 );
					} }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
				/>
				<TextControl
					type="search"
					label={ __(
						'Search by code or name',
						'sors-api-for-woocommerce'
					) }
					value={ search }
					onChange={ ( typed ) => {
						setSearch( typed );
						setPage( 1 );
					} }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
				/>
			</div>
			<Problem error={ error } onRetry={ reload } />
			{ value === undefined && isLoading && <Skeleton lines={ 4 } /> }
			{ value && (
				<div aria-busy={ isLoading }>
					{ value.items.length > 0 ? (
						<ItemsTable items={ value.items } />
					) : (
						<p role="status">
							{ __(
								'No items like that in this run.',
								'sors-api-for-woocommerce'
							) }
						</p>
					) }
					<Pager
						page={ page }
						perPage={ PER_PAGE }
						total={ value.total }
						onPage={ setPage }
					/>
				</div>
			) }
		</div>
	);
}
