import { describe, expect, it } from 'vitest';
import { exampleContract } from '../../contract-variants/example';
import { variant } from '../../contract-variants/variants';
import type { FieldError } from '../model/refusal';
import { readEntity } from './entities';
import { wireField } from './envelope';
import { readDate, readMoment, writeDate, writeMoment } from './moments';
import { readScalar, writeScalar } from './scalars';
import type { JsonObject } from './paths';

const second = variant( 'second', exampleContract );
const third = variant( 'third', exampleContract );
const ZONE = 'Europe/Belgrade';

describe( 'moments', () => {
	const summer = Date.UTC( 2026, 6, 1, 10, 5, 6 );
	const winter = Date.UTC( 2026, 11, 31, 23, 30, 0 );

	it( 'are written where the business is', () => {
		expect( writeMoment( summer, 'iso8601', ZONE ) ).toBe(
			'2026-07-01T12:05:06+02:00'
		);
		expect( writeMoment( winter, 'iso8601', ZONE ) ).toBe(
			'2027-01-01T00:30:00+01:00'
		);
		expect( writeMoment( summer, 'dd.MM.yyyy HH:mm:ss', ZONE ) ).toBe(
			'01.07.2026 12:05:06'
		);
	} );

	it( 'are read back, in any offset, and only in their own form', () => {
		expect( readMoment( '2026-07-01T10:05:06Z', 'iso8601', ZONE ) ).toBe(
			summer
		);
		expect(
			readMoment( '2026-07-01T12:05:06.000+02:00', 'iso8601', ZONE )
		).toBe( summer );
		expect(
			readMoment( '01.07.2026 12:05:06', 'dd.MM.yyyy HH:mm:ss', ZONE )
		).toBe( summer );
		expect(
			readMoment( '01.01.2027 00:30:00', 'dd.MM.yyyy HH:mm:ss', ZONE )
		).toBe( winter );
		expect(
			readMoment( '2026-07-01 12:05:06', 'iso8601', ZONE )
		).toBeNull();
		expect(
			readMoment( '2026-07-01T12:05:06', 'iso8601', ZONE )
		).toBeNull();
	} );

	it( 'as dates know the calendar', () => {
		expect( writeDate( '2026-02-28', 'dd.MM.yyyy' ) ).toBe( '28.02.2026' );
		expect( readDate( '28.02.2026', 'dd.MM.yyyy' ) ).toBe( '2026-02-28' );
		expect( readDate( '30.02.2026', 'dd.MM.yyyy' ) ).toBeNull();
		expect( readDate( '2026-13-01', 'yyyy-MM-dd' ) ).toBeNull();
	} );
} );

describe( 'values', () => {
	it.each( [
		[ exampleContract, 'decimal', 1290.5, 1290.5 ],
		[ second, 'decimal', 1290.5, '1290.50' ],
		[ second, 'decimal', -0.125, '-0.125' ],
		[ third, 'decimal', 3, '3,00' ],
		[ exampleContract, 'id', '0012', '0012' ],
		[ third, 'id', '12', 12 ],
		[ third, 'enum:itemType', 'service', 20 ],
		[ second, 'enum:itemType', 'service', 'Q_ECIVRES' ],
	] )( 'go to the wire and back %#', ( contract, type, ours, wired ) => {
		expect( writeScalar( contract, type, ours ) ).toBe( wired );
		expect( readScalar( contract, type, wired ) ).toBe( ours );
	} );

	it.each( [
		[ exampleContract, 'decimal', '12.50' ],
		[ second, 'decimal', 12.5 ],
		[ second, 'decimal', '12,50' ],
		[ third, 'decimal', '12.50' ],
		[ third, 'id', '12' ],
		[ exampleContract, 'boolean', 1 ],
		[ exampleContract, 'enum:itemType', 'Service' ],
		[ exampleContract, 'string', 5 ],
		[ second, 'date', '2026-01-02' ],
	] )( 'in another form are refused %#', ( contract, type, wired ) => {
		expect( () => readScalar( contract, type, wired ) ).toThrow();
	} );
} );

describe( 'a body', () => {
	const read = ( body: JsonObject ) => {
		const errors: FieldError[] = [];
		const fields = readEntity( exampleContract, 'document', body, errors );
		return {
			fields,
			errors: errors.map( ( { field, code } ) => `${ field } ${ code }` ),
		};
	};

	it( 'may leave fields out or empty', () => {
		expect( read( { note: null, lines: [ { quantity: 2 } ] } ) ).toEqual( {
			fields: { lines: [ { quantity: 2 } ] },
			errors: [],
		} );
	} );

	it( 'is told every fault with its place', () => {
		expect(
			read( {
				Note: 'x',
				id: '5',
				lines: [ { quantity: '2' }, 7, { price: 1 } ],
			} ).errors
		).toEqual( [
			'Note UNKNOWN_FIELD',
			'id READ_ONLY',
			'lines[0].quantity INVALID',
			'lines[1] INVALID',
			'lines[2].price UNKNOWN_FIELD',
		] );
	} );

	it( 'has its fields named as the wire does', () => {
		expect(
			wireField( second, 'document', 'lines[3].productCode' )
		).toMatch( /^q_.*\[3\]\.q_/ );
		expect(
			wireField( exampleContract, 'document', 'nothing' )
		).toBeNull();
	} );
} );
