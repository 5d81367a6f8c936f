import { expect, it } from 'vitest';
import type { Entry } from '../model/shop';
import { uncertain } from './quiet';

const HOUR = 3600;

const entry = ( values: Partial< Entry > ): Entry =>
	( {
		...{ id: 1, orderId: 1, role: 'sale', state: 'sent', error: null },
		...{ database: 'Shop2026', answeredAt: null, lostAt: null },
		...values,
	} ) as Entry;
const asked = entry( {
	...{ id: 2, orderId: 2, state: 'uncertain', error: 'lookup_untrusted' },
	lostAt: 100 * HOUR,
} );
const said = ( ...others: Entry[] ): string[] =>
	uncertain( { entries: [ asked, ...others ] }, new Set() );

it( 'asks a person while SORS has told of no document by which a look-up is proved', () => {
	expect( said() ).toEqual( [] );
	expect(
		said( entry( { database: 'Shop2025', answeredAt: HOUR } ) )
	).toEqual( [] );
	expect( said( entry( { answeredAt: 125 * HOUR } ) ) ).toEqual( [] );
} );

it( 'asks nobody where the look-up could have been proved', () => {
	const words =
		'entry 2 (order 2, sale) is uncertain (lookup_untrusted), although every loss was told';
	expect( said( entry( { answeredAt: HOUR } ) ) ).toEqual( [ words ] );
	expect( said( entry( { answeredAt: 101 * HOUR } ) ) ).toEqual( [ words ] );
} );

it( 'asks nobody for another reason, whatever SORS told', () => {
	const again = { ...asked, error: 'lost_again' };
	expect( uncertain( { entries: [ again ] }, new Set() ) ).toHaveLength( 1 );
} );

it( 'asks whether a cancelling by hand was meant, and of no other', () => {
	const cancelled = { ...asked, error: 'found_cancelled', reference: 's-2' };
	const saidOf = ( ...references: string[] ): string[] =>
		uncertain( { entries: [ cancelled ] }, new Set( references ) );
	expect( saidOf( 's-2' ) ).toEqual( [] );
	expect( saidOf( 's-1' ) ).toHaveLength( 1 );
} );
