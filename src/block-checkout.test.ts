import { createReduxStore, dispatch, register, select } from '@wordpress/data';
import { beforeEach, expect, it } from 'vitest';

type Given = Record< string, unknown >;
type Notice = { id: string; content: string; context: string };
type Own = {
	dispatch: { put: ( given: Given ) => void };
	select: { getAll: () => Notice[]; getValidationErrors: () => Given };
};

/** A store that holds an object, and whose actions put something into it. */
function hold(
	name: string,
	selectors: Record< string, ( state: Given, ...given: string[] ) => unknown >
) {
	register(
		createReduxStore( name, {
			reducer: ( state: Given = {}, action ) =>
				action.type === 'put' ? { ...state, ...action.given } : state,
			actions: {
				put: ( given: Given ) => ( { type: 'put', given } ),
				setValidationErrors: ( given: Given ) => ( {
					type: 'put',
					given,
				} ),
				clearValidationErrors: ( fields: string[] ) => ( {
					type: 'put',
					given: Object.fromEntries(
						fields.map( ( field ) => [ field, undefined ] )
					),
				} ),
				removeNotice:
					( id: string ) =>
					( { dispatch: to, select: from }: Own ) =>
						to.put( {
							notices: from
								.getAll()
								.filter(
									( notice: Notice ) => notice.id !== id
								),
						} ),
			},
			selectors,
		} )
	);
}

hold( 'core/notices', {
	getAll: ( { notices = [] } ) => notices,
	getNotices: ( { notices = [] }, context ) =>
		( notices as Notice[] ).filter(
			( notice ) => notice.context === context
		),
} );
hold( 'wc/store/validation', {
	getValidationErrors: ( state ) => state,
	getValidationError: ( state, field ) => state[ field ?? '' ],
} );
hold( 'wc/store/checkout', {
	getAdditionalFields: ( { fields } ) => fields,
	getUseShippingAsBilling: ( { same } ) => same,
	prefersCollection: ( { pickup } ) => pickup,
	hasError: ( { failed } ) => failed,
} );
hold( 'wc/store/cart', {
	getCustomerData: ( { country, company, shipping } ) => ( {
		billingAddress: { country, company },
		shippingAddress: { company: shipping },
	} ),
	getNeedsShipping: ( { needsShipping } ) => needsShipping,
} );
await import( './block-checkout' );

const own = ( name: string ) => select( name ) as unknown as Own[ 'select' ];
const put = ( name: string, given: Given ) =>
	( dispatch( name ) as unknown as Own[ 'dispatch' ] ).put( given );
const say = ( ...notices: Notice[] ) => put( 'core/notices', { notices } );
const errors = () =>
	JSON.parse(
		JSON.stringify( own( 'wc/store/validation' ).getValidationErrors() )
	);
const CONTACT = 'wc/checkout/contact-information';
const wrong = {
	id: 'sors/pib__additional_fields_sors_invalid_pib',
	content: 'This is not a valid PIB.',
	context: CONTACT,
};

let forced = false;
Object.assign( window, {
	wc: {
		wcSettings: {
			getSetting: ( name: string, otherwise: unknown ) =>
				name === 'forcedBillingAddress' ? forced : otherwise,
		},
	},
} );

beforeEach( () => {
	forced = false;
	put( 'wc/store/cart', { needsShipping: true } );
	put( 'wc/store/checkout', {
		fields: { n: Math.random() },
		same: true,
		pickup: false,
		failed: false,
	} );
	document.body.innerHTML =
		'<input id="contact-sors-pib"><input id="shipping-company">';
} );

it( 'moves what is wrong from the top of the section to its field', () => {
	const other = { id: 'other', content: 'Out of stock.', context: CONTACT };
	say( wrong, other );
	expect( errors() ).toEqual( {
		'contact_sors/pib': { message: wrong.content, hidden: false },
	} );
	expect( own( 'core/notices' ).getAll() ).toEqual( [ other ] );
	expect( document.querySelector( 'input:focus' ) ).toBeNull();
} );

const nameless = {
	id: 'billing_address_sors_missing_company',
	content: 'Please enter the name.',
	context: 'wc/checkout/billing-address',
};

it.each( [
	[ 'is the same for billing', {}, {}, false, 'shipping_company' ],
	[ 'is another', { same: false }, {}, false, 'billing_company' ],
	[
		'is none: nothing is shipped',
		{},
		{ needsShipping: false },
		false,
		'billing_company',
	],
	[
		'is none: the buyer comes for it',
		{ pickup: true },
		{},
		false,
		'billing_company',
	],
	[ 'is none in this shop', {}, {}, true, 'billing_company' ],
] )(
	'finds the company where its field is shown: the address of shipping %s',
	( _, checkout, cart, isForced, field ) => {
		forced = isForced;
		put( 'wc/store/checkout', checkout );
		put( 'wc/store/cart', cart );
		say( nameless );
		expect( Object.keys( errors() ) ).toEqual( [ field ] );
	}
);

it( 'drops what was said of a field that goes', () => {
	put( 'wc/store/checkout', { same: false } );
	say( nameless );
	put( 'wc/store/checkout', { same: true } );
	// WooCommerce's field takes its error with it.
	put( 'wc/store/validation', { billing_company: undefined } );
	expect( errors() ).toEqual( {} );
} );

it.each( [ 'company-name', 'pib' ] )(
	'says at %s what is missing, not at the box',
	( field ) => {
		const code = field === 'pib' ? 'pib' : 'name';
		say( {
			id: `sors/company__additional_fields_sors_missing_${ code }`,
			content: 'Please enter it.',
			context: CONTACT,
		} );
		expect( Object.keys( errors() ) ).toEqual( [
			`contact_sors/${ field }`,
		] );
	}
);

it( 'goes to the field when the order was not placed', () => {
	put( 'wc/store/checkout', { failed: true } );
	say( wrong );
	expect( document.querySelector( 'input:focus' )?.id ).toBe(
		'contact-sors-pib'
	);
} );

it( 'does not stop the order for what may be right by now', () => {
	say( wrong );
	expect( Object.keys( errors() ) ).toHaveLength( 1 );
	put( 'wc/store/cart', { country: 'ME' } );
	expect( errors() ).toEqual( {} );
} );

it( 'does not take an empty field that WooCommerce adds for a change', () => {
	put( 'wc/store/checkout', { fields: { 'sors/company': true } } );
	say( wrong );
	put( 'wc/store/checkout', {
		fields: { 'sors/pib': '', 'sors/company': true },
	} );
	expect( Object.keys( errors() ) ).toHaveLength( 1 );
} );

it( 'says it again when the field has forgotten it unchanged', () => {
	say( wrong );
	put( 'wc/store/validation', { 'contact_sors/pib': undefined } );
	expect( Object.keys( errors() ) ).toHaveLength( 1 );
} );

it.each( [
	[ true, 'shipping_company', { shipping: 'Alfa d.o.o.' } ],
	[ false, 'billing_company', { company: 'Alfa d.o.o.' } ],
] )(
	'lets the order go when the missing name is typed',
	( same, field, typed ) => {
		put( 'wc/store/cart', { company: '', shipping: '' } );
		put( 'wc/store/checkout', { same } );
		say( nameless );
		// WooCommerce keeps what is typed, and its field takes back what was said of it.
		put( 'wc/store/cart', typed );
		put( 'wc/store/validation', { [ field ]: undefined } );
		expect( errors() ).toEqual( {} );
	}
);
