import apiFetch from '@wordpress/api-fetch';
import { sayThrown } from './api/thrown';
import { reloadLink } from './reload-link';

/**
 * "It is this document" in the box on the order. The box lies within the form
 * of the order, and a form cannot contain another one: a button that submits
 * would save the order instead.
 */
type Named = { id?: string | null; number?: string | null };
type Found = { items: ( Named & { about: string } )[] };

/** Fields with a request under way, or done. */
const busy = new WeakSet< Element >();

/** Does one thing at a time, with the button held down; what goes wrong is said beside it, in the words of our route. */
async function run(
	field: Element,
	button: HTMLButtonElement,
	work: () => Promise< void >
): Promise< void > {
	const problem = field.querySelector( '[role=alert]' );
	if ( ! problem || busy.has( field ) ) {
		return;
	}
	busy.add( field );
	// Not the real thing, which would lose the keyboard's place.
	button.setAttribute( 'aria-disabled', 'true' );
	problem.textContent = '';
	try {
		await work();
	} catch ( thrown ) {
		problem.textContent = sayThrown( thrown );
		free( field, button );
	}
}

function free( field: Element, button: HTMLButtonElement ): void {
	busy.delete( field );
	button.removeAttribute( 'aria-disabled' );
}

const entryOf = ( field: Element ) => ( field as HTMLElement ).dataset.entry;
const mayType = ( field: Element ) =>
	( field as HTMLElement ).dataset.mayType !== undefined;

async function name( field: Element, { id, number }: Named ): Promise< void > {
	await apiFetch( {
		path: `/sors/v1/outbox/${ entryOf( field ) }/resolve`,
		method: 'POST',
		data: {
			as: 'sent',
			...( id && { documentId: id } ),
			...( ( number || ! id ) && { documentNumber: number ?? '' } ),
		},
	} );
	const link = reloadLink( ( field as HTMLElement ).dataset.chosen );
	field.replaceChildren( link );
	link.focus();
}

/** Those that SORS has are offered; a number is typed where there is none, or not the right one of what is not uncertain. */
async function choose( field: Element ): Promise< void > {
	let items: Found[ 'items' ] = [];
	const typed = field.querySelector< HTMLElement >(
		'.sors-document__number'
	);
	try {
		( { items } = await apiFetch< Found >( {
			path: `/sors/v1/outbox/${ entryOf( field ) }/documents`,
		} ) );
	} finally {
		field.querySelectorAll( '[data-found]' ).forEach( ( old ) => {
			old.remove();
		} );
		if ( typed ) {
			typed.hidden = items.length > 0 && ! mayType( field );
		}
		if ( items.length === 0 ) {
			typed?.querySelector( 'input' )?.focus();
		}
	}
	for ( const { id, number, about } of items ) {
		const line = document.createElement( 'p' );
		const button = document.createElement( 'button' );
		line.dataset.found = '';
		line.tabIndex = -1;
		button.type = 'button';
		button.className = 'button';
		button.dataset.document = JSON.stringify( { id, number } );
		button.textContent = number ?? id ?? '';
		line.append( button, ` ${ about }` );
		typed?.before( line );
	}
	// The line and not its button: a key pressed twice must not choose.
	field.querySelector< HTMLElement >( '[data-found]' )?.focus();
}

function press( button: HTMLButtonElement, field: Element ): void {
	const { document: known, typed } = button.dataset;
	void run( field, button, () => {
		if ( known !== undefined ) {
			return name( field, JSON.parse( known ) as Named );
		}
		return typed === undefined
			? choose( field ).then( () => free( field, button ) )
			: name( field, {
					number: field.querySelector( 'input' )?.value.trim() ?? '',
				} );
	} );
}

// On the page, since WooCommerce may draw the order again.
document.addEventListener( 'click', ( event ) => {
	const target = event.target as Element;
	const field = target.closest( '.sors-document' );
	const button = target.closest( 'button' );
	if ( field && button ) {
		press( button, field );
	}
	const link = target.closest< HTMLAnchorElement >( 'a[data-confirm]' );
	if ( link ) {
		event.preventDefault();
		// The browser's own dialog: the box is a page of WooCommerce, without our components.
		// eslint-disable-next-line no-alert
		if ( window.confirm( link.dataset.confirm ) ) {
			window.location.assign( `${ link.href }&sure=1` );
		}
	}
} );
document.addEventListener( 'keydown', ( event ) => {
	const target = event.target as Element;
	const field = target.closest( '.sors-document' );
	if ( event.key === 'Enter' && field && target.matches( 'input' ) ) {
		// It would save the order.
		event.preventDefault();
		field.querySelector< HTMLElement >( '[data-typed]' )?.click();
	}
} );
