/** For what a person may be asked about an order, and what has to be the case then, as docs/outbox.md and the plugin's own checks have it. */
import { isPib } from '../../sors/assortment/numbers';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Order } from '../model/orders';
import type { Entry, ShopState } from '../model/shop';
import { FEE, mostRefundRounding, mostRounding, SHIPPING } from './expected';

/** What happened before, of which the shop and SORS may say nothing any more. */
export interface Causes {
	/** The last entry that a backup brought back; 0 = none. */
	lastOfBackup: number;
	/** A process ended in the middle of its work. */
	wasCutOff: boolean;
	/** SORS was made to refuse a request. */
	refused: boolean;
	/** Something came between the shop and the creation of a customer. */
	lostCustomers: boolean;
	/** SORS took standing discounts off once more. */
	discountedAgain: boolean;
	/** Orders of which somebody changed the contents. */
	edited: ReadonlySet< number >;
	/** Products that were without their item at some time, or whose item had another rate of VAT. */
	parted: ReadonlySet< number >;
}

interface Scene {
	state: ShopState;
	/** The present one last. */
	databases: readonly SorsDatabase[];
	/** From which documents are issued. */
	unit: string;
	causes: Causes;
	/** Orders that are left to their owner. */
	left: ReadonlySet< number >;
}

interface Case extends Scene {
	entry: Entry;
	/** Undefined where it was deleted. */
	order: Order | undefined;
	/** Of the same revision. */
	sale: Entry | undefined;
	/** As the entry knows it. */
	document: SorsDocument | undefined;
}

type Cause = ( its: Case ) => boolean;

/** Allowed, though the model cannot say whether it is so. */
const NOT_JUDGED: Cause = () => true;

const present = ( { databases }: Scene ): SorsDatabase | undefined =>
	databases.at( -1 );

const isRefunded: Cause = ( { order } ) =>
	order === undefined || order.refunds.length > 0;

const isParted: Cause = ( { order, state, causes: { parted } } ) => {
	const ids = new Set( state.products.map( ( { id } ) => id ) );
	return (
		order === undefined ||
		order.lines.some(
			( { productId } ) =>
				parted.has( productId ) || ! ids.has( productId )
		)
	);
};

const lacks =
	( type: 'shipping' | 'fee', code: string ): Cause =>
	( its ) =>
		( its.order === undefined ||
			its.order.extras.some( ( extra ) => extra.type === type ) ||
			// What is kept of goods that came back is a fee.
			( type === 'fee' && isRefunded( its ) ) ) &&
		present( its )?.products.filter( ( each ) => each.code === code )
			.length !== 1;

/** Less than the plugin lets pass. */
const VAT_ROUNDING = 0.02;

const hasOtherVat: Cause = ( its ) => {
	const { order, state } = its;
	const codes = new Map(
		state.products.map( ( { id, code } ) => [ id, code ] )
	);
	const rates = new Map(
		present( its )?.products.map( ( { code, vatRate } ) => [
			code,
			vatRate,
		] )
	);
	const parts = [
		...( order?.lines ?? [] ).map( ( line ) => ( {
			...line,
			code: codes.get( line.productId ) ?? '',
		} ) ),
		// Of a charge without tax nothing tells what VAT is in it.
		...( order?.extras ?? [] )
			.filter( ( { taxes } ) => taxes.size > 0 )
			.map( ( extra ) => ( {
				...extra,
				code: extra.type === 'fee' ? FEE : SHIPPING,
			} ) ),
	];
	return (
		isRefunded( its ) ||
		isParted( its ) ||
		parts.some( ( { code, net, tax } ) => {
			const rate = rates.get( code ) ?? 0;
			return (
				state.pricing.hasTaxes &&
				Math.abs( ( ( net + tax ) * rate ) / ( 100 + rate ) - tax ) >
					VAT_ROUNDING
			);
		} )
	);
};

const hasOtherTotal: Cause = ( its ) => {
	const { order } = its;
	const items = [ ...( order?.lines ?? [] ), ...( order?.extras ?? [] ) ];
	const sum = items.reduce( ( before, { gross } ) => before + gross, 0 );
	return (
		isRefunded( its ) ||
		Math.abs( ( order?.total ?? 0 ) - sum ) >
			mostRounding( items, 1, its.state.pricing )
	);
};

const held = ( { total, refunds }: Order ): number =>
	refunds.reduce( ( left, { amount } ) => left - amount, total );

const madeFrom = ( { databases, sale }: Case ): SorsDocument[] =>
	databases
		.flatMap( ( { documents } ) => documents )
		.filter(
			( { sourceDocumentId } ) =>
				sourceDocumentId !== null &&
				sourceDocumentId === sale?.documentId
		);

const hasMoved: Cause = ( { databases } ) => databases.length > 1;

const mayMissCustomer: Cause = ( { causes } ) =>
	causes.lostCustomers || causes.wasCutOff;

/** Why there are several is judged where the customers are. */
const hasSeveralCustomers: Cause = ( { order, databases } ) =>
	databases.some(
		( { customers } ) =>
			customers.filter( ( { taxId, email } ) =>
				order?.pib
					? taxId === order.pib
					: email?.toLowerCase() === order?.email
			).length > 1
	);

const OPEN = [ 'on-hold', 'processing', 'completed' ];

