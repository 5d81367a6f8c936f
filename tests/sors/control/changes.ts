/** What a test may change in the books, by codes and our own field names. */
import { z } from 'zod';
import { ENUM_VALUES } from '../../../src/contract/sors/contract';
import type { Moment } from '../ledger/movements';
import type { SorsDatabase } from '../model/types';
import type { World } from '../model/world';

const code = z.string();
const decimal = z.number();
/** Code of a business unit; left out, all units that carry the item. */
const unit = z.string().optional();
/** Names from the root down, joined by ` / `; made where it is missing. */
const groupPath = z.string().nullable();
const wire = z.record( z.string(), z.json() );

const imageShape = z.strictObject( {
	/** A known id keeps it; another id is another image. */
	id: z.string().optional(),
	format: z.enum( [ 'png', 'jpeg', 'webp' ] ).default( 'png' ),
	/** Another variant is another picture under the same id. */
	variant: z.int().default( 1 ),
	deliver: z.enum( [ 'url', 'content', 'both' ] ).default( 'url' ),
	/** Sent as it is, instead of our own picture's. */
	url: z.string().optional(),
	content: z.string().optional(),
} );

const itemFields = z.strictObject( {
	code,
	name: z.string(),
	itemType: z.enum( ENUM_VALUES.itemType ),
	unit: z.string(),
	gtin: z.string().nullable(),
	group: groupPath,
	secondGroup: groupPath,
	description: z.string(),
	vatRate: decimal,
	active: z.boolean(),
	/** The item's own price, with VAT; for what the units ask see setPrice. */
	priceWithVat: decimal,
	images: z.array( imageShape ),
} );

const customerFields = z.strictObject( {
	code,
	type: z.enum( ENUM_VALUES.customerType ),
	name: z.string(),
	taxId: z.string().nullable(),
	registrationNumber: z.string().nullable(),
	jbkjs: z.string().nullable(),
	email: z.string().nullable(),
	phone: z.string().nullable(),
	address: z.string().nullable(),
	postalCode: z.string().nullable(),
	city: z.string().nullable(),
	country: z.string().nullable(),
	discountPercent: decimal,
} );

const change = < Name extends string, Fields extends z.ZodRawShape >(
	name: Name,
	fields: Fields
) => z.strictObject( { do: z.literal( name ), ...fields } );

export const changeShape = z.discriminatedUnion( 'do', [
	/** Twice the same code is possible: the books do not forbid it. */
	change( 'addItem', {
		item: itemFields.partial().required( { code: true, name: true } ),
		/** Code of a unit -> on hand. */
		stock: z.record( z.string(), decimal ).default( {} ),
	} ),
	change( 'setItem', { code, set: itemFields.partial() } ),
	change( 'removeItem', { code } ),
	/** Without a unit: of the item itself and of all units. */
	change( 'setPrice', { code, unit, priceWithVat: decimal } ),
	change( 'setStock', {
		code,
		unit,
		onHand: decimal.optional(),
		reserved: decimal.optional(),
	} ),
	/** Of all items of a unit at once: so much more on hand, and a price so much higher. */
	change( 'raiseAll', {
		unit: z.string(),
		onHand: decimal,
		priceWithVat: decimal,
	} ),
	change( 'removeStock', { code, unit } ),
	/** Any JSON instead of what the contract's types would say; `{}` takes it back. */
	change( 'garbleItem', { code, set: wire } ),
	change( 'garbleStock', { code, unit, set: wire } ),
	change( 'setGroup', {
		path: z.string(),
		name: z.string().optional(),
		parent: groupPath.optional(),
	} ),
	change( 'setUnit', {
		code,
		name: z.string().optional(),
		active: z.boolean().optional(),
	} ),
	change( 'addCustomer', {
		customer: customerFields
			.partial()
			.required( { code: true, name: true, type: true } ),
	} ),
	change( 'setCustomer', { code, set: customerFields.partial() } ),
	change( 'removeCustomer', { code } ),
	/** By number, as somebody at the desk would. */
	change( 'cancelDocument', { number: z.string() } ),
	/** As if it had never been: stock and reservations stay as they are. */
	change( 'removeDocument', { number: z.string() } ),
	change( 'setDocument', {
		number: z.string(),
		set: z
			.strictObject( {
				total: decimal,
				paidAmount: decimal,
				externalReference: z.string().nullable(),
				date: z.iso.date(),
				/** Laid over its lines, by their places. */
				lines: z.array(
					z
						.strictObject( {
							productCode: z.string(),
							quantity: decimal,
							lineTotal: decimal,
						} )
						.partial()
				),
			} )
			.partial(),
	} ),
	/** As somebody at the desk makes a delivery note or an invoice from it. Stock and reservations stay as they are. */
	change( 'followDocument', {
		number: z.string(),
		kind: z.enum( ENUM_VALUES.documentKind ),
		as: z.string(),
		externalReference: z.string().nullable().default( null ),
	} ),
	change( 'garbleDocument', { number: z.string(), set: wire } ),
	/** The same seed as another database gives its codes and figures under other ids. */
	change( 'addDatabase', {
		name: z.string().regex( /^\w+$/ ),
		title: z.string().default( '' ),
		year: z.int(),
		/** Take items, stock with its reservations, groups and customers of this one over, under new ids. */
		from: z.string().optional(),
	} ),
] );
export type Change = z.infer< typeof changeShape >;
export type Do< Name extends Change[ 'do' ] > = Extract< Change, { do: Name } >;
/** What each of these changes does. */
export type Acts< Names extends Change[ 'do' ] > = {
	[ Name in Names ]: (
		database: SorsDatabase,
		change: Do< Name >,
		moment: Moment,
		world: World
	) => void;
};
export type ChangeInput = z.input< typeof changeShape >;
export type ItemFields = z.infer< typeof itemFields >;
export type ImageInput = z.infer< typeof imageShape >;
