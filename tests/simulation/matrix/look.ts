/** What the shop shows, what SORS has, and what the owner is told, at one moment. */
import { isAsked } from '../checks/orders';
import { ownDocument } from '../checks/documents';
import type { Simulation } from '../controller/simulation';
import type { Outcome } from '../controller/schedule';
import type { Glance } from './cells';
import type { Scene } from './scenes';

interface Said {
	code: string;
	message: string;
}

interface RestEntry {
	state: string;
	lastError: Said | null;
	issue: Said | null;
	remedies: { label: string }[];
}

/** Of the first screen: what stops everything, and what a run or a restored backup asks. */
const DECISIONS =
	/^(sending_paused|connection_failed|run_failed|run_awaits_approval|restored_.*)$/;

async function get< Answer >(
	simulation: Simulation,
	route: string,
	params: object = {}
): Promise< Answer > {
	const { result } = await simulation.task( {
		do: 'rest',
		args: { method: 'GET', route, params },
		...{ faults: [], seed: 1 },
	} );
	return ( result as { data: Answer } ).data;
}

function documentsOf(
	simulation: Simulation,
	storeId: string,
	orderId: number,
	role: string
): string {
	const found = simulation.books
		.database()
		.documents.filter( ( document ) => {
			const own = ownDocument( document, storeId );
			return own?.orderId === orderId && own.role === role;
		} );
	const open = found.filter( ( { status } ) => status === 'open' ).length;
	const cancelled = found.length - open;
	return cancelled > 0
		? `${ open } open, ${ cancelled } cancelled`
		: String( open );
}

/** Dates and times differ from play to play of another history. */
const plain = ( message: string ): string =>
	message.replace( /\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?/g, '…' );

async function decisions( simulation: Simulation ): Promise< string[] > {
	const { decisions: all } = await get< { decisions: Said[] } >(
		simulation,
		'overview'
	);
	return all
		.filter( ( { code } ) => DECISIONS.test( code ) )
		.map( ( { message } ) => plain( message ) );
}

async function entry(
	simulation: Simulation,
	role: 'sale' | 'return' | 'cancel' | 'payment'
): Promise< Glance > {
	const state = await simulation.state();
	const orderId = Math.max( ...state.orders.keys() );
	const [ newest ] = state.entries
		.filter( ( each ) => each.orderId === orderId && each.role === role )
		.sort( ( one, other ) => other.id - one.id );
	const documents = documentsOf(
		simulation,
		state.storeId,
		orderId,
		role === 'return' ? role : 'sale'
	);
	if ( ! newest ) {
		return {
			...{ state: 'no entry', documents, told: [], buttons: [] },
			isAsked: false,
		};
	}
	const shown = await get< RestEntry >( simulation, `outbox/${ newest.id }` );
	const code = shown.issue?.code ?? shown.lastError?.code;
	const said = [ shown.lastError, shown.issue ].flatMap( ( each ) =>
		each ? [ plain( each.message ) ] : []
	);
	return {
		state: code ? `${ shown.state } (${ code })` : shown.state,
		documents,
		told: [
			...new Set( [ ...said, ...( await decisions( simulation ) ) ] ),
		],
		buttons: shown.remedies.map( ( { label } ) => label ),
		isAsked: isAsked( state, orderId ),
	};
}

async function run( simulation: Simulation, id: number ): Promise< Glance > {
	const { state, message } = await get< { state: string; message: string } >(
		simulation,
		`runs/${ id }`
	);
	const told = await decisions( simulation );
	return {
		...{ state, documents: '', buttons: [] },
		told: [
			...( told.some( ( each ) => each.includes( plain( message ) ) ) ||
			message === ''
				? []
				: [ plain( message ) ] ),
			...told,
		],
		isAsked: told.length > 0,
	};
}

function answer( { ok, result }: Outcome ): Glance {
	const { status, data } = ( result ?? {} ) as {
		status?: number;
		data?: { message?: string };
	};
	return {
		state: ok === undefined ? 'killed' : `HTTP ${ status }`,
		...{ documents: '', buttons: [], isAsked: false },
		told: data?.message ? [ plain( data.message ) ] : [],
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
