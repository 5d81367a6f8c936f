/** One operation, and one thing that goes wrong with it. */
import type { Outcome, Task } from '../controller/schedule';
import type { Simulation } from '../controller/simulation';
import type { Kill, RequestFault } from '../events/types';
import { FATE_NAMES, type FateName } from '../faults/catalog';
import type { Cell, KillName, Trouble } from './cells';
import { look, newestRun } from './look';
import type { Scene } from './scenes';

const SEED = 12;

/** How many statements after an answer are tried for the one that stores it. */
const MOST_STATEMENTS = 40;

/** Where the operation comes up in its deed. */
export interface Place {
	/** Which of its requests it is, from 1. */
	nth: number;
	/** The statement, counted from the beginning, by which the answer is stored; null = none stores it. */
	stored: number | null;
}

type Wrong = Pick< Task, 'faults' | 'kill' >;

async function prepare(
	simulation: Simulation,
	scene: Scene
): Promise< void > {
	await simulation.reset( {
		seed: SEED,
		shop: {
			site: 'orders in tables',
			...{ goods: 3, taxes: true, units: 1, isDecember: false },
			kind: scene.kind ?? 'reservation',
		},
		events: [],
	} );
	simulation.books.server.world().settings.invoiceLowersStock = true;
	if ( scene.settings ) {
		await simulation.task( {
			do: 'rest',
			args: {
				...{ method: 'PUT', route: 'settings' },
				params: scene.settings,
			},
			...{ faults: [], seed: 1 },
		} );
	}
	for ( const { wait, what, faults = [] } of scene.before ) {
		await simulation.happen( { wait, what, faults } );
	}
}

async function deed(
	simulation: Simulation,
	scene: Scene,
	{ faults, kill }: Wrong
): Promise< Outcome > {
	await prepare( simulation, scene );
	await simulation.advance( scene.wait );
	return await simulation.task( {
		...scene.deed( await simulation.state() ),
		...{ faults, kill, seed: 1 },
	} );
}

const writes = ( sql: string ): boolean =>
	/^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i.test( sql ) &&
	/wp_sors_/.test( sql );

/** Dies a statement later each time until it is the one: of a transaction its COMMIT, since nothing stays before. */
async function whereStored(
	simulation: Simulation,
	scene: Scene,
	nth: number
): Promise< number | null > {
	const { statements: asked } = await deed( simulation, scene, {
		...{ faults: [], kill: { at: 'request', nth } },
	} );
	let isInside = false;
	let hasWritten = false;
	for ( let at = asked + 1; at <= asked + MOST_STATEMENTS; at++ ) {
		const { ok } = await deed( simulation, scene, {
			...{ faults: [], kill: { at: 'statement', nth: at } },
		} );
		if ( ok !== undefined ) {
			return null;
		}
		const line = simulation.lines.findLast( ( each ) =>
			each.includes( `before statement ${ at }: ` )
		);
		const sql = line?.slice( line.indexOf( ': ' ) + 2 ) ?? '';
		isInside = isInside || /^START TRANSACTION/i.test( sql );
		hasWritten = hasWritten || writes( sql );
		if ( hasWritten && ( ! isInside || /^COMMIT/i.test( sql ) ) ) {
			return at;
		}
		isInside = isInside && ! /^(COMMIT|ROLLBACK)/i.test( sql );
	}
	return null;
}

export async function placeOf(
	simulation: Simulation,
	scene: Scene
): Promise< Place > {
	const { requests } = await deed( simulation, scene, { faults: [] } );
	const nth = requests.indexOf( scene.operation ) + 1;
	if ( nth === 0 ) {
		throw new Error(
			`${ scene.operation } did not come up, only: ${ requests.join( ', ' ) }.`
		);
	}
	return {
		nth,
		stored:
			scene.look === 'answer'
				? null
				: await whereStored( simulation, scene, nth ),
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
