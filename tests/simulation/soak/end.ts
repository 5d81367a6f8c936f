/** Whether every order has exactly one document, or a person is asked about it; and what becomes of it once the person has answered. */
import { createCustomer } from '../../sors/ledger/customers';
import { openDocuments } from '../checks/documents';
import type { Simulation } from '../controller/simulation';
import type { End } from './kept';
import type { Shop } from './shop';

const DAY = 86_400;

/** Moments of work after which everything must have ended. */
const MOST_ROUNDS = 400;

/** What a person answers about one order. */
const MOST_ANSWERS = 3;

/** Entries that a person is asked about. */
interface Asked {
	id: number;
	orderId: number;
	state: string;
	error: string | null;
	reference: string | null;
	/** The buyer's address. */
	email: string;
}

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

async function asked( simulation: Simulation ): Promise< Asked[] > {
	const [ rows = [] ] = await simulation.eyes.read(
		"SELECT e.id, e.order_id, e.state, e.error_code, e.reference, o.billing_email FROM wp_sors_outbox e JOIN wp_wc_orders o ON o.id = e.order_id WHERE e.state IN ('rejected', 'uncertain') OR e.issue_code IS NOT NULL ORDER BY e.id"
	);
	return rows.map( ( row ) => ( {
		id: Number( row.id ),
		orderId: Number( row.order_id ),
		state: String( row.state ),
		error: row.error_code ?? null,
		reference: row.reference ?? null,
		email: String( row.billing_email ),
	} ) );
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

/** The answer was lost twice when the buyer was to become a customer. */
function enterCustomer( { books }: Simulation, email: string ): void {
	const database = books.database();
	if ( ! database.customers.some( ( each ) => each.email === email ) ) {
		createCustomer( database, { name: email, type: 'person', email } );
	}
}

/** A search that showed nothing had a customer created twice. */
function leaveWithOne( { books }: Simulation, email: string ): void {
	books
		.database()
		.customers.filter( ( each ) => each.email === email )
		.slice( 1 )
		.forEach( ( each ) => ( each.email = null ) );
}

/** As a person who has looked into SORS, and does what the sentence asks for. */
async function decide(
	simulation: Simulation,
	shop: Shop,
	entry: Asked
): Promise< void > {
	const { id, state, error, reference } = entry;
	if ( state === 'rejected' ) {
		if ( error === 'customer_uncertain' ) {
			enterCustomer( simulation, entry.email );
		}
		if ( error === 'customer_ambiguous' ) {
			leaveWithOne( simulation, entry.email );
		}
		return await shop.answer( `outbox/${ id }/send` );
	}
	if ( state !== 'uncertain' ) {
		return await shop.answer( `outbox/${ id }/resolve`, { as: 'accept' } );
	}
	const found = simulation.books
		.database()
		.documents.find(
			( { externalReference, status } ) =>
				externalReference === reference && status === 'open'
		);
	await shop.answer(
		`outbox/${ id }/resolve`,
		found
			? {
					as: 'sent',
					documentId: found.id,
					documentNumber: found.number,
				}
			: { as: 'resend' }
	);
}

const count = (
	found: Map< number, number >,
	is: ( documents: number ) => boolean
): number => [ ...found.values() ].filter( is ).length;

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
	const before = await documents( simulation );
	const open = await asked( simulation );
	const ids = new Set( open.map( ( { orderId } ) => orderId ) );
	const wrong: string[] = [];
	const judge = ( found: Map< number, number >, mayBeAsked: boolean ) => {
		for ( const [ orderId, documentCount ] of found ) {
			if (
				documentCount > 1 ||
				( documentCount === 0 &&
					! ( mayBeAsked && ids.has( orderId ) ) )
			) {
				wrong.push(
					`order ${ orderId } has ${ documentCount } open documents${ mayBeAsked ? '' : ', after a person answered what was asked' }`
				);
			}
		}
	};
	judge( before, true );
	let left = open;
	let answered = 0;
	// What was refused for one reason may be asked about for another then.
	for ( let round = 0; round < MOST_ANSWERS && left.length > 0; round++ ) {
		for ( const entry of left ) {
			await decide( simulation, shop, entry );
		}
		answered += left.length;
		await workOff( simulation, shop );
		left = await asked( simulation );
	}
	const after = await documents( simulation );
	judge( after, false );
	wrong.push(
		...left.map(
			( { orderId, state, error } ) =>
				`order ${ orderId } is still asked about: ${ state }, ${ error }`
		)
	);
	return {
		sent: count( before, ( each ) => each === 1 ),
		asked: [ ...ids ].filter( ( id ) => before.get( id ) === 0 ).length,
		answered,
		sentAtLast: count( after, ( each ) => each === 1 ),
		wrong,
	};
}
