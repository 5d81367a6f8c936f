import * as z from 'zod/mini';
import { decimal, text } from './scalars';

/** `GET first-run/examples`: what is left out is as in the settings. */
export const firstRunExamplesQuery = z.object( {
	database: z.optional( text( 120 ) ),
	/** Ids, with commas between them. */
	businessUnitIds: z.optional( text( 2000 ) ),
	priceBusinessUnitId: z.optional( text( 64 ) ),
} );

/** One real item of theirs, and what the shop would make of it by each choice. */
export const firstRunExamplesResponse = z.strictObject( {
	/** Null where SORS has no item that could serve; `problem` says why. */
	item: z.nullable(
		z.strictObject( {
			code: z.string(),
			name: z.string(),
			vatRate: z.nullable( decimal ),
		} )
	),
	problem: z.nullable( z.string() ),
	/** Of the chosen units that have the item, as SORS says it. */
	levels: z.array(
		z.strictObject( {
			businessUnitId: z.string(),
			onHand: z.nullable( decimal ),
			reserved: z.nullable( decimal ),
			available: z.nullable( decimal ),
		} )
	),
	price: z.strictObject( {
		withVat: z.nullable( decimal ),
		withoutVat: z.nullable( decimal ),
		/** The figure that the shop would get; null = none. */
		shop: z.strictObject( {
			withVat: z.nullable( decimal ),
			withoutVat: z.nullable( decimal ),
		} ),
	} ),
	/** The figure that the shop would get, before what it has sold is taken off; null = none. */
	stock: z.strictObject( {
		onHand: z.nullable( decimal ),
		available: z.nullable( decimal ),
	} ),
} );
export type FirstRunExamples = z.infer< typeof firstRunExamplesResponse >;
