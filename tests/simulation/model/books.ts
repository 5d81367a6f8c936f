/** The SORS server of tests/sors as the simulation's model: in this process, on its time, with the fault that a request is to meet. */
import { request as httpRequest } from 'node:http';
import type { Plan } from '../../sors/assortment/database';
import { seeded } from '../../sors/assortment/random';
import type { Moment } from '../../sors/ledger/movements';
import { applyChange } from '../../sors/control/books';
import { changeShape, type ChangeInput } from '../../sors/control/changes';
import { FaultQueue, type Struck } from '../../sors/faults/queue';
import type {
	FaultyOperation,
	FinalAction,
	PassingAction,
} from '../../sors/faults/rules';
import { RequestLog } from '../../sors/http/log';
import { DEFAULT_WORLD, World } from '../../sors/model/world';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import { startSorsServer, type SorsServer } from '../../sors/server';
import type { Clock } from '../controller/clock';
import type { RawRequest } from '../controller/worker';
import { referenceOf } from './reference';

/** The server asks it what goes wrong with the request that it has just read. */
class OneFault extends FaultQueue {
	next: FinalAction | PassingAction | undefined;
	asked: ( operation: FaultyOperation ) => void = () => undefined;

	override meet( operation: FaultyOperation ): Struck {
		this.asked( operation );
		const { next } = this;
		this.next = undefined;
		const ids = next ? [ next.kind ] : [];
		return next?.kind === 'shift' || next?.kind === 'latency'
			? { ids, passing: [ next ], final: null }
			: { ids, passing: [], final: next ?? null };
	}
}

class TimedWorld extends World {
	clock: Clock | undefined;

	override now(): number {
		return Math.round(
			( ( this.clock?.now ?? 0 ) + this.settings.clockMinutes * 60 ) *
				1000
		);
	}
}

/** The one that everybody shares, and one of a business, of which each year has its own. */
export const DATABASE = 'Demo2';
export const YEARLY = 'Prodavnica2026';

export class Books {
	private readonly faults = new OneFault();
	/** The one that the shop works with. */
	private name = DATABASE;
	private used: string[] = [];
	/** Whether the open reservations of this year are entered into the next. */
	private carries = false;
	private nextPlan: Plan | undefined;
	/** Documents of former databases that the figures of the present one contain. */
	carried: { from: SorsDatabase; documents: SorsDocument[] } | undefined;

	private constructor( readonly server: SorsServer ) {}

	static async start( contractFile?: string ): Promise< Books > {
		return new Books( await startSorsServer( { contract: contractFile } ) );
	}

	/** A business with a short price list, so that a complete pass takes no time. */
	reset( clock: Clock, seed: number, goods: number, name: string ): void {
		const { api } = this.server;
		const world = new TimedWorld( { ...DEFAULT_WORLD, seed } );
		world.clock = clock;
		api.world = world;
		api.faults = this.faults;
		api.log = new RequestLog();
		this.faults.next = undefined;
		this.name = name;
		this.used = [ name ];
		this.nextPlan = undefined;
		this.carried = undefined;
		const database = this.database();
		const random = seeded( seed );
		// Any of them, so that several rates of VAT come together.
		const kept = new Set(
			database.products
				.filter(
					( item ) =>
						item.itemType === 'goods' &&
						item.active &&
						item.priceWithVat > 0 &&
						database.products.filter(
							( { code } ) => code === item.code
						).length === 1
				)
				.map( ( item ) => ( { item, place: random() } ) )
				.sort( ( one, other ) => one.place - other.place )
				.slice( 0, goods )
				.map( ( { item } ) => item )
		);
		database.products = database.products.filter(
			( item ) => kept.has( item ) || item.code.startsWith( 'USL-' )
		);
		const ids = new Set( database.products.map( ( { id } ) => id ) );
		database.levels = database.levels.filter( ( { productId } ) =>
			ids.has( productId )
		);
		for ( const level of database.levels ) {
			level.onHand = 20 + Math.floor( random() * 40 );
			level.reserved = 0;
			level.modifiedAt = world.now() - 86_400_000;
		}
		for ( const product of database.products ) {
			product.images = [];
		}
	}

	/** As the tests of the whole plugin change something. */
	change( change: ChangeInput ): void {
		applyChange(
			this.server.world(),
			this.database(),
			changeShape.parse( change )
		);
	}

	database(): SorsDatabase {
		return this.server.world().database( this.name )!;
	}

