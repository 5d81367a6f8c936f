/** Users whom staff linked with a customer of SORS, who may have a standing discount there. */
import { pick } from '../../sors/assortment/random';
import type { Customer } from '../../sors/model/types';
import type { Books } from '../model/books';
import { ACCOUNTS, basket, buys } from './buyers';
import { kind, one, type Share } from './kind';

/** Percent; all of the price is no discount but a mistake. */
const PERCENTS: readonly number[] = [ 0, 3, 7.5, 10, 12.25, 100 ];

const account = ( share: Share ): ( typeof ACCOUNTS )[ number ] =>
	one( ACCOUNTS, share )!;

/** As the plugin recognises a buyer. */
const customersOf = (
	books: Books,
	{ email, pib }: ( typeof ACCOUNTS )[ number ]
): Customer[] =>
	books
		.database()
		.customers.filter( ( each ) =>
			pib
				? each.taxId === pib
				: each.taxId === null && each.email?.toLowerCase() === email
		);

export const regulars = {
	standingDiscount: kind( 3, 'SORS gives a customer a standing discount', {
		draw: ( random ) => ( {
			buyer: random(),
			percent: pick( random, PERCENTS ),
		} ),
		atSors: ( { buyer, percent }, { books } ) => {
			const who = account( buyer );
			if ( customersOf( books, who ).length === 0 ) {
				books.change( {
					do: 'addCustomer',
					customer: {
						code: `K2-${ who.pib || who.email }`,
						name: who.company || 'Petar Petrović',
						type: who.pib ? 'company' : 'individual',
						email: who.email,
						taxId: who.pib || null,
					},
				} );
			}
			const [ customer ] = customersOf( books, who );
			books.change( {
				do: 'setCustomer',
				code: customer?.code ?? '',
				set: { discountPercent: percent },
			} );
			return `${ customer?.code } (${ who.email }) has ${ percent } %`;
		},
	} ),
	linkUser: kind( 4, 'Staff says which customer of SORS a user is', {
		talks: true,
		draw: ( random ) => ( {
			buyer: random(),
			other: random() < 0.2,
			customer: random(),
		} ),
		inShop: ( { buyer, other, customer }, { books, options } ) => {
			const who = account( buyer );
			const { customers } = books.database();
			const own = customersOf( books, who );
			const { code } =
				one( other || own.length === 0 ? customers : own, customer ) ??
				{};
			return options.isActive && code !== undefined
				? { do: 'linkUser', args: { buyer: who, code } }
				: null;
		},
	} ),
	unlinkUser: kind( 3, 'Staff says that a user is no customer of SORS', {
		draw: ( random ) => ( { which: random() } ),
		inShop: ( { which }, { state, options } ) => {
			const { email } = one( state.regulars, which ) ?? {};
			const buyer = ACCOUNTS.find( ( each ) => each.email === email );
			return options.isActive && buyer
				? { do: 'linkUser', args: { buyer, code: '' } }
				: null;
		},
	} ),
	regularBuys: kind( 7, 'A linked user orders', {
		draw: ( random ) => ( {
			...basket( random ),
			coupon: random() < 0.7 ? '' : 'procenat',
			regular: random(),
			way: pick( random, [ 'checkout', 'classic' ] as const ),
		} ),
		inShop: ( { regular, way, ...what }, scene ) => {
			const { email } = one( scene.state.regulars, regular ) ?? {};
			const buyer = ACCOUNTS.find( ( each ) => each.email === email );
			return buyer ? buys( way )( { ...what, buyer }, scene ) : null;
		},
	} ),
	discountsAgain: kind( 2, 'Documents are discounted by SORS itself', {
		atSors: ( _what, { books } ) => {
			const { settings } = books.server.world();
			settings.discountsAgain = ! settings.discountsAgain;
			return settings.discountsAgain ? 'from now on' : 'no longer';
		},
	} ),
};
