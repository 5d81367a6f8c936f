/** The shortest history found that still goes wrong. */
import type { Event, History } from '../events/types';

type Fails = ( history: History ) => Promise< boolean >;

/** Parts of an event that it may do without. */
function simpler( event: Event ): Event[] {
	const { faults } = event;
	const without: Event[] = [];
	for ( const part of [ 'beside', 'kill', 'listener' ] as const ) {
		if ( event[ part ] ) {
			const { [ part ]: taken, ...rest } = event;
			without.push( rest );
		}
	}
	for ( const fault of faults ) {
		without.push( {
			...event,
			faults: faults.filter( ( each ) => each !== fault ),
		} );
	}
	return without;
}

/**
 * Takes out halves, quarters … of the events while it still fails, then single
 * parts of those that are left. Stops at `until`, with the best so far.
 */
export async function shrink(
	history: History,
	fails: Fails,
	until: number
): Promise< History > {
	let best = history;
	const tries = async ( events: Event[] ): Promise< boolean > => {
		const attempt = { ...best, events };
		if ( Date.now() > until || ! ( await fails( attempt ) ) ) {
			return false;
		}
		best = attempt;
		return true;
	};
	for (
		let size = Math.ceil( best.events.length / 2 );
		size >= 1 && Date.now() < until;
		size = size === 1 ? 0 : Math.ceil( size / 2 )
	) {
		for ( let from = 0; from < best.events.length; ) {
			const rest = [
				...best.events.slice( 0, from ),
				...best.events.slice( from + size ),
			];
			if ( ! ( await tries( rest ) ) ) {
				from += size;
			}
		}
	}
	for ( let at = 0; at < best.events.length; ) {
		let isSimpler = false;
		for ( const part of simpler( best.events[ at ] as Event ) ) {
			isSimpler = await tries( best.events.with( at, part ) );
			if ( isSimpler ) {
				break;
			}
		}
		at += isSimpler ? 0 : 1;
	}
	return best;
}
