/**
 * At the classic checkout WooCommerce says at the field what is wrong, but not
 * with a block theme where it is only one thing; and what our server refused it
 * frames as right, since it judges the form alone.
 */
type Listener = ( event: { currentTarget: EventTarget | null } ) => void;
type JQuery = {
	( ready: () => void ): void;
	( target: Element | string ): {
		on: ( events: string, ...rest: ( string | Listener )[] ) => void;
	};
};

const { jQuery } = window as unknown as { jQuery: JQuery };
const INVALID = 'woocommerce-invalid';
const MESSAGE = 'checkout-inline-error-message';

/** Id of a field => with what value and country it was refused, and why. */
const refused = new Map< string, { judged: string; text: string } >();

const input = ( id: string ) =>
	document.getElementById( id ) as HTMLInputElement | null;
const country = () => input( 'billing_country' )?.value;
const judged = ( field: HTMLInputElement ) => `${ field.value }/${ country() }`;

function mark( field: HTMLInputElement ): void {
	const about = refused.get( field.id );
	const row = field.closest( '.form-row' );
	if ( ! row || about?.judged !== judged( field ) ) {
		return;
	}
	field.setAttribute( 'aria-invalid', 'true' );
	row.classList.remove( 'woocommerce-validated' );
	row.classList.add( INVALID );
	if ( ! row.querySelector( `.${ MESSAGE }` ) ) {
		const message = document.createElement( 'p' );
		message.id = `${ field.id }_description`;
		message.className = MESSAGE;
		message.textContent = about.text;
		row.append( message );
		field.setAttribute( 'aria-describedby', message.id );
	}
}

/** What our server asks for. WooCommerce would ask for it of persons and abroad as well. */
function ask(): void {
	const required = {
		billing_company_field: input( 'sors_company' )?.checked === true,
		sors_company_name_field: true,
		sors_pib_field: country() === 'RS',
	};
	for ( const [ id, isRequired ] of Object.entries( required ) ) {
		const row = document.querySelector( `#${ id }.sors-asked` );
		row?.classList.toggle( 'sors-required', isRequired );
		row?.querySelectorAll( 'input' ).forEach( ( field ) =>
			isRequired
				? field.setAttribute( 'aria-required', 'true' )
				: field.removeAttribute( 'aria-required' )
		);
	}
}

/** A person after all, or another company. */
function forget(): void {
	for ( const id of refused.keys() ) {
		const field = input( id );
		const row = field?.closest( '.form-row' );
		field?.removeAttribute( 'aria-invalid' );
		field?.removeAttribute( 'aria-describedby' );
		row?.classList.remove( INVALID );
		row?.querySelector( `.${ MESSAGE }` )?.remove();
	}
	refused.clear();
}

const FORM = 'form.checkout';
// Once the page is ready WooCommerce listens, and these listeners come after its own.
jQuery( () => {
	jQuery( document.body ).on( 'checkout_error', () => {
		refused.clear();
		document
			.querySelectorAll< HTMLElement >(
				'.woocommerce-NoticeGroup-checkout :is( [data-id^="sors_"], [data-id="billing_company"] )'
			)
			.forEach( ( { dataset, textContent } ) => {
				const field = input( dataset.id ?? '' );
				if ( field ) {
					refused.set( field.id, {
						judged: judged( field ),
						text: textContent?.trim() ?? '',
					} );
					// After WooCommerce's own messages.
					setTimeout( mark, 0, field );
				}
			} );
	} );
	jQuery( FORM ).on(
		'validate change focusout',
		'.input-text',
		( { currentTarget } ) => mark( currentTarget as HTMLInputElement )
	);
	jQuery( FORM ).on( 'change', '#sors_company, #billing_country', ask );
	jQuery( FORM ).on( 'change', '#sors_company', forget );
	ask();
} );
