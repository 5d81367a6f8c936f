import apiFetch from '@wordpress/api-fetch';
import type { ProductDetails } from './contract/rest/products';

/**
 * Fields of WooCommerce's product forms that SORS owns: read-only, and sent
 * with the form all the same, since WooCommerce takes what is missing for none.
 */
const QUICK_EDIT: Record< ProductDetails[ 'owned' ][ number ], string[] > = {
	name: [ 'post_title' ],
	price: [ '_regular_price' ],
	stock: [ '_stock', '_manage_stock' ],
};

function lock( within: ParentNode, names: string[], hint: HTMLElement ) {
	for ( const name of names ) {
		const field = within.querySelector< HTMLInputElement >(
			`[name="${ name }"]`
		);
		if ( ! field ) {
			continue;
		}
		if ( field.type === 'checkbox' ) {
			// It has no readonly of its own.
			field.setAttribute( 'aria-readonly', 'true' );
			field.addEventListener( 'click', ( event ) =>
				event.preventDefault()
			);
		} else {
			field.readOnly = true;
		}
		field.setAttribute( 'aria-describedby', hint.id );
	}
}

/** WooCommerce lets others write below the sale price, where it would seem to be meant. Fields of variations stand side by side. */
function moveToField( hint: HTMLElement, name = '' ) {
	document
		.querySelector( `[name="${ name }"]` )
		?.closest( '.form-field:not( .form-row )' )
		?.after( hint );
}

function lockHinted() {
	for ( const hint of document.querySelectorAll< HTMLElement >(
		'.sors-owned:not([data-locked])'
	) ) {
		hint.dataset.locked = 'true';
		const names = hint.dataset.inputs?.split( ' ' ) ?? [];
		lock( document, names, hint );
		moveToField( hint, names[ 0 ] );
	}
}

async function lockOpened( id: string ) {
	const hint = document.querySelector< HTMLElement >(
		`#edit-${ id } .sors-quick-edit`
	);
	if ( ! hint ) {
		return;
	}
	const { owned } = await apiFetch< ProductDetails >( {
		path: `/sors/v1/products/${ id }`,
	} );
	const row = document.getElementById( `edit-${ id }` );
	if ( row?.contains( hint ) && owned.length > 0 ) {
		hint.hidden = false;
		hint.id = `sors-quick-edit-${ id }`;
		lock(
			row,
			owned.flatMap( ( field ) => QUICK_EDIT[ field ] ?? [] ),
			hint
		);
	}
}

lockHinted();
const variations = document.getElementById( 'variable_product_options' );
if ( variations ) {
	// WooCommerce loads them when they are looked at, and again after saving.
	new MutationObserver( lockHinted ).observe( variations, {
		childList: true,
		subtree: true,
	} );
}

// After WordPress and WooCommerce, which open and fill the row.
document.addEventListener( 'click', ( { target } ) => {
	const row = ( target as Element )
		.closest( '.editinline' )
		?.closest( 'tr[id^="post-"]' );
	if ( row?.querySelector( '.column-sors mark' ) ) {
		// Where it cannot be asked, what is saved is put back all the same.
		lockOpened( row.id.slice( 'post-'.length ) ).catch( () => {} );
	}
} );
