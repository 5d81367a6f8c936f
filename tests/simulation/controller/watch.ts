/** Looks at the shop and at SORS during a history, and remembers what the checks have to know of before. */
import { withoutApart } from '../checks/apart';
import { atAnyMoment } from '../checks/documents';
import { differently, wronglySeen, type Seen } from '../checks/buyer';
import { broken } from '../checks/broken';
import { Progress, withoutWords } from '../checks/progress';
import { judged, wrongProducts } from '../checks/products';
import { needlessQuestions } from '../checks/causes';
import { hiddenFromOwner, type Desk } from '../checks/desk';
import { needlessDoubts } from '../checks/doubts';
import { wronglyPriced } from '../checks/sales';
import { whenQuiet, withoutNextStep } from '../checks/quiet';
import type { Payment } from '../checks/payments';
import { deadEnd, wrongSteps } from '../checks/table';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Trouble } from '../faults/catalog';
import type { Article } from '../model/articles';
import type { Books } from '../model/books';
import type { Regular } from '../model/choices';
import { Claims } from '../model/claims';
import { Hands, type Edit } from '../model/hands';
import { Left, leftToOwner } from '../model/left';
import { Met } from '../model/met';
import type { Options } from '../model/options';
import { Ownership } from '../model/ownership';
import { referenceOf } from '../model/reference';
import type { Runs } from '../model/runs';
import type { ShopState } from '../model/shop';
import type { Clock } from './clock';
import { Decided } from './decided';
import { Readings } from './readings';
import type { Outcome, Task } from './schedule';

/** What is seen after an event. */
export interface Sight {
	state: ShopState;
	options: Options;
	runs: Runs;
}

/** Which item a line was of nobody knows any more. */
const ofDeletedProducts = ( { orders, products }: ShopState ): number[] => {
	const ids = new Set( products.map( ( { id } ) => id ) );
	return [ ...orders.values() ]
		.filter( ( { lines } ) =>
			lines.some( ( { productId } ) => ! ids.has( productId ) )
		)
		.map( ( { id } ) => id );
};

/** Ids and references of all that the shop knows of. */
const documentsIn = ( { entries }: ShopState ): Set< string | null > =>
	new Set(
		entries.flatMap( ( each ) => [ each.documentId, each.reference ] )
	);

const ordersOf = ( documents: readonly SorsDocument[] ): number[] =>
	documents.flatMap( ( each ) => referenceOf( each )?.orderId ?? [] );

const PRODUCT_EDITS = [ 'product', 'sizes', 'sale' ];

const isUndisturbed = ( task?: Task, outcome?: Outcome ): boolean =>
	outcome?.ok === true && ! task?.kill && ! task?.listener;

export class Watch {
	private readonly stock = new Readings();
	private readonly cancelledByHand = new Set< string >();
	private readonly ownership = new Ownership();
	private readonly left = new Left();
	private readonly hands = new Hands();
	private readonly progress = new Progress();
	private readonly claims = new Claims();
	private readonly decided: Decided;
	private before: Sight | undefined;
	/** By which a reading of the stock tells the shop's documents from others; it may be another since the last event. */
	private storeId = '';
	/** Orders that are those of the shop that this one is a copy of. */
	private originals: number[] = [];
	/** Orders whose deletion broke off, which may have been the end of them all the same. */
	private readonly remains = new Set< number >();
	/** Products that WooCommerce saved only in part: their codes. */
	private readonly halfPriced = new Set< string >();
	/** All who were ever linked: their documents stay with the customer of then. */
	private readonly regulars = new Map< string, Regular >();
	private beganAt = 0;
	private wrong: string[] = [];
	/** The owner said that open documents were carried over into a new year's books. */
	private isSaidCarriedOver = false;
	/** With “this is a copy”, or the process died over it. */
	private isAnswered = false;
	private readonly met = new Met();

	constructor(
		private readonly books: Books,
		private readonly clock: Clock
	) {
		this.decided = new Decided( books );
	}

	begin( sight: Sight ): void {
		this.ownership.see( sight.state.storeId );
		this.storeId = sight.state.storeId;
		this.stock.addsUp( sight.options.settings, this.clock.now );
		this.before = sight;
		this.books.whenStockIsRead( () =>
			this.stock.read(
				this.figures(),
				this.storeId,
				this.clock.now,
				this.cancelledByHand
			)
		);
	}

