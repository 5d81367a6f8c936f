/** Many histories, one after another; where the last campaign stopped is kept. */
import { say } from '../../env/run/progress';
import { draw } from '../events/draw';
import type { History } from '../events/types';
import { Counts } from '../report/counts';
import { pluginHash, readResult, writeResult } from '../report/kept';
import { shrink } from '../shrink/shrink';
import type { Played, Simulation } from './simulation';
import type { SiteName } from './site';

export interface Kept {
	nextSeed: number;
	/** Of which plugin it was seen. */
	plugin: string;
	/** Of all histories since the plugin was changed last. */
	counts: Counts;
	seconds: number;
	violations: { seed: number; what: string[] }[];
	under: string;
}

export const nothingPlayed = ( nextSeed = 1, plugin = '' ): Kept => ( {
	...{ nextSeed, plugin, counts: new Counts(), seconds: 0 },
	...{ violations: [], under: '' },
} );

export async function readKept(): Promise< Kept > {
	const kept = ( await readResult< Partial< Kept > >( 'state' ) ) ?? {};
	return {
		...nothingPlayed(),
		...kept,
		counts: Counts.of( kept.counts ?? {} ),
	};
}

export const writeKept = ( kept: Kept ) => writeResult( 'state', kept );

/** Plays one history; answers what was seen, and prints it where something does not hold. */
export async function tell(
	simulation: Simulation,
	history: History,
	shrinkSeconds: number
): Promise< Played > {
	const played = await simulation.play( history );
	if ( played.violations.length === 0 ) {
		return played;
	}
	say( `✗ seed ${ history.seed }: ${ played.violations.join( '; ' ) }` );
	const shown =
		shrinkSeconds > 0
			? await shorter( simulation, history, played, shrinkSeconds )
			: { history, played };
	const file = await writeResult( `seed-${ history.seed }`, shown.history );
	process.stdout.write(
		[
			...shown.played.lines,
			...shown.played.violations.map( ( each ) => `✗ ${ each }` ),
			`Again: npm run simulate -- --replay ${ file }`,
			'',
		].join( '\n' )
	);
	return played;
}

/** What a violation is about, without the numbers that differ from history to history. */
const kindOf = ( violations: readonly string[] ): string =>
	violations[ 0 ]?.replace( /[\d.]+/g, '#' ).replace( /\(.*\)/g, '' ) ?? '';

async function shorter(
	simulation: Simulation,
	history: History,
	played: Played,
	seconds: number
): Promise< { history: History; played: Played } > {
	let last = played;
	const kind = kindOf( played.violations );
	const cut = {
		...history,
		events: history.events.slice( 0, played.at + 1 ),
	};
	const shrunk = await shrink(
		cut,
		async ( attempt ) => {
			const again = await simulation.play( attempt );
			const fails = kindOf( again.violations ) === kind;
			last = fails ? again : last;
			return fails;
		},
		Date.now() + seconds * 1000
	);
	return { history: shrunk, played: last };
}

/**
 * Fresh seeds, until the minutes are over. What came up least lies in wait, so
 * that a history is that of its seed and of all that was counted before.
 */
export async function campaign(
	simulation: Simulation,
	minutes: number,
	/** Else each seed says where it is played. */
	site: SiteName | undefined,
	shrinkSeconds: number
): Promise< number > {
	const last = await readKept();
	const plugin = await pluginHash();
	const kept: Kept =
		last.plugin === plugin ? last : nothingPlayed( last.nextSeed, plugin );
	simulation.counts = kept.counts;
	const until = Date.now() + minutes * 60_000;
	let violated = 0;
	while ( Date.now() < until ) {
		const seed = kept.nextSeed++;
		const began = Date.now();
		const played = await tell(
			simulation,
			draw( seed, site, kept.counts.rarest() ),
			shrinkSeconds
		);
		kept.seconds += ( Date.now() - began ) / 1000;
		if ( played.violations.length > 0 ) {
			violated++;
			kept.violations.push( { seed, what: played.violations } );
		} else {
			say( `✓ seed ${ seed }: ${ played.events } events` );
		}
		kept.under = simulation.under;
		await writeKept( kept );
	}
	return violated;
}
