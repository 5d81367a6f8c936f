import { __ } from '@wordpress/i18n';

/** Struck through, and said: screen readers pass over the line. */
export const CancelledDocument = ( { name }: { name: string } ) => (
	<>
		<del className="sors-unbroken">{ name }</del>{ ' ' }
		<span className="screen-reader-text">
			{ __( 'no longer valid', 'sors-api-for-woocommerce' ) }
		</span>
	</>
);
