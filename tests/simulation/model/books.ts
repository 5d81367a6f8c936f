/** The SORS server of tests/sors as the simulation's model: in this process, on its time, with the fault that a request is to meet. */
import { request as httpRequest } from 'node:http';
import { seeded } from '../../sors/assortment/random';
import type { Moment } from '../../sors/ledger/movements';
import { FaultQueue, type Struck } from '../../sors/faults/queue';
import type { FaultyOperation, FinalAction } from '../../sors/faults/rules';
import { RequestLog } from '../../sors/http/log';
import { DEFAULT_WORLD, World } from '../../sors/model/world';
import type { SorsDatabase } from '../../sors/model/types';
import { startSorsServer, type SorsServer } from '../../sors/server';
import type { Clock } from '../controller/clock';
import type { RawRequest } from '../controller/worker';

/** The server asks it what goes wrong with the request that it has just read. */
class OneFault extends FaultQueue {
	next: FinalAction | undefined;
	asked: ( operation: FaultyOperation ) => void = () => undefined;

	override meet( operation: FaultyOperation ): Struck {
		this.asked( operation );
		const final = this.next ?? null;
		this.next = undefined;
		return { ids: final ? [ final.kind ] : [], passing: [], final };
	}
}

class TimedWorld extends World {
	clock: Clock | undefined;

	override now(): number {
		return Math.round( ( this.clock?.now ?? 0 ) * 1000 );
	}
}

export const DATABASE = 'Demo2';

export class Books {
	private readonly faults = new OneFault();

	private constructor( readonly server: SorsServer ) {}

	static async start( contractFile?: string ): Promise< Books > {
		return new Books( await startSorsServer( { contract: contractFile } ) );
	}

	/** A business with a short price list, so that a complete pass takes no time. */
	reset( clock: Clock, seed: number, goods: number ): void {
		const { api } = this.server;
		const world = new TimedWorld( { ...DEFAULT_WORLD, seed } );
		world.clock = clock;
		api.world = world;
		api.faults = this.faults;
		api.log = new RequestLog();
		this.faults.next = undefined;
		const database = this.database();
		const random = seeded( seed );
		const kept = new Set(
			[
				...database.products.filter(
					( item ) =>
						item.itemType === 'goods' &&
						item.active &&
						item.priceWithVat > 0 &&
						database.products.filter(
							( { code } ) => code === item.code
						).length === 1
				),
			]
				.sort( ( one, other ) => one.code.localeCompare( other.code ) )
				.slice( 0, goods )
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

	database(): SorsDatabase {
		return this.server.world().database( DATABASE )!;
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

	willStrike( action: FinalAction | undefined ): void {
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
