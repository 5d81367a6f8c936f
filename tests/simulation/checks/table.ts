/** The table of an entry's states, as docs/outbox.md has it: no event may take an entry where no path leads. */
import type { Entry, ShopState } from '../model/shop';

type Table = Record< string, readonly string[] >;

const OPEN = [ 'sending', 'skipped', 'rejected', 'waiting' ];

const SALE: Table = {
	queued: [ ...OPEN, 'cancelled', 'sent', 'uncertain' ],
	waiting: [ ...OPEN, 'cancelled', 'sent', 'uncertain' ],
	sending: [ ...OPEN, 'sent', 'uncertain' ],
	rejected: [ ...OPEN, 'queued', 'sent', 'uncertain' ],
	uncertain: [ 'sent', 'queued', 'cancelled', 'skipped' ],
	skipped: [ 'queued', 'sent' ],
	sent: [ 'cancelled' ],
	cancelled: [ 'queued' ],
};

const TABLES: Record< Entry[ 'role' ], Table > = {
	sale: SALE,
	return: { ...SALE, cancelled: [] },
	/** Asking twice does no harm, so that nothing is ever uncertain; what is done is done. */
	cancel: {
		queued: [ ...OPEN, 'sent' ],
		waiting: [ ...OPEN, 'sent' ],
		sending: [ ...OPEN, 'sent' ],
		rejected: [ ...OPEN, 'queued', 'sent' ],
		skipped: [ 'queued', 'sent' ],
		sent: [],
	},
};

/** Where several steps may lead. */
function reachable( table: Table, from: string ): Set< string > {
	const found = new Set( [ from ] );
	for ( const state of found ) {
		for ( const next of table[ state ] ?? [] ) {
			// What was made in SORS is never taken for something that was not.
			if ( state !== 'cancelled' || from !== 'sent' ) {
				found.add( next );
			}
		}
	}
	return found;
}

const REACHABLE = new Map< string, Set< string > >();
for ( const [ role, table ] of Object.entries( TABLES ) ) {
	for ( const state of Object.keys( table ) ) {
		REACHABLE.set( `${ role } ${ state }`, reachable( table, state ) );
	}
}

function mayBecome( before: Entry, after: Entry ): boolean {
	const isClosed = before.state === 'cancelled' && before.documentId !== null;
	return isClosed
		? after.state === 'cancelled'
		: ( REACHABLE.get( `${ before.role } ${ before.state }` )?.has(
				after.state
			) ?? false );
}

/** What a route answers of an entry that waits for a person, who has no button. */
export function deadEnd( result: unknown ): string[] {
	const { id, state, role, remedies } =
		( result as { data?: Record< string, unknown > } | null )?.data ?? {};
	return ( state === 'uncertain' || state === 'rejected' ) &&
		Array.isArray( remedies ) &&
		remedies.length === 0
		? [ `entry ${ id } (${ role }) is ${ state }, and offers no way out` ]
		: [];
}

export function wrongSteps( before: ShopState, after: ShopState ): string[] {
	const now = new Map(
		after.entries.map( ( entry ) => [ entry.id, entry ] )
	);
	return before.entries.flatMap( ( entry ) => {
		const words = `entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role })`;
		const next = now.get( entry.id );
		if ( ! next ) {
			return [ `${ words } was ${ entry.state }, and is gone` ];
		}
		return mayBecome( entry, next )
			? []
			: [ `${ words } was ${ entry.state } and is ${ next.state }` ];
	} );
}
