/** The shop of the soak: what happens in it, each with what it took. */
import { person } from '../events/buyers';
import { seeded } from '../../sors/assortment/random';
import { isGoods } from '../checks/stock';
import type { Outcome } from '../controller/schedule';
import type { Simulation } from '../controller/simulation';
import { COMMONEST, type RequestFault } from '../events/types';
import { drawFaults } from './faults';

const SEED = 20;

/** More than all orders take. */
const ON_HAND = 1_000_000;

/** Buyers who come back, so that most orders meet a customer that is known. */
const BUYERS = 400;

const MOVING = "state IN ('queued', 'waiting', 'sending')";

export class Shop {
	readonly failed: Record< string, number > = {};
	readonly spent: Record< string, number > = {};
	requests = 0;
	/** Bytes at most since they were last asked for. */
	private memory = { work: 0, sync: 0 };
	private codes: string[] = [];
	private placed = 0;
	private readonly random = seeded( SEED );
	/** One request in five fails until this is set to false. */
	fails = true;

	constructor( private readonly simulation: Simulation ) {}

	async open( retentionDays: number ): Promise< void > {
		const { simulation } = this;
		await simulation.reset( {
			seed: SEED,
			shop: {
				site: 'orders in tables',
				goods: 6,
				settings: COMMONEST,
				units: 1,
				isDecember: false,
				kind: 'reservation',
			},
			events: [],
		} );
		// Readings are for the check of each event; here there are too many.
		simulation.books.whenStockIsRead( () => undefined );
		const database = simulation.books.database();
		database.levels.forEach( ( level ) => ( level.onHand = ON_HAND ) );
		this.codes = database.products
			.map( ( { code } ) => code )
			.filter( isGoods );
		await this.task( 'settings', 'rest', {
			...{ method: 'PUT', route: 'settings' },
			params: { retentionDays },
		} );
		// Action Scheduler's list was emptied with the rest of the shop.
		await this.task( 'settings', 'work', {
			hooks: [ 'sors_ensure_actions' ],
		} );
	}

	async order( count: number ): Promise< void > {
		const orders = Array.from( { length: count }, () => {
			const n = this.placed++;
			return {
				lines: [
					{
						code: this.codes[ n % this.codes.length ],
						quantity: 1 + ( n % 3 ),
					},
				],
				...{ shipping: n % 2 ? 'flat_rate' : '', fee: 0, coupon: '' },
				...{ status: 'processing', payment: 'cod' },
				buyer: person( `kupac${ n % BUYERS }@example.test` ),
			};
		} );
		if ( count > 0 ) {
			await this.task( 'orders', 'orders', { orders } );
		}
	}

	/** What Action Scheduler has to do for us by now; WooCommerce's own actions are not measured here. */
	async work(): Promise< void > {
		const { memory } = await this.task(
			'work',
			'queue',
			{ group: 'sors' },
			this.fails
		);
		this.memory.work = Math.max( this.memory.work, memory ?? 0 );
	}

	async sync( kind: 'stock' | 'catalog' ): Promise< void > {
		const { memory } = await this.task(
			'sync',
			'sync',
			{ kind },
			this.fails
		);
		this.memory.sync = Math.max( this.memory.sync, memory ?? 0 );
	}

	takeMemory(): { work: number; sync: number } {
		const { memory } = this;
		this.memory = { work: 0, sync: 0 };
		return memory;
	}

	/** When the next entry is due, in seconds since 1970; null = none is on its way. */
	async nextDue(): Promise< number | null > {
		const [ rows = [] ] = await this.simulation.eyes.read(
			`SELECT MIN(GREATEST(COALESCE(UNIX_TIMESTAMP(next_attempt_at), 0), lease_until / 1000000)) AS due FROM wp_sors_outbox WHERE ${ MOVING }`
		);
		const due = rows[ 0 ]?.due ?? null;
		return due === null ? null : Number( due );
	}

	private async task(
		what: string,
		name: string,
		args: object,
		mayFail = false
	): Promise< Outcome > {
		const began = Date.now();
		const faults: RequestFault[] = mayFail ? drawFaults( this.random ) : [];
		const outcome = await this.simulation.task( {
			...{ do: name, args, faults },
			seed: 1 + Math.floor( this.random() * 1e6 ),
		} );
		if ( ! outcome.ok ) {
			throw new Error( `${ what }: ${ outcome.error }` );
		}
		this.requests += outcome.requests.length;
		for ( const { nth, fate } of faults ) {
			if ( nth <= outcome.requests.length ) {
				this.failed[ fate ] = ( this.failed[ fate ] ?? 0 ) + 1;
			}
		}
		this.spent[ what ] =
			( this.spent[ what ] ?? 0 ) + ( Date.now() - began ) / 1000;
		return outcome;
	}
}
