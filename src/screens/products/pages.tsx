import { __ } from '@wordpress/i18n';
import { Button } from '../../ui/controls';
import { Problem } from '../../ui/Problem';

type Pages = {
	error: unknown;
	isFetchNextPageError: boolean;
	isFetchingNextPage: boolean;
	fetchNextPage: () => Promise< unknown >;
	refetch: () => Promise< unknown >;
};

/** Asks for the next page of a list. */
export const ShowMore = ( { query }: { query: Pages } ) => (
	<Button
		variant="secondary"
		isBusy={ query.isFetchingNextPage }
		disabled={ query.isFetchingNextPage }
		accessibleWhenDisabled
		onClick={ () => void query.fetchNextPage() }
	>
		{ __( 'Show more', 'sors-api-for-woocommerce' ) }
	</Button>
);

/** Tries what failed: the next page, or the list. */
export const PageProblem = ( { query }: { query: Pages } ) => (
	<Problem
		error={ query.error }
		onRetry={ () =>
			void ( query.isFetchNextPageError
				? query.fetchNextPage()
				: query.refetch() )
		}
	/>
);
