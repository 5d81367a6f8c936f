/** One shop and one SORS, on which histories are played one after another. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { databaseSocket, startDatabase } from '../../env/native/mariadb';
import {
	activatePlugin,
	databaseName,
	ensureSite,
} from '../../env/native/site';
import { projectDir, socketDir } from '../../env/paths';
import { onEnd } from '../../env/run/processes';
import { writeAddresses } from '../../env/site/files';
import { findShop, underTest } from '../../env/wordpress/find';
import { atAnyMoment } from '../checks/documents';
import { uncertain, whenQuiet, withoutNextStep } from '../checks/quiet';
import { oversold, reading, type Reading } from '../checks/stock';
import { atSors, commandOf } from '../events/perform';
import type { Event, History, Weather, What } from '../events/types';
import { words } from '../events/words';
import type { FateName } from '../faults/catalog';
import { Books, DATABASE } from '../model/books';
import { readShop, type ShopState } from '../model/shop';
import { Counts } from '../report/counts';
import { Clock } from './clock';
import { Eyes } from './eyes';
import { carryOut, type Outcome, type Stage, type Task } from './schedule';
import { Zygote } from './zygote';

/** 1 March 2026, 8:00: no history reaches the end of a year. */
const BEGINNING = 1_772_352_000;

/** Moments of work after the last event: more than all that waits may need. */
const MOST_ROUNDS = 200;

export interface Played {
	/** What does not hold, in words; empty = all is well. */
	violations: string[];
	/** The event after which it was seen; that many = when it had become quiet. */
	at: number;
	lines: string[];
	events: number;
}

export class Simulation {
	private clock = new Clock( BEGINNING );
	private readings: Reading[] = [];
	private units: string[] = [];
	private lines: string[] = [];
	private cancelledByHand = new Set< string >();
	private wasSilent = false;
	private weather: { is: Weather; until: number } | undefined;
	counts = new Counts();

	private constructor(
		readonly under: string,
		private readonly books: Books,
		private readonly eyes: Eyes,
		private readonly zygote: Zygote,
		private readonly silence: string
	) {}

	/**
	 * @param name   Of the site.
	 * @param mutant A class and the file that takes its place, as mutate() answers it.
	 */
	static async start(
		name = 'simulation',
		mutant = ''
	): Promise< Simulation > {
		const { wordpress, store } = await findShop( 'real' );
		await startDatabase();
		const dir = await ensureSite( {
			...{ name, wordpress, store, hpos: true, taxes: true },
			...{ features: false, database: 'mariadb' },
		} );
		const books = await Books.start();
		await writeAddresses( dir, {
			sorsUrl: books.server.url,
			sorsKey: books.server.key,
		} );
		await rm( join( dir, 'wp-content/db.php' ), { force: true } );
		await activatePlugin( dir );
		await writeFile(
			join( dir, 'wp-content/db.php' ),
			`<?php\nif ( class_exists( 'SorsApi\\Simulation\\Worker', false ) ) {\n\trequire '${ join( projectDir, 'tests/simulation/worker/Database.php' ) }';\n\t$wpdb = new SorsApi\\Simulation\\Database( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );\n}\n`
		);
		await mkdir( socketDir, { recursive: true } );
		const socket = join( socketDir, `${ name }.sock` );
		await rm( socket, { force: true } );
		// Cuts a request once it has come: the worker takes that for silence, without the wait.
		const silent = createServer( ( each ) =>
			each
				.on( 'error', () => undefined )
				.on( 'data', () => each.destroy() )
		);
		await new Promise< void >( ( resolve ) =>
			silent.listen( 0, '127.0.0.1', resolve )
		);
		const { port } = silent.address() as AddressInfo;
		const zygote = await Zygote.start( dir, socket, BEGINNING, mutant );
		const eyes = new Eyes( databaseSocket, databaseName( name ) );
		onEnd( async () => {
			silent.close();
			await books.server.close();
		} );
		return new Simulation(
			underTest( wordpress, store ),
			books,
			eyes,
			zygote,
			`http://127.0.0.1:${ port }/`
		);
	}

	async stop(): Promise< void > {
		this.eyes.end();
		await this.zygote.stop();
		await this.books.server.close();
	}

