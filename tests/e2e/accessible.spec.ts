import type { Page } from '@playwright/test';
import type { ShopSession } from '../env/shop-session';
import type { SorsControl } from '../sors/client';
import { goods, placeOrder } from './site/checkout';
import { detailsButton, rowOf } from './site/orders';
import {
	bringInProducts,
	connect,
	expect,
	expectAccessible,
	open,
	picture,
	test,
} from './site/shop';

const DATABASE = 'Prodavnica2026';

const WIDTHS = [ 1440 ];

type Look = {
	name: string;
	at: string;
	/** What must be there before it is judged: a skeleton proves nothing. */
	shown: ( page: Page ) => Promise< unknown >;
};

const row = ( page: Page, name: string | RegExp ) =>
	page.getByRole( 'row', { name } ).first().waitFor();

/** Has the same code as another: a person must say which of both is meant. */
const TWIN = 'Dvojnik istog koda';

/** Every screen, and the parts that have an address of their own. */
const LOOKS: Look[] = [
	{
		name: 'overview',
		at: 'overview',
		shown: ( page ) =>
			page.getByRole( 'link', { name: 'Open these orders' } ).waitFor(),
	},
	{
		name: 'sync',
		at: 'products',
		shown: ( page ) =>
			page
				.getByRole( 'button', { name: /Bring in the catalogue/ } )
				.waitFor(),
	},
	{
		name: 'conflicts',
		at: 'products&view=conflicts',
		shown: ( page ) => row( page, new RegExp( TWIN ) ),
	},
	{
		name: 'mapping',
		at: 'products&view=mapping',
		shown: ( page ) =>
			page
				.getByRole( 'region', { name: 'Groups and categories' } )
				.getByRole( 'listitem' )
				.first()
				.waitFor(),
	},
	{
		name: 'history',
		at: 'products&view=history',
		shown: ( page ) => row( page, /Catalogue/ ),
	},
	{
		name: 'reconciliation',
		at: 'orders&view=reconciliation',
		shown: async ( page ) => {
			await page.getByRole( 'button', { name: 'Compare now' } ).click();
			await row( page, /Order [0-9]/ );
		},
	},
	{
		name: 'older-orders',
		at: 'orders&view=older',
		shown: ( page ) => page.getByLabel( 'From' ).waitFor(),
	},
	{
		name: 'settings',
		at: 'settings',
		shown: ( page ) =>
			page.getByRole( 'group', { name: 'Stock in the shop' } ).waitFor(),
	},
	{
		name: 'connection',
		at: 'connect',
		shown: ( page ) => page.waitForLoadState( 'networkidle' ),
	},
];

/** One order that went out, and one that was refused. */
async function shopAtWork(
	session: ShopSession,
	sors: SorsControl
): Promise< { sent: number; refused: number } > {
	await connect( session );
	await sors.patch(
		[ { do: 'addItem', item: { code: '000101', name: TWIN } } ],
		DATABASE
	);
	await bringInProducts( session );
	const product = await goods( session );
	const sent = await placeOrder( session, product.id );
	const refused = await placeOrder( session, product.id );
	const { items } = ( await session.rest( 'GET', 'sors/v1/outbox' ) ) as {
		items: { id: number; orderId: number }[];
	};
	const send = async ( order: number ) => {
		const line = items.find( ( { orderId } ) => orderId === order );
		await session.rest( 'POST', `sors/v1/outbox/${ line?.id }/send` );
	};
	await send( sent );
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: {
			kind: 'refuse',
			message: 'Kupac je blokiran zbog dospelih obaveza.',
		},
	} );
	await send( refused );
	return { sent, refused };
}

/** Nothing of ours makes the page wider than the window. */
async function expectFitting( page: Page, width: number ): Promise< void > {
	const needed = await page.evaluate( () =>
		Math.max(
			...[ ...document.querySelectorAll( '.sors-app' ) ].map(
				( { scrollWidth } ) => scrollWidth
			),
			document.documentElement.scrollWidth
		)
	);
	expect( needed ).toBeLessThanOrEqual( width );
}

for ( const width of WIDTHS ) {
	test( `every screen of a shop at work is accessible and fits: ${ width } pixels`, async ( {
		office,
		session,
		sors,
	} ) => {
		const orders = await shopAtWork( session, sors );
		await office.setViewportSize( { width, height: 900 } );
		const judge = async ( name: string ) => {
			await picture( office, `accessible-${ name }-${ width }` );
			await expectAccessible( office );
			await expectFitting( office, width );
		};
		for ( const { name, at, shown } of LOOKS ) {
			await test.step( name, async () => {
				await open( office, at );
				await shown( office );
				await judge( name );
			} );
		}
		for ( const [ state, order ] of Object.entries( orders ) ) {
			await test.step( `details of an order: ${ state }`, async () => {
				await open( office, 'orders' );
				await detailsButton( rowOf( office, order ) ).click();
				await expect(
					office
						.locator( '.sors-details, .sors-details-modal' )
						.getByText( 'What was sent' )
				).toBeVisible();
				await judge( `details-${ state }` );
			} );
		}
	} );
}
