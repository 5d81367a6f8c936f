/** Plays histories, one after another, each on the kind of shop that it says. */
import { toLookAt, type Seen } from '../checks/buyer';
import { isGoods } from '../checks/stock';
import type { Desk } from '../checks/desk';
import { keptTooLong, RETENTION } from '../checks/kept';
import type { Payment } from '../checks/payments';
import type { Scene } from '../events/kind';
import { cameUp } from '../events/came-up';
import { kindOf, kindsOf } from '../events/kinds';
import type { Event, History, What } from '../events/types';
import { type Books, DATABASE, YEARLY } from '../model/books';
import { readArticles } from '../model/articles';
import { readOptions } from '../model/options';
import { readRuns } from '../model/runs';
import { readShop, type ShopState } from '../model/shop';
import { Counts } from '../report/counts';
import { Clock } from './clock';
import type { Eyes } from './eyes';
import { Machine } from './machine';
import { comeToRest, growOld, sync, type Hands } from './rest';
import { carryOut, type Outcome, type Stage, type Task } from './schedule';
import { BEGINNING, Sites, type Site, type SiteName } from './site';
import { told } from './told';
import { Watch, type Sight } from './watch';

/** From here on seeds of what belongs to no event: what is drawn twice in one history is not drawn alike. */
const BESIDE_EVENTS = 10_000;

/** What meets a broken plugin for as long as it is broken. */
const RUNS = [ 'sync', 'runStep', 'run', 'leaveOut' ];

/** 31 December 2026, 8:00. */
const LAST_DAY = 1_798_704_000;

export interface Played {
	/** What does not hold, in words; empty = all is well. */
	violations: string[];
	/** The event after which it was seen; that many = when it had become quiet. */
	at: number;
	lines: string[];
	events: number;
}

/** Products with sizes, with the codes of their items: of its product, if it has one, and of sizes. */
function sizesOf( { sizes = [] }: History[ 'shop' ], books: Books ): object[] {
	const codes = books
		.database()
		.products.map( ( { code } ) => code )
		.filter( isGoods );
	return sizes.flatMap( ( each ) => {
		const own = codes.splice( 0, each.sort === 'shared' ? 1 : 2 );
		const product = each.sort === 'own' ? '' : own.shift();
		return product === undefined ? [] : { ...each, code: product, own };
	} );
}

export class Simulation {
	private clock = new Clock( BEGINNING );
	private watch: Watch;
	/** What happened so far. */
	lines: string[] = [];
	private machine: Machine;
	/** The plugin is on, for processes that begin now. */
	private isActive = true;
	private hasLanguages = false;
	counts = new Counts();
	private tasks = 0;

	private constructor(
		private readonly sites: Sites,
		private site: Site
	) {
		this.watch = new Watch( site.books, this.clock );
		this.machine = this.newMachine();
	}

	private newMachine(): Machine {
		const { books, eyes } = this.site;
		return new Machine( this.clock, eyes, books, async () => {
			this.watch.turnsBack();
			this.watch.restored( await this.sight() );
		} );
	}

	/** `mutant`: the folder of files that take the place of the plugin's own, as mutate() answers it. */
	static async start(
		first: SiteName = 'orders in tables',
		mutant = ''
	): Promise< Simulation > {
		const sites = new Sites( mutant );
		return new Simulation( sites, await sites.at( first ) );
	}

	/** What histories were played on so far, in words. */
	get under(): string {
		return this.sites.under;
	}

	get books(): Books {
		return this.site.books;
	}

	/** Past every process of the shop. */
	get eyes(): Eyes {
		return this.site.eyes;
	}

	/** Seconds since 1970. */
	get now(): number {
		return this.clock.now;
	}

	async advance( seconds: number ): Promise< void > {
		await this.clock.advanceTo( this.clock.now + seconds );
	}

	async stop(): Promise< void > {
		await this.sites.close();
	}

