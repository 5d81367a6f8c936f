/** What a history has met, as far as it makes it right to ask a person. */
import type { SorsDatabase } from '../../sors/model/types';
import type { Causes } from '../checks/causes';
import type { Doubtful } from '../checks/doubts';
import type { Settings } from '../../sors/model/settings';
import type { Task } from '../controller/schedule';
import type { Trouble } from '../faults/catalog';
import type { Order, ShopState } from './shop';

/** Answers that say neither that there is something nor that there is nothing, or say it wrongly. */
const USELESS: readonly Trouble[] = [
	...( [ '400', '404', '409', 'refused with 200' ] as const ),
	...( [ 'sent elsewhere', 'a web page', 'a web page, done' ] as const ),
	...( [ 'half an answer', 'wrong types' ] as const ),
	...( [ 'an empty list', 'an empty page', 'items change places' ] as const ),
];

/** Asked right before a repeat, when the search has answered: there no answer is as useless as a wrong one. */
const LAST = [ 'listDocuments', 'getDocument' ];

const REFUSALS: readonly Trouble[] = [
	...( [ '400', '404', '409', 'refused with 200' ] as const ),
];

/** What people and programs do to an order's contents. */
const EDITS = [
	...[ 'quantity', 'linePrice', 'addLine', 'removeLine', 'byRest' ],
	...[ 'address', 'company', 'payment', 'deleteRefund' ],
];

/** Of an order, what its document says. */
const contentsOf = ( order: Order ): string => {
	const { total, lines, extras, email, pib, gateway } = order;
	return JSON.stringify( [
		...[ total, email, pib, gateway, extras ],
		lines.map( ( { itemId, productId, quantity, gross, tax } ) => [
			...[ itemId, productId, quantity, gross, tax ],
		] ),
	] );
};

export class Met implements Doubtful, Causes {
	uselessAt = -Infinity;
	failedAt = -Infinity;
	lastOfBackup = 0;
	wasCutOff = false;
	/** SORS once said of all its customers that there are none. */
	hidCustomers = false;
	refused = false;
	lostCustomers = false;
	discountedAgain = false;
	readonly edited = new Set< number >();
	readonly parted = new Set< number >();
	private readonly rates = new Map< string, number | null >();
	private isOdd = false;

	/** What became of a request. */
	request( operation: string, trouble: Trouble, now: number ): void {
		if ( /^(find|get|listDocuments)/.test( operation ) ) {
			if ( LAST.includes( operation ) || USELESS.includes( trouble ) ) {
				this.uselessAt = now;
			} else {
				this.failedAt = now;
			}
		}
		const isEmpty =
			trouble === 'an empty list' || trouble === 'an empty page';
		this.refused ||= REFUSALS.includes( trouble );
		this.lostCustomers ||= /Customer/.test( operation );
		this.hidCustomers ||= isEmpty && operation === 'listCustomers';
	}

	/** Which server there is, or was a moment ago. */
	server(
		{
			discountsAgain,
			ignores,
			omits,
		}: Pick< Settings, 'discountsAgain' | 'ignores' | 'omits' >,
		now: number
	): void {
		const isOdd = discountsAgain || ignores.length + omits.length > 0;
		if ( isOdd || this.isOdd ) {
			this.uselessAt = now;
		}
		this.isOdd = isOdd;
		this.discountedAgain ||= discountsAgain;
	}

	/** Processes are about to begin. */
	tasks( tasks: readonly Task[] ): void {
		for ( const { do: name, args } of tasks ) {
			const { orderId } = args as { orderId?: number };
			if ( orderId !== undefined && EDITS.includes( name ) ) {
				this.edited.add( orderId );
			}
		}
	}

	/** Also what no event says, such as a buyer who orders once more what was not paid. */
	orders( before: ShopState | undefined, { orders }: ShopState ): void {
		for ( const [ id, order ] of orders ) {
			const was = before?.orders.get( id );
			if ( was && contentsOf( was ) !== contentsOf( order ) ) {
				this.edited.add( id );
			}
		}
	}

	/** Which products have no item, or one that is no longer what it was. */
	items(
		{ products, links, unlinked }: ShopState,
		{ products: items }: SorsDatabase
	): void {
		const linked = new Set( links.map( ( { productId } ) => productId ) );
		for ( const { productId } of unlinked ) {
			this.parted.add( productId );
		}
		for ( const { id, code } of products ) {
			const [ item, ...others ] = items.filter(
				( each ) => each.code === code
			);
			const rate = this.rates.get( code ) ?? item?.vatRate ?? null;
			this.rates.set( code, rate );
			if (
				! linked.has( id ) ||
				! item?.active ||
				others.length > 0 ||
				item.vatRate !== rate
			) {
				this.parted.add( id );
			}
		}
	}

	restored( entries: readonly { id: number }[] ): void {
		this.lastOfBackup = Math.max(
			this.lastOfBackup,
			...entries.map( ( { id } ) => id )
		);
	}
}
