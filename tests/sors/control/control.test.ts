import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SorsControl } from '../client';
import { THIS_YEAR, yearly } from '../model/years';
import { startSorsServer } from '../server';
import { call, callAll } from '../testing/caller';
import { order } from '../testing/order';
import { readPath } from '../wire/paths';
import type { ChangeInput } from './changes';

const server = await startSorsServer();
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

const product = async ( code: string, database = 'Demo2' ) =>
	( await callAll( server, 'listProducts', { database } ) ).filter(
		( row ) => row.code === code
	);

describe( 'a server of another kind', () => {
	it( 'ignores a filter, and leaves fields out of its answers', async () => {
		const find = { query: { externalReference: 'no-such' } };
		for ( const externalReference of [ 'a', 'b' ] ) {
			const made = await call( server, 'createReservation', {
				body: await order(
					server,
					[ { code: '000101', quantity: 1, unitPrice: 1290 } ],
					{ externalReference }
				),
			} );
			expect( made.errors ).toEqual( [] );
		}
		const found = async () =>
			( await call( server, 'findDocuments', find ) ).rows.map(
				( row ) => row.externalReference ?? null
			);
		expect( await found() ).toEqual( [] );
		await control.settings( { ignores: [ 'externalReference' ] } );
		expect( await found() ).toEqual( [ 'a', 'b' ] );
		await control.settings( { omits: [ 'externalReference' ] } );
		expect( await found() ).toEqual( [ null, null ] );
	} );
} );

describe( 'the wire', () => {
	it( 'can be untidy without another meaning', async () => {
		await control.settings( {
			sloppy: [
				'decimals',
				'nulls',
				'missing',
				'ids',
				'booleans',
				'extra',
			],
		} );
		const text = JSON.stringify(
			( await call( server, 'listBusinessUnits' ) ).raw
		);
		expect( text ).toContain( '"interno"' );
		const { entities } = server.contract;
		const { records } = await call( server, 'listInventory' );
		const state = await control.state();
		const forms = new Set< string >();
		for ( const row of records ) {
			const at = ( field: 'productCode' | 'onHand' ) =>
				readPath( row, entities.stockLevel[ field ] ?? '' );
			const stock = Object.values(
				state.databases.Demo2?.stock?.[
					String( at( 'productCode' ) )
				] ?? {}
			);
			const written = at( 'onHand' );
			const onHand = Number( String( written ).replace( ',', '.' ) );
			expect( stock.map( ( level ) => level.onHand ) ).toContain(
				onHand
			);
			forms.add(
				`${ typeof written }${ String( written ).includes( ',' ) }`
			);
		}
		expect( [ ...forms ].sort() ).toEqual( [
			'numberfalse',
			'stringfalse',
			'stringtrue',
		] );
	} );

	it( 'carries purchase prices under a name that no contract has', async () => {
		const { raw, rows } = await call( server, 'listProducts' );
		expect( JSON.stringify( raw ) ).toMatch( /"nabavnaCena":\d+\.\d\d37/ );
		expect( Object.keys( rows[ 0 ] ?? {} ) ).not.toContain(
			'purchasePrice'
		);
	} );

	it( 'never shows a key to the log', async () => {
		await call( server, 'listBusinessUnits', { key: 'secret-key' } );
		await call( server, 'listBusinessUnits' );
		const requests = await control.requests();
		expect(
			requests.map( ( { key, status } ) => [ key, status ] )
		).toEqual( [
			[ 'wrong', 401 ],
			[ 'valid', 200 ],
		] );
		expect( JSON.stringify( requests ) ).not.toMatch(
			/secret-key|demo-key/
		);
	} );
} );

