import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variant, VARIANTS } from '../contract-variants/variants';
import type { VariantName } from '../contract-variants/variants';
import { SorsControl } from './client';
import { THIS_YEAR } from './model/years';
import { startSorsServer } from './server';
import type { SorsServer } from './server';
import { call, callAll } from './testing/caller';
import { known, order } from './testing/order';

const names = Object.keys( VARIANTS ) as VariantName[];

describe.each( names )( 'a server of the contract "%s"', ( name ) => {
	let server: SorsServer;
	let control: SorsControl;

	beforeAll( async () => {
		server = await startSorsServer( {
			contract: variant( name ),
			items: 230,
		} );
		control = new SorsControl( server.controlUrl );
	} );
	afterAll( () => server.close() );

	it( 'gives every item once, in pages', async () => {
		const products = await callAll( server, 'listProducts' );
		expect( new Set( products.map( ( { code } ) => code ) ).size ).toBe(
			230
		);
		const hammer = products.find( ( { code } ) => code === '000101' );
		expect( hammer ).toMatchObject( {
			name: 'Čekić stolarski 500 g, drvena drška',
			itemType: 'goods',
			vatRate: 20,
			priceWithVat: 1290,
			priceWithoutVat: 1075,
		} );
	} );

	it( 'gives stock with the prices of each unit', async () => {
		const { productId } = await known( server );
		const levels = await callAll( server, 'listInventory' );
		const ofHammer = levels.filter(
			( level ) => level.productId === productId( '000101' )
		);
		expect( ofHammer.length ).toBeGreaterThan( 1 );
		expect(
			new Set( ofHammer.map( ( { priceWithVat } ) => priceWithVat ) ).size
		).toBe( ofHammer.length );
	} );

	const asksByUnit =
		variant( name ).operations.listProducts?.query?.businessUnitId;

	const itsPrices = async () => {
		const units = ( await call( server, 'listBusinessUnits' ) ).rows;
		const wholesale = String(
			units.find( ( { code } ) => code === '02' )?.id
		);
		const query = { businessUnitId: wholesale };
		const products = await callAll( server, 'listProducts', { query } );
		const levels = await callAll( server, 'listInventory', { query } );
		expect( products.length ).toBe( 230 );
		expect( levels.length ).toBeGreaterThan( 100 );
		for ( const level of levels ) {
			const product = products.find(
				( { id } ) => id === level.productId
			);
			expect( product?.priceWithVat ).toBe( level.priceWithVat );
		}
	};
	if ( asksByUnit ) {
		it( 'gives items at the prices of a unit', itsPrices );
	}

	it( 'makes a reservation and counts it', async () => {
		const before = ( await control.state( { codes: [ '000101' ] } ) )
			.databases.Demo2?.stock?.[ '000101' ]?.[ '01' ];
		const body = await order( server, [
			{ code: '000101', quantity: 2, unitPrice: 1290 },
		] );
		const got = await call( server, 'createReservation', { body } );
		expect( got.message ).toBe( '' );
		expect( got.rows[ 0 ] ).toMatchObject( {
			total: 2580,
			externalReference: 'shop-1-sale-1',
		} );
		expect( got.rows[ 0 ]?.number ).toMatch(
			new RegExp( `^REZ-${ THIS_YEAR }-00000\\d$` )
		);
		const state = await control.state( { codes: [ '000101' ] } );
		expect(
			state.databases.Demo2?.stock?.[ '000101' ]?.[ '01' ]
		).toMatchObject( {
			onHand: before?.onHand,
			reserved: ( before?.reserved ?? 0 ) + 2,
		} );
		expect( state.databases.Demo2?.documents?.[ 0 ]?.buyerName ).toBe(
			'Đorđe Џ. "Žika" & sin'
		);
	} );

	it( 'makes customers and tells what they owe', async () => {
		const made = await call( server, 'createCustomer', {
			body: {
				name: 'Љиљана Њ.',
				type: 'individual',
				email: 'ljilja@mail.example',
			},
		} );
		expect( made.rows[ 0 ]?.name ).toBe( 'Љиљана Њ.' );
		const found = await call( server, 'listCustomers', {
			query: { email: 'LJILJA@mail.example' },
		} );
		expect( found.rows.map( ( { id } ) => id ) ).toEqual( [
			made.rows[ 0 ]?.id,
		] );
		if ( server.contract.operations.getCustomerDebt ) {
			const debt = await call( server, 'getCustomerDebt', {
				path: { customerId: String( made.rows[ 0 ]?.id ) },
			} );
			expect( debt.rows[ 0 ] ).toMatchObject( {
				balance: 0,
				currency: 'RSD',
			} );
		}
	} );

	it( 'gives images by address or by content', async () => {
		const { productId } = await known( server );
		const got = await call( server, 'listProductImages', {
			path: { productId: productId( '000103' ) },
		} );
		const image = got.rows[ 0 ];
		const bytes = image?.url
			? Buffer.from(
					await ( await fetch( String( image.url ) ) ).arrayBuffer()
				)
			: Buffer.from( String( image?.content ), 'base64' );
		expect( bytes.length ).toBeGreaterThan( 100 );
	} );

	it( 'refuses a wrong key, a wrong database and a wrong name', async () => {
		expect(
			( await call( server, 'listProducts', { key: 'other' } ) ).status
		).toBe( 401 );
		expect(
			( await call( server, 'listProducts', { database: 'Nema' } ) )
				.errors
		).toEqual( [ `${ server.contract.database.name }: UNKNOWN_DATABASE` ] );
		const got = await call( server, 'listProducts', {
			query: { notThere: '1' },
		} );
		expect( got.status ).toBe( 400 );
		expect( got.errors[ 0 ] ).toMatch( /^notThere: UNKNOWN_/ );
	} );

	it( 'lists, finds and cancels documents where the contract has that', async () => {
		const { operations } = server.contract;
		const body = await order(
			server,
			[ { code: '000102', quantity: 1, unitPrice: 449.9 } ],
			{ externalReference: 'look/1 š' }
		);
		const made = ( await call( server, 'createReservation', { body } ) )
			.rows[ 0 ];
		const path = { documentId: String( made?.id ) };
		if ( operations.findDocuments ) {
			const found = await call( server, 'findDocuments', {
				query: { externalReference: 'look/1 š' },
			} );
			expect( found.rows.map( ( { id } ) => id ) ).toEqual( [
				made?.id,
			] );
			const none = await call( server, 'findDocuments', {
				query: { externalReference: 'look/2' },
			} );
			expect( [ none.success, none.rows.length ] ).toEqual( [ true, 0 ] );
		}
		if ( operations.listDocuments ) {
			const all = await callAll( server, 'listDocuments' );
			expect( all.length ).toBe( 2 );
		}
		if ( operations.getDocument ) {
			expect(
				( await call( server, 'getDocument', { path } ) ).rows[ 0 ]
			).toEqual( made );
		}
		if ( operations.cancelDocument ) {
			expect(
				( await call( server, 'cancelDocument', { path } ) ).rows[ 0 ]
					?.status
			).toBe( 'cancelled' );
			expect(
				( await call( server, 'cancelDocument', { path } ) ).errors
			).toEqual( [ 'null: ALREADY_CANCELLED' ] );
		}
	} );
} );
