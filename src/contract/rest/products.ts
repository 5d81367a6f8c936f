import * as z from 'zod/mini';
import { count, decimal, id, moment } from './scalars';
import { priceType, stockMode } from './settings';

/** What one business unit has of an item, as SORS said it last. */
const unit = z.strictObject( {
	name: z.string(),
	onHand: z.nullable( decimal ),
	reserved: z.nullable( decimal ),
	/** What it adds to the stock of the shop; null where it is not added up. */
	counted: z.nullable( decimal ),
	readAt: z.nullable( moment ),
} );

/** A product, or one of its variations, that an item of SORS is linked to. */
const linkedItem = z.strictObject( {
	productId: id,
	name: z.string(),
	code: z.string(),
	state: z.enum( [
		'linked',
		'left_alone',
		'discontinued',
		'conflict',
		'failed',
	] ),
	/** Why it is in that state; empty = nothing is wrong. */
	reason: z.string(),
	/** When a run last changed something of it. */
	changedAt: z.nullable( moment ),
	/** When its stock and price were last asked for. */
	readAt: z.nullable( moment ),
	/** What a run writes. */
	price: z.nullable( decimal ),
	/** By code of this site: it is not that of SORS. */
	priceChanged: z.boolean(),
	priceType,
	/** Name of the business unit whose price it is. */
	priceUnit: z.string(),
	stockMode,
	units: z.array( unit ),
	/** The sum over the units; null = SORS does not say. */
	figure: z.nullable( decimal ),
	/** What code of this site adds to that sum, below 0 where it takes some off; null = nothing. */
	siteChange: z.nullable( decimal ),
	/** What was sold and is not in that sum. */
	orders: z.array(
		z.strictObject( {
			orderId: id,
			number: z.string(),
			url: z.nullable( z.string() ),
			quantity: decimal,
		} )
	),
	/** What a run of stock writes; null = it leaves the stock alone. */
	stock: z.nullable( decimal ),
	shopStock: z.nullable( decimal ),
	remarks: z.array( z.string() ),
} );

/** `GET products/{id}`, `POST products/{id}/leave-alone`, `/bring-in` and `/share-stock`. */
export const productDetails = z.strictObject( {
	/** When the last run of each kind that was of all items ended. */
	lastRuns: z.strictObject( {
		catalog: z.nullable( moment ),
		stock: z.nullable( moment ),
		images: z.nullable( moment ),
	} ),
	items: z.array( linkedItem ).check( z.minLength( 1 ) ),
	/** Fields of the product itself that a run sets, and so no form. */
	owned: z.array( z.enum( [ 'name', 'price', 'stock' ] ) ),
} );
export type ProductDetails = z.infer< typeof productDetails >;

/** `POST products/{id}/unlink`: codes of the items that no longer stand for it or its variations. */
export const unlinkResponse = z.strictObject( {
	codes: z.array( z.string() ),
} );

/** `POST products/{id}/link-again`: how many of the items that were unlinked from it are linked again; 0 where the product is gone, or another item's by now. */
export const linkAgainResponse = z.strictObject( { linked: count } );