	/**
	 * @param history What happens.
	 * @param until   Moment of this machine after which it breaks off, with what was seen so far.
	 */
	async play( history: History, until = Infinity ): Promise< Played > {
		await this.reset( history );
		const done = ( at: number, violations: string[] ): Played => ( {
			violations,
			at,
			lines: this.lines,
			events: Math.min( at + 1, history.events.length ),
		} );
		for ( const [ at, event ] of history.events.entries() ) {
			await this.happen( event, at );
			const violations = await this.check();
			if ( violations.length > 0 || Date.now() > until ) {
				return done( at, violations );
			}
		}
		await this.comeToRest();
		const violations = await this.check();
		this.counts.histories++;
		return done(
			history.events.length,
			violations.length > 0 ? violations : await this.checkQuiet()
		);
	}

	private async checkQuiet(): Promise< string[] > {
		const state = await this.state();
		return [
			...whenQuiet(
				state,
				this.books.database(),
				this.units,
				this.cancelledByHand
			),
			...( this.wasSilent ? [] : uncertain( state ) ),
		];
	}

	private stage(): Stage {
		const { clock, books, eyes, zygote, counts, silence } = this;
		const note = ( line: string ) => void this.lines.push( line );
		const weather = ( operation: string ) =>
			this.weather && clock.now < this.weather.until
				? inWeather( this.weather.is, operation )
				: undefined;
		const lostInSilence = () => void ( this.wasSilent = true );
		return {
			...{ clock, books, eyes, zygote, counts, silence },
			...{ weather, lostInSilence, note },
		};
	}

	private async reset( { seed, shop }: History ): Promise< void > {
		this.clock = new Clock( BEGINNING );
		this.lines = [];
		this.readings = [];
		this.cancelledByHand = new Set();
		this.weather = undefined;
		this.wasSilent = false;
		this.books.reset( this.clock, seed, shop.goods );
		this.units = this.books
			.database()
			.units.slice( 0, shop.units )
			.map( ( { id } ) => id );
		const settings = {
			database: DATABASE,
			businessUnitIds: this.units,
			documentKind: shop.kind,
			exportOrders: true,
			newProductStatus: 'publish',
			shippingItemCode: 'USL-DOSTAVA',
			feeItemCode: 'USL-NAKNADA',
			roundingItemCode: 'USL-ZAOKR',
		};
		await this.must( 'reset', { taxes: shop.taxes, settings } );
		const { storeId } = await this.state();
		this.books.whenStockIsRead( () =>
			this.readings.push(
				reading(
					this.books.database(),
					this.units,
					storeId,
					this.clock.now,
					this.cancelledByHand
				)
			)
		);
		for ( const kind of [ 'catalog', 'stock' ] ) {
			await this.sync( kind );
		}
	}

	private async sync( kind: string ): Promise< void > {
		const outcome = await this.must( 'sync', { kind } );
		const { data } = ( outcome.result ?? {} ) as {
			data?: { state?: string; message?: string };
		};
		if ( data?.state !== 'succeeded' ) {
			throw new Error(
				`The ${ kind } run did not succeed: ${ JSON.stringify( data ) }`
			);
		}
	}

	/** Without anything that goes wrong. */
	private async must( name: string, args: object ): Promise< Outcome > {
		const [ outcome ] = await this.run( [
			{ do: name, args, faults: [], seed: 1 },
		] );
		if ( ! outcome?.ok ) {
			throw new Error( `${ name }: ${ outcome?.error }` );
		}
		return outcome;
	}

	private async run( tasks: Task[], turns = 1 ): Promise< Outcome[] > {
		return await carryOut( this.stage(), tasks, turns );
	}

	private async state(): Promise< ShopState > {
		return await readShop( this.eyes );
	}

	private async happen( event: Event, at: number ): Promise< void > {
		await this.clock.advanceTo( this.clock.now + event.wait );
		const state = await this.state();
		const when = new Date( this.clock.now * 1000 )
			.toISOString()
			.slice( 5, 19 );
		const begin = ( what: What, more = '' ) =>
			this.lines.push(
				`${ String( at + 1 ).padStart( 3 ) }  ${ when.replace( 'T', ' ' ) }  ${ words( what ) }${ more }`
			);
		const command = commandOf( event.what, state, this.books );
		if ( ! command ) {
			const done = this.atSors( event.what, state );
			if ( done ) {
				this.counts.event( event.what.do );
				begin( event.what, `: ${ done }` );
			}
			return;
		}
		this.counts.event( event.what.do );
		begin( event.what, ` ${ JSON.stringify( command.args ) }` );
		const tasks: Task[] = [
			{
				...command,
				faults: event.faults,
				kill: event.kill,
				seed: at + 1,
			},
		];
		const beside =
			event.beside && commandOf( event.beside.what, state, this.books );
		if ( event.beside && beside ) {
			begin(
				event.beside.what,
				` beside it ${ JSON.stringify( beside.args ) }`
			);
			this.counts.event( `two at once` );
			tasks.push( { ...beside, faults: [], seed: 1000 + at } );
		}
		const outcomes = await this.run( tasks, event.beside?.turns );
		this.lines.push( ...outcomes.map( told ) );
		if ( event.kill && outcomes[ 0 ]?.ok === undefined ) {
			this.counts.kill( `${ event.what.do } at a ${ event.kill.at }` );
		}
	}