	/** The shop as the history finds it. */
	sees( sight: Sight ): void {
		this.note( sight );
		this.before = sight;
	}

	/** Before an event. */
	looksAway(): void {
		this.beganAt = this.clock.now;
	}

	/** Carries out what somebody does at SORS, and notes which documents that cancelled. */
	byHand( act: () => string | null ): string | null {
		const cancelled = () =>
			this.books
				.database()
				.documents.filter( ( { status } ) => status === 'cancelled' )
				.map( ( { id } ) => id );
		const before = new Set( cancelled() );
		const done = act();
		cancelled()
			.filter( ( id ) => ! before.has( id ) )
			.forEach( ( id ) => this.cancelledByHand.add( id ) );
		return done;
	}

	/** Processes are about to begin. */
	carries( tasks: readonly Task[] ): void {
		this.decided.carries( tasks );
		this.isSaidCarriedOver ||= tasks.some(
			( { args } ) =>
				( args as { route?: string } | undefined )?.route ===
				'year-change/carried-over'
		);
		this.met.tasks( tasks );
	}

	/** They are over, one way or another. */
	ended( tasks: readonly Task[], outcomes: readonly Outcome[] ): void {
		this.wrong.push( ...broken( tasks, outcomes ) );
	}

	/** A backup is put back. */
	turnsBack(): void {
		this.decided.turnsBack();
	}

	/** A backup was put back: what it does not have is gone for the shop, and stands in SORS. */
	restored( { state, runs }: Sight ): void {
		const gone = [ ...( this.before?.state.orders.keys() ?? [] ) ].filter(
			( id ) => ! state.orders.has( id )
		);
		this.ownership.loseAllBut(
			this.books.databases(),
			state.orders,
			documentsIn( state )
		);
		this.left.forget( gone );
		gone.forEach( ( id ) => this.remains.delete( id ) );
		if ( state.storeId !== this.before?.state.storeId ) {
			// A backup of before this was a copy: its orders are its own.
			this.left.forget( this.originals );
		}
		this.claims.forget( gone );
		this.hands.restored(
			this.before?.state.products ?? [],
			state.products
		);
		this.stock.forgetAllBut( runs );
		// What was cancelled since, the shop learns from its daily comparison, as if somebody had done it by hand.
		const sent = new Set(
			state.entries
				.filter( ( entry ) => entry.state === 'sent' )
				.map( ( { documentId } ) => documentId )
		);
		this.books
			.databases()
			.flatMap( ( { documents } ) => documents )
			.filter(
				( { id, status } ) => status === 'cancelled' && sent.has( id )
			)
			.forEach( ( { id } ) => this.cancelledByHand.add( id ) );
		this.before = undefined;
		this.met.restored( state.entries );
	}

	/** Whenever somebody looks. */
	hears( { state, runs }: Sight ): void {
		this.storeId = state.storeId;
		for ( const each of state.regulars ) {
			this.regulars.set( `${ each.email } ${ each.code }`, each );
		}
		if ( ! this.isAnswered ) {
			this.ownership.see( state.storeId );
		}
		this.decided
			.looks( state, runs, this.clock.now, this.stock.isSettled( runs ) )
			.forEach( ( code ) => this.hands.mayComeBack( code ) );
	}

	/** What became of a request. */
	meets( operation: string, trouble: Trouble ): void {
		this.met.request( operation, trouble, this.clock.now );
	}

	/** A process ends in the middle of its work. */
	cutOff(): void {
		this.met.wasCutOff = true;
	}

	/** What WooCommerce made of a refund only in part says two things of its goods and its money; what it left of an order, nothing. */
	brokeOff( what: string, args: object = {} ): void {
		const { orderId } = args as { orderId?: number };
		if ( orderId !== undefined && /refund/i.test( what ) ) {
			this.left.add( [ orderId ] );
			this.left.asksFor( orderId );
		}
		if ( orderId !== undefined && what === 'delete' ) {
			this.remains.add( orderId );
		}
	}

	/** WooCommerce's own stock and what it has noted of it may have parted. */
	unsettled(): void {
		this.stock.unsettled( this.clock.now );
	}

