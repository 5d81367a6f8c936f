/** What the shop shows, and whether a person is asked, at one moment. */
import { isAsked } from '../checks/orders';
import type { Simulation } from '../controller/simulation';
import type { Outcome } from '../controller/schedule';
import type { Glance } from './cells';
import type { Scene } from './scenes';

/** Of the first screen: what stops everything, and what a run asks. */
const DECISIONS =
	/^(sending_paused|connection_failed|run_failed|run_awaits_approval)$/;

async function get< Answer >(
	simulation: Simulation,
	route: string
): Promise< Answer > {
	const { result } = await simulation.task( {
		do: 'rest',
		args: { method: 'GET', route, params: {} },
		...{ faults: [], seed: 1 },
	} );
	return ( result as { data: Answer } ).data;
}

async function entry(
	simulation: Simulation,
	role: 'sale' | 'return' | 'cancel'
): Promise< Glance > {
	const state = await simulation.state();
	const orderId = Math.max( ...state.orders.keys() );
	const [ newest ] = state.entries
		.filter( ( each ) => each.orderId === orderId && each.role === role )
		.sort( ( one, other ) => other.id - one.id );
	const code = newest?.issue ?? newest?.error;
	const named = newest?.state ?? 'no entry';
	return {
		state: code ? `${ named } (${ code })` : named,
		isAsked: newest !== undefined && isAsked( state, orderId ),
	};
}

async function run( simulation: Simulation, id: number ): Promise< Glance > {
	const { state } = await get< { state: string } >(
		simulation,
		`runs/${ id }`
	);
	const { decisions } = await get< { decisions: { code: string }[] } >(
		simulation,
		'overview'
	);
	return {
		state,
		isAsked: decisions.some( ( { code } ) => DECISIONS.test( code ) ),
	};
}

function answer( { ok, result }: Outcome ): Glance {
	const { status } = ( result ?? {} ) as { status?: number };
	return {
		state: ok === undefined ? 'killed' : `HTTP ${ status }`,
		isAsked: false,
	};
}

export async function newestRun( simulation: Simulation ): Promise< number > {
	const [ rows = [] ] = await simulation.eyes.read(
		'SELECT MAX(id) AS id FROM wp_sors_runs'
	);
	return Number( rows[ 0 ]?.id );
}

/** The run is the one that the deed was part of. */
export async function look(
	simulation: Simulation,
	scene: Scene,
	outcome: Outcome,
	runId: number
): Promise< Glance > {
	switch ( scene.look ) {
		case 'answer':
			return answer( outcome );
		case 'run':
			return await run( simulation, runId );
		default:
			return await entry( simulation, scene.look );
	}
}
