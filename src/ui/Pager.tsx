import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

type Props = {
	page: number;
	perPage: number;
	total: number;
	onPage: ( page: number ) => void;
};

export function Pager( { page, perPage, total, onPage }: Props ) {
	const pages = Math.ceil( total / perPage );
	if ( pages < 2 ) {
		return null;
	}
	const step = ( to: number, label: string ) => (
		<Button
			variant="secondary"
			disabled={ to < 1 || to > pages }
			accessibleWhenDisabled
			onClick={ () => onPage( to ) }
			__next40pxDefaultSize
		>
			{ label }
		</Button>
	);
	return (
		<nav
			className="sors-pager"
			aria-label={ __( 'Pages', 'sors-api-for-woocommerce' ) }
		>
			{ step( page - 1, __( 'Previous', 'sors-api-for-woocommerce' ) ) }
			<span aria-live="polite">
				{ sprintf(
					/* translators: 1: number of this page, 2: number of pages */
					__( 'Page %1$d of %2$d', 'sors-api-for-woocommerce' ),
					page,
					pages
				) }
			</span>
			{ step( page + 1, __( 'Next', 'sors-api-for-woocommerce' ) ) }
		</nav>
	);
}