describe( 'keys and databases', () => {
	it( 'go together', async () => {
		await control.settings( { apiKeys: { one: [ 'Demo2' ], all: '*' } } );
		const status = async ( key: string, database: string ) =>
			( await call( server, 'listBusinessUnits', { key, database } ) )
				.status;
		expect( await status( 'one', 'Demo2' ) ).toBe( 200 );
		expect( await status( 'one', yearly() ) ).toBe( 403 );
		expect( await status( 'all', yearly() ) ).toBe( 200 );
		expect( await status( server.key, 'Demo2' ) ).toBe( 401 );
	} );

	it( 'of two years have the same codes and other ids', async () => {
		const [ old ] = await product( '000101', yearly( THIS_YEAR - 1 ) );
		const [ now ] = await product( '000101', yearly() );
		const ids = { id: '', groupId: '', secondGroupId: '' };
		expect( { ...now, ...ids } ).toEqual( { ...old, ...ids } );
		expect( now?.id ).not.toBe( old?.id );
	} );

	it( 'of a new year take over what the old one holds', async () => {
		const body = await order( server, [
			{ code: '000101', quantity: 2, unitPrice: 1290 },
		] );
		await call( server, 'createReservation', { body } );
		const add: ChangeInput = {
			do: 'addDatabase',
			name: 'Demo3',
			year: THIS_YEAR + 1,
			from: 'Demo2',
		};
		await control.patch( [
			add,
			{ ...add, name: 'Demo4', carryReservations: false },
		] );
		const state = await control.state( { codes: [ '000101' ] } );
		const { Demo2, Demo3, Demo4 } = state.databases;
		expect( Demo3?.stock ).toEqual( Demo2?.stock );
		expect( Demo4?.stock?.[ '000101' ]?.[ '01' ]?.reserved ).toBe( 0 );
		expect( [ Demo2?.counts.documents, Demo3?.counts.documents ] ).toEqual(
			[ 1, 0 ]
		);
		expect(
			( await call( server, 'listDatabases' ) ).rows.map(
				( { name } ) => name
			)
		).toContain( 'Demo3' );
		expect( ( await product( '000101', 'Demo3' ) )[ 0 ]?.id ).not.toBe(
			( await product( '000101' ) )[ 0 ]?.id
		);
	} );
} );

describe( 'the books', () => {
	it( 'can be changed by somebody at the desk', async () => {
		const body = await order( server, [
			{ code: '000101', quantity: 2, unitPrice: 1290 },
		] );
		const number = String(
			( await call( server, 'createReservation', { body } ) ).rows[ 0 ]
				?.number
		);
		await control.patch( [
			{ do: 'setDocument', number, set: { total: 1 } },
			{ do: 'cancelDocument', number },
			{
				do: 'addCustomer',
				customer: { code: 'X1', name: 'Novi', type: 'company' },
			},
			{ do: 'setCustomer', code: 'X1', set: { discountPercent: 7 } },
			{ do: 'removeCustomer', code: 'K00002' },
			{ do: 'setGroup', path: 'Usluge', name: 'Услуге', parent: 'Sve' },
			{ do: 'setUnit', code: '55', name: 'Novi Pazar' },
		] );
		const state = (
			await control.state( {
				database: 'Demo2',
				include: [ 'documents', 'customers', 'groups', 'units' ],
			} )
		).databases.Demo2;
		expect( state?.documents?.[ 0 ] ).toMatchObject( {
			total: 1,
			status: 'cancelled',
			customerCode: 'K00001',
			businessUnitCode: '01',
		} );
		expect(
			state?.customers?.find( ( { code } ) => code === 'X1' )
				?.discountPercent
		).toBe( 7 );
		expect( state?.groups?.map( ( { path } ) => path ) ).toContain(
			'Sve / Услуге'
		);
		expect( state?.units?.at( -1 ) ).toMatchObject( {
			code: '55',
			name: 'Novi Pazar',
		} );
	} );

	it( 'can refuse with status 200, but not a wrong key', async () => {
		await control.settings( { refusalsAs200: true } );
		const got = await call( server, 'createReservation', { body: {} } );
		expect( [ got.status, got.success ] ).toEqual( [ 200, false ] );
		expect(
			( await call( server, 'listProducts', { key: 'x' } ) ).status
		).toBe( 401 );
	} );

	it( 'are as at the start after a reset', async () => {
		await control.patch( [ { do: 'removeItem', code: '000101' } ] );
		await control.settings( { discountsAgain: true, apiKeys: {} } );
		await control.faults( { action: { kind: 'html' } } );
		await control.reset( { items: 20 } );
		expect( ( await call( server, 'listProducts' ) ).total ).toBe( 20 );
		const state = await control.state();
		expect( [
			state.settings.discountsAgain,
			state.faults,
			state.requests.total,
		] ).toEqual( [ false, [], 1 ] );
		await control.reset();
		expect( ( await call( server, 'listProducts' ) ).total ).toBe( 60 );
	} );

	it( 'do not take nonsense', async () => {
		await expect(
			control.patch( [ { do: 'removeItem', code: 'none' } ] )
		).rejects.toThrow( /no item "none"/ );
		await expect( control.patch( [], 'None' ) ).rejects.toThrow(
			/no database "None"/
		);
		const response = await fetch( `${ server.controlUrl }/faults`, {
			method: 'POST',
			body: '{"rules":[{"action":{"kind":"cutt"}}]}',
		} );
		expect( response.status ).toBe( 400 );
		expect(
			( await fetch( `${ server.controlUrl }/nothing` ) ).status
		).toBe( 404 );
	} );
} );
