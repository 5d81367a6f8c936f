/** Looks at the shop and at SORS during a history, and remembers what the checks have to know of before. */
import { atAnyMoment } from '../checks/documents';
import { Progress, withoutWords } from '../checks/progress';
import { judged, wrongProducts } from '../checks/products';
import { uncertain, whenQuiet, withoutNextStep } from '../checks/quiet';
import { oversold, reading, type Basis, type Reading } from '../checks/stock';
import { deadEnd, wrongSteps } from '../checks/table';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Article } from '../model/articles';
import type { Books } from '../model/books';
import { Claims } from '../model/claims';
import { Hands, type Edit } from '../model/hands';
import { Left, leftToOwner } from '../model/left';
import type { Options, Settings } from '../model/options';
import { Ownership } from '../model/ownership';
import type { Runs } from '../model/runs';
import type { ShopState } from '../model/shop';
import type { Clock } from './clock';
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

const orderOf = ( { externalReference }: SorsDocument ): number[] => {
	const [ , order ] =
		/-(\d+)-(?:sale|return)-/.exec( externalReference ?? '' ) ?? [];
	return order ? [ Number( order ) ] : [];
};

export class Watch {
	private readings: Reading[] = [];
	private readonly cancelledByHand = new Set< string >();
	private readonly ownership = new Ownership();
	/** Of each stock run, when the event began in which it was first seen. */
	private readonly begun = new Map< number, number >();
	private readonly left = new Left();
	private bases: ( Basis & { until: number } )[] = [];
	private readonly hands = new Hands();
	private readonly progress = new Progress();
	private readonly claims = new Claims();
	private before: Sight | undefined;
	private beganAt = 0;
	private wrong: string[] = [];
	private isLeft = false;
	/** With “this is a copy”, or the process died over it. */
	private isAnswered = false;
	/** Whether a request may have been heard of which nobody will ever say so. */
	wasSilent = false;
	/** When WooCommerce's own stock and what it has noted of it may have parted last. */
	private unsettledAt = 0;

	constructor(
		private readonly books: Books,
		private readonly clock: Clock
	) {}

