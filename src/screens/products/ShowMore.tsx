/** Asks for the next page of a list. */
import { __ } from '@wordpress/i18n';
import { Button } from '../../ui/controls';

interface Props {
	query: {
		isFetchingNextPage: boolean;
		fetchNextPage: () => Promise< unknown >;
	};
}

export const ShowMore = ( { query }: Props ) => (
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
