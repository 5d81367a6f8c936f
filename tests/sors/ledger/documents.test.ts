import { describe, expect, it } from 'vitest';
import { buildDatabase } from '../assortment/database';
import { Refusal } from '../model/refusal';
import type { DocumentKind } from '../model/types';
import type { Fields } from '../wire/entities';
import { createCustomer } from './customers';
import { debtOf } from './debt';
import { cancelDocument, createDocument } from './documents';

/** Books of their own for each test, with what is looked at in them. */
function books( reservationsModify = true ) {
	const database = buildDatabase( {
		...{ name: 'X', title: 'X', year: 2026 },
		...{ seed: 1, items: 60, firstId: 1001 },
	} );
	const [ unit, customer ] = [
		database.units[ 0 ]!,
		database.customers[ 0 ]!,
	];
	const moment = { now: 1e15, reservationsModify };
	const level = database.levels.find(
		( each ) =>
			each.productCode === '000101' && each.businessUnitId === unit.id
	)!;
	return {
		...{ database, unit, customer, level, moment },
		seen: () => ( {
			onHand: level.onHand,
			reserved: level.reserved,
			debt: debtOf( database, customer, '2026-11-24' ).balance,
		} ),
		order: ( more: Fields = {}, line: Fields = {} ): Fields => ( {
			businessUnitId: unit.id,
			customerId: customer.id,
			date: '2026-11-24',
			total: 2580,
			lines: [
				{
					productCode: '000101',
					quantity: 2,
					unitPrice: 1290,
					...line,
				},
			],
			...more,
		} ),
		make: ( kind: DocumentKind, sent: Fields, discountsAgain = false ) =>
			createDocument(
				{
					...{ ...moment, database, discountsAgain },
					...{ today: '2026-11-24', has: () => true },
				},
				kind,
				sent
			),
	};
}

/** `field: CODE` of each fault. */
function refused( work: () => unknown ): string[] {
	try {
		work();
	} catch ( error ) {
		if ( error instanceof Refusal ) {
			return error.errors.map(
				( { field, code } ) => `${ field }: ${ code }`
			);
		}
		throw error;
	}
	return [];
}

describe( 'a document', () => {
	it.each( [
		[ 'invoice', 0, 0, 2580 ],
		[ 'invoiceDeliveryNote', -2, 0, 2580 ],
		[ 'reservation', 0, 2, 0 ],
		[ 'deliveryNote', -2, 0, 0 ],
	] as const )(
		'moves what it does until it is cancelled: %s, on hand %d, reserved %d, debt %d',
		( kind, onHand, reserved, debt ) => {
			const { database, seen, make, order, moment } = books();
			const before = seen();
			const made = make( kind, order() );
			expect( seen() ).toEqual( {
				onHand: before.onHand + onHand,
				reserved: before.reserved + reserved,
				debt: before.debt + debt,
			} );
			const cancel = () => cancelDocument( database, made, moment );
			cancel();
			expect( seen() ).toEqual( before );
			expect( refused( cancel ) ).toEqual( [
				'null: ALREADY_CANCELLED',
			] );
			expect( seen() ).toEqual( before );
		}
	);

	it.each( [
		[ 'reservation', true, true ],
		[ 'reservation', false, false ],
		[ 'deliveryNote', false, true ],
	] as const )(
		'%s, where reservations modify: %s, modifies: %s',
		( kind, reservationsModify, modified ) => {
			const { level, make, order, moment } = books( reservationsModify );
			make( kind, order() );
			expect( level.modifiedAt === moment.now ).toBe( modified );
		}
	);

	it( 'has the standing discount taken off goods, where SORS does so by itself', () => {
		const { customer, make, order } = books();
		customer.discountPercent = 10;
		const sent = order( { total: 2970 } );
		( sent.lines as Fields[] ).push( {
			...{ productCode: 'USL-DOSTAVA', quantity: 1, unitPrice: 390 },
		} );
		expect( make( 'invoice', sent ).total ).toBe( 2970 );
		expect( make( 'invoice', sent, true ).total ).toBe( 2712 );
	} );

	it( 'is returned as far as it went, and then not cancelled', () => {
		const { database, seen, make, order, moment } = books();
		const { id: sourceDocumentId, ...source } = make(
			'invoiceDeliveryNote',
			order()
		);
		const before = seen();
		const half = make(
			'return',
			order( { sourceDocumentId, total: 1290 }, { quantity: 1 } )
		);
		expect( seen() ).toEqual( {
			...before,
			onHand: before.onHand + 1,
			debt: before.debt - 1290,
		} );
		const whole = () => make( 'return', order( { sourceDocumentId } ) );
		expect( refused( whole ) ).toEqual( [ 'lines: RETURN_EXCEEDS' ] );
		const document = { ...source, id: sourceDocumentId };
		expect(
			refused( () => cancelDocument( database, document, moment ) )
		).toEqual( [ 'null: HAS_RETURNS' ] );
		cancelDocument( database, half, moment );
		expect( refused( whole ) ).toEqual( [] );
		const reserved = make( 'reservation', order() ).id;
		for ( const [ id, code ] of [
			[ reserved, 'NOT_RETURNABLE' ],
			[ '1', 'UNKNOWN_DOCUMENT' ],
		] ) {
			expect(
				refused( () =>
					make( 'return', order( { sourceDocumentId: id } ) )
				)
			).toEqual( [ `sourceDocumentId: ${ code }` ] );
		}
	} );
} );

