import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SorsControl } from '../client';
import { startSorsServer } from '../server';
import { call, callAll, moment } from '../testing/caller';
import { readPath } from '../wire/paths';
import type { JsonObject } from '../wire/paths';
import type { ChangeInput } from './changes';

const server = await startSorsServer();
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

const product = async ( code: string, database = 'Demo2' ) =>
	( await callAll( server, 'listProducts', { database } ) ).filter(
		( row ) => row.code === code
	);

const levels = async ( code: string ) =>
	( await callAll( server, 'listInventory' ) ).filter(
		( row ) => row.productCode === code
	);

describe( 'items can be', () => {
	it( 'raised in stock and price, all of a unit at once', async () => {
		const before = await levels( '000101' );
		const unit = before[ 0 ]?.businessUnitId;
		await control.patch( [
			{ do: 'raiseAll', unit: '01', onHand: 7, priceWithVat: 1.2 },
		] );
		const after = await levels( '000101' );
		const changed = after.filter(
			( level, at ) => level.onHand !== before[ at ]?.onHand
		);
		expect( changed ).toHaveLength( 1 );
		expect( changed[ 0 ] ).toMatchObject( {
			businessUnitId: unit,
			onHand: Number( before[ 0 ]?.onHand ) + 7,
			priceWithVat: Number( before[ 0 ]?.priceWithVat ) + 1.2,
			priceWithoutVat: Number( before[ 0 ]?.priceWithoutVat ) + 1,
		} );
	} );

	it( 'renamed, re-priced, moved, switched off', async () => {
		await control.patch( [
			{
				do: 'setItem',
				code: '000101',
				set: {
					name: 'Čekić <novi> & "bolji"',
					group: 'Novo / Još novije',
					active: false,
				},
			},
			{ do: 'setPrice', code: '000101', priceWithVat: 1200 },
			{
				do: 'setPrice',
				code: '000101',
				unit: '02',
				priceWithVat: 1100.5,
			},
		] );
		const [ hammer ] = await product( '000101' );
		expect( hammer ).toMatchObject( {
			name: 'Čekić <novi> & "bolji"',
			active: false,
			priceWithVat: 1200,
			priceWithoutVat: 1000,
		} );
		const groups = await callAll( server, 'listProductGroups' );
		expect(
			groups.find( ( { id } ) => id === hammer?.groupId )?.name
		).toBe( 'Još novije' );
		const prices = ( await levels( '000101' ) ).map(
			( { priceWithVat } ) => priceWithVat
		);
		expect( prices.sort() ).toEqual( [
			1100.5,
			1200,
			...prices.slice( 2 ),
		] );
	} );

	it( 'given another code, doubled, left without a name, removed', async () => {
		const changes: ChangeInput[] = [
			{ do: 'setItem', code: '000101', set: { code: '000101-A' } },
			{
				do: 'addItem',
				item: { code: '000102', name: 'Dvojnik' },
				stock: { '01': 4 },
			},
			{ do: 'addItem', item: { code: 'BEZ', name: '' } },
			{ do: 'removeItem', code: '000103' },
		];
		await control.patch( changes );
		expect( [
			( await product( '000101' ) ).length,
			( await product( '000101-A' ) ).length,
		] ).toEqual( [ 0, 1 ] );
		expect( ( await levels( '000101-A' ) ).length ).toBeGreaterThan( 0 );
		expect( ( await product( '000102' ) ).length ).toBe( 2 );
		expect( ( await product( 'BEZ' ) )[ 0 ]?.name ).toBe( '' );
		expect( [
			( await product( '000103' ) ).length,
			( await levels( '000103' ) ).length,
		] ).toEqual( [ 0, 0 ] );
	} );

	it( 'asked for by the time of their change', async () => {
		const query = {
			modifiedSince: moment( server.contract, new Date() ),
		};
		expect(
			( await call( server, 'listProducts', { query } ) ).total
		).toBe( 0 );
		await control.patch( [
			{ do: 'setItem', code: '1001', set: { name: 'Drugo ime' } },
			{ do: 'setStock', code: '1002', unit: '01', onHand: 3 },
		] );
		expect(
			( await call( server, 'listProducts', { query } ) ).rows.map(
				( { code } ) => code
			)
		).toEqual( [ '1001' ] );
		const changed = await call( server, 'listInventory', { query } );
		expect(
			changed.rows.map( ( { productCode, onHand } ) => [
				productCode,
				onHand,
			] )
		).toEqual( [ [ '1002', 3 ] ] );
	} );

	it( 'garbled, one field at a time', async () => {
		await control.patch( [
			{
				do: 'garbleItem',
				code: '000101',
				set: { vatRate: { is: 'wrong' }, name: null },
			},
		] );
		const { entities } = server.contract;
		const { records } = await call( server, 'listProducts' );
		const at = ( row: JsonObject, field: 'code' | 'vatRate' | 'name' ) =>
			readPath( row, entities.product[ field ] ?? '' );
		expect(
			records
				.filter( ( row ) => at( row, 'code' ) === '000101' )
				.map( ( row ) => [ at( row, 'vatRate' ), at( row, 'name' ) ] )
		).toEqual( [ [ { is: 'wrong' }, null ] ] );
	} );

	it( 'given other pictures', async () => {
		const pictures = async () => {
			const [ hammer ] = await product( '000101' );
			return (
				await call( server, 'listProductImages', {
					path: { productId: String( hammer?.id ) },
				} )
			).rows;
		};
		await control.patch( [
			{
				do: 'setItem',
				code: '000101',
				set: {
					images: [
						{ id: '77', format: 'webp' },
						{ url: 'http://10.0.0.1/a.png' },
					],
				},
			},
		] );
		const [ first, other ] = await pictures();
		expect( first?.id ).toBe( '77' );
		expect( first?.url ).toMatch( /\/77\.webp$/ );
		expect( other?.url ).toBe( 'http://10.0.0.1/a.png' );
		const bytes = async () =>
			Buffer.from(
				await ( await fetch( String( first?.url ) ) ).arrayBuffer()
			);
		const before = await bytes();
		await control.patch( [
			{
				do: 'setItem',
				code: '000101',
				set: { images: [ { id: '77', format: 'webp', variant: 2 } ] },
			},
		] );
		expect( ( await bytes() ).equals( before ) ).toBe( false );
	} );
} );