	private atSors( what: What, state: ShopState ): string | null {
		if ( what.do === 'weather' ) {
			const until = this.clock.now + what.minutes * 60;
			this.weather = { is: what.weather, until };
			return `${ what.weather } for ${ what.minutes } minutes`;
		}
		const before = new Set(
			this.books
				.database()
				.documents.filter( ( { status } ) => status === 'cancelled' )
				.map( ( { id } ) => id )
		);
		const done = atSors( what, state, this.books );
		for ( const { id, status } of this.books.database().documents ) {
			if ( status === 'cancelled' && ! before.has( id ) ) {
				this.cancelledByHand.add( id );
			}
		}
		return done;
	}

	private async check(): Promise< string[] > {
		const state = await this.state();
		// Of those before the last complete run nothing is left in the shop.
		this.readings = this.readings.filter(
			( { at } ) => at >= state.stockRead
		);
		return [
			...atAnyMoment(
				this.books.database().documents,
				state,
				this.cancelledByHand
			),
			...oversold( this.readings, state ),
			...withoutNextStep( state ),
		];
	}

	/** Nothing more goes wrong: all that is due is done, and a complete pass follows. */
	private async comeToRest(): Promise< void > {
		this.weather = undefined;
		this.lines.push( '     … until nothing is due, then complete passes' );
		await this.workOff();
		// The comparison with SORS is a daily one.
		await this.clock.advanceTo( this.clock.now + 90_000 );
		await this.must( 'sweep', {} );
		await this.workOff();
		for ( const kind of [ 'catalog', 'stock', 'stock' ] ) {
			await this.clock.advanceTo( this.clock.now + 700 );
			await this.sync( kind );
			await this.workOff();
		}
	}

	private async workOff(): Promise< void > {
		for ( let round = 0; round < MOST_ROUNDS; round++ ) {
			const due = await this.nextDue();
			if ( due === undefined ) {
				return;
			}
			await this.clock.advanceTo(
				Math.max( this.clock.now + 61, due + 1 )
			);
			await this.must( 'work', { hooks: [ 'sors_outbox_work' ] } );
		}
	}

	private async nextDue(): Promise< number | undefined > {
		const { entries } = await this.state();
		const due = entries
			.filter( ( { state } ) =>
				[ 'queued', 'waiting', 'sending' ].includes( state )
			)
			.flatMap( ( { nextAt, leaseUntil } ) =>
				nextAt === null && leaseUntil === 0
					? []
					: [ Math.max( nextAt ?? 0, leaseUntil ) ]
			);
		const late = this.clock.next();
		return [ ...due, ...( late === undefined ? [] : [ late ] ) ].sort(
			( one, other ) => one - other
		)[ 0 ];
	}
}

function inWeather(
	weather: Weather,
	operation: string
): FateName | undefined {
	switch ( weather ) {
		case 'down':
			return '503';
		case 'writes hang':
			return /^(create|cancel)/.test( operation )
				? 'silence, not done'
				: undefined;
		case 'key refused':
			return '401';
		case 'busy':
			return '429';
	}
}

function told( { ok, error, result, requests }: Outcome ): string {
	const asked =
		requests.length > 0 ? ` asked: ${ requests.join( ', ' ) };` : '';
	if ( ok === undefined ) {
		return `    →${ asked } killed`;
	}
	return `    →${ asked } ${ ok ? JSON.stringify( brief( result ) ) : error }`;
}

/** A run's answer has two dozen fields, of which a reader wants three. */
function brief( result: unknown ): unknown {
	const { status, data } = ( result ?? {} ) as {
		status?: number;
		data?: Record< string, unknown >;
	};
	return data
		? {
				status,
				state: data.state,
				message: data.message,
				lastError: data.lastError,
			}
		: result;
}