describe( 'what is refused', () => {
	it.each< [ string, Fields, Fields? ] >( [
		[ 'businessUnitId: UNKNOWN_BUSINESS_UNIT', { businessUnitId: '1' } ],
		[ 'customerId: UNKNOWN_CUSTOMER', { customerId: '1' } ],
		[ 'date: REQUIRED', { date: undefined } ],
		[ 'currency: CURRENCY', { currency: 'EUR' } ],
		[ 'kind: WRONG_KIND', { kind: 'invoice' } ],
		[ 'lines: REQUIRED', { lines: [] } ],
		[ 'total: TOTAL', { total: 2580.02 } ],
		[
			'lines[0].productCode: UNKNOWN_PRODUCT',
			{},
			{ productCode: 'none' },
		],
		[ 'lines[0].quantity: REQUIRED', {}, { quantity: 0 } ],
		[ 'lines[0].unitPrice: REQUIRED', {}, { unitPrice: undefined } ],
		[ 'lines[0].vatRate: VAT_RATE', {}, { vatRate: 10 } ],
		[ 'lines[0].lineTotal: LINE_TOTAL', {}, { lineTotal: 2000 } ],
	] )( 'of a document %s', ( fault, more, line ) => {
		const { database, seen, make, order } = books();
		const before = seen();
		const sent = order( more, line );
		expect( refused( () => make( 'reservation', sent ) ) ).toEqual( [
			fault,
		] );
		expect( seen() ).toEqual( before );
		expect( database.documents ).toEqual( [] );
	} );

	it( 'of a unit that is not active anything', () => {
		const { unit, make, order } = books();
		unit.active = false;
		expect( refused( () => make( 'reservation', order() ) ) ).toEqual( [
			'businessUnitId: INACTIVE_BUSINESS_UNIT',
		] );
	} );

	it.each< [ string, Fields ] >( [
		[ 'taxId: PIB', { taxId: '101134701' } ],
		[
			'registrationNumber: REGISTRATION_NUMBER',
			{ registrationNumber: '1' },
		],
		[ 'jbkjs: JBKJS', { jbkjs: '12345' } ],
		[ 'jbkjs: JBKJS', { type: 'publicBody', jbkjs: '1234' } ],
		[ 'code: DUPLICATE_CODE', { code: 'K00002' } ],
		[ 'name: REQUIRED', { name: '' } ],
		[ 'type: REQUIRED', { type: undefined } ],
	] )( 'of a customer %s', ( fault, more ) => {
		const { database } = books();
		const good = { name: 'A', type: 'company', taxId: '101134702' };
		expect( refused( () => createCustomer( database, good ) ) ).toEqual(
			[]
		);
		expect(
			refused( () => createCustomer( database, { ...good, ...more } ) )
		).toEqual( [ fault ] );
	} );
} );