	/** All that the shop has worked with, the present one last. */
	databases(): SorsDatabase[] {
		return this.used.map( ( name ) =>
			this.server.world().database( name )!
		);
	}

	/** The shop works with this one now. */
	follow( name: string ): void {
		if ( name !== this.name && this.server.world().database( name ) ) {
			this.name = name;
			this.used = [
				...this.used.filter( ( each ) => each !== name ),
				name,
			];
		}
	}

	/** The next year's database of the same name; null where there is none. */
	next(): string | null {
		const name = this.name.replace( /\d+$/, ( year ) =>
			String( Number( year ) + 1 )
		);
		const exists = this.server
			.world()
			.databases()
			.some( ( each ) => each.name === name );
		return name !== this.name && exists ? name : null;
	}

	openNext( carries: boolean ): string | null {
		const year = Number( /\d{4}$/.exec( this.name )?.[ 0 ] ?? NaN ) + 1;
		// A shop lives to see one New Year.
		if ( Number.isNaN( year ) || this.next() || this.used.length > 1 ) {
			return null;
		}
		const name = this.name.replace( /\d{4}$/, String( year ) );
		this.carries = carries;
		this.nextPlan = this.server.world().addDatabase( name, name, year, 0 );
		this.carryOver();
		return `${ name }, ${ carries ? 'with' : 'without' } open reservations`;
	}

	/** Until the shop moves, what stands in this year's books is entered into the next year's. */
	carryOver(): void {
		if ( ! this.nextPlan || ! this.next() ) {
			return;
		}
		const from = this.database();
		this.server.world().carryOver( from, this.nextPlan, this.carries );
		this.carried = {
			from,
			documents: structuredClone(
				from.documents.filter(
					( { status, effect } ) =>
						status === 'open' &&
						( effect.onHand !== 0 ||
							( this.carries && effect.reserved !== 0 ) )
				)
			),
		};
	}

	/**
	 * The former database with what counts as contained in the present figures: what was carried over, and what has left
	 * the house. Of a document that was cancelled by hand before anybody compared, the owner's word says that it was carried over.
	 */
	former(
		isCompleted: ( orderId: number ) => boolean,
		cancelledByHand: ReadonlySet< string >,
		isSaid: boolean
	): SorsDatabase[] {
		const { from, documents = [] } = this.carried ?? {};
		if ( ! from || from.name === this.name ) {
			return [];
		}
		const ids = new Set( documents.map( ( { id } ) => id ) );
		const isDone = ( document: SorsDocument ) =>
			isCompleted( referenceOf( document )?.orderId ?? NaN );
		const left = from.documents.filter(
			( document ) =>
				! ids.has( document.id ) &&
				( cancelledByHand.has( document.id )
					? isSaid || isDone( document )
					: document.status === 'open' && isDone( document ) )
		);
		return [ { ...from, documents: [ ...documents, ...left ] } ];
	}

	/** The former database, where all that it has open stands in the present one as well. */
	carriedFrom(): string | null {
		const { from, documents } = this.carried ?? {};
		const ids = new Set( documents?.map( ( { id } ) => id ) );
		return from &&
			from.name !== this.name &&
			from.documents.every(
				( { id, status } ) => status !== 'open' || ids.has( id )
			)
			? from.name
			: null;
	}

	now(): number {
		return this.server.world().now();
	}

	moment(): Moment {
		return this.server.world().moment();
	}

	/** Calls this each time that stock is asked for, right before the answer is made. */
	whenStockIsRead( call: () => void ): void {
		this.faults.asked = ( operation ) =>
			operation === 'listInventory' ? call() : undefined;
	}

	willStrike( action: FinalAction | PassingAction | undefined ): void {
		this.faults.next = action;
	}

	/** Our name of what a request asks for. */
	operationOf( raw: RawRequest ): string {
		const url = new URL( raw.url );
		const body = raw.body ?? '';
		const match = this.server.api.router.match(
			raw.method,
			url.pathname,
			( name ) =>
				url.searchParams.has( name ) || body.includes( `"${ name }"` )
		);
		return match && match !== 'wrongMethod' ? match.name : 'unknown';
	}

	/** Carries out a request whose sender has gone. */
	async carryOut( raw: RawRequest ): Promise< void > {
		await new Promise< void >( ( resolve ) => {
			const sent = httpRequest(
				raw.url,
				{ method: raw.method, headers: raw.headers },
				( response ) => {
					response.resume();
					response.on( 'close', resolve );
				}
			);
			sent.on( 'error', () => resolve() );
			sent.end( raw.body ?? undefined );
		} );
	}
}
