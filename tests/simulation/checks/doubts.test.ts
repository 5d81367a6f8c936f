import { describe, expect, it } from 'vitest';
import type { SorsDocument } from '../../sors/model/types';
import type { Entry } from '../model/shop';
import { needlessDoubts, type Doubtful } from './doubts';

const HOUR = 3600;

const entry = ( values: Partial< Entry > ): Entry =>
	( {
		...{ id: 1, orderId: 1, role: 'sale', state: 'sent', error: null },
		...{ database: 'Shop2026', answeredAt: null, lostAt: null },
		...{ silentLosses: 0, answeredLosses: 1, total: 100 },
		...{ kind: 'reservation', reference: 's-1' },
		...values,
	} ) as Entry;
const asked = entry( {
	...{ id: 2, orderId: 2, state: 'uncertain', error: 'lookup_untrusted' },
	...{ lostAt: 100 * HOUR, reference: 's-2' },
} );

type Scene = Parameters< typeof needlessDoubts >[ 0 ];
const met = ( values: Partial< Doubtful > = {} ): Doubtful => ( {
	...{ uselessAt: -Infinity, failedAt: -Infinity },
	...{ lastOfBackup: 0, wasCutOff: false },
	...values,
} );
const scene = ( values: Partial< Scene > = {} ): Scene => ( {
	...{ entries: [ asked ], documents: [], cancelledByHand: new Set() },
	...{ met: met(), ...values },
} );
const said = ( ...others: Entry[] ): string[] =>
	needlessDoubts( scene( { entries: [ asked, ...others ] } ) );

/** What is said of one that is uncertain for this reason. */
const of = (
	error: string,
	values: Partial< Entry > = {},
	more: Partial< Scene > = {}
): number =>
	needlessDoubts(
		scene( { entries: [ { ...asked, error, ...values } ], ...more } )
	).length;

const document = ( values: Partial< SorsDocument > = {} ): SorsDocument =>
	( {
		...{ externalReference: 's-2', kind: 'reservation', total: 100 },
		sourceDocumentId: null,
		...values,
	} ) as SorsDocument;

describe( 'an entry of which a person is asked whether SORS has it', () => {
	it( 'is right while SORS has told of no document by which a look-up is proved', () => {
		expect( said() ).toEqual( [] );
		expect(
			said( entry( { database: 'Shop2025', answeredAt: HOUR } ) )
		).toEqual( [] );
		expect( said( entry( { answeredAt: 125 * HOUR } ) ) ).toEqual( [] );
	} );

	it( 'is wrong where the look-up could have been proved, whatever became of other orders', () => {
		const words =
			'entry 2 (order 2, sale) is uncertain (lookup_untrusted) after 0 silent and 1 answered losses, and there is no cause to ask';
		expect( said( entry( { answeredAt: HOUR } ) ) ).toEqual( [ words ] );
		expect(
			said( entry( { answeredAt: 101 * HOUR, silentLosses: 2 } ) )
		).toEqual( [ words ] );
	} );

	it( 'is right where look-ups met answers since that say nothing', () => {
		const told = entry( { answeredAt: HOUR } );
		const at = ( uselessAt: number ) =>
			needlessDoubts(
				scene( { entries: [ asked, told ], met: met( { uselessAt } ) } )
			);
		expect( at( 101 * HOUR ) ).toEqual( [] );
		expect( at( 99 * HOUR ) ).toHaveLength( 1 );
		expect(
			of( 'lookup_failed', {}, { met: met( { uselessAt: 101 * HOUR } ) } )
		).toBe( 0 );
		expect(
			of( 'lookup_failed', {}, { met: met( { uselessAt: 99 * HOUR } ) } )
		).toBe( 1 );
	} );

	it( 'is right where look-ups met no answer a day after the loss', () => {
		const at = ( failedAt: number ) =>
			of( 'lookup_failed', {}, { met: met( { failedAt } ) } );
		expect( [ at( 124 * HOUR ), at( 123 * HOUR ) ] ).toEqual( [ 0, 1 ] );
	} );

	it( 'is right once no repeat is left: one after silence, six after answers', () => {
		expect( of( 'lost_again' ) ).toBe( 1 );
		expect( of( 'lost_again', { silentLosses: 1 } ) ).toBe( 1 );
		expect( of( 'lost_again', { silentLosses: 2 } ) ).toBe( 0 );
		expect( of( 'lost_again', { answeredLosses: 6 } ) ).toBe( 1 );
		expect( of( 'lost_again', { answeredLosses: 7 } ) ).toBe( 0 );
	} );

	it( 'is right of a document that somebody cancelled by hand, and of no other', () => {
		const cancelled = ( reference: string ) =>
			of(
				'found_cancelled',
				{},
				{ cancelledByHand: new Set( [ reference ] ) }
			);
		expect( cancelled( 's-2' ) ).toBe( 0 );
		expect( cancelled( 's-1' ) ).toBe( 1 );
	} );

	it( 'is right where SORS has another document under its reference, or several', () => {
		const found = ( error: string, ...documents: SorsDocument[] ) =>
			of( error, {}, { documents } );
		expect( found( 'found_other', document() ) ).toBe( 1 );
		expect( found( 'found_other', document( { total: 90 } ) ) ).toBe( 0 );
		expect( found( 'found_other', document( { kind: 'invoice' } ) ) ).toBe(
			0
		);
		expect( found( 'found_several', document() ) ).toBe( 1 );
		expect( found( 'found_several', document(), document() ) ).toBe( 0 );
		expect(
			found(
				'found_several',
				document(),
				document( { kind: 'invoice' } )
			)
		).toBe( 1 );
		expect( found( 'found_made', document() ) ).toBe( 1 );
		expect(
			found( 'found_made', document( { sourceDocumentId: '90' } ) )
		).toBe( 0 );
	} );

	it( 'is wrong for a reason that docs/outbox.md does not have', () => {
		expect( of( 'no_lookup' ) ).toBe( 1 );
		expect( of( 'weather' ) ).toBe( 1 );
	} );

	it( 'is right where processes were cut off', () => {
		expect( of( 'cut_off' ) ).toBe( 1 );
		expect( of( 'cut_off', {}, { met: met( { wasCutOff: true } ) } ) ).toBe(
			0
		);
	} );

	it( 'is not judged where a backup brought it back', () => {
		expect( of( 'weather', {}, { met: met( { lastOfBackup: 2 } ) } ) ).toBe(
			0
		);
		expect( of( 'weather', {}, { met: met( { lastOfBackup: 1 } ) } ) ).toBe(
			1
		);
	} );
} );