/** Codes of entries that are rejected. Those that fail all orders of a shop that is set up wrongly are not among them: none is. */
const REJECTED: Record< string, Cause > = {
	unlinked_product: isParted,
	unknown_product: isParted,
	duplicate_code: ( its ) =>
		isParted( its ) ||
		lacks( 'shipping', SHIPPING )( its ) ||
		lacks( 'fee', FEE )( its ),
	shipping_item: lacks( 'shipping', SHIPPING ),
	fee_item: lacks( 'fee', FEE ),
	vat_differs: hasOtherVat,
	total_differs: hasOtherTotal,
	total_raised: hasOtherTotal,
	total_negative: ( { order } ) => ! order || held( order ) < 0.005,
	empty: ( its ) =>
		isRefunded( its ) ||
		its.order?.lines.every( ( { quantity } ) => quantity <= 0 ) === true,
	unknown_unit: ( its ) =>
		! present( its )?.units.some( ( { id } ) => id === its.unit ),
	pib_personal: ( { order } ) => /^\d{13}$/.test( order?.pib ?? '' ),
	pib_invalid: ( { order } ) =>
		( order?.pib ?? '' ) !== '' && ! isPib( order?.pib ?? '' ),
	no_customer: ( { order } ) => ! order?.email && ! order?.pib,
	// A user's own customer may have gone from SORS.
	no_such_customer: NOT_JUDGED,
	customer_ambiguous: hasSeveralCustomers,
	customer_refused: mayMissCustomer,
	customer_uncertain: mayMissCustomer,
	cut_off: ( { causes } ) => causes.wasCutOff,
	delivered: ( { order } ) => ! order || order.completed,
	// Staff's own, in which it was first seen.
	unknown_status: ( { order } ) => ! order || ! OPEN.includes( order.status ),
	invoiced: ( { sale } ) => /^invoice/.test( sale?.kind ?? 'invoice' ),
	not_ours: ( { sale } ) => sale?.documentBy === 'named',
	// A person said that SORS has it, or had it cancelled since.
	not_from_here: ( { sale } ) => ! sale || sale.documentId === null,
	cannot_cancel: ( { sale } ) => sale?.documentId === null,
	has_returns: ( its ) =>
		madeFrom( its ).some( ( { kind } ) => kind === 'return' ),
	followed: ( its ) =>
		madeFrom( its ).some( ( { kind } ) => kind !== 'return' ),
	carried_over: hasMoved,
	former_database: hasMoved,
	money_refund: ( its ) =>
		isRefunded( its ) && /^invoice/.test( its.sale?.kind ?? 'invoice' ),
};

/** SORS' own refusals: of what was wrong with one that was made to refuse, its code says nothing. */
const bySors: Cause = ( its ) =>
	its.causes.refused ||
	isParted( its ) ||
	// A customer may have gone from SORS, and a return may have been made there.
	[ 'UNKNOWN_CUSTOMER', 'HAS_RETURNS' ].includes( its.entry.error ?? '' );

const isBySors = ( code: string ): boolean =>
	code === 'rejected' || /^[A-Z0-9_]+$/.test( code );

/** Codes of issues with what was sent. */
const ISSUES: Record< string, Cause > = {
	// What somebody types into an address the model does not follow.
	changed: ( its ) =>
		isRefunded( its ) ||
		isParted( its ) ||
		its.causes.edited.has( its.entry.orderId ),
	order_trashed: ( { order } ) => ! order || order.status === 'trash',
	order_deleted: ( { order } ) => ! order,
	refund_differs: ( { entry, order, state } ) => {
		const refund = order?.refunds.find(
			( { id } ) => id === entry.refundId
		);
		return (
			! refund ||
			! order ||
			Math.abs( refund.amount - entry.total ) >
				Math.max(
					0.0099,
					mostRefundRounding( order, [ refund ], state.pricing )
				)
		);
	},
	discounted_twice: ( { causes } ) => causes.discountedAgain,
	missing_in_sors: ( { document } ) => document?.status !== 'open',
	doubled_in_sors: ( { entry, databases } ) =>
		databases.some(
			( { documents } ) =>
				documents.filter(
					( { id, externalReference, status, kind } ) =>
						status !== 'cancelled' &&
						( id === entry.documentId ||
							( externalReference === entry.reference &&
								kind === entry.kind ) )
				).length > 1
		),
	other_total: ( { entry, document } ) =>
		! document ||
		document.kind !== entry.kind ||
		Math.abs( document.total - entry.total ) > 0.0099,
};

function caseOf( entry: Entry, scene: Scene ): Case {
	const { state, databases } = scene;
	return {
		...scene,
		entry,
		order: state.orders.get( entry.orderId ),
		sale: state.entries
			.filter(
				( { orderId, role, revision } ) =>
					orderId === entry.orderId &&
					role === 'sale' &&
					// A return is of whatever revision was there.
					( entry.role === 'return' || revision === entry.revision )
			)
			.at( -1 ),
		document: databases
			.find( ( { name } ) => name === entry.database )
			?.documents.find( ( { id } ) => id === entry.documentId ),
	};
}

function ofEntry( entry: Entry, scene: Scene ): string[] {
	const its = caseOf( entry, scene );
	const name = `entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role })`;
	const wrong: string[] = [];
	const code = entry.error ?? '';
	if (
		entry.state === 'rejected' &&
		! ( REJECTED[ code ] ?? ( isBySors( code ) ? bySors : null ) )?.( its )
	) {
		wrong.push(
			`${ name } is rejected (${ code }: ${ entry.words }), and there is no cause for it`
		);
	}
	if (
		entry.state === 'sent' &&
		entry.issue !== null &&
		! ISSUES[ entry.issue ]?.( its )
	) {
		wrong.push(
			`${ name } has the issue ${ entry.issue }, and there is no cause for it`
		);
	}
	return wrong;
}

/**
 * A person is asked, and none of what may be asked is the case. What a person accepted is left out.
 */
export const needlessQuestions = ( scene: Scene ): string[] =>
	scene.state.entries
		.filter(
			( { id, orderId } ) =>
				id > scene.causes.lastOfBackup && ! scene.left.has( orderId )
		)
		.flatMap( ( entry ) => ofEntry( entry, scene ) );
