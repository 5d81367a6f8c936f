/** Watches what owner and staff decided: what is left alone or unlinked, late payments, standing discounts. */
import { apartChanged } from '../checks/apart';
import {
	discountedTwice,
	givenOnce,
	onSale,
	outdated,
	type OnSale,
} from '../checks/discounts';
import { salesEnded } from '../checks/sales';
import { raised } from '../checks/sizes';
import { harmed, unreadIn, type Unread } from '../checks/unreadable';
import { isAsked } from '../checks/orders';
import {
	payments,
	unseen,
	type Payment,
	type Standing,
} from '../checks/payments';
import type { SorsDocument } from '../../sors/model/types';
import type { Books } from '../model/books';
import { referenceOf } from '../model/reference';
import { wasLost, type ShopState } from '../model/shop';
import type { Runs } from '../model/runs';
import type { Outcome, Task } from './schedule';

/** Seconds for which a cache may not see a new link of a user. */
const LAG = 60;

interface Ticks {
	/** Null where nobody could be asked. */
	listed: Payment[] | null;
	ticked: Payment | null;
}

interface Buys {
	buyer?: { email: string; account: boolean };
	code?: string;
}

const keyOf = ( database: string, { id }: SorsDocument ): string =>
	`${ database } ${ id }`;

export class Decided {
	private last: ShopState | undefined;
	/** What was done since then. */
	private deeds: Task[] = [];
	private unread: ReadonlySet< string > = new Set();
	private wrong: string[] = [];
	private seen = new Set< string >();
	/** What is to be noted of entries. */
	private ticked: { id: number; paid: number | null }[] = [];
	private bought: { id: number; percent: number; sales: OnSale } | undefined;
	private linked: { email: string; code: string } | undefined;
	private linkedAt = -Infinity;

	constructor( private readonly books: Books ) {}

	carries( tasks: readonly Task[] ): void {
		this.deeds.push( ...tasks );
	}

	/** A backup was put back. */
	turnsBack(): void {
		this.last = undefined;
		this.unread = new Set();
		this.ticked = [];
	}

	/** Answers the codes of unlinked items that may become products again. */
	looks(
		state: ShopState,
		{ areOver }: Pick< Runs, 'areOver' >,
		now: number,
		isSettled: boolean
	): string[] {
		const { last, deeds } = this;
		this.last = state;
		this.deeds = [];
		if ( ! last ) {
			return [];
		}
		this.wrong.push(
			...apartChanged( last, state, deeds ),
			...salesEnded( last, state, deeds ),
			...raised( last, state, deeds ),
			...harmed(
				last,
				state,
				deeds,
				this.unreadable( areOver ),
				isSettled
			)
		);
		const { regulars } = state;
		if ( JSON.stringify( regulars ) !== JSON.stringify( last.regulars ) ) {
			this.linkedAt = now;
		}
		const unlinked = state.unlinked.map( ( { code } ) => code );
		return last.unlinked
			.map( ( { code } ) => code )
			.filter( ( code ) => ! unlinked.includes( code ) );
	}

	/** What could be read neither now nor at the last look, nor when a run began that may still write. */
	private unreadable( areOver: boolean ): Unread {
		const is = unreadIn( this.books.database() );
		const { unread: was } = this;
		const key = ( sort: keyof Unread, code: string ) =>
			`${ sort } ${ code }`;
		const both = ( sort: keyof Unread ) =>
			new Set(
				[ ...is[ sort ] ].filter( ( code ) =>
					was.has( key( sort, code ) )
				)
			);
		const still = { items: both( 'items' ), levels: both( 'levels' ) };
		const all = ( of: Unread ) =>
			( [ 'items', 'levels' ] as const ).flatMap( ( sort ) =>
				[ ...of[ sort ] ].map( ( code ) => key( sort, code ) )
			);
		this.unread = new Set( all( areOver ? is : still ) );
		return still;
	}

