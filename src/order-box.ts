import apiFetch from '@wordpress/api-fetch';

/**
 * "It is this document" in the box on the order. The box lies within the form
 * of the order, and a form cannot contain another one: a button that submits
 * would save the order instead.
 */
async function name( button: HTMLButtonElement ): Promise< void > {
	const field = button.closest( '.sors-document' );
	const input = field?.querySelector( 'input' );
	const problem = field?.querySelector( '[role=alert]' );
	if ( ! input || ! problem || button.disabled ) {
		return;
	}
	button.disabled = true;
	problem.textContent = '';
	try {
		await apiFetch( {
			path: `/sors/v1/outbox/${ button.dataset.entry }/resolve`,
			method: 'POST',
			data: { as: 'sent', documentNumber: input.value.trim() },
		} );
		window.location.reload();
	} catch ( thrown ) {
		// What WordPress and our route say, in the reader's language.
		problem.textContent = ( thrown as { message: string } ).message;
		button.disabled = false;
	}
}

// On the page, since WooCommerce may draw the order again.
document.addEventListener( 'click', ( { target } ) => {
	const button = ( target as Element ).closest< HTMLButtonElement >(
		'.sors-document button'
	);
	if ( button ) {
		void name( button );
	}
} );
document.addEventListener( 'keydown', ( event ) => {
	const field = ( event.target as Element ).closest( '.sors-document' );
	if ( event.key === 'Enter' && field ) {
		// It would save the order.
		event.preventDefault();
		field.querySelector( 'button' )?.click();
	}
} );
