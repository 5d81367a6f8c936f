/** Without anything that goes wrong: runs that succeed, and how a shop comes to rest after its last event. */
import type { OperationName } from '../../../src/contract/sors/contract';
import { RETENTION } from '../checks/kept';
import { KINDS } from '../events/kinds';
import { makeReadable } from '../events/items';
import { HONEST } from '../events/sors';
import type { Books } from '../model/books';
import { isSplit } from '../model/goods';
import { goesOn } from '../model/shop';
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
	/** In a process of which anything may become. */
	attempt: ( name: string, args: object ) => Promise< Outcome >;
	sight: () => Promise< Sight >;
}

/** Moments of work after the last event: more than all that waits may need. */
const MOST_ROUNDS = 200;
const ATTEMPTS = 5;
const MOST_READS = 8;

/** What Action Scheduler would go on with comes first; a run that waits, for SORS or after an error, is tried again. */
export async function sync(
	{ clock, must }: Hands,
	kind: string
): Promise< void > {
	let data: { state?: string } | undefined;
	for ( let attempt = 0; attempt < ATTEMPTS; attempt++ ) {
		await must( 'runStep', {} );
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
	books.databases().forEach( makeReadable );
	lines.push( '     … complete passes with what still lies in wait' );
	// An order of the very second in which the export is switched on counts as later.
	await clock.advanceTo( clock.now + 2 );
	await settle( hands, hands.attempt );
	await armed( hands );
	machine.disarm();
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
	await takeBack( hands );
	await workOff( hands );
	// The comparison with SORS is a daily one, and what a late look-up finds is seen by the next.
	for ( let day = 0; day < 2; day++ ) {
		await clock.advanceTo( clock.now + 90_000 );
		await must( 'sweep', {} );
		// What was rejected is checked again, and what is uncertain looked up, though nothing else is due.
		await must( 'work', { hooks: [ 'sors_outbox_work' ] } );
		await workOff( hands );
	}
	await passes( hands );
	// In the books of a new year the groups of those names are left alone as well, once they were read.
	if ( await takeBack( hands ) ) {
		await passes( hands );
	}
}

async function passes( hands: Hands ): Promise< void > {
	const { books, clock } = hands;
	const hasPictures = books
		.database()
		.products.some( ( { images } ) => images.length > 0 );
	// An item is gone once two complete passes in a row did not show it.
	const kinds = [ 'catalog', 'catalog', 'stock', 'stock' ];
	for ( const kind of hasPictures ? [ ...kinds, 'images' ] : kinds ) {
		await clock.advanceTo( clock.now + 700 );
		await sync( hands, kind );
		await workOff( hands );
	}
	await hands.must( 'work', { hooks: [ 'woocommerce_scheduled_sales' ] } );
}

/** The owner wants all that was left alone or unlinked to follow SORS again. Answers whether there was any. */
async function takeBack( { books, must, sight }: Hands ): Promise< boolean > {
	const { state } = await sight();
	const { name } = books.database();
	const ids = ( all: { pageId: number }[] ) => [
		...new Set( all.map( ( { pageId } ) => pageId ) ),
	];
	const deeds = [
		...state.groups
			.filter( ( each ) => each.leftAlone && each.database === name )
			.map( ( { id } ) => ( {
				route: 'catalog-mapping/leave-alone',
				params: { groupId: id, leftAlone: false },
			} ) ),
		...ids(
			state.links.filter( ( { leftAlone } ) => leftAlone === 'product' )
		).map( ( id ) => ( {
			route: `products/${ id }/bring-in`,
			params: {},
		} ) ),
		...ids( state.unlinked ).map( ( id ) => ( {
			route: `products/${ id }/link-again`,
			params: {},
		} ) ),
		...state.products.filter( isSplit ).map( ( { id } ) => ( {
			route: `products/${ id }/share-stock`,
			params: {},
		} ) ),
	];
	for ( const each of deeds ) {
		await must( 'rest', { method: 'POST', ...each } );
	}
	return deeds.length > 0;
}

/** What lies in wait for the requests of a complete pass, or of a screen, mostly meets none before. */
async function armed( hands: Hands ): Promise< void > {
	const { clock, machine, attempt, books } = hands;
	const params = { database: books.database().name };
	const run = ( kind: string ) => () => attempt( 'sync', { kind } );
	const screen = ( route: string ) => () =>
		attempt( 'rest', { method: 'GET', route, params } );
	const reads: [ OperationName[], () => Promise< Outcome > ][] = [
		[ [ 'listProductGroups', 'listProducts' ], run( 'catalog' ) ],
		[ [ 'listInventory' ], run( 'stock' ) ],
		[ [ 'listProductImages' ], run( 'images' ) ],
		[ [ 'listDatabases' ], screen( 'databases' ) ],
		[ [ 'listBusinessUnits' ], screen( 'business-units' ) ],
	];
	for ( let nth = 0; nth < MOST_READS; nth++ ) {
		for ( const [ operations, read ] of reads ) {
			if ( nth === 0 || machine.lurks( operations ) ) {
				await clock.advanceTo( clock.now + 700 );
				await attempt( 'work', { hooks: [ 'sors_outbox_work' ] } );
				await read();
			}
		}
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
async function settle(
	hands: Hands,
	carryOut: Hands[ 'attempt' ] = hands.must,
	tries = ATTEMPTS
): Promise< void > {
	const { state, options } = await hands.sight();
	const scene = { state, options, books: hands.books };
	const twice = state.entries.find(
		( { state: is, issue } ) =>
			is === 'sent' && issue === 'discounted_twice'
	);
	const decision =
		KINDS.pluginOn.inShop?.( {}, scene ) ??
		KINDS.identity.inShop?.( { as: 'moved' }, scene ) ??
		KINDS.moveYear.inShop?.( {}, scene ) ??
		KINDS.exportOn.inShop?.( { statuses: null }, scene ) ??
		// Others wait for it.
		( twice && {
			do: 'rest',
			args: {
				method: 'POST',
				route: `outbox/${ twice.id }/resolve`,
				params: { as: 'accept' },
			},
		} );
	if ( decision && tries > 0 ) {
		await carryOut( decision.do, decision.args );
		await settle( hands, carryOut, tries - 1 );
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
		.filter( ( entry ) => goesOn( state, entry ) )
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
