import { __, sprintf } from '@wordpress/i18n';
import { chevronLeft, chevronRight } from '@wordpress/icons';
import { useState, type SyntheticEvent } from 'react';
import { Button, TextControl } from '../controls';
import { number } from '../format';

type Props = {
	page: number;
	/** The number of the last one. */
	last: number;
	onPage: ( page: number ) => void;
};

/** The way to another page. DataViews has a choice of all of them: in a big shop ten thousand, which a browser renders again with each list. */
export function Pages( { page, last, onPage }: Props ) {
	const [ typed, setTyped ] = useState< string | null >( null );
	if ( last <= 1 ) {
		return null;
	}
	const wanted = Math.min( Math.trunc( Number( typed ) ), last );
	const isOther = typed !== null && wanted >= 1 && wanted !== page;
	const goToTyped = ( event: SyntheticEvent ) => {
		event.preventDefault();
		setTyped( null );
		if ( isOther ) {
			onPage( wanted );
		}
	};
	/** A button beside the number: behind one that was typed it leads there, and no further. */
	const step = ( to: number ) => ( {
		disabled: ! isOther && ( to < 1 || to > last ),
		accessibleWhenDisabled: true,
		// Else the field is left first: the page that was typed would be gone to, and on from there.
		onMouseDown: ( event: SyntheticEvent ) =>
			isOther && event.preventDefault(),
		onClick: ( event: SyntheticEvent ) =>
			isOther ? goToTyped( event ) : onPage( to ),
	} );
	return (
		<form
			className="sors-pages"
			aria-label={ __( 'Pages', 'sors-api-for-woocommerce' ) }
			onSubmit={ goToTyped }
			noValidate
		>
			<TextControl
				className="sors-pages__number"
				label={ __( 'Page', 'sors-api-for-woocommerce' ) }
				type="number"
				min={ 1 }
				max={ last }
				step={ 1 }
				value={ typed ?? page }
				onChange={ setTyped }
				onBlur={ goToTyped }
			/>
			<span>
				{ sprintf(
					/* translators: %s: number of pages. It stands behind “Page” and a number. */
					__( 'of %s', 'sors-api-for-woocommerce' ),
					number( last )
				) }
			</span>
			<Button
				icon={ chevronLeft }
				label={ __( 'Previous page', 'sors-api-for-woocommerce' ) }
				{ ...step( page - 1 ) }
			/>
			<Button
				icon={ chevronRight }
				label={ __( 'Next page', 'sors-api-for-woocommerce' ) }
				{ ...step( page + 1 ) }
			/>
		</form>
	);
}
