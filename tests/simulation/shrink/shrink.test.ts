import { expect, it } from 'vitest';
import { draw } from '../events/draw';
import type { Event, History } from '../events/types';
import { shrink } from './shrink';

const event = ( wait: number, more: Partial< Event > = {} ): Event => ( {
	wait,
	what: { do: 'minute' },
	faults: [],
	...more,
} );
const history = ( events: Event[] ): History => ( { ...draw( 1 ), events } );
const waits = ( { events }: History ) => events.map( ( { wait } ) => wait );
const never = () => Date.now() + 60_000;

it( 'keeps only the events without which it does not fail', async () => {
	const long = history(
		Array.from( { length: 40 }, ( _, at ) => event( at ) )
	);
	const shrunk = await shrink(
		long,
		async ( each ) =>
			[ 7, 31 ].every( ( at ) => waits( each ).includes( at ) ),
		never()
	);
	expect( waits( shrunk ) ).toEqual( [ 7, 31 ] );
} );

it( 'takes out the faults and kills that do not matter', async () => {
	const busy = event( 1, {
		faults: [
			{ nth: 1, fate: '500' },
			{ nth: 2, fate: '503' },
		],
		kill: { at: 'request', nth: 3 },
		beside: { what: [ { do: 'sweep' } ], turns: 5 },
	} );
	const shrunk = await shrink(
		history( [ busy ] ),
		async ( { events } ) =>
			events[ 0 ]?.faults.some( ( { nth } ) => nth === 2 ) ?? false,
		never()
	);
	expect( shrunk.events ).toEqual( [
		event( 1, { faults: [ { nth: 2, fate: '503' } ] } ),
	] );
} );