	/** What one process answered to which nothing happened, and no other ran beside. */
	hears(
		{ do: name, args, kill, listener }: Task,
		{ ok, result }: Outcome,
		before: ShopState,
		isActive: boolean,
		now: number
	): void {
		if ( ! ok || kill || listener ) {
			return;
		}
		const { buyer, code } = args as Buys;
		const email = buyer?.account ? buyer.email : '';
		if ( name === 'ticks' ) {
			this.lists( result as Ticks, before );
		}
		if ( name === 'linkUser' ) {
			const { problems } = result as { problems: string[] };
			this.linked =
				problems.length === 0 ? { email, code: code ?? '' } : undefined;
		}
		const { orderId = 0, ...more } = ( result ?? {} ) as {
			orderId?: number;
			status?: number;
			result?: string;
		};
		const isCheckout = 'status' in more || 'result' in more;
		if (
			[ 'checkout', 'classic' ].includes( name ) &&
			isCheckout &&
			orderId > 0 &&
			now - this.linkedAt > LAG
		) {
			const { percent = 0 } =
				before.regulars.find( ( each ) => each.email === email ) ?? {};
			this.bought = {
				id: orderId,
				percent: isActive ? percent : 0,
				sales: onSale( before ),
			};
		}
	}

	private lists( { listed, ticked }: Ticks, before: ShopState ): void {
		if ( listed ) {
			this.wrong.push( ...payments( listed, before, this.documents() ) );
		}
		const entry = before.entries.find(
			( { id } ) => id === ticked?.entryId
		);
		if ( ticked && entry ) {
			const paid = ( entry.paidByHand ?? 0 ) + Number( ticked.amount );
			this.ticked.push( {
				id: entry.id,
				paid: ticked.kind === 'enter' ? paid : null,
			} );
		}
	}

	/** After an event. */
	atAnyMoment( before: ShopState | undefined, now: ShopState ): string[] {
		const documents = this.documents();
		const wrong = [
			...this.wrong.splice( 0 ),
			...this.notTicked( now ),
			...this.afterSales( now ),
			...( before ? this.ofUnlinked( before, now ) : [] ),
			...( before ? discountedTwice( before, now, documents ) : [] ),
		];
		this.seen = new Set( documents.keys() );
		return wrong;
	}

	private notTicked( { entries }: ShopState ): string[] {
		return this.ticked.splice( 0 ).flatMap( ( { id, paid } ) => {
			const is = entries.find( ( each ) => each.id === id )?.paidByHand;
			return Math.abs( ( is ?? 0 ) - ( paid ?? 0 ) ) < 0.005
				? []
				: [
						`the payment of entry ${ id } is noted as ${ is }, right is ${ paid }`,
					];
		} );
	}

	private afterSales( { orders, regulars, pricing }: ShopState ): string[] {
		const { bought, linked } = this;
		this.bought = undefined;
		this.linked = undefined;
		const order = orders.get( bought?.id ?? 0 );
		const code =
			linked &&
			regulars.find( ( { email } ) => email === linked.email )?.code;
		return [
			...( bought && order
				? givenOnce( order, bought.percent, pricing, bought.sales )
				: [] ),
			...( linked && ( code ?? '' ) !== linked.code
				? [
						`${ linked.email } is linked with “${ code }”, and staff said “${ linked.code }”`,
					]
				: [] ),
		];
	}

	/** Documents of orders with what was unlinked all the time. */
	private ofUnlinked( before: ShopState, now: ShopState ): string[] {
		const codes = now.unlinked
			.map( ( { code } ) => code )
			.filter( ( code ) =>
				before.unlinked.some( ( each ) => each.code === code )
			);
		return [ ...this.documents() ].flatMap( ( [ key, document ] ) => {
			const own = referenceOf( document );
			const is = now.entries.find(
				( { reference } ) => reference === document.externalReference
			);
			const was = before.entries.find( ( { id } ) => id === is?.id );
			const line = document.lines.find( ( { productCode } ) =>
				codes.includes( productCode )
			);
			// A request that had left before may be carried out late.
			const isLate =
				( is && wasLost( is ) ) || ( was?.lock ?? '' ) !== '';
			return ! this.seen.has( key ) &&
				own?.role === 'sale' &&
				is &&
				line &&
				! isLate
				? [
						`order ${ own.orderId } was sent with ${ line.productCode }, which is unlinked`,
					]
				: [];
		} );
	}

	whenQuiet( state: ShopState, listed: readonly Payment[] ): string[] {
		return [
			...this.wrong.splice( 0 ),
			...payments( listed, state, this.documents() ),
			...unseen(
				state,
				this.documents( [ this.books.database() ] ),
				( id ) => isAsked( state, id )
			),
			...outdated( state, this.books.database() ),
		];
	}

	private documents( databases = this.books.databases() ): Standing {
		return new Map(
			databases.flatMap( ( { name, documents } ) =>
				documents.map( ( each ) => [ keyOf( name, each ), each ] )
			)
		);
	}
}
