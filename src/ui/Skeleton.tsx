import { __ } from '@wordpress/i18n';

/** Keeps the place of what is loading, so that nothing jumps. */
export function Skeleton( { lines = 3 }: { lines?: number } ) {
	return (
		<div className="sors-skeleton" role="status">
			<span className="screen-reader-text">
				{ __( 'Loading…', 'sors-api-for-woocommerce' ) }
			</span>
			{ Array.from( { length: lines }, ( _, line ) => (
				<span key={ line } className="sors-skeleton__line" />
			) ) }
		</div>
	);
}
