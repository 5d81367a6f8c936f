import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/contract/sors/contract';
import { SorsControl } from '../client';
import { startSorsServer } from '../server';
import { call } from '../testing/caller';
import { create, refusalOnWire, stockOf } from '../testing/documents';
import type { Create } from '../testing/documents';
import { order } from '../testing/order';
import type { Fields } from '../wire/entities';

const server = await startSorsServer();
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

const HAMMER = { code: '000101', quantity: 2, unitPrice: 1290 };

const stock = ( code = HAMMER.code ) => stockOf( control, code );

const onWire = ( entity: EntityName, refusal: string ) =>
	refusalOnWire( server.contract, entity, refusal );

const make = ( operation: Create, body: Fields ) =>
	create( server, operation, body );

describe( 'what is refused', () => {
	const refused: [ string, ( body: Fields ) => Fields, string ][] = [
		[
			'an unknown unit',
			( body ) => ( { ...body, businessUnitId: '1' } ),
			'businessUnitId: UNKNOWN_BUSINESS_UNIT',
		],
		[
			'an unknown customer',
			( body ) => ( { ...body, customerId: '1' } ),
			'customerId: UNKNOWN_CUSTOMER',
		],
		[
			'another currency',
			( body ) => ( { ...body, currency: 'EUR' } ),
			'currency: CURRENCY',
		],
		[
			'no lines',
			( body ) => ( { ...body, lines: [] } ),
			'lines: REQUIRED',
		],
		[
			'a total that is two para off',
			( body ) => ( { ...body, total: 2580.02 } ),
			'total: TOTAL',
		],
		[
			'another kind',
			( body ) => ( { ...body, kind: 'invoice' } ),
			'kind: WRONG_KIND',
		],
		[
			'a field that only answers carry',
			( body ) => ( { ...body, number: 'X' } ),
			'number: READ_ONLY',
		],
	];
	it.each( refused )( '%s', async ( _what, change, error ) => {
		const before = await stock();
		const got = await make(
			'createReservation',
			change( await order( server, [ HAMMER ] ) )
		);
		expect( got.errors ).toEqual( [ onWire( 'document', error ) ] );
		expect( got.status ).toBe( 400 );
		expect( await stock() ).toEqual( before );
		expect( await control.documents() ).toEqual( [] );
	} );

	it( 'an inactive unit, an unknown item, another VAT rate, a wrong line', async () => {
		const body = await order( server, [
			{ code: 'none', quantity: 1, unitPrice: 1 },
		] );
		expect( ( await make( 'createReservation', body ) ).errors ).toEqual( [
			onWire( 'document', 'lines[0].productCode: UNKNOWN_PRODUCT' ),
		] );
		const vat = await order( server, [ { ...HAMMER, vatRate: 10 } ] );
		expect( ( await make( 'createReservation', vat ) ).errors ).toEqual( [
			onWire( 'document', 'lines[0].vatRate: VAT_RATE' ),
		] );
		const wrong = await order( server, [ HAMMER ] );
		const lines = ( wrong.lines as Fields[] ).map( ( line ) => ( {
			...line,
			lineTotal: 2000,
		} ) );
		expect(
			( await make( 'createReservation', { ...wrong, lines } ) ).errors
		).toEqual( [ onWire( 'document', 'lines[0].lineTotal: LINE_TOTAL' ) ] );
		await control.patch( [ { do: 'setUnit', code: '01', active: false } ] );
		const inactive = await make(
			'createReservation',
			await order( server, [ HAMMER ] )
		);
		expect( inactive.errors ).toEqual( [
			onWire( 'document', 'businessUnitId: INACTIVE_BUSINESS_UNIT' ),
		] );
	} );

	it( 'a customer with a wrong PIB, a taken code, no name', async () => {
		const made = ( body: Fields ) =>
			call( server, 'createCustomer', { body } );
		expect(
			( await made( { name: 'A', type: 'company', taxId: '101134702' } ) )
				.status
		).toBe( 201 );
		expect(
			( await made( { name: 'A', type: 'company', taxId: '101134701' } ) )
				.errors
		).toEqual( [ onWire( 'customer', 'taxId: PIB' ) ] );
		expect(
			( await made( { name: 'A', type: 'company', code: 'K00002' } ) )
				.errors
		).toEqual( [ onWire( 'customer', 'code: DUPLICATE_CODE' ) ] );
		expect( ( await made( { type: 'company' } ) ).errors ).toEqual( [
			onWire( 'customer', 'name: REQUIRED' ),
		] );
	} );
} );
