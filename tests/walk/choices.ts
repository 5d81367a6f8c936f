import { expect, DATABASE } from '../e2e/site/shop';
import type { Journey } from './journey';

/** A customer of SORS with a discount of its own. */
const CUSTOMER = { code: 'K-0815', name: 'Đurđevak i sinovi d.o.o.' };

export type Chosen = Record< 'leftAlone' | 'unlinked' | 'own', number >;

export const editor = ( id: number ): string =>
	`/wp-admin/post.php?post=${ id }&action=edit`;

/** What an owner decides on the page of a product: one is left alone, another one unlinked, and a third was never in SORS. */
export async function chooseProducts(
	{ office, session, say, see }: Journey,
	[ leftAlone, unlinked ]: [ number, number ]
): Promise< Chosen > {
	for ( const [ id, name, picture ] of [
		[ leftAlone, 'Leave alone', 'product-leave-alone' ],
		[ unlinked, 'Unlink', 'product-unlink' ],
	] as const ) {
		await office.goto( editor( id ) );
		const box = office.locator( '#sors-product' );
		if ( name === 'Unlink' ) {
			office.once( 'dialog', ( dialog ) => void dialog.accept() );
		}
		await box
			.getByRole( 'button', { name: say( name ), exact: true } )
			// The editor above may still be growing.
			.press( 'Enter' );
		await box.getByRole( 'status' ).getByRole( 'link' ).waitFor();
		await see( picture );
	}
	const { id: own } = ( await session.rest( 'POST', 'wc/v3/products', {
		name: 'Поклон честитка',
		regular_price: '90',
	} ) ) as { id: number };
	return { leftAlone, unlinked, own };
}

/** A code that the owner never wants as a product. */
export async function keepOut( { office, owner, say, see }: Journey ) {
	await owner.open( 'products' );
	await office
		.getByLabel( say( 'Never bring in this code' ) )
		.fill( 'G999999' );
	await owner.press( 'Never bring in' );
	await office.getByText( 'G999999' ).first().waitFor();
	await see( 'code-kept-out' );
}

/** Staff link a user to a customer of SORS: by a wrong code first. */
export async function linkCustomer( {
	office,
	sors,
	see,
	customer,
}: Journey ): Promise< void > {
	await sors.patch(
		[
			{
				do: 'addCustomer',
				customer: {
					...CUSTOMER,
					type: 'company',
					discountPercent: 10,
				},
			},
		],
		DATABASE
	);
	const at = `/wp-admin/user-edit.php?user_id=${ customer }`;
	const code = office.locator( '#sors_customer_code' );
	for ( const [ typed, picture ] of [
		[ 'NEMA-GA', 'customer-unknown' ],
		[ CUSTOMER.code, 'customer-linked' ],
	] as const ) {
		await office.goto( at );
		await code.fill( typed );
		await office.locator( '#submit' ).click();
		await office
			.locator( '#message:visible, .notice.error:visible' )
			.first()
			.waitFor();
		await see( picture );
	}
	await office.goto( at );
	await expect( code ).toHaveValue( CUSTOMER.code );
}