	/** Breaks off after this moment of the machine, with what was seen so far. */
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
			const violations = this.watch.atAnyMoment( await this.sight() );
			if ( violations.length > 0 || Date.now() > until ) {
				return done( at, violations );
			}
		}
		const violations = await this.rest();
		if ( violations.length === 0 ) {
			await growOld( this.hands() );
			violations.push( ...( await keptTooLong( this.eyes ) ) );
		}
		this.counts.histories++;
		return done( history.events.length, violations );
	}

	/** Nothing goes wrong any more: what does not hold when all that is due is done. */
	async rest(): Promise< string[] > {
		await comeToRest( this.hands() );
		const sight = await this.sight();
		const violations = this.watch.atAnyMoment( sight );
		if ( violations.length > 0 ) {
			return violations;
		}
		const { items } = await this.screen< { items: Payment[] } >(
			'payments',
			{ per_page: 100 }
		);
		const { result } = await this.must( 'looks', {
			goods: toLookAt( sight.state ),
		} );
		return this.watch.whenQuiet(
			sight,
			result as Seen[],
			await readArticles( this.eyes ),
			items,
			await this.desk()
		);
	}

	/** What a screen reads. */
	private async screen< Data >(
		route: string,
		params: object = {}
	): Promise< Data > {
		const { result } = await this.must( 'rest', {
			...{ method: 'GET', route, params },
		} );
		return ( result as { data: Data } ).data;
	}

	private async desk(): Promise< Desk > {
		const list = await this.screen< Desk[ 'list' ] >( 'orders', {
			...{ state: 'attention', per_page: 100 },
		} );
		const overview = await this.screen< Desk[ 'overview' ] >( 'overview' );
		const details: Desk[ 'details' ] = [];
		for ( const { id } of list.items ) {
			details.push( await this.screen( `orders/${ id }` ) );
		}
		return { list, overview, details };
	}

	private stage(): Stage {
		const { clock, counts, machine, isActive, hasLanguages } = this;
		const note = ( line: string ) => void this.lines.push( line );
		const cutOff = () => this.watch.cutOff();
		return {
			...{ ...this.site, clock, counts, machine, isActive, hasLanguages },
			met: ( operation, trouble ) =>
				this.watch.meets( operation, trouble ),
			...{ cutOff, note },
		};
	}

	async reset( { seed, shop }: History ): Promise< void > {
		this.site = await this.sites.at( shop.site );
		const { books } = this.site;
		const database = shop.isDecember ? YEARLY : DATABASE;
		this.clock = new Clock( shop.isDecember ? LAST_DAY : BEGINNING );
		this.lines = [];
		this.tasks = 0;
		this.hasLanguages = false;
		this.machine = this.newMachine();
		if ( ! ( await readOptions( this.site.eyes ) ).isActive ) {
			this.isActive = true;
			await this.must( 'pluginOn', {} );
		}
		books.reset( this.clock, seed, shop.goods, database );
		const units = books
			.database()
			.units.slice( 0, shop.units )
			.map( ( { id } ) => id );
		this.watch = new Watch( books, this.clock );
		const settings = {
			database,
			businessUnitIds: units,
			documentKind: shop.kind,
			exportOrders: true,
			sendToTestDatabase: true,
			newProductStatus: 'publish',
			shippingItemCode: 'USL-DOSTAVA',
			feeItemCode: 'USL-NAKNADA',
			retentionDays: RETENTION,
		};
		const { result } = await this.must( 'reset', {
			...{ shop: shop.settings, settings },
			sizes: sizesOf( shop, books ),
		} );
		this.lines.push( `     The shop ${ JSON.stringify( result ) }` );
		this.watch.begin( await this.sight() );
		for ( const kind of [ 'catalog', 'stock' ] ) {
			await sync( this.hands(), kind );
		}
		if ( shop.hasLanguages ) {
			this.hasLanguages = true;
			await this.must( 'translate', {} );
		}
		this.watch.sees( await this.sight() );
	}

	/** Without anything that goes wrong. */
	private async must( name: string, args: object ): Promise< Outcome > {
		const outcome = await this.attempt( name, args );
		if ( ! outcome.ok ) {
			throw new Error( `${ name }: ${ outcome.error }` );
		}
		return outcome;
	}

	private async attempt( name: string, args: object ): Promise< Outcome > {
		const outcome = await this.task( {
			...{ do: name, args, faults: [] },
			seed: BESIDE_EVENTS + this.tasks++,
		} );
		if ( name !== 'reset' ) {
			await this.sight();
		}
		return outcome;
	}

	private hands(): Hands {
		const { clock, lines, machine } = this;
		return {
			clock,
			books: this.site.books,
			lines,
			machine,
			must: ( name, args ) => this.must( name, args ),
			attempt: ( name, args ) => this.attempt( name, args ),
			sight: () => this.sight(),
		};
	}

	/** In a process of its own. */
	async task( task: Task ): Promise< Outcome > {
		const [ outcome ] = await this.run( [ task ] );
		return outcome as Outcome;
	}

	private async run( tasks: Task[], turns = 1 ): Promise< Outcome[] > {
		for ( const task of tasks.filter( ( { do: name } ) =>
			RUNS.includes( name )
		) ) {
			task.listener ??= this.machine.listener;
		}
		this.watch.carries( tasks );
		const outcomes = await carryOut( this.stage(), tasks, turns );
		this.watch.ended( tasks, outcomes );
		return outcomes;
	}

	async state(): Promise< ShopState > {
		return await readShop(
			this.site.eyes,
			this.site.storage,
			this.machine.clocks
		);
	}

	private async sight(): Promise< Sight > {
		const { eyes } = this.site;
		const options = await readOptions( eyes );
		this.isActive = options.isActive;
		this.site.books.follow( options.settings.database );
		const sight = {
			state: await this.state(),
			options,
			runs: await readRuns( eyes ),
		};
		this.watch.hears( sight );
		return sight;
	}

	async happen( event: Event, at = 0 ): Promise< void > {
		await this.clock.advanceTo( this.clock.now + event.wait );
		this.watch.looksAway();
		const { state, options } = await this.sight();
		const scene = { state, options, books: this.site.books };
		const { atSors, inShop, onMachine } = kindOf( event.what );
		if ( atSors || onMachine ) {
			const done = atSors
				? this.watch.byHand( () => atSors( event.what, scene ) )
				: ( ( await onMachine?.( event.what, this.machine ) ) ?? null );
			if ( done ) {
				this.count( event.what );
				this.begin( at, event.what, `: ${ done }` );
			}
			return;
		}
		const command = inShop?.( event.what, scene );
		if ( ! command ) {
			return;
		}
		this.begin( at, event.what, ` ${ JSON.stringify( command.args ) }` );
		const tasks: Task[] = [
			{
				...command,
				faults: event.faults,
				kill: event.kill,
				listener: event.listener,
				seed: at + 1,
			},
			...this.beside( event, at, scene ),
		];
		const outcomes = await this.run( tasks, event.beside?.turns );
		if ( cameUp( command, outcomes[ 0 ] ?? {} ) ) {
			this.count( event.what );
		}
		if ( event.listener ) {
			this.counts.event( `a listener that ${ event.listener.does }` );
		}
		if ( tasks.length > 1 ) {
			this.counts.event( `${ tasks.length } at once` );
		}
		this.watch.heard( tasks, outcomes );
		this.lines.push( ...outcomes.map( told ) );
		if ( event.kill && outcomes[ 0 ]?.ok === undefined ) {
			this.counts.kill( `${ event.what.do } at a ${ event.kill.at }` );
		}
		const breaksOff =
			outcomes[ 0 ]?.ok === undefined ||
			event.kill?.at === 'filter' ||
			( event.listener && event.listener.does !== 'is slow' );
		if ( breaksOff && ! kindOf( event.what ).talks ) {
			// Between a product's stock and the note of it on the line, or between two lines.
			this.watch.unsettled();
			this.watch.brokeOff( event.what.do, tasks[ 0 ]?.args );
		}
		const all = [ event.what, ...( event.beside?.what ?? [] ) ];
		const orders = tasks.flatMap( ( { args } ) =>
			'orderId' in args ? [ args.orderId ] : []
		);
		if (
			all.some( ( each ) => kindOf( each ).unsettles?.( each ) ) ||
			// WooCommerce lets two requests restock one line, and notes it of one.
			new Set( orders ).size < orders.length
		) {
			this.watch.unsettled();
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

	private count( what: What ): void {
		kindsOf( what ).forEach( ( each ) => this.counts.event( each ) );
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
}
