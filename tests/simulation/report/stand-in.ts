/** How fast campaigns on the stand-in for WooCommerce went; what came up in them is counted with all others. */
import { readKept, type Kept } from '../controller/campaign';
import { eventsOf } from './campaign';
import { readResult, writeResult } from './kept';

export interface Speed {
	plugin: string;
	histories: number;
	events: number;
	seconds: number;
}

const NAME = 'stand-in';

export const readStandIn = () => readResult< Speed >( NAME );

const speedOf = ( { plugin, counts, seconds }: Kept ): Speed => ( {
	...{ plugin, histories: counts.histories },
	...{ events: eventsOf( counts ), seconds },
} );

/** What came to a campaign while it was played, with what is known of the same plugin. */
export function added( before: Kept, after: Kept, known: Speed | null ): Speed {
	const now = speedOf( after );
	const { plugin } = now;
	const isSame = ( speed: Speed | null ): speed is Speed =>
		speed?.plugin === plugin;
	const then = speedOf( before );
	const from = isSame( then ) ? then : null;
	const to = isSame( known ) ? known : null;
	const sum = ( of: 'histories' | 'events' | 'seconds' ) =>
		( to?.[ of ] ?? 0 ) + now[ of ] - ( from?.[ of ] ?? 0 );
	return {
		plugin,
		...{ histories: sum( 'histories' ), events: sum( 'events' ) },
		seconds: sum( 'seconds' ),
	};
}

/** @return What the campaign answers. */
export async function timed(
	play: () => Promise< number >
): Promise< number > {
	const before = await readKept();
	const violated = await play();
	const known = before.counts.histories > 0 ? await readStandIn() : null;
	await writeResult( NAME, added( before, await readKept(), known ) );
	return violated;
}
