/** Plays fresh histories on the mutated plugin until something does not hold that holds without the mutant. */
import { Simulation } from '../controller/simulation';
import { draw } from '../events/draw';
import { describeError } from '../../env/run/problem';

/** After the time is over a history still comes to rest; one that takes longer may never end. */
const GRACE_MS = 120_000;

/** So many times what it takes without the mutant: then it is not the machine that is slow. */
const FAR_LONGER = 5;

const ENDLESS = 'it does not come to an end';

/** What is known of seeds played on the plugin as it is. */
export interface Sound {
	/** Seconds that they took. */
	holds: Record< number, number >;
	/** With what did not hold: the mutant is not to blame for it. */
	fails: Record< number, string >;
}

interface Seen {
	/** The first thing that does not hold, or null. */
	what: string | null;
	seconds: number;
}

async function see(
	simulation: Simulation,
	seed: number,
	until: number
): Promise< Seen > {
	const began = Date.now();
	const played = simulation.play( draw( seed ), until ).then(
		( { violations } ) => violations[ 0 ] ?? null,
		( error: unknown ) =>
			`it broke off: ${ describeError( error ).split( '\n' )[ 0 ] }`
	);
	let timer: NodeJS.Timeout | undefined;
	const endless = new Promise< string >( ( resolve ) => {
		timer = setTimeout(
			() => resolve( ENDLESS ),
			Math.max( 0, until - began ) + GRACE_MS
		);
	} );
	const what = await Promise.race( [ played, endless ] );
	clearTimeout( timer );
	return { what, seconds: ( Date.now() - began ) / 1000 };
}

async function isSound( seed: number, sound: Sound ): Promise< boolean > {
	if ( ! ( seed in sound.holds ) && ! ( seed in sound.fails ) ) {
		const simulation = await Simulation.start();
		try {
			// All of it: how far a mutant comes differs.
			const { what, seconds } = await see(
				simulation,
				seed,
				Date.now() + 600_000
			);
			if ( what === null ) {
				sound.holds[ seed ] = seconds;
			} else {
				sound.fails[ seed ] = what;
			}
		} finally {
			await simulation.stop();
		}
	}
	return seed in sound.holds;
}

/** Answers what was seen, or null, and how many histories were begun. */
export async function byHistory(
	/** The mutant's, as mutate() answers it. */
	folder: string,
	/** Of the first history. */
	seed: number,
	/** After which nothing more is begun. */
	seconds: number,
	/** Is added to. */
	sound: Sound
): Promise< { what: string | null; histories: number } > {
	let left = seconds * 1000;
	let histories = 0;
	for ( let next = seed; left > 0; ) {
		const began = Date.now();
		const found = await firstFrom( folder, next, began + left, sound );
		left -= Date.now() - began;
		histories += found.histories;
		if ( found.what === null ) {
			break;
		}
		const isToBlame =
			( await isSound( found.seed, sound ) ) &&
			( found.what !== ENDLESS ||
				found.seconds >
					FAR_LONGER * ( sound.holds[ found.seed ] ?? 0 ) );
		if ( isToBlame ) {
			return { what: `seed ${ found.seed }: ${ found.what }`, histories };
		}
		next = found.seed + 1;
	}
	return { what: null, histories };
}

async function firstFrom(
	folder: string,
	seed: number,
	until: number,
	sound: Sound
): Promise< Seen & { seed: number; histories: number } > {
	let simulation: Simulation;
	try {
		simulation = await Simulation.start( undefined, folder );
	} catch ( error ) {
		return { seed, what: describeError( error ), seconds: 0, histories: 0 };
	}
	let histories = 0;
	try {
		let next = seed;
		for ( ; Date.now() < until; next++ ) {
			if ( next in sound.fails ) {
				continue;
			}
			histories++;
			const found = await see( simulation, next, until );
			if ( found.what !== null ) {
				return { seed: next, histories, ...found };
			}
		}
		return { seed: next, what: null, seconds: 0, histories };
	} finally {
		await simulation.stop();
	}
}
