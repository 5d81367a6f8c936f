/** Whether every order has exactly one document, or a person is asked about it. That answers lead out of each question, the histories show. */
import { openDocuments } from '../checks/documents';
import type { Simulation } from '../controller/simulation';
import type { End } from './kept';
import type { Shop } from './shop';

const DAY = 86_400;

/** Moments of work after which everything must have ended. */
const MOST_ROUNDS = 400;

async function workOff( simulation: Simulation, shop: Shop ): Promise< void > {
	for ( let round = 0; round < MOST_ROUNDS; round++ ) {
		const due = await shop.nextDue();
		if ( due === null ) {
			return;
		}
		await simulation.advance( Math.max( 61, due + 1 - simulation.now ) );
		await shop.work();
	}
}

/** Orders about which a person is asked. */
async function asked( simulation: Simulation ): Promise< Set< number > > {
	const [ rows = [] ] = await simulation.eyes.read(
		"SELECT order_id FROM wp_sors_outbox WHERE state IN ('rejected', 'uncertain') OR issue_code IS NOT NULL"
	);
	return new Set( rows.map( ( row ) => Number( row.order_id ) ) );
}

/** Order -> its open documents. */
async function documents(
	simulation: Simulation
): Promise< Map< number, number > > {
	const [ orders = [], store = [] ] = await simulation.eyes.read(
		"SELECT id FROM wp_wc_orders WHERE type = 'shop_order'",
		"SELECT option_value AS id FROM wp_options WHERE option_name = 'sors_store_id'"
	);
	const open = openDocuments(
		simulation.books.database().documents,
		String( store[ 0 ]?.id ),
		'sale'
	);
	return new Map(
		orders.map( ( { id } ) => [
			Number( id ),
			open.get( Number( id ) )?.length ?? 0,
		] )
	);
}

export async function endOf(
	simulation: Simulation,
	shop: Shop
): Promise< End > {
	shop.fails = false;
	await workOff( simulation, shop );
	// The comparison with SORS is a daily one.
	await simulation.advance( DAY );
	await shop.work();
	await workOff( simulation, shop );
	const found = [ ...( await documents( simulation ) ) ];
	const open = await asked( simulation );
	const isAsked = ( [ id, count ]: [ number, number ] ) =>
		count === 0 && open.has( id );
	return {
		sent: found.filter( ( [ , count ] ) => count === 1 ).length,
		asked: found.filter( isAsked ).length,
		wrong: found
			.filter( ( order ) => order[ 1 ] !== 1 && ! isAsked( order ) )
			.map(
				( [ id, count ] ) =>
					`order ${ id } has ${ count } open documents`
			),
	};
}