	/** What processes were told to do, and what they asked of SORS for it. */
	heard( tasks: readonly Task[], outcomes: readonly Outcome[] ): void {
		const { state, options } = this.before ?? {};
		for ( const [ at, { do: name, args } ] of tasks.entries() ) {
			const {
				route = '',
				params,
				entry: pressed,
			} = args as {
				route?: string;
				params?: { as?: string; orderIds?: number[] };
				entry?: number;
			};
			const [ , id = pressed ] = /^outbox\/(\d+)\//.exec( route ) ?? [];
			if ( route === 'deleted-products/bring-back' ) {
				this.hands.wantsBack();
			}
			if ( name === 'product' ) {
				this.hands.hears( args as Edit, outcomes[ at ] );
			}
			const { code } = args as { code?: string };
			const isWhole =
				tasks.length === 1 &&
				isUndisturbed( tasks[ 0 ], outcomes[ 0 ] );
			if ( PRODUCT_EDITS.includes( name ) && code && ! isWhole ) {
				this.halfPriced.add( code );
			}
			if ( name === 'leaveOut' ) {
				this.leftOut( outcomes[ at ], tasks.length === 1 );
			}
			if ( state && tasks.length === 1 ) {
				this.decided.hears(
					tasks[ at ] as Task,
					outcomes[ at ] as Outcome,
					state,
					options?.isActive ?? false,
					this.beganAt
				);
			}
			// Several at once, by their orders.
			params?.orderIds?.forEach( ( each ) => this.left.asksFor( each ) );
			const entry = state?.entries.find(
				( each ) => each.id === Number( id )
			);
			this.wrong.push( ...deadEnd( outcomes[ at ]?.result ) );
			if ( entry ) {
				this.left.asksFor( entry.orderId );
				this.claims.leaves( entry, params?.as );
				if (
					name === 'remedy' &&
					this.claims.hears( entry, outcomes[ at ] )
				) {
					this.left.add( [ entry.orderId ] );
				}
			}
			const answers = name === 'rest' && route === 'store-identity';
			const writes = outcomes[ at ]?.requests.filter( ( operation ) =>
				/^(create|cancel|record)/.test( operation )
			);
			if ( options?.isMoved && ! answers && writes?.length ) {
				this.wrong.push(
					`${ writes[ 0 ] } was asked for although nobody has said whether the shop moved`
				);
			}
			const { ok, result } = outcomes[ at ] ?? {};
			const { status } = ( result ?? {} ) as { status?: number };
			this.isAnswered ||=
				answers &&
				params?.as === 'copy' &&
				( ok === undefined || status === 200 );
		}
	}

	/** The owner does not want a new item, or the process died over it. */
	private leftOut( outcome: Outcome | undefined, isAlone: boolean ): void {
		const { left } = ( outcome?.result ?? {} ) as { left?: string[] };
		const products = this.before?.state.products ?? [];
		const codes = new Set( products.map( ( { code } ) => code ) );
		const all = this.books.database().products.map( ( { code } ) => code );
		this.hands.leavesOut(
			left ?? all.filter( ( code ) => ! codes.has( code ) ),
			left !== undefined && isAlone
		);
	}

	/** Somebody said that this is a copy: the outbox gives up all that is the original's. */
	private becomesCopy( { storeId }: ShopState ): void {
		const orders = [ ...( this.before?.state.orders.keys() ?? [] ) ];
		// Some of them were deleted before.
		this.originals = [ ...orders, ...ordersOf( this.documents() ) ];
		this.left.add( this.originals );
		if ( storeId === this.before?.state.storeId ) {
			// The process died over it, and the next answer may be another one.
			orders.forEach( ( id ) => this.left.asksFor( id ) );
		} else {
			this.ownership.becomeCopy( this.books.databases() );
		}
	}

	/** What does not hold, in words. */
	atAnyMoment( sight: Sight ): string[] {
		const { state, runs } = sight;
		if ( this.isAnswered ) {
			this.becomesCopy( state );
		}
		this.ownership.see( state.storeId );
		this.met.server( this.books.server.world().settings, this.clock.now );
		this.note( sight );
		const wrong = [
			...this.wrong.splice( 0 ),
			...atAnyMoment( this.documents(), state, this.cancelledByHand ),
			...this.ownership.touched(
				this.books.databases(),
				this.cancelledByHand
			),
			...this.left.sentUnasked( this.documents(), state.storeId ),
			...this.stock.oversold(
				runs,
				withoutApart( this.claims.without( state ) )
			),
			...withoutNextStep( state ),
			...withoutWords( state ),
			...this.progress.see( runs.active ),
			...this.decided.atAnyMoment( this.before?.state, state ),
			...( this.before && ! this.isAnswered
				? wrongSteps( this.before.state, state )
				: [] ),
		];
		this.isAnswered = false;
		this.before = sight;
		return wrong;
	}

