import { expect, it } from 'vitest';
import { leftToOwner } from '../model/left';
import type { Entry, ShopState } from '../model/shop';
import { wrongSteps } from './table';

const shop = ( ...entries: Partial< Entry >[] ): ShopState => ( {
	storeId: 'a',
	orders: new Map(),
	entries: entries.map( ( each ) => ( { ...leftToOwner( 1 ), ...each } ) ),
	products: [],
	behind: 0,
	now: 0,
	latest: 0,
	pricing: { decimals: 2, unit: 0.01, byLine: true, hasTaxes: true },
	...{ links: [], unlinked: [], groups: [], regulars: [] },
	questions: [],
} );

it( 'lets an entry go any way that the table has, several steps at once', () => {
	expect(
		wrongSteps( shop( { state: 'queued' } ), shop( { state: 'sent' } ) )
	).toEqual( [] );
	expect(
		wrongSteps(
			shop( { state: 'skipped' } ),
			shop( { state: 'uncertain' } )
		)
	).toEqual( [] );
} );

it.each( [
	[ 'sent', 'queued', 'sale' ],
	[ 'sent', 'rejected', 'return' ],
	[ 'queued', 'uncertain', 'cancel' ],
	[ 'sent', 'cancelled', 'cancel' ],
] as const )( 'sees that %s became %s', ( before, after, role ) => {
	expect(
		wrongSteps(
			shop( { role, state: before } ),
			shop( { role, state: after } )
		)
	).toHaveLength( 1 );
} );

it( 'never takes up again what had a document that was cancelled', () => {
	const before = { state: 'cancelled', documentId: '5' };
	expect(
		wrongSteps( shop( before ), shop( { state: 'queued' } ) )
	).toHaveLength( 1 );
} );

it( 'misses an entry that is gone', () => {
	expect( wrongSteps( shop( { state: 'sent' } ), shop() ) ).toHaveLength( 1 );
} );
