/** Without anything that goes wrong: runs that succeed, and how a shop comes to rest after its last event. */
import { RETENTION } from '../checks/kept';
import { KINDS } from '../events/kinds';
import { HONEST } from '../events/sors';
import type { Books } from '../model/books';
import type { Clock } from './clock';
import type { Machine } from './machine';
import type { Outcome } from './schedule';
import type { Sight } from './watch';

/** What it takes for that. */
export interface Hands {
	clock: Clock;
	books: Books;
	lines: string[];
	machine: Machine;
	/** In a process to which nothing happens. */
	must: ( name: string, args: object ) => Promise< Outcome >;
	sight: () => Promise< Sight >;
}

/** Moments of work after the last event: more than all that waits may need. */
const MOST_ROUNDS = 200;
const ATTEMPTS = 5;

/** A run that waits, for SORS or after an error, is tried again. */
export async function sync(
	{ clock, must }: Hands,
	kind: string
): Promise< void > {
	let data: { state?: string } | undefined;
	for ( let attempt = 0; attempt < ATTEMPTS; attempt++ ) {
		const { result } = await must( 'sync', { kind } );
		data = ( result as { data?: { state?: string } } ).data;
		if ( data?.state === 'succeeded' ) {
			return;
		}
		await clock.advanceTo( clock.now + 3700 );
	}
	throw new Error(
		`The ${ kind } run did not succeed: ${ JSON.stringify( data ) }`
	);
}

/** All that is due is done, and complete passes follow. */
export async function comeToRest( hands: Hands ): Promise< void > {
	const { books, clock, lines, machine, must } = hands;
	await machine.clears();
	Object.assign( books.server.world().settings, HONEST );
	lines.push( '     … until nothing is due, then complete passes' );
	await settle( hands );
	const { options } = await hands.sight();
	if ( options.settings.stockMode !== 'available' ) {
		await must( 'rest', {
			method: 'PUT',
			route: 'settings',
			params: { stockMode: 'available' },
		} );
	}
	await workOff( hands );
	// The comparison with SORS is a daily one.
	await clock.advanceTo( clock.now + 90_000 );
	await must( 'sweep', {} );
	await workOff( hands );
	const hasPictures = books
		.database()
		.products.some( ( { images } ) => images.length > 0 );
	// An item is gone once two complete passes in a row did not show it.
	const passes = [ 'catalog', 'catalog', 'stock', 'stock' ];
	for ( const kind of hasPictures ? [ ...passes, 'images' ] : passes ) {
		await clock.advanceTo( clock.now + 700 );
		await sync( hands, kind );
		await workOff( hands );
	}
}

/** Nothing happens any more until all that is deleted after a while is due to be. */
export async function growOld( { clock, must }: Hands ): Promise< void > {
	await clock.advanceTo( clock.now + ( RETENTION + 1 ) * 86_400 );
	await must( 'sweep', {} );
	// What waited for weeks may have been tried once more by that one.
	await clock.advanceTo( clock.now + 3600 );
	await must( 'sweep', {} );
	// It takes twenty runs at a time.
	for ( let round = 0; round < 4; round++ ) {
		await must( 'work', { hooks: [ 'sors_watchdog' ] } );
	}
}

/** What the shop cannot go on without is decided. */
async function settle( hands: Hands ): Promise< void > {
	const { state, options } = await hands.sight();
	const scene = { state, options, books: hands.books };
	const decision =
		KINDS.pluginOn.inShop?.( {}, scene ) ??
		KINDS.identity.inShop?.( { as: 'moved' }, scene ) ??
		KINDS.restored.inShop?.( {}, scene ) ??
		KINDS.moveYear.inShop?.( {}, scene ) ??
		KINDS.exportOn.inShop?.( { statuses: null }, scene );
	if ( decision ) {
		await hands.must( decision.do, decision.args );
		await settle( hands );
	}
}

async function workOff( hands: Hands ): Promise< void > {
	const { clock, must } = hands;
	for ( let round = 0; round < MOST_ROUNDS; round++ ) {
		await settle( hands );
		const due = await nextDue( hands );
		if ( due === undefined ) {
			return;
		}
		await clock.advanceTo( Math.max( clock.now + 61, due + 1 ) );
		await must( 'work', { hooks: [ 'sors_outbox_work' ] } );
	}
}

async function nextDue( hands: Hands ): Promise< number | undefined > {
	const { state } = await hands.sight();
	const due = state.entries
		.filter( ( entry ) =>
			[ 'queued', 'waiting', 'sending' ].includes( entry.state )
		)
		.flatMap( ( { nextAt, leaseUntil } ) =>
			nextAt === null && leaseUntil === 0
				? []
				: [ Math.max( nextAt ?? 0, leaseUntil ) ]
		);
	const late = hands.clock.next();
	return [ ...due, ...( late === undefined ? [] : [ late ] ) ].sort(
		( one, other ) => one - other
	)[ 0 ];
}