	private note( sight: Sight ): void {
		const { state, options, runs } = sight;
		this.stock.addsUp( options.settings, this.clock.now );
		this.wrong.push(
			...this.hands.see(
				this.before?.state.products ?? [],
				state.products,
				options.settings
			)
		);
		this.met.items( state, this.books.database() );
		this.met.orders( this.before?.state, state );
		this.stock.sees( runs, this.beganAt );
		this.left.see( this.before, sight );
	}

	private documents() {
		return this.books
			.databases()
			.flatMap( ( database ) => this.ownership.documents( database ) );
	}

	/** The present books, with all documents that their figures contain. */
	private figures(
		cancelled: ReadonlySet< string > = this.cancelledByHand
	): SorsDatabase {
		const database = this.books.database();
		const former = this.books.former(
			( order ) =>
				this.before?.state.orders.get( order )?.status === 'completed',
			cancelled,
			this.isSaidCarriedOver
		);
		return {
			...database,
			documents: [ database, ...former ].flatMap( ( each ) =>
				this.ownership.documents( each, true )
			),
		};
	}

	/** Orders with a document in a former year's books: what becomes of them there, a person sees to. */
	private former(): number[] {
		return this.books
			.databases()
			.slice( 0, -1 )
			.flatMap( ( database ) =>
				ordersOf( this.ownership.documents( database ) )
			);
	}

	/** Cancelled documents that the shop may count all the same: somebody said that it is right so, or the goods were handed over. */
	private believed( { entries }: ShopState ): Set< string > {
		const missed = new Set(
			entries
				.filter(
					( { state, acknowledgedBy } ) =>
						state === 'sent' && acknowledgedBy === ''
				)
				.map( ( { documentId } ) => documentId )
		);
		return new Set(
			[ ...this.cancelledByHand ].filter( ( id ) => ! missed.has( id ) )
		);
	}

	whenQuiet(
		{ state, options }: Sight,
		seen: readonly Seen[],
		articles: readonly Article[],
		/** Late payments that the owner sees. */
		listed: readonly Payment[],
		desk: Desk
	): string[] {
		const believed = this.believed( state );
		const asked = [
			...this.left.orders,
			...[ ...this.remains ].filter( ( id ) => state.orders.has( id ) ),
			...this.former(),
			...ofDeletedProducts( state ),
		];
		return [
			...whenQuiet(
				{
					...this.claims.without( state ),
					entries: [ ...state.entries, ...asked.map( leftToOwner ) ],
					regulars: [ ...this.regulars.values() ],
				},
				judged( this.figures( believed ), options.settings ),
				options.settings,
				believed,
				this.met.hidCustomers
			),
			...wrongProducts(
				articles,
				this.books.database(),
				options.settings,
				this.hands.withoutProduct()
			),
			...this.hands.overwritten( articles ),
			...wronglyPriced( state, this.halfPriced ),
			...wronglySeen( state, seen, this.halfPriced ),
			...differently( state, this.halfPriced ),
			...this.decided.whenQuiet( state, listed ),
			// All was approved.
			...state.questions.map(
				( { kind, code, danger } ) =>
					`${ code } still waits in runs of ${ kind }: ${ danger }`
			),
			...this.doubts( state ),
			...hiddenFromOwner( state.entries, desk ),
			...needlessQuestions( {
				state,
				databases: this.books.databases(),
				unit: options.settings.units[ 0 ] ?? '',
				causes: this.met,
				left: new Set( asked ),
			} ),
		];
	}
	private doubts( { entries }: ShopState ): string[] {
		const cancelled = this.documents().filter( ( { id } ) =>
			this.cancelledByHand.has( id )
		);
		return needlessDoubts( {
			entries,
			met: this.met,
			documents: this.books
				.databases()
				.flatMap( ( { documents } ) => documents ),
			cancelledByHand: new Set(
				cancelled.map( ( { externalReference } ) => externalReference )
			),
		} );
	}
}