	begin( sight: Sight ): void {
		this.ownership.see( sight.state.storeId );
		this.noteBasis( sight.options.settings );
		this.before = sight;
		this.books.whenStockIsRead( () => {
			const database = this.figures();
			for ( const mode of [ 'available', 'onHand' ] as const ) {
				this.readings.push(
					reading(
						database,
						database.units.map( ( { id } ) => id ),
						this.before?.state.storeId ?? '',
						this.clock.now,
						this.cancelledByHand,
						mode
					)
				);
			}
		} );
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

	/** A backup was put back: what it does not have is gone for the shop, and stands in SORS. */
	restored( { state, runs }: Sight ): void {
		const gone = [ ...( this.before?.state.orders.keys() ?? [] ) ].filter(
			( id ) => ! state.orders.has( id )
		);
		this.ownership.loseAllBut( this.books.databases(), state.orders );
		this.left.forget( gone );
		this.claims.forget( gone );
		this.hands.restored(
			this.before?.state.products ?? [],
			state.products
		);
		// Numbers of runs are given once more.
		[ ...this.begun.keys() ]
			.filter( ( id ) => ! runs.ids.includes( id ) )
			.forEach( ( id ) => this.begun.delete( id ) );
		this.before = undefined;
		this.wasSilent = true;
	}

	/** Whenever somebody looks: a person was told of documents that belong to none of the shop's orders. */
	hearsOfLeft( { state, options }: Sight ): void {
		const isLeft = options.restored === 'left';
		if ( isLeft && ! this.isLeft ) {
			this.ownership.leave(
				this.books.databases(),
				new Set(
					state.entries.flatMap( ( each ) => [
						each.documentId,
						each.reference,
					] )
				)
			);
		}
		this.isLeft = isLeft;
	}

	/** Until the next run the stock may be wrong by what WooCommerce itself did not take or note. */
	unsettled(): void {
		this.unsettledAt = this.clock.now;
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
				params?: { as?: string };
				entry?: number;
			};
			const [ , id = pressed ] = /^outbox\/(\d+)\//.exec( route ) ?? [];
			if ( route === 'deleted-products/bring-back' ) {
				this.hands.wantsBack();
			}
			if ( name === 'product' ) {
				this.hands.hears( args as Edit, outcomes[ at ] );
			}
			const entry = state?.entries.find(
				( each ) => each.id === Number( id )
			);
			this.wrong.push( ...deadEnd( outcomes[ at ]?.result ) );
			if ( entry ) {
				this.left.asksFor( entry.orderId );
				if (
					name === 'remedy' &&
					this.claims.hears( entry, outcomes[ at ] )
				) {
					this.left.add( [ entry.orderId ] );
				}
			}
			const answers = name === 'rest' && route === 'store-identity';
			const writes = outcomes[ at ]?.requests.filter( ( operation ) =>
				/^(create|cancel)/.test( operation )
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

	/** Somebody said that this is a copy: the outbox gives up all that is the original's. */
	private becomesCopy( { storeId }: ShopState ): void {
		const orders = [ ...( this.before?.state.orders.keys() ?? [] ) ];
		this.left.add( orders );
		// Some of them were deleted before.
		this.left.add( this.documents().flatMap( orderOf ) );
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
		const { ignores, omits } = this.books.server.world().settings;
		this.wasSilent ||= ignores.length + omits.length > 0;
		this.note( sight );
		const began = this.begun.get( runs.lastStock ) ?? 0;
		const wrong = [
			...this.wrong.splice( 0 ),
			...atAnyMoment( this.documents(), state, this.cancelledByHand ),
			...this.ownership.touched(
				this.books.databases(),
				this.cancelledByHand
			),
			...this.left.sentUnasked( this.documents(), state.storeId ),
			...( began >= this.unsettledAt
				? oversold(
						this.readings.filter( ( { at } ) => at >= began ),
						this.bases.filter( ( { until } ) => until >= began ),
						this.claims.without( state )
					)
				: [] ),
			...withoutNextStep( state ),
			...withoutWords( state ),
			...this.progress.see( runs.active ),
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
		this.noteBasis( options.settings );
		this.wrong.push(
			...this.hands.see(
				this.before?.state.products ?? [],
				state.products,
				options.settings
			)
		);
		for ( const id of runs.ids ) {
			if ( ! this.begun.has( id ) ) {
				this.begun.set( id, this.beganAt );
			}
		}
		this.left.see( this.before, sight );
	}

	private noteBasis( { units, stockMode }: Settings ): void {
		const mode = stockMode as Basis[ 'mode' ];
		const last = this.bases.at( -1 );
		if ( last?.mode === mode && last.units.join() === units.join() ) {
			return;
		}
		if ( last ) {
			last.until = this.clock.now;
		}
		this.bases.push( { units, mode, until: Infinity } );
	}

	private documents() {
		return this.books
			.databases()
			.flatMap( ( database ) => this.ownership.documents( database ) );
	}

	/** The present books, with all documents that their figures contain. */
	private figures(): SorsDatabase {
		const database = this.books.database();
		const former = this.books.former(
			( order ) =>
				this.before?.state.orders.get( order )?.status === 'completed'
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
			.flatMap( ( database ) => this.ownership.documents( database ) )
			.flatMap( orderOf );
	}

	whenQuiet(
		{ state, options }: Sight,
		articles: readonly Article[]
	): string[] {
		const asked = [
			...this.left.orders,
			...this.former(),
			...ofDeletedProducts( state ),
		].map( leftToOwner );
		return [
			...whenQuiet(
				{
					...this.claims.without( state ),
					entries: [ ...state.entries, ...asked ],
				},
				judged( this.figures(), options.settings ),
				options.settings,
				this.cancelledByHand
			),
			...wrongProducts(
				articles,
				this.books.database(),
				options.settings,
				this.hands.withoutProduct()
			),
			...this.hands.overwritten( articles ),
			...( this.wasSilent ? [] : uncertain( state ) ),
		];
	}
}
