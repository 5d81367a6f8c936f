/** One operation, and one thing that goes wrong with it. */
import type { Outcome, Task } from '../controller/schedule';
import type { Simulation } from '../controller/simulation';
import { COMMONEST, type Kill, type RequestFault } from '../events/types';
import { FATE_NAMES, type FateName } from '../faults/catalog';
import type { Cell, KillName, Trouble } from './cells';
import { look, newestRun } from './look';
import type { Scene } from './scenes';

const SEED = 12;

/** Where the operation comes up in its deed. */
export interface Place {
	/** Which of its requests it is, from 1. */
	nth: number;
	/** The statement, counted from the beginning, by which the answer is stored; null = none stores it. */
	stored: number | null;
}

type Wrong = Pick< Task, 'faults' | 'kill' | 'seen' >;

async function prepare(
	simulation: Simulation,
	scene: Scene
): Promise< void > {
	await simulation.reset( {
		seed: SEED,
		shop: {
			site: 'orders in tables',
			...{ goods: 3, settings: COMMONEST },
			...{ units: 1, isDecember: false },
			kind: scene.kind ?? 'reservation',
		},
		events: [],
	} );
	for ( const { wait, what, faults = [] } of scene.before ) {
		await simulation.happen( { wait, what, faults } );
	}
}

async function deed(
	simulation: Simulation,
	scene: Scene,
	{ faults, kill, seen }: Wrong
): Promise< Outcome > {
	await prepare( simulation, scene );
	await simulation.advance( scene.wait );
	return await simulation.task( {
		...scene.deed( await simulation.state() ),
		...{ faults, kill, seen, seed: 1 },
	} );
}

const writes = ( sql: string, table: string ): boolean =>
	/^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i.test( sql ) &&
	sql.includes( table );

/** The first statement that keeps something of the answer: of a transaction its COMMIT, since nothing stays before. */
class Storing {
	at: number | null = null;
	/** Where it is an option: what comes after the answer may be others'. */
	option: number | null = null;
	private isInside = false;
	private hasWritten = false;

	see( statement: number, sql: string ): void {
		if ( this.at !== null ) {
			return;
		}
		this.isInside = this.isInside || /^START TRANSACTION/i.test( sql );
		this.hasWritten = this.hasWritten || writes( sql, 'wp_sors_' );
		if ( writes( sql, 'wp_options' ) ) {
			this.option ??= statement;
		}
		if (
			this.hasWritten &&
			( ! this.isInside || /^COMMIT/i.test( sql ) )
		) {
			this.at = statement;
		}
		this.isInside = this.isInside && ! /^(COMMIT|ROLLBACK)/i.test( sql );
	}
}

export async function placeOf(
	simulation: Simulation,
	scene: Scene
): Promise< Place > {
	/** What was stored after the answer to each request, in their order. */
	const storing: Storing[] = [];
	const { requests } = await deed( simulation, scene, {
		faults: [],
		seen: ( statement, sql, until ) => {
			for ( let n = 0; n < until; n++ ) {
				( storing[ n ] ??= new Storing() ).see( statement, sql );
			}
		},
	} );
	const at = requests.indexOf( scene.operation );
	if ( at < 0 ) {
		throw new Error(
			`${ scene.operation } did not come up, only: ${ requests.join( ', ' ) }.`
		);
	}
	const isKept = scene.look !== 'answer';
	return {
		nth: at + 1,
		stored: isKept
			? ( storing[ at ]?.at ?? storing[ at ]?.option ?? null )
			: null,
	};
}

const isFate = ( trouble: Trouble ): trouble is FateName =>
	( FATE_NAMES as readonly string[] ).includes( trouble );

/** Null where it cannot be: an answer that is not stored has no moment before or after. */
function wrongOf( trouble: Trouble, { nth, stored }: Place ): Wrong | null {
	const faults: RequestFault[] = isFate( trouble )
		? [ { nth, fate: trouble } ]
		: [];
	if ( trouble === 'answered' || isFate( trouble ) ) {
		return { faults };
	}
	const kills: Record< KillName, Kill | null > = {
		'killed before it left': { at: 'request', nth },
		'killed, SORS did it': { at: 'commit', nth },
		'killed before the answer is stored':
			stored === null ? null : { at: 'statement', nth: stored },
		'killed after the answer is stored':
			stored === null ? null : { at: 'statement', nth: stored + 1 },
	};
	const kill = kills[ trouble ];
	return kill && { faults, kill };
}

export async function play(
	simulation: Simulation,
	scene: Scene,
	trouble: Trouble,
	place: Place
): Promise< Cell | null > {
	const wrong = wrongOf( trouble, place );
	if ( ! wrong ) {
		return null;
	}
	const outcome = await deed( simulation, scene, wrong );
	const runId = await newestRun( simulation );
	const after = await look( simulation, scene, outcome, runId );
	const violations = await simulation
		.rest()
		.catch( ( error: unknown ) => [ String( error ) ] );
	const again =
		scene.look === 'answer'
			? await simulation.task( {
					...scene.deed( await simulation.state() ),
					...{ faults: [], seed: 1 },
				} )
			: outcome;
	return {
		...{ operation: scene.operation, trouble, after },
		rest: await look( simulation, scene, again, runId ),
		wrong: violations,
	};
}
