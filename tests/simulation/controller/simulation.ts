/** Plays histories, one after another, each on the kind of shop that it says. */
import type { Machine, Scene, Weather } from '../events/kind';
import { kindOf } from '../events/kinds';
import type { Event, History, What } from '../events/types';
import { inWeather } from '../faults/weather';
import { type Books, DATABASE } from '../model/books';
import { readShop, type ShopState } from '../model/shop';
import { Counts } from '../report/counts';
import { Clock } from './clock';
import type { Eyes } from './eyes';
import { carryOut, type Outcome, type Stage, type Task } from './schedule';
import {
	BEGINNING,
	closeSite,
	openSite,
	type Site,
	type SiteName,
} from './site';
import { told } from './told';
import { Watch } from './watch';

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

/** What play() is made of, for those that look or measure in between. */
export interface Parts {
	books: Books;
	eyes: Eyes;
	/** The units that the shop adds up. */
	units: () => readonly string[];
	/** Seconds since 1970. */
	now: () => number;
	advance: ( seconds: number ) => Promise< void >;
	reset: ( history: History ) => Promise< void >;
	happen: ( event: Event ) => Promise< void >;
	run: ( task: Task ) => Promise< Outcome >;
	state: () => Promise< ShopState >;
	/** Until nothing is due, then complete passes; answers what does not hold. */
	rest: () => Promise< string[] >;
	/** What happened so far. */
	lines: () => readonly string[];
}

export class Simulation {
	private clock = new Clock( BEGINNING );
	private watch: Watch;
	private lines: string[] = [];
	private weather: { is: Weather; until: number } | undefined;
	counts = new Counts();

	private constructor(
		private readonly sites: Map< SiteName, Site >,
		private site: Site,
		private readonly mutant: string
	) {
		this.watch = new Watch( site.books, this.clock, [] );
	}

	/** `mutant`: a class and the file that takes its place, as mutate() answers it. */
	static async start(
		first: SiteName = 'orders in tables',
		mutant = ''
	): Promise< Simulation > {
		const site = await openSite( first, mutant );
		return new Simulation( new Map( [ [ first, site ] ] ), site, mutant );
	}

	/** What histories were played on so far, in words. */
	get under(): string {
		return [
			...new Set(
				[ ...this.sites.values() ].map( ( { under } ) => under )
			),
		].join( '; ' );
	}

	async stop(): Promise< void > {
		for ( const site of this.sites.values() ) {
			await closeSite( site );
		}
	}

	private async goTo( name: SiteName ): Promise< void > {
		this.site =
			this.sites.get( name ) ?? ( await openSite( name, this.mutant ) );
		this.sites.set( name, this.site );
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
			const violations = this.watch.atAnyMoment( await this.state() );
			if ( violations.length > 0 || Date.now() > until ) {
				return done( at, violations );
			}
		}
		await this.comeToRest();
		const state = await this.state();
		const violations = this.watch.atAnyMoment( state );
		this.counts.histories++;
		return done(
			history.events.length,
			violations.length > 0 ? violations : this.watch.whenQuiet( state )
		);
	}

	parts(): Parts {
		return {
			books: this.site.books,
			eyes: this.site.eyes,
			units: () => this.watch.units,
			now: () => this.clock.now,
			advance: ( seconds ) =>
				this.clock.advanceTo( this.clock.now + seconds ),
			reset: ( history ) => this.reset( history ),
			happen: ( event ) => this.happen( event, 0 ),
			run: async ( task ) => ( await this.run( [ task ] ) )[ 0 ]!,
			state: () => this.state(),
			rest: async () => {
				await this.comeToRest();
				const state = await this.state();
				return [
					...this.watch.atAnyMoment( state ),
					...this.watch.whenQuiet( state ),
				];
			},
			lines: () => this.lines,
		};
	}

	private stage(): Stage {
		const { clock, counts } = this;
		const note = ( line: string ) => void this.lines.push( line );
		const weather = ( operation: string ) =>
			this.weather && clock.now < this.weather.until
				? inWeather( this.weather.is, operation )
				: undefined;
		const lostInSilence = () => void ( this.watch.wasSilent = true );
		return {
			...{ ...this.site, clock, counts, weather },
			...{ lostInSilence, note },
		};
	}

	private async reset( { seed, shop }: History ): Promise< void > {
		await this.goTo( shop.site );
		const { books } = this.site;
		this.clock = new Clock( BEGINNING );
		this.lines = [];
		this.weather = undefined;
		books.reset( this.clock, seed, shop.goods );
		const units = books
			.database()
			.units.slice( 0, shop.units )
			.map( ( { id } ) => id );
		this.watch = new Watch( books, this.clock, units );
		const settings = {
			database: DATABASE,
			businessUnitIds: units,
			documentKind: shop.kind,
			exportOrders: true,
			newProductStatus: 'publish',
			shippingItemCode: 'USL-DOSTAVA',
			feeItemCode: 'USL-NAKNADA',
			roundingItemCode: 'USL-ZAOKR',
		};
		await this.must( 'reset', { taxes: shop.taxes, settings } );
		this.watch.begin( ( await this.state() ).storeId );
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
		return await readShop( this.site.eyes, this.site.storage );
	}

	private async happen( event: Event, at: number ): Promise< void > {
		await this.clock.advanceTo( this.clock.now + event.wait );
		const state = await this.state();
		const scene = { state, books: this.site.books };
		const { atSors, inShop, onMachine } = kindOf( event.what );
		if ( atSors || onMachine ) {
			const done = atSors
				? this.watch.byHand( () => atSors( event.what, scene ) )
				: ( onMachine?.( event.what, this.machine() ) ?? null );
			if ( done ) {
				this.counts.event( event.what.do );
				this.begin( at, event.what, `: ${ done }` );
			}
			return;
		}
		const command = inShop?.( event.what, scene );
		if ( ! command ) {
			return;
		}
		this.counts.event( event.what.do );
		this.begin( at, event.what, ` ${ JSON.stringify( command.args ) }` );
		const tasks: Task[] = [
			{
				...command,
				faults: event.faults,
				kill: event.kill,
				seed: at + 1,
			},
			...this.beside( event, at, scene ),
		];
		if ( tasks.length > 1 ) {
			this.counts.event( `${ tasks.length } at once` );
		}
		const outcomes = await this.run( tasks, event.beside?.turns );
		this.lines.push( ...outcomes.map( told ) );
		if ( event.kill && outcomes[ 0 ]?.ok === undefined ) {
			this.counts.kill( `${ event.what.do } at a ${ event.kill.at }` );
		}
	}

	private beside( { beside }: Event, at: number, scene: Scene ): Task[] {
		return ( beside?.what ?? [] ).flatMap( ( what, nth ): Task[] => {
			const command = kindOf( what ).inShop?.( what, scene );
			if ( ! command ) {
				return [];
			}
			const args = JSON.stringify( command.args );
			this.begin( at, what, ` beside it ${ args }` );
			const seed = 1000 * ( nth + 1 ) + at;
			return [ { ...command, faults: [], seed } ];
		} );
	}

	private begin( at: number, what: What, more: string ): void {
		const when = new Date( this.clock.now * 1000 )
			.toISOString()
			.slice( 5, 19 )
			.replace( 'T', ' ' );
		this.lines.push(
			`${ String( at + 1 ).padStart( 3 ) }  ${ when }  ${ kindOf( what ).words }${ more }`
		);
	}

	private machine(): Machine {
		return {
			weather: ( is, minutes ) => {
				const until = this.clock.now + minutes * 60;
				this.weather = { is, until };
			},
		};
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
