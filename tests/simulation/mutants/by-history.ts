/** Plays fresh histories on the mutated plugin until something does not hold that holds without the mutant. */
import { Simulation } from '../controller/simulation';
import { draw } from '../events/draw';
import { describeError } from '../../env/run/problem';

const SITE = 'mutants';

/** What an event may take on a busy machine once the time is over: longer, and a process never ends. */
const GRACE_MS = 90_000;

/** What is known of seeds played on the plugin as it is. */
export interface Sound {
	holds: number[];
	/** With what did not hold: the mutant is not to blame for it. */
	fails: Record< number, string >;
}

/** @return The first thing that does not hold, or null. */
async function seen(
	simulation: Simulation,
	seed: number,
	until: number
): Promise< string | null > {
	const played = simulation.play( draw( seed ), until ).then(
		( { violations } ) => violations[ 0 ] ?? null,
		( error: unknown ) =>
			`it broke off: ${ describeError( error ).split( '\n' )[ 0 ] }`
	);
	let timer: NodeJS.Timeout | undefined;
	const never = new Promise< string >( ( resolve ) => {
		timer = setTimeout(
			() => resolve( 'a process never ends' ),
			Math.max( 0, until - Date.now() ) + GRACE_MS
		);
	} );
	return await Promise.race( [ played, never ] ).finally( () =>
		clearTimeout( timer )
	);
}

async function isSound( seed: number, sound: Sound ): Promise< boolean > {
	if ( ! sound.holds.includes( seed ) && ! ( seed in sound.fails ) ) {
		const simulation = await Simulation.start( SITE );
		try {
			// All of it: how far a mutant comes differs.
			const what = await seen( simulation, seed, Date.now() + 600_000 );
			if ( what === null ) {
				sound.holds.push( seed );
			} else {
				sound.fails[ seed ] = what;
			}
		} finally {
			await simulation.stop();
		}
	}
	return sound.holds.includes( seed );
}

/**
 * @param folder  The mutant's, as mutate() answers it.
 * @param seed    Of the first history.
 * @param seconds After which nothing more is begun.
 * @param sound   Is added to.
 *
 * @return What was seen, or null.
 */
export async function byHistory(
	folder: string,
	seed: number,
	seconds: number,
	sound: Sound
): Promise< string | null > {
	let left = seconds * 1000;
	for ( let next = seed; left > 0; ) {
		const began = Date.now();
		const found = await firstFrom( folder, next, began + left, sound );
		left -= Date.now() - began;
		if ( ! found ) {
			return null;
		}
		if ( await isSound( found.seed, sound ) ) {
			return `seed ${ found.seed }: ${ found.what }`;
		}
		next = found.seed + 1;
	}
	return null;
}

async function firstFrom(
	folder: string,
	seed: number,
	until: number,
	sound: Sound
): Promise< { seed: number; what: string } | null > {
	let simulation: Simulation;
	try {
		simulation = await Simulation.start( SITE, folder );
	} catch ( error ) {
		return { seed, what: describeError( error ) };
	}
	try {
		for ( let next = seed; Date.now() < until; next++ ) {
			const what =
				next in sound.fails
					? null
					: await seen( simulation, next, until );
			if ( what !== null ) {
				return { seed: next, what };
			}
		}
		return null;
	} finally {
		await simulation.stop();
	}
}
