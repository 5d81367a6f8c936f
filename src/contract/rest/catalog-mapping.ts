import * as z from 'zod/mini';
import { count, decimal, id, moment, text } from './scalars';

/** `GET catalog-mapping`: what groups and VAT rates of SORS are in the shop. */
export const catalogMappingResponse = z.strictObject( {
	/** When the catalogue was read last; null = never. */
	readAt: z.nullable( moment ),
	groups: z.array(
		z.strictObject( {
			id: z.string(),
			name: z.string(),
			/** Null for a root. */
			parentId: z.nullable( z.string() ),
			/** Steps below its root. */
			depth: count,
			/** Whether syncs change nothing of its products: above = because of a group above it. */
			leftAlone: z.enum( [ 'no', 'yes', 'above' ] ),
			/** Null until a run has made one, or where it was deleted. */
			category: z.nullable(
				z.strictObject( {
					id,
					name: z.string(),
					/** Where it is edited. */
					url: z.string(),
					products: count,
				} )
			),
		} )
	),
	vatRates: z.array(
		z.strictObject( {
			/** Percent, normalised: the key of `taxClassByVatRate`. */
			rate: decimal,
			products: count,
			/** Null = none, products keep the class they have. */
			taxClass: z.nullable(
				z.strictObject( {
					/** '' = standard. */
					slug: z.string(),
					name: z.string(),
				} )
			),
			/** chosen = by the owner; usual = what WooCommerce's own classes mean in Serbia. */
			source: z.enum( [ 'chosen', 'usual', 'none' ] ),
		} )
	),
	/** With taxes switched off, tax classes mean nothing. */
	taxesEnabled: z.boolean(),
} );
export type CatalogMapping = z.infer< typeof catalogMappingResponse >;

/** `POST catalog-mapping`: lets a category of the shop stand for a group. Answers as GET. */
export const catalogMappingBody = z.strictObject( {
	groupId: text( 64 ),
	/** Null = the next run finds or makes one by the group's name. */
	categoryId: z.nullable( id ),
} );

/** `POST catalog-mapping/leave-alone`: for a group and those below it. Answers as GET. */
export const leaveGroupAloneBody = z.strictObject( {
	groupId: text( 64 ),
	leftAlone: z.boolean(),
} );
