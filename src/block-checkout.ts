import { dispatch, select, subscribe } from '@wordpress/data';

/**
 * The block checkout shows what our server has against a field as a notice at
 * the top of the section. Here it goes to the field itself.
 */
const CONTEXTS = [
	'wc/checkout/contact-information',
	'wc/checkout/billing-address',
];
/** Told of the box, since WooCommerce's server judges no field that is empty. */
const MISSING: Record< string, string > = {
	'sors/company__additional_fields_sors_missing_name':
		'contact_sors/company-name',
	'sors/company__additional_fields_sors_missing_pib': 'contact_sors/pib',
};
const VALIDATION = 'wc/store/validation';

type Notice = { id: string; content: string };
type Selectors = Record< string, ( ...given: string[] ) => unknown >;

const store = ( name: string ) =>
	select( name ) as unknown as Selectors | undefined;
const actions = ( name: string ) =>
	dispatch( name ) as unknown as Record<
		string,
		( ...given: unknown[] ) => void
	>;

type Settings = {
	getSetting: ( name: string, otherwise: boolean ) => unknown;
};

/** In which form, as WooCommerce decides it: where nothing is shipped, the page has none for shipping. */
function shownCompany(): string {
	const checkout = store( 'wc/store/checkout' );
	const { wcSettings } =
		( window as { wc?: { wcSettings?: Settings } } ).wc ?? {};
	const isBilling =
		! store( 'wc/store/cart' )?.getNeedsShipping?.() ||
		! checkout?.getUseShippingAsBilling?.() ||
		checkout.prefersCollection?.() ||
		wcSettings?.getSetting( 'forcedBillingAddress', false );
	return isBilling ? 'billing_company' : 'shipping_company';
}

/** Field, as WooCommerce names its errors, of a notice of ours. */
function fieldOf( id: string ): string | undefined {
	if ( id === 'billing_address_sors_missing_company' ) {
		return shownCompany();
	}
	if ( id in MISSING ) {
		return MISSING[ id ];
	}
	return id.startsWith( 'sors/' )
		? `contact_${ id.split( '__' )[ 0 ] }`
		: undefined;
}

type Address = { country?: string; company?: string } | undefined;

/** Of what these are, our server judges the fields. */
function judged(): string {
	const { billingAddress, shippingAddress } = ( store(
		'wc/store/cart'
	)?.getCustomerData?.() ?? {} ) as Record< string, Address >;
	return JSON.stringify( [
		// WooCommerce's answers add empty ones.
		Object.entries(
			store( 'wc/store/checkout' )?.getAdditionalFields?.() ?? {}
		)
			.filter( ( [ , value ] ) => value )
			.sort(),
		billingAddress?.country,
		billingAddress?.company || '',
		shippingAddress?.company || '',
		// A field that is gone cannot be filled in.
		shownCompany(),
	] );
}

type Errors = Record< string, { message: string; hidden: boolean } >;

let said: Errors = {};
let about = '';

function move() {
	// Another number, country or form, or no company: it may be right now, and an error stops the order.
	if ( judged() !== about ) {
		const outdated = Object.keys( said );
		said = {};
		if ( outdated.length > 0 ) {
			actions( VALIDATION ).clearValidationErrors?.( outdated );
		}
	}
	// A field looks at itself again when WooCommerce's answer comes, and knows nothing of ours.
	const lost = Object.entries( said ).filter(
		( [ field ] ) => ! store( VALIDATION )?.getValidationError?.( field )
	);
	if ( lost.length > 0 ) {
		actions( VALIDATION ).setValidationErrors?.(
			Object.fromEntries( lost )
		);
	}
	const moved: Errors = {};
	for ( const context of CONTEXTS ) {
		const notices = ( store( 'core/notices' )?.getNotices?.( context ) ??
			[] ) as Notice[];
		for ( const { id, content } of notices ) {
			const field = fieldOf( id );
			if ( field ) {
				moved[ field ] = { message: content, hidden: false };
				actions( 'core/notices' ).removeNotice?.( id, context );
			}
		}
	}
	const [ first ] = Object.keys( moved );
	if ( ! first ) {
		return;
	}
	said = { ...said, ...moved };
	about = judged();
	actions( VALIDATION ).setValidationErrors?.( moved );
	if ( store( 'wc/store/checkout' )?.hasError?.() ) {
		// The order was not placed; else the buyer is already at another field.
		document.getElementById( first.replace( /[_/]/g, '-' ) )?.focus();
	}
}

let isMoving = false;
subscribe( () => {
	// What is moved changes the stores, too.
	if ( ! isMoving ) {
		isMoving = true;
		move();
		isMoving = false;
	}
} );
