import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { sendOrdersResponse } from '../contract/rest/outbox';
import { overviewResponse } from '../contract/rest/overview';
import { runsResponse } from '../contract/rest/runs';
import { settingsResponse } from '../contract/rest/settings';
import { overviewOf, rowOf, runOf, settingsOf } from '../testing/samples';
import { tolerant } from './tolerant';

/** The same answer as a newer server may give it: each object has one field more. */
const newer = ( answer: unknown ): unknown => {
	if ( Array.isArray( answer ) ) {
		return answer.map( newer );
	}
	return answer !== null && typeof answer === 'object'
		? Object.fromEntries( [
				...Object.entries( answer ).map( ( [ key, part ] ) => [
					key,
					newer( part ),
				] ),
				[ 'addedLater', { by: 'an update' } ],
			] )
		: answer;
};

const run = runOf();
const rejected = rowOf( {
	lastError: { code: 'item_unknown', message: 'Artikal ne postoji.' },
} );

it.each( [
	[ 'in a list', runsResponse, { items: [ run, run ], total: 2 } ],
	[
		'in what may be null',
		sendOrdersResponse,
		{ items: [ rejected ], refused: [] },
	],
	[
		'in objects of objects',
		overviewResponse,
		overviewOf( {
			runs: [ { kind: 'stock', last: run, active: null, nextAt: null } ],
			recentRuns: [ run ],
		} ),
	],
] )( 'drops a field of a newer server %s', ( _, schema, answer ) => {
	expect( schema.safeParse( newer( answer ) ).success ).toBe( false );
	expect( tolerant( schema ).parse( newer( answer ) ) ).toEqual( answer );
} );

it( 'drops a setting of a newer server, and reads maps as they are', () => {
	const answer = settingsOf( { paymentMethodMap: { cod: 'cash' } } );
	const { settings } = answer;
	const more = {
		...answer,
		settings: { ...settings, addedLater: true },
		shop: { ...answer.shop, addedLater: [] },
	};
	expect( settingsResponse.safeParse( more ).success ).toBe( false );
	expect( tolerant( settingsResponse ).parse( more ) ).toEqual( answer );
} );

it( 'reaches into all that a schema may hold', () => {
	const part = z.strictObject( { id: z.int() } );
	const schema = z.strictObject( {
		map: z.record( z.string(), part ),
		either: z.union( [ part, z.string() ] ),
		maybe: z.optional( part ),
		stored: z._default( part, { id: 1 } ),
	} );
	const more = { id: 2, addedLater: true };
	expect(
		tolerant( schema ).parse( {
			map: { a: more },
			either: more,
			maybe: more,
			stored: more,
		} )
	).toEqual( {
		map: { a: { id: 2 } },
		either: { id: 2 },
		maybe: { id: 2 },
		stored: { id: 2 },
	} );
} );

it( 'leaves a word of a newer server as it is', () => {
	const answer = {
		items: [ { ...run, kind: 'brandNew', startedBy: 'brandNew' } ],
		total: 1,
	};
	expect( runsResponse.safeParse( answer ).success ).toBe( false );
	expect( tolerant( runsResponse ).parse( answer ) ).toEqual( answer );
} );

it( 'stays strict about all that it knows', () => {
	const known = tolerant( runsResponse );
	const answerWith = ( parts: object ) => ( {
		items: [ { ...run, ...parts } ],
		total: 1,
	} );
	expect( known.safeParse( answerWith( {} ) ).success ).toBe( true );
	expect( known.safeParse( answerWith( { id: 0 } ) ).success ).toBe( false );
	expect( known.safeParse( answerWith( { state: 1 } ) ).success ).toBe(
		false
	);
	expect(
		known.safeParse( answerWith( { total: undefined } ) ).success
	).toBe( false );
	expect(
		known.safeParse( answerWith( { createdAt: 'now' } ) ).success
	).toBe( false );
} );
