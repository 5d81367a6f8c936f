import { needsCheckouts, placeOrder } from './site/checkout';
import {
	box,
	bulkSend,
	columnOf,
	keepOrdersIn,
	openList,
	openOrder,
	press,
	rowOf,
	STORAGES,
} from './site/order-screens';
import { rowOf as outboxRowOf } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	knowOnly,
	open,
	test,
} from './site/shop';
import { goBy } from './site/time';

for ( const storage of STORAGES ) {
	test.describe( `orders kept in ${ storage }`, () => {
		test.beforeEach( async ( { session, sors } ) => {
			// A dozen of wp-admin's heaviest pages, each loaded as a whole.
			test.setTimeout( 300_000 );
			// WooCommerce's own screens: the stand-in has none.
			needsCheckouts();
			await sors.reset( { items: 12 } );
			await keepOrdersIn( storage );
			await connect( session );
			await bringInProducts( session );
		} );

		test( 'orders are sent from both menus, each once, and those that need somebody can be filtered', async ( {
			office,
			session,
			sors,
		} ) => {
			const first = await placeOrder( session );
			const second = await placeOrder( session );
			const refused = await placeOrder( session );
			await openList( office, storage );
			await expect( columnOf( office, first ) ).toContainText( 'Queued' );

			await test.step( 'the menu above and the one below do the same', async () => {
				for ( const menu of [ 'top', 'bottom' ] as const ) {
					await bulkSend( office, [ first, second ], menu );
					await expect(
						office.getByText( /2 orders were queued/ )
					).toBeVisible();
				}
			} );

			await test.step( 'sent once, they are not sent again', async () => {
				for ( const id of [ first, second ] ) {
					await openOrder( office, storage, id );
					await press( office, 'Send now' );
					await expect( box( office ) ).toContainText( 'In SORS' );
				}
				await openList( office, storage );
				for ( const menu of [ 'top', 'bottom' ] as const ) {
					await bulkSend( office, [ first, second ], menu );
					await expect(
						office.getByText( '2 orders are already in SORS' )
					).toBeVisible();
				}
				const documents = await sors.documents( DATABASE );
				expect( documents ).toHaveLength( 2 );
				for ( const { number } of documents ) {
					await expect(
						office.locator( 'td.column-sors', { hasText: number } )
					).toHaveCount( 1 );
				}
			} );

			await test.step( 'only a refused one needs somebody', async () => {
				await connect( session, {
					customerMode: 'single',
					singleCustomerCode: 'NEMA-GA',
				} );
				await openOrder( office, storage, refused );
				await press( office, 'Send now' );
				await expect( box( office ) ).toContainText( 'Refused' );
				await openList( office, storage );
				await office
					.getByLabel( 'Filter by what SORS has' )
					.selectOption( { label: 'SORS: needs attention (1)' } );
				await office
					.locator( '#post-query-submit, #order-query-submit' )
					.click();
				await expect( columnOf( office, refused ) ).toContainText(
					'Refused'
				);
				await expect( rowOf( office, first ) ).toHaveCount( 0 );
			} );
		} );

		test( 'the box on the order tells what SORS has, and offers the one button that makes sense', async ( {
			office,
			session,
			sors,
		} ) => {
			await sors.faults( {
				operation: 'createReservation',
				times: 1,
				action: {
					kind: 'refuse',
					code: 'X1',
					message: 'Kupac je blokiran.',
				},
			} );
			const id = await placeOrder( session );
			const first = box( office ).locator( '.button-primary' );
			await openOrder( office, storage, id );
			await expect( first ).toHaveText( [ 'Send now' ] );

			await test.step( 'a refusal is said in the box and in the notes', async () => {
				await press( office, 'Send now' );
				await expect( box( office ) ).toContainText( 'Refused' );
				await expect(
					box( office ).getByText( 'Kupac je blokiran.' ).first()
				).toBeVisible();
				await expect( office.locator( '.order_notes' ) ).toContainText(
					/Not sent to SORS: .*Kupac je blokiran/
				);
				await expect( first ).toHaveText( [ 'Send again' ] );
			} );

			await test.step( 'sent, it shows document, customer and debt', async () => {
				await press( office, 'Send again' );
				const [ document, ...others ] =
					await sors.documents( DATABASE );
				expect( others ).toEqual( [] );
				await expect( box( office ) ).toContainText( document!.number );
				await expect( box( office ) ).toContainText(
					'Jelena Đorđević'
				);
				await expect( first ).toHaveCount( 0 );
				await press( office, 'Look up what the buyer owes' );
				await expect( box( office ) ).toContainText(
					'Jelena Đorđević owes nothing.'
				);
				await box( office ).getByText( 'Everything noted' ).click();
				await expect(
					office.locator( '.order_notes', {
						hasText: `Sent to SORS: reservation ${
							document!.number
						}`,
					} )
				).toBeVisible();
			} );
		} );

		test( 'an order whose answer was lost is decided in the box, by the number of its document', async ( {
			office,
			session,
			sors,
			trouble,
		} ) => {
			trouble.expect( /^400: POST .*outbox\/\d+\/resolve\b/ );
			await knowOnly( 'no-lookup' );
			await connect( session );
			const id = await placeOrder( session );
			await sors.faults( {
				operation: 'createReservation',
				times: 1,
				action: { kind: 'cut', when: 'after' },
			} );
			await openOrder( office, storage, id );
			await press( office, 'Send now' );
			await goBy( 60 );
			// The open page of the app lets it be looked up; on the order nothing does.
			await open( office, 'orders' );
			await expect( outboxRowOf( office, id ) ).toContainText(
				'Uncertain'
			);
			await openOrder( office, storage, id );
			await expect( box( office ) ).toContainText( 'Uncertain' );
			const name = box( office ).getByRole( 'button', {
				name: 'Choose the document in SORS',
			} );
			await name.click();
			// SORS cannot be searched here: a number is typed.
			const number = box( office ).getByLabel( 'Number in SORS' );
			await expect( number ).toBeFocused();
			await number.press( 'Enter' );
			await expect( box( office ).getByRole( 'alert' ) ).toHaveText(
				'Enter the number or the id of the document in SORS.'
			);
			const [ document ] = await sors.documents( DATABASE );
			await number.fill( document!.number );
			await box( office )
				.getByRole( 'button', { name: 'It is this document' } )
				.click();
			await box( office )
				.getByRole( 'link', { name: 'Reload the page to see it' } )
				.click();
			await expect( box( office ) ).toContainText( 'In SORS' );
			await expect( box( office ) ).toContainText( document!.number );
			expect( await sors.documents( DATABASE ) ).toHaveLength( 1 );
		} );
	} );
}
