import { expect, it } from 'vitest';
import { hiddenFromOwner, type Desk } from './desk';

const entry = ( orderId: number, state: string, more: object = {} ) => ( {
	...{ orderId, state, issue: null, error: null, ...more },
} );

const desk = ( more: Partial< Desk > = {} ): Desk => ( {
	list: {
		...{ total: 2, needing: 2 },
		items: [
			{ id: 1, why: 'SORS refused it.' },
			{ id: 2, why: 'Its total differs.' },
		],
	},
	overview: {
		ordersNeeding: 2,
		decisions: [ { code: 'orders_rejected' }, { code: 'orders_differ' } ],
	},
	details: [],
	...more,
} );

const entries = [
	entry( 1, 'rejected' ),
	entry( 2, 'sent', { issue: 'total' } ),
	entry( 2, 'cancelled', { error: 'internal' } ),
	entry( 3, 'sent' ),
	entry( 4, 'waiting' ),
];
const seen = ( more?: Partial< Desk >, others: typeof entries = [] ) =>
	hiddenFromOwner( [ ...entries, ...others ], desk( more ) );

it( 'is content where list and overview show what is to be decided', () => {
	expect( seen() ).toEqual( [] );
	// Tried for long.
	const { list, overview } = desk();
	expect(
		seen( {
			list: {
				...{ total: 3, needing: 3 },
				items: [ ...list.items, { id: 4, why: 'SORS is down.' } ],
			},
			overview: { ...overview, ordersNeeding: 3 },
		} )
	).toEqual( [] );
} );

it( 'sees an order that the list hides, or shows for nothing', () => {
	expect(
		seen( {}, [ entry( 5, 'queued', { error: 'internal' } ) ] )
	).toEqual( [ 'order 5 needs a person, and the list does not show it' ] );
	const { list } = desk();
	expect(
		seen( {
			list: { ...list, items: [ ...list.items, { id: 3, why: '?' } ] },
		} )[ 0 ]
	).toBe( 'the list says that order 3 needs a person' );
} );

it( 'sees a wrong figure', () => {
	const { list, overview } = desk();
	expect( seen( { list: { ...list, needing: 1 } } ) ).toEqual( [
		'2 orders need a person, and a screen says 1',
	] );
	expect( seen( { overview: { ...overview, ordersNeeding: 3 } } ) ).toEqual( [
		'2 orders need a person, and a screen says 3',
	] );
} );

it( 'sees that the overview says nothing, by the most urgent entry of an order', () => {
	const { overview } = desk();
	const silent = { overview: { ...overview, decisions: [] } };
	expect( seen( silent, [ entry( 2, 'rejected' ) ] ) ).toEqual( [
		'the overview does not say orders_rejected',
	] );
	expect( seen( silent ) ).toContain(
		'the overview does not say orders_differ'
	);
} );

it( 'sees a line without words, and an order with which nothing can be done', () => {
	const { list } = desk();
	const [ one ] = list.items;
	expect(
		seen( {
			list: { ...list, items: [ one!, { id: 2, why: null } ] },
			details: [ { id: 2, asks: [] } ],
		} )
	).toEqual( [
		'the list does not say why order 2 needs a person',
		'order 2 needs a person, and nothing can be done about it',
	] );
} );
